import type { ColumnName } from "../../../python/value.ts";
import { dedupNames, mangleDuplicateNames, namesFromLevels, namesOfHeaderLine } from "../column-names.ts";
import type { CsvOptions } from "../csv-options.ts";
import { refusedOption, undecidedOption } from "../option-reader.ts";
import { csvRecords, linesOf, splitRecords } from "./records.ts";
import { sniffedDelimiter } from "./sniffer.ts";

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

const EOF = "eof";

/** Source: `pandas/io/parsers/python_parser.py`, `PythonParser`. */
class PythonParser {
  private readonly options: CsvOptions;
  private readonly data: readonly (readonly string[])[];
  private next = 0;
  private pos = 0;
  private linePos = 0;
  private buf: (readonly string[])[] = [];
  private bufPos: number[] = [];
  private originalCount = 0;
  private firstRowLength = 0;
  private headerRowLength = 0;
  private readonly originalNames = new Map<string, string>();

  constructor(content: string, options: CsvOptions) {
    this.options = options;
    this.data = this.records(linesOf(content));
  }

  private isSkipped(row: number): boolean {
    const { skipRows } = this.options;
    return typeof skipRows === "number" ? row < skipRows : skipRows.has(row);
  }

  private records(lines: string[]): readonly (readonly string[])[] {
    const { sep, lineTerminator } = this.options;
    if (sep !== null && [...sep].length > 1) return splitRecords(lines, sep);
    if (lineTerminator !== null) throw refusedOption("Custom line terminators not supported in python parser (yet)");
    if (sep === "" || sep === "\n" || sep === "\r") throw refusedOption('"delimiter" must be a 1-character string', "TypeError");
    let from = 0;
    if (sep !== null) {
      while (this.isSkipped(this.pos) && from < lines.length) {
        from++;
        this.pos++;
      }
      return csvRecords(lines.slice(from), this.options, sep);
    }
    const content = (line: string | undefined) => this.withoutComment([line ?? ""]);
    while (from < lines.length && (this.isSkipped(this.pos) || content(lines[from]).length === 0)) {
      this.pos++;
      from++;
    }
    const [line] = content(lines[from]);
    this.pos++;
    this.linePos++;
    const delimiter = sniffedDelimiter(line ?? "");
    this.buf.push(...csvRecords(linesOf(line ?? ""), this.options, delimiter));
    this.bufPos.push(this.pos - 1);
    return csvRecords(lines.slice(from + 1), this.options, delimiter);
  }

  private withoutComment(line: readonly string[]): readonly string[] {
    const { comment } = this.options;
    if (comment === null) return line;
    const kept: string[] = [];
    for (const cell of line) {
      const at = cell.indexOf(comment);
      if (at < 0) kept.push(cell);
      else {
        if (at > 0) kept.push(cell.slice(0, at));
        break;
      }
    }
    return kept;
  }

  private isBlank(line: readonly string[]): boolean {
    return line.length === 0 || (line.length === 1 && line[0]?.trim() === "");
  }

  private nextLine(): readonly string[] | typeof EOF {
    while (this.isSkipped(this.pos)) {
      if (this.next >= this.data.length) return EOF;
      this.next++;
      this.pos++;
    }
    let line: readonly string[];
    do {
      if (this.next >= this.data.length) return EOF;
      const given = this.data[this.next++] as readonly string[];
      this.pos++;
      line = this.withoutComment(given);
      if (!this.options.skipBlankLines && (line.length > 0 || given.every((cell) => cell === ""))) break;
    } while (!this.options.skipBlankLines || this.isBlank(line));
    this.linePos++;
    this.buf.push(line);
    this.bufPos.push(this.pos - 1);
    return line;
  }

  private bufferedLine(): readonly string[] | typeof EOF {
    return this.buf[0] ?? this.nextLine();
  }

  private noColumns(): never {
    throw refusedOption("No columns to parse from file", "EmptyDataError");
  }

  /** The line of the file that is the one given, not counting blank ones. */
  private headerLine(header: number): readonly string[] | typeof EOF {
    let line = this.bufferedLine();
    while (line !== EOF && this.linePos <= header) line = this.nextLine();
    return line;
  }

  private tooFewLines(headers: readonly number[]): never {
    throw refusedOption(`Passed header=[${headers.join(",")}], len of ${headers.length}, but only ${this.linePos} lines in file`);
  }

  /** The names of a header line in the file. */
  private headerNames(header: number): readonly string[] {
    let line = this.headerLine(header);
    if (line === EOF) {
      if (this.linePos > 0) this.tooFewLines([header]);
      if (this.options.names === null) this.noColumns();
      line = this.options.names.map(String);
    }
    const { names, unnamed } = namesOfHeaderLine(line, null);
    const mangled = mangleDuplicateNames(names, unnamed);
    for (const [index, name] of mangled.entries()) if (name !== names[index]) this.originalNames.set(name, names[index] as string);
    this.buf = [];
    return mangled;
  }

  /**
   * The names of several header lines, level by level. The line after them belongs to them where it names the index; otherwise it is data, and
   * waits to be read.
   */
  private headerLevels(headers: readonly number[]): readonly (readonly string[])[] {
    const levels: (readonly string[])[] = [];
    for (const [level, header] of headers.entries()) {
      const line = this.headerLine(header);
      if (line === EOF && this.linePos > 0 && this.linePos <= header) this.tooFewLines(headers);
      if (line === EOF) this.noColumns();
      levels.push(namesOfHeaderLine(line, level).names);
    }
    const next = this.headerLine((headers.at(-1) as number) + 1);
    const { indexCol } = this.options;
    const indexCount = Array.isArray(indexCol) ? indexCol.length : 0;
    const filled = next === EOF ? 0 : next.filter((cell) => cell !== "").length;
    const isData = next !== EOF && (indexCount === 0 || (filled > 0 && filled > indexCount));
    this.buf = isData ? [next] : [];
    const last = next === EOF ? levels.at(-1) : next;
    if (last !== undefined && last.length > 0 && Array.isArray(indexCol)) this.placesAmong(last.length, indexCol);
    return levels;
  }

  /** `_infer_columns`: all names, and which places of a row `usecols` leaves, null for all. */
  private inferColumns(): { readonly names: readonly ColumnName[]; readonly places: readonly number[] | null } {
    const { header, names, usecols, indexCol } = this.options;
    if (header === null) {
      const line = this.bufferedLine();
      if (line === EOF && (names === null || names.length === 0)) this.noColumns();
      const count = line === EOF ? (names?.length ?? 0) : line.length;
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
    if (header.length > 1) {
      const levels = this.headerLevels(header);
      this.originalCount = levels[0]?.length ?? 0;
      return { names: namesFromLevels(levels, this.options), places: null };
    }
    const found = this.headerNames(header[0] as number);
    this.originalCount = found.length;
    if (names === null) return this.placesOf(found, found.length);
    const first = this.nextLine();
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
    const line = header === null ? (this.buf[0] ?? EOF) : this.nextLine();
    const following = this.nextLine();
    if (indexCol === false) this.firstRowLength = (this.buf[0] ?? (line === EOF ? [] : line)).length;
    if (line === EOF || indexCol === false) return 0;
    if (following !== EOF && header !== null && following.length === line.length + this.originalCount) {
      if (usecols !== null || header.length > 1) throw undecidedOption("index_col", null);
      this.buf.shift();
      this.bufPos.shift();
      this.originalCount = following.length;
      return line;
    }
    return Math.max(0, line.length - this.originalCount);
  }

  /** `_get_lines`: the rows after the header. */
  private bodyRows(): readonly (readonly string[])[] {
    const { nrows, skipFooter, skipBlankLines } = this.options;
    const buffered = this.buf.length;
    const firstPos = this.pos;
    let rows: (readonly string[])[] = [...this.buf];
    if (nrows !== null && rows.length >= nrows) rows = rows.slice(0, nrows);
    else {
      let wanted = nrows === null ? Number.POSITIVE_INFINITY : nrows - rows.length;
      for (; this.next < this.data.length && wanted > 0; this.next++, this.pos++) {
        if (this.isSkipped(this.pos)) continue;
        rows.push(this.data[this.next] as readonly string[]);
        wanted--;
      }
    }
    if (skipFooter > 0) {
      const positions = this.bufPos.slice(this.bufPos.length - buffered);
      for (let pos = firstPos; pos < this.pos; pos++) if (!this.isSkipped(pos)) positions.push(pos);
      rows = rows.slice(0, positions.filter((pos) => pos < this.pos - skipFooter).length);
    }
    const cleaned = rows.map((row) => this.withoutComment(row));
    return skipBlankLines ? cleaned.filter((row) => !this.isBlank(row)) : cleaned;
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
    const { header, usecols, parseDates } = this.options;
    if (usecols !== null || parseDates.length > 0) throw undecidedOption("index_col", [...index]);
    // Of no row the index has no cell, and all names are columns, but for those that several header lines give to the index. Source: `_get_empty_meta`.
    if (rows.length === 0) {
      const hasLevels = header !== null && header.length > 1;
      const columns = dedupNames(names)
        .map((name, position) => ({ name, position }))
        .filter(({ position }) => !(hasLevels && index.some((place) => Number(place) === position)));
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
    const rows = this.fittingRows(this.bodyRows(), leading?.length ?? implied);
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
  const hasLevels = options.header !== null && options.header.length > 1;
  if (hasLevels && options.parseDates.length > 0) throw undecidedOption("header", (options.header ?? []).map(BigInt));
  if (options.quotechar !== "" && options.quotechar === options.sep) throw undecidedOption("sep", options.sep);
  return new PythonParser(content, options).table();
}
