import { must } from "../../defined.ts";
import type { BodyPlan } from "./body-plan.ts";

/** What every kernel exports to be fed with lines. Addresses and sizes are in bytes. */
export interface LineExports {
  readonly memory: WebAssembly.Memory;
  configure(delimiter: number, quote: number, fields: number, columns: number, refuseLong: boolean, capacity: number): void;
  setCapacity(capacity: number): void;
  scan(length: number, limit: number): number;
  columnOfAt(): number;
  bytesAt(): number;
  rowsScanned(): number;
  linesScanned(): number;
  bytesConsumed(): number;
}

/** Why a scan stopped, by the numbers of kernel/memory.as.ts. */
export const SCAN_STATUS = ["needs-more", "at-limit", "not-plain", "not-utf8", "too-many-fields"] as const;

export type ScanStatus = (typeof SCAN_STATUS)[number];

export interface ScanResult {
  readonly status: ScanStatus;
  /** Rows and lines that were counted. */
  readonly rows: number;
  readonly lines: number;
  /** Bytes of these lines. */
  readonly bytes: number;
}

/** Past any buffer, and small enough to be added to an address. */
const NO_LIMIT = 0x4000_0000;
export const INITIAL_CAPACITY = (1 << 20) + (1 << 16);

/** Feeds a kernel with lines of plain CSV, and has the bytes that it has not counted yet. */
export class LineKernel {
  private readonly exports: LineExports;
  private capacity = INITIAL_CAPACITY;
  private length = 0;
  private bytes: Uint8Array;

  /** `counters` is how many columns have counters among the kernel's own; `addressOf` where those of a column are, once all is laid out. */
  constructor(
    exports: LineExports,
    { dialect, width, isWidthLimit, columns }: BodyPlan,
    counters: number,
    addressOf: (column: number) => number,
  ) {
    this.exports = exports;
    exports.configure(dialect.delimiter, dialect.quote, width, counters, isWidthLimit, this.capacity);
    const addresses = columns.map((_, column) => addressOf(column));
    const columnOf = new Uint32Array(exports.memory.buffer, exports.columnOfAt(), width);
    columnOf.fill(0);
    for (const [column, { position }] of columns.entries()) if (position < width) columnOf[position] = addresses[column] as number;
    this.bytes = this.view();
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.length;
  }

  /** The bytes held, from one place to another. Valid until the next push. */
  held(start: number, end: number): Uint8Array {
    return this.current().subarray(start, end);
  }

  /** Takes the next bytes. */
  push(chunk: Uint8Array): void {
    if (this.length + chunk.length > this.capacity) this.grow(this.length + chunk.length);
    this.current().set(chunk, this.length);
    this.length += chunk.length;
  }

  /** The bytes held, which are kept no more. Valid until the next push. */
  takeRest(): Uint8Array {
    const rest = this.current().subarray(0, this.length);
    this.length = 0;
    return rest;
  }

  /**
   * Counts the whole lines held, up to the first that starts at or after `limit`, counted from the first byte held; keeps the rest.
   * `look` sees the bytes before those that were counted go.
   */
  scan(limit = NO_LIMIT, look?: () => void): ScanResult {
    const { exports } = this;
    const status = must(SCAN_STATUS[exports.scan(this.length, Math.min(limit, NO_LIMIT))]);
    const bytes = exports.bytesConsumed();
    look?.();
    this.current().copyWithin(0, bytes, this.length);
    this.length -= bytes;
    return { status, rows: exports.rowsScanned(), lines: exports.linesScanned(), bytes };
  }

  private grow(needed: number): void {
    const held = this.current().slice(0, this.length);
    this.capacity = Math.max(needed, this.capacity * 2);
    this.exports.setCapacity(this.capacity);
    this.bytes = this.view();
    this.bytes.set(held);
  }

  /** Whoever lets the kernel's memory grow leaves the view that was made before without any bytes. */
  private current(): Uint8Array {
    if (this.bytes.buffer !== this.exports.memory.buffer) this.bytes = this.view();
    return this.bytes;
  }

  private view(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, this.exports.bytesAt(), this.capacity);
  }
}
