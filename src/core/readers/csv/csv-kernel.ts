import type { BodyPlan } from "./body-plan.ts";
import { SAMPLE_BYTES } from "./column-counter.ts";
import { KERNEL } from "./kernel/csv.as.ts?kernel";

/** Why a scan stopped, by the numbers of kernel/memory.as.ts. */
export const SCAN_STATUS = ["needs-more", "at-limit", "not-plain", "not-utf8", "too-many-fields"] as const;

export type ScanStatus = (typeof SCAN_STATUS)[number];

/** What kernel/csv.as.ts exports. Addresses and sizes are in bytes. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  configure(delimiter: number, quote: number, fields: number, columns: number, refuseLong: boolean, capacity: number): void;
  setCapacity(capacity: number): void;
  scan(length: number, limit: number): number;
  countersAt(): number;
  columnOfAt(): number;
  sightingsAt(): number;
  bytesAt(): number;
  sightingsFound(): number;
  forgetSightings(): void;
  rowsScanned(): number;
  linesScanned(): number;
  bytesConsumed(): number;
}

/** A cell whose kind was not seen in its column before. `row` counts from the start of the scan. */
export interface KindSighting {
  readonly column: number;
  readonly kind: number;
  readonly row: number;
  readonly sample: string;
}

export interface ScanResult {
  readonly status: ScanStatus;
  /** Rows and lines that were counted. */
  readonly rows: number;
  readonly lines: number;
  /** Bytes of these lines. */
  readonly bytes: number;
  readonly sightings: readonly KindSighting[];
}

const SLOTS = 16;
const COUNTER_BYTES = 8;
const SIGHTING_WORDS = 4;
/** Past any buffer, and small enough to be added to an address. */
const NO_LIMIT = 0x4000_0000;
const QUOTE = 34;
const decoder = new TextDecoder();

let compiled: WebAssembly.Module | undefined;

/** The kernel, compiled once a thread. It is small enough to be compiled at once, on any thread but a page's own. */
function kernelModule(): WebAssembly.Module {
  if (compiled === undefined) {
    const binary = atob(KERNEL);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    compiled = new WebAssembly.Module(bytes);
  }
  return compiled;
}

/** Instances that nobody uses: their memory is worth keeping while a file is read in parts. */
const spare: KernelExports[] = [];

function kernelInstance(): KernelExports {
  const known = spare.pop();
  if (known !== undefined) return known;
  const abort = () => {
    throw new Error("the CSV kernel aborted");
  };
  // What the module exports is fixed by its source; TypeScript cannot see into it.
  return new WebAssembly.Instance(kernelModule(), { env: { abort } }).exports as unknown as KernelExports;
}

/** Compiles the kernel and makes room, so that the first file finds both ready. */
export function warmUpKernel(): void {
  const instance = kernelInstance();
  instance.configure(44, QUOTE, 1, 1, true, INITIAL_CAPACITY);
  spare.push(instance);
}

/** Whether the machine runs the kernel at all: a very old browser has no SIMD. */
export function hasKernel(): boolean {
  try {
    kernelModule();
    return true;
  } catch {
    return false;
  }
}

const INITIAL_CAPACITY = (1 << 20) + (1 << 16);

/**
 * Counts the cells of plain CSV in WebAssembly, for one stretch of lines after another. It holds the bytes that are not counted yet.
 * Its counts are added up over all scans; `release` gives the memory to the next kernel.
 */
export class CsvKernel {
  private readonly exports: KernelExports;
  private readonly columnCount: number;
  private readonly quote: number;
  private capacity = INITIAL_CAPACITY;
  private length = 0;
  private bytes: Uint8Array;

  constructor({ dialect, width, isWidthLimit, columns }: BodyPlan) {
    this.exports = kernelInstance();
    this.columnCount = columns.length;
    this.quote = dialect.quote;
    this.exports.configure(dialect.delimiter, dialect.quote, width, columns.length, isWidthLimit, this.capacity);
    const columnOf = new Uint32Array(this.exports.memory.buffer, this.exports.columnOfAt(), width);
    columnOf.fill(0);
    for (const [column, { position }] of columns.entries()) {
      if (position < width) columnOf[position] = this.exports.countersAt() + column * SLOTS * COUNTER_BYTES;
    }
    this.bytes = this.view();
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.length;
  }

  /** Takes the next bytes. */
  push(chunk: Uint8Array): void {
    if (this.length + chunk.length > this.capacity) this.grow(this.length + chunk.length);
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
  }

  /** The bytes held, which are held no more. Valid until the next push. */
  takeRest(): Uint8Array {
    const rest = this.bytes.subarray(0, this.length);
    this.length = 0;
    return rest;
  }

  /** Counts the whole lines held, up to the first that starts at or after `limit`, counted from the first byte held; keeps the rest. */
  scan(limit = NO_LIMIT): ScanResult {
    const { exports } = this;
    const status = SCAN_STATUS[exports.scan(this.length, Math.min(limit, NO_LIMIT))] ?? "not-plain";
    const bytes = exports.bytesConsumed();
    const sightings = this.sightings();
    this.bytes.copyWithin(0, bytes, this.length);
    this.length -= bytes;
    return { status, rows: exports.rowsScanned(), lines: exports.linesScanned(), bytes, sightings };
  }

  /** How many cells of each kind a column has; all scans since the kernel was made. */
  counts(): (column: number, kind: number) => number {
    const counters = new BigUint64Array(this.exports.memory.buffer, this.exports.countersAt(), this.columnCount * SLOTS);
    return (column, kind) => Number(counters[column * SLOTS + kind] as bigint);
  }

  release(): void {
    spare.push(this.exports);
  }

  private grow(needed: number): void {
    const held = this.bytes.slice(0, this.length);
    this.capacity = Math.max(needed, this.capacity * 2);
    this.exports.setCapacity(this.capacity);
    this.bytes = this.view();
    this.bytes.set(held);
  }

  private view(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, this.exports.bytesAt(), this.capacity);
  }

  private sightings(): readonly KindSighting[] {
    const found = this.exports.sightingsFound();
    if (found === 0) return [];
    const words = new Uint32Array(this.exports.memory.buffer, this.exports.sightingsAt(), found * SIGHTING_WORDS);
    const sightings = Array.from({ length: found }, (_, index): KindSighting => {
      const [slot = 0, row = 0, start = 0, end = 0] = words.subarray(index * SIGHTING_WORDS);
      return { column: Math.floor(slot / SLOTS), kind: slot % SLOTS, row, sample: this.sample(start, end) };
    });
    this.exports.forgetSightings();
    return sightings;
  }

  /** The first bytes of a cell, with doubled quotes made one as the tokenizer does. */
  private sample(start: number, end: number): string {
    const isQuoted = start > 0 && this.bytes[start - 1] === this.quote;
    const kept: number[] = [];
    for (let at = start; at < end && kept.length < SAMPLE_BYTES; at++) {
      const byte = this.bytes[at] as number;
      kept.push(byte);
      if (isQuoted && byte === this.quote) at++;
    }
    return decoder.decode(new Uint8Array(kept));
  }
}
