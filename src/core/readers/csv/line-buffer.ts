import { doubled, shiftDown } from "./tokenizer-state.ts";

/** Enough for small files, of which many are read when fixes are tried; it grows with the first large chunk. */
const FIRST_CAPACITY = 1 << 12;

/**
 * The bytes of the current line, and its cells as ranges of them. A cell's bytes move up in place where quotes or escapes are taken out, so
 * that no cell is ever copied elsewhere.
 */
export class LineBuffer {
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

  /** Adds the next bytes behind those that were not looked at yet. */
  protected append(chunk: Uint8Array): void {
    this.makeRoom(chunk.byteLength);
    this.buffer.set(chunk, this.length);
    this.length += chunk.byteLength;
  }

  /** Moves the current line to the front and grows the buffer where the chunk would not fit. */
  private makeRoom(byteLength: number): void {
    const keep = this.length - this.lineStart;
    const needed = keep + byteLength;
    const target = needed > this.buffer.length ? new Uint8Array(Math.max(needed, this.buffer.length * 2)) : this.buffer;
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

  protected endCell(): void {
    if (this.cells === this.starts.length) {
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
