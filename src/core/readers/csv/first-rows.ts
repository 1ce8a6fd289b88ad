import { type Datum, datum } from "../../errors.ts";
import { FIRST_ROWS } from "../../evidence/text-evidence.ts";
import { decoder } from "./cell-decoder.ts";
import { SAMPLE_BYTES } from "./column-counter.ts";
import type { CsvHead } from "./csv-head.ts";
import { Tokenizer } from "./tokenizer.ts";

/** Where there are many columns, fewer rows must do. */
const MOST_CELLS = 20_000;
const FEWEST_ROWS = 2;
/** Bytes that the tokenizer is given at a time. */
const PIECE_BYTES = 1 << 14;

/**
 * Keeps the cells of the first rows, column by column: what shows dates, numbers in other clothes or a wrong encoding, and is not a kind.
 * The same for any cut of the file, and whichever engine counts.
 */
export class FirstRows {
  private readonly head: CsvHead;
  private readonly wanted: number;
  private readonly tokenizer: Tokenizer;
  private readonly cells: Datum[][];
  private rows = 0;

  /** `rowLimit` is `nrows`. */
  constructor(head: CsvHead, rowLimit: number | null) {
    this.head = head;
    const { columns, dialect } = head.plan;
    const fitting = Math.max(FEWEST_ROWS, Math.min(FIRST_ROWS, Math.floor(MOST_CELLS / Math.max(1, columns.length))));
    this.wanted = rowLimit === null ? fitting : Math.min(fitting, rowLimit);
    this.cells = columns.map(() => []);
    this.tokenizer = new Tokenizer(
      dialect,
      { line: (bytes, starts, ends, count) => this.takeLine(bytes, starts, ends, count) },
      head.lineCount,
      "all",
    );
    for (const { cells } of head.rows) this.takeCells((position) => cells[position]);
  }

  get isDone(): boolean {
    return this.rows >= this.wanted;
  }

  /** Takes the next bytes after the head. */
  push(chunk: Uint8Array): void {
    // In pieces, since the tokenizer keeps a copy of what it is given.
    for (let at = 0; at < chunk.length && !this.isDone; at += PIECE_BYTES) this.tokenizer.push(chunk.subarray(at, at + PIECE_BYTES));
  }

  /** Ends a file that is over. To be called once the file was found whole. */
  end(): void {
    if (!this.isDone) this.tokenizer.end();
  }

  /** The cells of each column, of all rows that were taken. */
  columns(): readonly (readonly Datum[])[] {
    return this.cells;
  }

  private takeLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): boolean {
    const { width, isWidthLimit } = this.head.plan;
    // A line that is too long is refused or left out by whoever counts.
    if (count > width && isWidthLimit) return false;
    this.takeCells((position) => (position < count ? bytes.subarray(starts[position], ends[position]) : undefined));
    return this.isDone;
  }

  private takeCells(cellAt: (position: number) => Uint8Array | undefined): void {
    if (this.isDone) return;
    this.rows++;
    for (const [column, { position }] of this.head.plan.columns.entries())
      this.cells[column]?.push(datum(decoder.decode(cellAt(position)?.subarray(0, SAMPLE_BYTES))));
  }
}
