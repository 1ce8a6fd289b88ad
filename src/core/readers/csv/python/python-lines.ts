import type { CsvOptions } from "../csv-options.ts";
import { refusedOption } from "../option-reader.ts";
import { csvRecords, linesOf, splitRecords } from "./records.ts";
import { sniffedDelimiter } from "./sniffer.ts";

export const EOF = "eof";

/** The records of a text, read one after another as `PythonParser` does, with those that are read but not yet used. */
export class PythonLines {
  /** How many lines were read that are not blank. */
  linePos = 0;
  /** Lines that wait to be used, and the numbers of all that were ever kept. */
  buf: (readonly string[])[] = [];
  bufPos: number[] = [];

  private readonly options: CsvOptions;
  private readonly data: readonly (readonly string[])[];
  private next = 0;
  private pos = 0;

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

  nextLine(): readonly string[] | typeof EOF {
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

  bufferedLine(): readonly string[] | typeof EOF {
    return this.buf[0] ?? this.nextLine();
  }

  /** The line of the file that is the one given, not counting blank ones. */
  headerLine(header: number): readonly string[] | typeof EOF {
    let line = this.bufferedLine();
    while (line !== EOF && this.linePos <= header) line = this.nextLine();
    return line;
  }

  /** `_get_lines`: the rows after the header. */
  bodyRows(): readonly (readonly string[])[] {
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
}
