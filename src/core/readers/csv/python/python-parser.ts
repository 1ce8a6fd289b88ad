import { must } from "../../../defined.ts";
import type { ColumnName } from "../../../python/value.ts";
import { dedupNames, mangleDuplicateNames, namesFromLevels, namesOfHeaderLine } from "../column-names.ts";
import type { CsvOptions } from "../csv-options.ts";
import { refusedOption, undecidedOption } from "../option-reader.ts";
import { EOF, PythonLines } from "./python-lines.ts";

interface TableColumn {
  readonly name: ColumnName;
  readonly position: number;
}

/** What pandas' Python parser makes of a file: names by place, and the rows they are over. */
export interface PythonTable {
  readonly rows: readonly (readonly string[])[];
  /** The columns of the frame: name, and place in a row. */
  readonly columns: readonly TableColumn[];
  /** Those of the index, which are converted as well. */
  readonly outside: readonly TableColumn[];
  /** All names but implied ones, and which of them the index takes: what `parse_dates` counts by. */
  readonly names: readonly ColumnName[];
  readonly index: readonly number[];
  readonly impliedIndex: number;
  readonly originalNames: ReadonlyMap<string, string>;
}

/** Whether the names are over several lines. */
const hasLevels = ({ header }: CsvOptions): boolean => header !== null && header.length > 1;

/** Source: `pandas/io/parsers/python_parser.py`, `PythonParser`. */
class PythonParser {
  private readonly options: CsvOptions;
  private readonly lines: PythonLines;
  private originalCount = 0;
  private firstRowLength = 0;
  private headerRowLength = 0;
  private readonly originalNames = new Map<string, string>();

  constructor(content: string, options: CsvOptions) {
    this.options = options;
    this.lines = new PythonLines(content, options);
  }

  private noColumns(): never {
    throw refusedOption("No columns to parse from file", "EmptyDataError");
  }

  private tooFewLines(headers: readonly number[]): never {
    throw refusedOption(`Passed header=[${headers.join(",")}], len of ${headers.length}, but only ${this.lines.linePos} lines in file`);
  }

  /** The names of a header line in the file. */
  private headerNames(header: number): readonly string[] {
    let line = this.lines.headerLine(header);
    if (line === EOF) {
      if (this.lines.linePos > 0) this.tooFewLines([header]);
      const { names } = this.options;
      if (names === null || names.length === 0) this.noColumns();
      line = names.map(String);
    }
    const { names, unnamed } = namesOfHeaderLine(line, null);
    const mangled = mangleDuplicateNames(names, unnamed);
    for (const [index, name] of mangled.entries()) if (name !== names[index]) this.originalNames.set(name, names[index] as string);
    this.lines.buf = [];
    return mangled;
  }

  /**
   * The names of several header lines, level by level. The line after them belongs to them where it names the index; otherwise it is data, and
   * waits to be read.
   */
  private headerLevels(headers: readonly number[]): readonly (readonly string[])[] {
    const levels: (readonly string[])[] = [];
    for (const [level, header] of headers.entries()) {
      const line = this.lines.headerLine(header);
      if (line === EOF && this.lines.linePos > 0 && this.lines.linePos <= header) this.tooFewLines(headers);
      if (line === EOF) this.noColumns();
      levels.push(namesOfHeaderLine(line, level).names);
    }
    const next = this.lines.headerLine((headers.at(-1) as number) + 1);
    const { indexCol } = this.options;
    const indexCount = Array.isArray(indexCol) ? indexCol.length : 0;
    const filled = next === EOF ? 0 : next.filter((cell) => cell !== "").length;
    const isData = next !== EOF && (indexCount === 0 || (filled > 0 && filled > indexCount));
    this.lines.buf = isData ? [next] : [];
    const last = next === EOF ? levels.at(-1) : next;
    if (last !== undefined && last.length > 0 && Array.isArray(indexCol)) this.placesAmong(last.length, indexCol);
    return levels;
  }

  /** `_infer_columns`: all names, and which places of a row `usecols` leaves, null for all. */
  private inferColumns(): { readonly names: readonly ColumnName[]; readonly places: readonly number[] | null } {
    const { header, names, usecols, indexCol } = this.options;
    if (header === null) {
      const line = this.lines.bufferedLine();
      if (line === EOF && (names === null || names.length === 0)) this.noColumns();
      const count = line === EOF ? must(names).length : line.length;
      this.originalCount = count;
      if (names === null || names.length === 0)
        return this.placesOf(
          Array.from({ length: count }, (_, index) => BigInt(index)),
          count,
        );
      if (usecols !== null && names.length < count) {
        if (names.length !== usecols.length)
          throw refusedOption("Number of passed names did not match number of header fields in the file");
        return { names, places: this.placesOf(names, count).places };
      }
      const used = this.placesOf(names, count);
      this.originalCount = names.length;
      return used;
    }
    if (hasLevels(this.options)) {
      const levels = this.headerLevels(header);
      this.originalCount = must(levels[0]).length;
      // An empty list leaves no column of a file with rows, and all of one without.
      if (usecols !== null) throw undecidedOption("usecols", [...usecols]);
      return { names: namesFromLevels(levels, this.options), places: null };
    }
    const found = this.headerNames(header[0] as number);
    this.originalCount = found.length;
    if (names === null) return this.placesOf(found, found.length);
    const first = this.lines.nextLine();
    if (names.length > found.length && names.length > (first === EOF ? 0 : first.length))
      throw refusedOption("Number of passed names did not match number of header fields in the file");
    if (indexCol === false) this.headerRowLength = found.length;
    if (usecols === null) {
      this.originalCount = names.length;
      return { names, places: null };
    }
    const { places } = this.placesOf(names, found.length);
    return { names: places !== null && names.length !== places.length ? places.map((place) => names[place] ?? null) : names, places };
  }

  /** `_handle_usecols`. */
  private placesOf(
    names: readonly ColumnName[],
    count: number,
  ): { readonly names: readonly ColumnName[]; readonly places: readonly number[] | null } {
    const { usecols } = this.options;
    if (usecols === null) return { names, places: null };
    const places = usecols.map((column) => {
      if (typeof column === "bigint") {
        if (column >= count) throw refusedOption("Defining usecols with out-of-bounds indices is not allowed.", "ParserError");
        return Number(column);
      }
      const place = names.indexOf(column);
      if (place < 0) throw refusedOption(`Usecols do not match columns, columns expected but not found: ['${column}']`);
      return place;
    });
    const sorted = [...places].sort((left, right) => left - right);
    return { names: names.filter((_, index) => places.includes(index)), places: sorted };
  }

  /** `_get_index_name`: how many leading columns the rows have next to the names, or the names of the index, on a line of their own. */
  private impliedIndex(): number | readonly string[] {
    const { header, indexCol, usecols } = this.options;
    const line = header === null ? (this.lines.buf[0] ?? EOF) : this.lines.nextLine();
    const following = this.lines.nextLine();
    if (indexCol === false) this.firstRowLength = (this.lines.buf[0] ?? (line === EOF ? [] : line)).length;
    if (line === EOF || indexCol === false) return 0;
    if (following !== EOF && header !== null && following.length === line.length + this.originalCount) {
      if (usecols !== null || hasLevels(this.options)) throw undecidedOption("index_col", null);
      this.lines.buf.shift();
      this.lines.bufPos.shift();
      this.originalCount = following.length;
      return line;
    }
    return Math.max(0, line.length - this.originalCount);
  }

  /** `_rows_to_cols`: rows that are too long are refused, or left out. */
  private fittingRows(rows: readonly (readonly string[])[], implied: number): readonly (readonly string[])[] {
    if (this.options.usecols !== null) return rows;
    const expected = Math.max(this.originalCount + implied, this.firstRowLength, this.headerRowLength);
    const long = rows.find((row) => row.length > expected);
    if (long === undefined) return rows;
    if (this.options.onBadLines === "error") throw refusedOption(`Expected ${expected} fields, saw ${long.length}`, "ParserError");
    return rows.filter((row) => row.length <= expected);
  }

  /** Throws where a place is none of so many. */
  private placesAmong(count: number, places: readonly (bigint | string)[]): void {
    if (places.some((place) => Number(place) >= count || Number(place) < -count))
      throw refusedOption("list index out of range", "IndexError");
  }

  /** The places of the columns that `index_col` names. */
  private indexPlaces(names: readonly ColumnName[]): readonly number[] {
    const { indexCol } = this.options;
    return (indexCol === null || indexCol === false ? [] : indexCol).map((column) => {
      const place =
        typeof column === "string" ? names.indexOf(column) : Number(column) < 0 ? names.length + Number(column) : Number(column);
      if (place < 0) throw refusedOption(`Index ${String(column)} invalid`);
      if (place >= names.length) throw refusedOption("list index out of range", "IndexError");
      return place;
    });
  }

  /** `_exclude_implicit_index`: the columns that are left where the rows have more cells than names, and `index_col` says which are the index. */
  private withIndex(names: readonly ColumnName[], index: readonly (bigint | string)[], rows: PythonTable["rows"]): PythonTable {
    const { usecols, parseDates } = this.options;
    if (usecols !== null || parseDates.length > 0) throw undecidedOption("index_col", [...index]);
    // Of no row the index has no cell, and all names are columns, but for those that several header lines give to the index. Source: `_get_empty_meta`.
    if (rows.length === 0) {
      const columns = dedupNames(names)
        .map((name, position) => ({ name, position }))
        .filter(({ position }) => !(hasLevels(this.options) && index.some((place) => Number(place) === position)));
      return {
        rows,
        columns,
        outside: [],
        names: columns.map(({ name }) => name),
        index: [],
        impliedIndex: 0,
        originalNames: this.originalNames,
      };
    }
    const invalid = index.find((column) => typeof column === "string");
    if (invalid !== undefined) throw refusedOption(`Index ${invalid} invalid`);
    const width = Math.max(this.originalCount + index.length, ...rows.map((row) => row.length));
    const places = index.map(Number);
    this.placesAmong(width, index);
    const unique = dedupNames(names);
    // The names are over the cells after the first, whichever of them the index is.
    const columns = unique.map((name, at) => ({ name, position: at + index.length }));
    if (columns.some(({ position }) => position >= width)) throw undecidedOption("index_col", [...index]);
    return { rows, columns, outside: [], names: unique, index: places, impliedIndex: index.length, originalNames: this.originalNames };
  }

  table(): PythonTable {
    const { indexCol } = this.options;
    const { names: found, places } = this.inferColumns();
    const line = this.impliedIndex();
    const implied = typeof line === "number" ? line : 0;
    const leading = implied > 0 && indexCol !== null && indexCol !== false ? indexCol : null;
    const rows = this.fittingRows(this.lines.bodyRows(), leading?.length ?? implied);
    if (leading !== null) return this.withIndex(found, leading, rows);
    const names = typeof line === "number" ? found : [...line, ...found];
    const index = typeof line === "number" ? this.indexPlaces(names) : [...line.keys()];
    if (new Set(index).size !== index.length) throw refusedOption("list.remove(x): x not in list");
    const unique = dedupNames(names);
    const all = unique.map((name, at) => ({ name, position: (places?.[at] ?? at) + implied }));
    const columns = all.filter((_, at) => !index.includes(at));
    const outside = all.filter((_, at) => index.includes(at));
    return { rows, columns, outside, names: unique, index, impliedIndex: implied, originalNames: this.originalNames };
  }
}

/** Reads a whole text as pandas' Python engine does. Throws `UnreadableFile` where pandas refuses, `Undecided` past what is proved. */
export function parsePython(content: string, options: CsvOptions): PythonTable {
  if (hasLevels(options) && options.parseDates.length > 0) throw undecidedOption("header", must(options.header).map(BigInt));
  // Without names the header's are taken, and refused where rows follow.
  if (hasLevels(options) && options.names !== null) throw undecidedOption("names", []);
  if (options.quotechar !== "" && options.quotechar === options.sep) throw undecidedOption("sep", options.sep);
  const table = new PythonParser(content, options).table();
  if (options.dtypeBackend === "pyarrow" && hasHugeLabels(table)) throw undecidedOption("dtype_backend", "pyarrow");
  return table;
}

/** Whether a label that the rows have next to the names may be an integer of more than 64 bits, which Arrow refuses if all labels are integers. */
const hasHugeLabels = ({ rows, impliedIndex }: PythonTable): boolean =>
  impliedIndex > 0 && rows.some((row) => row.slice(0, impliedIndex).some((cell) => /^\s*[-+]?\d{19,}\s*$/.test(cell)));
