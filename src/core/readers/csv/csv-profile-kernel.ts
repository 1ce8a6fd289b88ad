import type { ColumnProfile } from "../../profile/column-profile.ts";
import { LengthCounter, shownText } from "../../profile/column-profiler.ts";
import { type DistinctSketch, picked, risingHashes } from "../../profile/distinct-sketch.ts";
import { NumberCounter, type NumberProfile } from "../../profile/number-profile.ts";
import type { ProfileMode } from "../../profile/profile-mode.ts";
import type { BodyPlan } from "./body-plan.ts";
import { KERNEL } from "./kernel/profile.as.ts?kernel";
import { type KernelInstance, KernelPool, type LineExports } from "./kernel-pool.ts";
import { LineKernel } from "./line-kernel.ts";
import type { ProfileWish } from "./profile-wish.ts";
import { readNumber } from "./read-number.ts";

/** What kernel/profile.as.ts exports. */
interface ProfileExports extends LineExports {
  reserveProfiles(columns: number, texts: number, capacity: number, room: number, slots: number): void;
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
} as const;

const MODE: Readonly<Record<ProfileMode, number>> = { integers: 1, floats: 2, texts: 3 };
const TEXT_BYTES = 64;
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
  private readonly wish: ProfileWish;
  private readonly blocks: number[] = [];
  /** Numbers that were taken out of the kernel before its end, and long texts, which it does not count. */
  private readonly drained: readonly NumberCounter[];
  private readonly lengths: readonly (LengthCounter | null)[];

  constructor(plan: BodyPlan, wish: ProfileWish) {
    const { modes, sizes } = wish;
    this.wish = wish;
    this.drained = modes.map(() => new NumberCounter(sizes.buckets));
    this.lengths = modes.map((mode) => (mode === "texts" ? new LengthCounter(sizes) : null));
    this.instance = pool.take();
    const { exports } = this.instance;
    this.exports = exports;
    const texts = modes.filter((mode) => mode === "texts").length;
    exports.reserveProfiles(modes.length, texts, sizes.distinct * 2, sizes.roomFor * 2, sizes.buckets * 2);
    this.lines = new LineKernel(exports, plan, 0, (column) => {
      if (column === 0) exports.startColumns();
      this.blocks[column] = exports.addColumn(MODE[modes[column] ?? "texts"]);
      return this.blocks[column] as number;
    });
    this.listen();
  }

  /** What was profiled since the kernel was made, column by column; the kernel's memory is then given to the next. */
  take(): readonly ColumnProfile[] {
    const { modes, sizes } = this.wish;
    const profiles = modes.map((mode, column): ColumnProfile => {
      const counter = this.drained[column] as NumberCounter;
      if (mode === "texts") this.takeLengths(column, counter);
      else counter.append(this.numbers(column));
      return {
        mode,
        sizes,
        missing: this.word(column, AT.missing),
        data: {
          distinct: this.distinct(column, mode === "texts"),
          lengths: this.lengths[column]?.sketch() ?? null,
          numbers: counter.profile(),
        },
      };
    });
    // Memory never shrinks: what a large table took is better given back.
    if (this.exports.memory.buffer.byteLength <= MOST_KEPT) pool.give(this.instance);
    return profiles;
  }

  /** Answers what the kernel asks for. It names columns by their blocks. */
  private listen(): void {
    const { host } = this.instance;
    const columnOf = new Map(this.blocks.map((block, column) => [block, column]));
    const counterOf = (block = 0) => this.drained[columnOf.get(block) ?? 0] as NumberCounter;
    host.set("readNumber", (start = 0, length = 0) => readNumber(this.lines.held(start, start + length)));
    host.set("addLongText", (block, characters = 0) => {
      counterOf(block).add(characters);
      this.lengths[columnOf.get(block ?? 0) ?? 0]?.add(characters);
      return undefined;
    });
    host.set("drainBuckets", (block = 0) => {
      const counter = counterOf(block);
      counter.append(this.numbers(columnOf.get(block) ?? 0));
      this.exports.clearBuckets(block, 52 - counter.fineness);
      return undefined;
    });
    host.set("carryBucket", (block, number = 0) => {
      const counter = counterOf(block);
      counter.addHigh(keyOf(number, counter.fineness), WORD);
      return undefined;
    });
  }

  private block(column: number): DataView {
    return new DataView(this.exports.memory.buffer, this.blocks[column]);
  }

  private word(column: number, offset: number): number {
    return this.block(column).getUint32(offset, true);
  }

  private numbers(column: number): NumberProfile {
    const block = this.block(column);
    const bits = 52 - block.getUint32(AT.shift, true);
    const words = new Uint32Array(
      this.exports.memory.buffer,
      block.getUint32(AT.buckets, true),
      (this.wish.sizes.buckets * 2 * BUCKET_BYTES) / 4,
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

  private takeLengths(column: number, counter: NumberCounter): void {
    const lengths = new Uint32Array(this.exports.memory.buffer, this.word(column, AT.buckets), SHORT_LENGTHS);
    for (const [length, count] of lengths.entries()) {
      if (count === 0) continue;
      counter.add(length, count);
      this.lengths[column]?.add(length, count);
    }
  }

  private distinct(column: number, hasTexts: boolean): DistinctSketch {
    const { buffer } = this.exports.memory;
    const count = this.word(column, AT.entries);
    const size = this.wish.sizes.distinct;
    const at = this.word(column, AT.hashes);
    const words = new Uint32Array(buffer, at, count * 2);
    const counts = new Uint32Array(buffer, this.word(column, AT.counts), count);
    const order = risingHashes(words, count);
    const isComplete = this.block(column).getBigUint64(AT.threshold, true) === ALL_HASHES && count <= size;
    const kept = order.subarray(0, size);
    return {
      ...picked(words, counts, kept),
      texts: hasTexts && isComplete ? Array.from(kept, (entry) => this.text(column, entry)) : null,
      isComplete,
    };
  }

  private text(column: number, entry: number): { readonly data: string } {
    const { buffer } = this.exports.memory;
    const [at = 0] = new Uint32Array(buffer, this.word(column, AT.texts) + entry * 4, 1);
    const bytes = new Uint8Array(buffer, at, TEXT_BYTES);
    const byteLength = bytes[0] as number;
    return shownText(bytes.subarray(1, 1 + Math.min(byteLength, TEXT_BYTES - 1)), byteLength);
  }
}
