/** Zero bytes after the last one available, for reads of a word: zero ends every token, so that no loop asks where the bytes end. */
const PADDING = 8;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** How many bytes must be available, if the file has so many, to tell whether it begins with a byte order mark. */
export const BYTE_ORDER_MARK_BYTES = BYTE_ORDER_MARK.length;

/** Enough for small files; it grows with the first large chunk. */
const FIRST_CAPACITY = 1 << 12;

/** The bytes of a file that are available: what is left of those before, and those that came last. */
export class JsonInput {
  bytes = new Uint8Array(FIRST_CAPACITY);
  /** The same bytes, to be read four at a time. */
  view = new DataView(this.bytes.buffer);
  /** Bytes in the buffer; zeros follow. */
  limit = 0;
  /** The offset in the file of the first of them. */
  base: number;

  constructor(base: number) {
    this.base = base;
  }

  /** Takes bytes in, copying them. */
  append(chunk: Uint8Array): void {
    const limit = this.limit + chunk.length;
    if (limit + PADDING > this.bytes.length) this.#grow(limit + PADDING);
    this.bytes.set(chunk, this.limit);
    this.bytes.fill(0, limit, limit + PADDING);
    this.limit = limit;
  }

  /** Lets go of the bytes before `at`, which becomes 0. */
  dropTo(at: number): void {
    if (at === 0) return;
    this.bytes.copyWithin(0, at, this.limit);
    this.limit -= at;
    this.bytes.fill(0, this.limit, this.limit + PADDING);
    this.base += at;
  }

  /** `utf-8-sig` drops one byte order mark. */
  byteOrderMarkLength(): number {
    return BYTE_ORDER_MARK.every((byte, index) => this.bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.limit));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
