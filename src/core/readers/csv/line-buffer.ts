import { text } from "../../errors.ts";
import { limitOf, overLimit } from "../../limits.ts";
import { canBeNumber } from "./cell-kind.ts";
import { doubled, shiftDown } from "./tokenizer-state.ts";

/**
 * Which cells lose their middle where their line is long, so that a text of any length passes through a buffer that does not grow: `none`;
 * `texts`, where the cell's beginning shows that it is text and nothing more is asked of it; or `all`, for those who look at beginnings only.
 */
export type Shortened = "none" | "texts" | "all";

/** What is kept of a shortened cell: more than any word that pandas compares cells with. */
export const KEPT_BYTES = 1 << 14;
/** Lines are shortened once they have so many bytes, which few have. */
const LONG_LINE_BYTES = 1 << 20;

/** Enough for small files, of which many are read when fixes are tried; it grows with the first large chunk. */
const FIRST_CAPACITY = 1 << 12;

/**
 * The bytes of the current line, and its cells as ranges of them. A cell's bytes move up in place where quotes or escapes are taken out, so
 * that no cell is ever copied elsewhere.
 */
export abstract class LineBuffer {
  /** May change between lines. */
  shortened: Shortened;
  protected buffer = new Uint8Array(FIRST_CAPACITY);
  protected starts = new Int32Array(64);
  protected ends = new Int32Array(64);
  protected length = 0;
  /** Next byte to look at. */
  protected at = 0;
  /** Where the next byte of the current cell is written; equals `at` until something was taken out of the cell. */
  protected write = 0;
  protected cellStart = 0;
  protected lineStart = 0;
  protected cells = 0;
  /** Bytes that were let go of. */
  protected dropped = 0;

  constructor(shortened: Shortened) {
    this.shortened = shortened;
  }

  /** The line of the file that the current one begins in. */
  protected abstract get lineNumber(): number;
  /** Whether the bytes from `cellStart` to `write` are those of a cell that goes on. */
  protected abstract get isInCell(): boolean;

  /** Adds the next bytes behind those that were not looked at yet. */
  protected append(chunk: Uint8Array): void {
    this.makeRoom(chunk.byteLength);
    this.buffer.set(chunk, this.length);
    this.length += chunk.byteLength;
  }

  /** Moves the current line to the front and grows the buffer where the chunk would not fit. */
  private makeRoom(byteLength: number): void {
    if (this.length - this.lineStart > LONG_LINE_BYTES) this.shorten();
    const keep = this.length - this.lineStart;
    const needed = keep + byteLength;
    const most = limitOf("csv-line");
    if (keep > most)
      throw overLimit("csv-line", text`Line ${this.lineNumber} is too long.`, {
        place: { line: this.lineNumber },
        remedy: "Check the quotes of that line and the separator.",
      });
    const target = needed > this.buffer.length ? new Uint8Array(Math.max(needed, Math.min(this.buffer.length * 2, most))) : this.buffer;
    target.set(this.buffer.subarray(this.lineStart, this.length));
    const shift = this.lineStart;
    this.dropped += shift;
    this.buffer = target;
    this.length = keep;
    this.at -= shift;
    this.write -= shift;
    this.cellStart -= shift;
    this.lineStart = 0;
    shiftDown(this.starts, this.cells, shift);
    shiftDown(this.ends, this.cells, shift);
  }

  /** Takes the middle out of the current cell, where that changes nothing. */
  private shorten(): void {
    const { buffer, cellStart, write, at } = this;
    const end = cellStart + KEPT_BYTES;
    if (this.shortened === "none" || !this.isInCell || write <= end) return;
    if (this.shortened === "texts" && canBeNumber(buffer, cellStart, end)) return;
    buffer.copyWithin(end, at, this.length);
    this.dropped += at - end;
    this.length -= at - end;
    this.at = end;
    this.write = end;
  }

  protected endCell(): void {
    if (this.cells === this.starts.length) {
      if (this.cells > limitOf("columns"))
        throw overLimit("columns", text`Line ${this.lineNumber} has too many cells.`, {
          place: { line: this.lineNumber },
          remedy: "Check the separator.",
        });
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[this.cells] = this.cellStart;
    this.ends[this.cells] = this.write;
    this.cells++;
    this.cellStart = this.at;
    this.write = this.at;
  }

  /** The next line starts at the current byte. */
  protected beginLine(): void {
    this.cells = 0;
    this.lineStart = this.at;
    this.cellStart = this.at;
    this.write = this.at;
  }

  /** Takes the current byte into the current cell. */
  protected take(): void {
    this.buffer[this.write++] = this.buffer[this.at++] as number;
  }
}
