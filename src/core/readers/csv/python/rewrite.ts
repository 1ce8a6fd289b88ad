import type { ColumnName } from "../../../python/value.ts";
import type { CsvOptions } from "../csv-options.ts";
import { checkIndexDtypes, checkParseDates, dateNames } from "../frame-columns.ts";
import type { Layout } from "../layout.ts";
import type { LayoutColumn } from "../layout-column.ts";
import { refusedOption, undecidedOption } from "../option-reader.ts";
import { type PythonTable, parsePython } from "./python-parser.ts";

/** A file that the Python engine reads, written again as the C engine reads it, with where its columns lie. */
export interface RewrittenCsv {
  readonly bytes: Uint8Array;
  readonly options: CsvOptions;
  readonly layout: Layout;
}

const escaped = (mark: string) => mark.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

/** Takes `thousands` out of numbers and writes their decimal mark as a point. Source: `PythonParser.num`, `_search_replace_num_columns`. */
function numberRewriter({ decimal, thousands, parseDates, dtype }: CsvOptions): (cell: string) => string {
  if (decimal === "." && thousands === null) return (cell) => cell;
  // Dates and texts keep their marks, column by column.
  if (parseDates.length > 0 || dtype !== null) throw undecidedOption("decimal", decimal);
  const point = escaped(decimal);
  const mark = escaped(thousands ?? "");
  const pattern =
    thousands === null
      ? new RegExp(`^[-+]?[0-9]*(${point}[0-9]*)?([0-9]?[Ee]-?[0-9]+)?$`)
      : new RegExp(`^[-+]?(?:[0-9]+(?:${mark}[0-9]+)*${mark}?)?(${point}[0-9]*)?([Ee]-?[0-9]+)?$`);
  const replaced = (cell: string, search: string, by: string) =>
    cell.includes(search) && pattern.test(cell.trim()) ? cell.replaceAll(search, by) : cell;
  return (cell) => {
    const plain = thousands === null ? cell : replaced(cell, thousands, "");
    return decimal === "." ? plain : replaced(plain, decimal, ".");
  };
}

/** What no cell of a file is, since Python's csv module refuses it: the cells that a row lacks, which are missing whatever the options say. */
const LACKING = "\0";

/** The options by which {@link LACKING} is missing, in addition to what already is. */
function missingOptions({
  naFilter,
  keepDefaultNa,
  naValues,
  dtypeBackend,
}: CsvOptions): Pick<CsvOptions, "naFilter" | "keepDefaultNa" | "naValues"> {
  if (dtypeBackend !== null || (naFilter && naValues instanceof Map)) throw undecidedOption("keep_default_na", keepDefaultNa);
  const words = naFilter && Array.isArray(naValues) ? naValues : [];
  return { naFilter: true, keepDefaultNa: false, naValues: [...words, LACKING] };
}

/** The options under which the rewritten file reads as the original does. */
function plainOptions(options: CsvOptions): CsvOptions {
  return {
    ...options,
    engine: "c",
    byPython: true,
    sep: ",",
    header: null,
    headerIsList: false,
    names: null,
    indexCol: null,
    usecols: null,
    lineTerminator: null,
    quotechar: '"',
    quoting: 0,
    doublequote: true,
    escapechar: null,
    comment: null,
    skipInitialSpace: false,
    skipRows: 0,
    skipBlankLines: false,
    skipFooter: 0,
    nrows: null,
    decimal: ".",
    thousands: null,
    onBadLines: "error",
  };
}

const widthOf = ({ columns, outside }: PythonTable): number => Math.max(0, ...[...columns, ...outside].map(({ position }) => position + 1));

function layoutOf(table: PythonTable, options: CsvOptions): Layout {
  const { rows, columns, outside, names, index, impliedIndex, originalNames } = table;
  const dates: ReadonlySet<ColumnName> = dateNames(options, names, index);
  const lacking = (position: number): Pick<LayoutColumn, "lacking"> => {
    const row = rows.findIndex((cells) => cells.length <= position);
    return row < 0 ? {} : { lacking: { count: rows.filter((cells) => cells.length <= position).length, first: { row } } };
  };
  return {
    columns: columns.map(({ name, position }) => ({
      name,
      position,
      readAs: name,
      ...lacking(position),
      ...(dates.has(name) ? { dates: "cells" as const } : {}),
    })),
    outside: outside.map(({ name, position }) => ({ name, position, readAs: name, ...lacking(position) })),
    isEmpty: rows.length === 0,
    refusalAt: () => null,
    width: Math.max(1, widthOf(table), ...rows.map((row) => row.length)),
    dataStart: 0,
    originalNames,
    leading: impliedIndex,
  };
}

/** Throws `UnreadableFile` where pandas' Python engine refuses the text, `Undecided` past what is proved. */
export function rewrittenCsv(content: string, given: CsvOptions): RewrittenCsv {
  const isPlain = given.dtype === null && given.parseDates.length === 0 && !given.parsesIndex;
  if (given.dtypeBackend !== null && !isPlain) throw undecidedOption("dtype_backend", given.dtypeBackend);
  const table = parsePython(content, given);
  // Without rows and columns no date is looked up. Source: `_set_no_thousand_columns`, `_get_empty_meta`.
  const options = table.rows.length === 0 && given.usecols?.length === 0 ? { ...given, parseDates: [] } : given;
  checkParseDates(options, table.names);
  if (table.rows.length === 0) checkIndexDtypes(options, table.index, table.names, true);
  const isOdd = options.parsesIndex && (options.indexCol === false || table.impliedIndex > 0);
  if (isOdd || (table.impliedIndex > 0 && options.usecols !== null)) throw undecidedOption("index_col", null);
  if (table.impliedIndex > 0 && table.rows.length > 0 && options.naValues instanceof Map)
    throw refusedOption("na_values is a dict, and the index has no name", "AssertionError");
  const width = widthOf(table);
  // Without its cells a row reads as if they were empty, and so missing too, unless the options make these a word.
  const isWord = !(options.naFilter && options.keepDefaultNa) && table.rows.some((row) => row.length < width);
  const lacking = (row: readonly string[]) => new Array<string>(isWord ? Math.max(0, width - row.length) : 0).fill(LACKING);
  const number = numberRewriter(options);
  const lines = table.rows.map((row) =>
    row.length + lacking(row).length === 0
      ? '""'
      : [...row, ...lacking(row)].map((cell) => `"${number(cell).replaceAll('"', '""')}"`).join(","),
  );
  const text = lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  const plain = { ...plainOptions(options), ...(isWord ? missingOptions(options) : {}) };
  return { bytes: new TextEncoder().encode(text), options: plain, layout: layoutOf(table, options) };
}
