import type { ColumnName } from "../../../python/value.ts";
import type { CsvOptions } from "../csv-options.ts";
import { isBooleanDtype, isNumericDtype } from "../declared-cells.ts";
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

/**
 * Fields whose numbers are left as they are: those of dates, and those with a dtype that is not a number's. pandas takes them by the place of their
 * name, also where the rows begin with an index. Source: `PythonParser._set_no_thousand_columns`, `_set_noconvert_dtype_columns`.
 */
function untouchedFields({ dtype, parseDates, parsesIndex, usecols }: CsvOptions, table: PythonTable): ReadonlySet<number> {
  const places = new Map([...table.columns, ...table.outside].map(({ name, position }) => [name, position - table.impliedIndex]));
  const used = [...places.values()].sort((left, right) => left - right);
  const placeOf = (reference: bigint | string | number): number | undefined => {
    if (typeof reference === "string") return places.get(reference);
    return usecols === null || usecols.length === 0 ? Number(reference) : used[Number(reference)];
  };
  const dates = parsesIndex ? table.index : parseDates;
  const untouched = new Set(dates.flatMap((reference) => placeOf(reference) ?? []));
  for (const [name, place] of places) {
    const declared = dtype instanceof Map ? (typeof name === "string" ? dtype.get(name) : undefined) : dtype;
    if (typeof declared !== "string") continue;
    if (!isNumericDtype(declared) || (dtype instanceof Map && isBooleanDtype(declared))) untouched.add(place);
  }
  return untouched;
}

/** Takes `thousands` out of numbers and writes their decimal mark as a point. Source: `PythonParser.num`, `_search_replace_num_columns`. */
function numberRewriter(options: CsvOptions, table: PythonTable): (cell: string, field: number) => string {
  const { decimal, thousands } = options;
  if (decimal === "." && thousands === null) return (cell) => cell;
  const untouched = untouchedFields(options, table);
  const point = escaped(decimal);
  const mark = escaped(thousands ?? "");
  const pattern =
    thousands === null
      ? new RegExp(`^[-+]?[0-9]*(${point}[0-9]*)?([0-9]?[Ee]-?[0-9]+)?$`)
      : new RegExp(`^[-+]?(?:[0-9]+(?:${mark}[0-9]+)*${mark}?)?(${point}[0-9]*)?([Ee]-?[0-9]+)?$`);
  const replaced = (cell: string, search: string, by: string) =>
    cell.includes(search) && pattern.test(cell.trim()) ? cell.replaceAll(search, by) : cell;
  return (cell, field) => {
    if (untouched.has(field)) return cell;
    const plain = thousands === null ? cell : replaced(cell, thousands, "");
    return decimal === "." ? plain : replaced(plain, decimal, ".");
  };
}

/** A text that no cell of a file is: the cells that a row lacks, which are missing whatever the options say. */
function lackingMark(content: string): string {
  let mark = "\0";
  while (content.includes(mark)) mark += "\0";
  return mark;
}

/** The options by which a mark is missing, in addition to what already is. */
function missingOptions(
  { naFilter, keepDefaultNa, naValues, dtypeBackend }: CsvOptions,
  mark: string,
): Pick<CsvOptions, "naFilter" | "keepDefaultNa" | "naValues"> {
  if (dtypeBackend !== null || (naFilter && naValues instanceof Map)) throw undecidedOption("keep_default_na", keepDefaultNa);
  const words = naFilter && Array.isArray(naValues) ? naValues : [];
  return { naFilter: true, keepDefaultNa: false, naValues: [...words, mark] };
}

/** The options under which the rewritten file reads as the original does. */
function plainOptions(options: CsvOptions): CsvOptions {
  return {
    ...options,
    engine: "c",
    byPython: true,
    localizedByPython: options.decimal !== "." || options.thousands !== null,
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

/**
 * An index that the options declare is cast once more, on its own: throws `Undecided` where it has dates or other cells than plain integers.
 * Source: `_agg_index` in `pandas/io/parsers/base_parser.py`.
 */
function checkIndexCasts(options: CsvOptions, { outside, names, rows }: PythonTable): void {
  const { dtype } = options;
  if (!(dtype instanceof Map)) return;
  // The names of the index as well.
  const parsed = dateNames(options, names, []);
  for (const { name, position } of outside) {
    const declared = typeof name === "string" ? dtype.get(name) : undefined;
    if (declared === undefined) continue;
    const isPlain = !isNumericDtype(declared) || rows.every((row) => /^\d{1,18}$/.test(row[position] ?? ""));
    if (options.parsesIndex || parsed.has(name) || !isPlain) throw undecidedOption("dtype", dtype);
  }
}

function layoutOf(table: PythonTable, options: CsvOptions): Layout {
  const { rows, columns, outside, names, index, impliedIndex, originalNames } = table;
  const dates: ReadonlySet<ColumnName> = dateNames(options, names, index);
  // Dates are left alone, whatever was declared of them, also those of the index. Source: `_convert_to_ndarrays`.
  const parsed = new Set<ColumnName>(
    options.parseDates.map((place) => (typeof place === "string" ? place : (names[Number(place)] ?? null))),
  );
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
    outside: outside
      .filter(({ name }) => !parsed.has(name))
      .map(({ name, position }) => ({ name, position, readAs: name, ...lacking(position) })),
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
  const table = parsePython(content, given);
  // Without rows and columns no date is looked up. Source: `_set_no_thousand_columns`, `_get_empty_meta`.
  const options = table.rows.length === 0 && given.usecols?.length === 0 ? { ...given, parseDates: [] } : given;
  checkParseDates(options, table.names);
  if (table.rows.length === 0) checkIndexDtypes(options, table.index, table.names, true);
  if (options.parsesIndex && options.indexCol === false) throw undecidedOption("index_col", false);
  if (options.parsesIndex && options.usecols !== null) throw undecidedOption("usecols", [...options.usecols]);
  checkIndexCasts(options, table);
  if (table.impliedIndex > 0 && table.rows.length > 0 && options.naValues instanceof Map)
    throw refusedOption("na_values is a dict, and the index has no name", "AssertionError");
  const width = widthOf(table);
  // Without its cells a row reads as if they were empty, and so missing too, unless the options make these a word.
  const isWord = !(options.naFilter && options.keepDefaultNa) && table.rows.some((row) => row.length < width);
  const mark = isWord ? lackingMark(content) : "";
  const lacking = (row: readonly string[]) => new Array<string>(isWord ? Math.max(0, width - row.length) : 0).fill(mark);
  const number = numberRewriter(options, table);
  const lines = table.rows.map((row) =>
    row.length + lacking(row).length === 0
      ? '""'
      : [...row, ...lacking(row)].map((cell, field) => `"${number(cell, field).replaceAll('"', '""')}"`).join(","),
  );
  const text = lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  const plain = { ...plainOptions(options), ...(isWord ? missingOptions(options, mark) : {}) };
  return { bytes: new TextEncoder().encode(text), options: plain, layout: layoutOf(table, options) };
}
