import { type KernelInstance, KernelPool } from "../../bytes/kernel-pool.ts";
import { must } from "../../defined.ts";
import type { ColumnProfiler } from "../../profile/column-profiler.ts";
import { type DistinctSketch, picked, risingHashes } from "../../profile/distinct-sketch.ts";
import type { Hash } from "../../profile/hash64.ts";
import { textsAt } from "../../profile/kept-texts.ts";
import type { NumberProfile } from "../../profile/number-profile.ts";
import type { ProfileMode } from "../../profile/profile-mode.ts";
import { keepsAll } from "../../profile/sketch-sizes.ts";
import type { BodyPlan } from "./body-plan.ts";
import { KERNEL } from "./kernel/profile.as.ts?kernel";
import { type LineExports, LineKernel } from "./line-kernel.ts";
import type { ProfileQuery } from "./profile-query.ts";
import { readNumber } from "./read-number.ts";

/** What kernel/profile.as.ts exports. */
interface ProfileExports extends LineExports {
  reserveProfiles(columns: number, texts: number, capacity: number, slots: number): void;
  startColumns(): void;
  addColumn(mode: number): number;
  clearBuckets(column: number, shift: number): void;
}

/** A column's block in the kernel's memory, by the offsets of kernel/profile-memory.as.ts, in bytes. */
const AT = {
  missing: 4,
  threshold: 8,
  entries: 16,
  shift: 20,
  min: 24,
  max: 32,
  filled: 40,
  fractions: 44,
  positiveInfinities: 48,
  negativeInfinities: 52,
  hashes: 60,
  counts: 64,
  texts: 68,
  buckets: 72,
  isUnsigned: 76,
  stretch: 80,
} as const;

const MODE: Readonly<Record<ProfileMode, number>> = { integers: 1, floats: 2, texts: 3 };
/** Values of a stretch of kernel/journal.as.ts, which starts with 8 bytes of its own. */
const STRETCH_VALUES = 128;
const STRETCH_HEAD = 8;
const SHORT_LENGTHS = 128;
const BUCKET_BYTES = 16;
const ALL_HASHES = 2n ** 64n - 1n;
const WORD = 2 ** 32;
/** Bytes of a kernel that is kept for the next part. */
const MOST_KEPT = 1 << 26;
const pool = new KernelPool<ProfileExports>(KERNEL, ["readNumber", "drainBuckets", "carryBucket", "addLongText"]);

/** Whether the machine runs the kernel at all. */
export const hasProfileKernel = (): boolean => pool.isAvailable;

/** The bucket's key of core/profile, from the kernel's number of it: its sign above its magnitude. */
function keyOf(number: number, bits: number): number {
  const sign = 2 ** (11 + bits);
  return number >= sign ? ~(number - sign) : number;
}

/** Profiles the columns of plain CSV in WebAssembly, for one stretch of lines after another. */
export class CsvProfileKernel {
  readonly lines: LineKernel;
  private readonly instance: KernelInstance<ProfileExports>;
  private readonly exports: ProfileExports;
  private readonly query: ProfileQuery;
  private readonly profilers: readonly ColumnProfiler[];
  private readonly blocks: number[] = [];

  /** `profilers` get what the kernel does not count, and in the end all that it has. */
  constructor(plan: BodyPlan, query: ProfileQuery, profilers: readonly ColumnProfiler[]) {
    const { modes, sizes } = query;
    this.query = query;
    this.profilers = profilers;
    this.instance = pool.take();
    const { exports } = this.instance;
    this.exports = exports;
    const texts = modes.filter((mode) => mode === "texts").length;
    exports.reserveProfiles(modes.length, texts, keepsAll(sizes) ? 0 : sizes.distinct * 2, sizes.buckets * 2);
    this.lines = new LineKernel(exports, plan, 0, (column) => {
      if (column === 0) exports.startColumns();
      this.blocks[column] = exports.addColumn(MODE[must(modes[column])]);
      return this.blocks[column] as number;
    });
    this.listen();
  }

  /** Gives what was profiled since the kernel was made to the profilers; the kernel's memory is then given to the next. */
  finish(): void {
    const { modes, sizes } = this.query;
    for (const [column, mode] of modes.entries()) {
      const profiler = this.profilers[column] as ColumnProfiler;
      profiler.addMissing(this.word(column, AT.missing));
      if (this.word(column, AT.isUnsigned) !== 0) profiler.addUnsigned();
      if (mode === "texts") this.giveLengths(column, profiler);
      if (keepsAll(sizes)) this.giveAll(column, profiler);
      else {
        if (mode !== "texts") profiler.numbers.append(this.numbers(column));
        profiler.takeDistinct(this.distinct(column, mode === "texts"));
      }
    }
    // Memory never shrinks: what a large table took is better given back.
    if (this.exports.memory.buffer.byteLength <= MOST_KEPT) pool.give(this.instance);
  }

  /** Answers what the kernel asks for. It names columns by their blocks. */
  private listen(): void {
    const { host } = this.instance;
    const columnOf = new Map(this.blocks.map((block, column) => [block, column]));
    const columnAt = (block = 0) => must(columnOf.get(block));
    const profilerAt = (block?: number) => this.profilers[columnAt(block)] as ColumnProfiler;
    host.set("readNumber", (start = 0, length = 0) => readNumber(this.lines.held(start, start + length)));
    host.set("addLongText", (block, characters = 0) => {
      profilerAt(block).addLength(characters);
      return undefined;
    });
    host.set("drainBuckets", (block = 0) => {
      const { numbers } = profilerAt(block);
      numbers.append(this.numbers(columnAt(block)));
      this.exports.clearBuckets(block, 52 - numbers.fineness);
      return undefined;
    });
    host.set("carryBucket", (block, number = 0) => {
      const bits = this.bits(columnAt(block));
      profilerAt(block).numbers.addHigh(keyOf(number, bits), WORD, bits);
      return undefined;
    });
  }

  private block(column: number): DataView {
    return new DataView(this.exports.memory.buffer, this.blocks[column]);
  }

  private word(column: number, offset: number): number {
    return this.block(column).getUint32(offset, true);
  }

  /** How fine a column's buckets are. */
  private bits(column: number): number {
    return 52 - this.word(column, AT.shift);
  }

  private numbers(column: number): NumberProfile {
    const block = this.block(column);
    const bits = this.bits(column);
    const words = new Uint32Array(
      this.exports.memory.buffer,
      block.getUint32(AT.buckets, true),
      (this.query.sizes.buckets * 2 * BUCKET_BYTES) / 4,
    );
    const filled = block.getUint32(AT.filled, true);
    const [keys, counts] = [new Int32Array(filled), new Float64Array(filled)];
    const [high, low] = [new Float64Array(filled), new Float64Array(filled)];
    let at = 0;
    for (let word = 0; word < words.length; word += 4) {
      const key = words[word] as number;
      if (key === 0) continue;
      keys[at] = keyOf(key - 1, bits);
      counts[at] = words[word + 1] as number;
      low[at] = words[word + 2] as number;
      high[at++] = words[word + 3] as number;
    }
    return {
      count: 0,
      min: block.getFloat64(AT.min, true),
      max: block.getFloat64(AT.max, true),
      fractions: block.getUint32(AT.fractions, true),
      positiveInfinities: block.getUint32(AT.positiveInfinities, true),
      negativeInfinities: block.getUint32(AT.negativeInfinities, true),
      bits,
      keys,
      counts,
      high,
      low,
    };
  }

  private giveLengths(column: number, profiler: ColumnProfiler): void {
    const lengths = new Uint32Array(this.exports.memory.buffer, this.word(column, AT.buckets), SHORT_LENGTHS);
    for (const [length, count] of lengths.entries()) if (count > 0) profiler.addLength(length, count);
  }

  /** Gives all values of a column, from the last stretch of them to the first. */
  private giveAll(column: number, profiler: ColumnProfiler): void {
    const { buffer } = this.exports.memory;
    const bytes = new Uint8Array(buffer);
    const hash: Hash = { high: 0, low: 0 };
    let stretch = this.word(column, AT.stretch);
    let left = this.word(column, AT.entries);
    profiler.reserve(left);
    while (left > 0) {
      const count = left % STRETCH_VALUES || STRETCH_VALUES;
      const halves = new Uint32Array(buffer, stretch + STRETCH_HEAD, count * 2);
      if (this.query.modes[column] !== "texts") profiler.takeNumbers(halves);
      else {
        const places = new Uint32Array(buffer, stretch + STRETCH_HEAD + STRETCH_VALUES * 8, count);
        for (let at = 0; at < count; at++) {
          hash.low = halves[at * 2] as number;
          hash.high = halves[at * 2 + 1] as number;
          const place = places[at] as number;
          profiler.takeText(hash, bytes, place + 1, place + 1 + (bytes[place] as number));
        }
      }
      left -= count;
      [stretch = 0] = new Uint32Array(buffer, stretch, 1);
    }
  }

  private distinct(column: number, hasTexts: boolean): DistinctSketch {
    const { buffer } = this.exports.memory;
    const count = this.word(column, AT.entries);
    const size = this.query.sizes.distinct;
    const words = new Uint32Array(buffer, this.word(column, AT.hashes), count * 2);
    const counts = new Uint32Array(buffer, this.word(column, AT.counts), count);
    const isComplete = this.block(column).getBigUint64(AT.threshold, true) === ALL_HASHES && count <= size;
    const kept = risingHashes(words, count).subarray(0, size);
    const texts = new Uint32Array(buffer, this.word(column, AT.texts), count);
    const places = kept.map((entry) => texts[entry] as number);
    return { ...picked(words, counts, kept), texts: hasTexts && isComplete ? textsAt(new Uint8Array(buffer), places) : null, isComplete };
  }
}
