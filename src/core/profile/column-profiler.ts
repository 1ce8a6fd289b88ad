import type { ColumnProfile } from "./column-profile.ts";
import { DistinctCounter, type DistinctSketch } from "./distinct-sketch.ts";
import { type Hash, hashText, mix64 } from "./hash64.ts";
import { LengthCounter } from "./lengths.ts";
import { NumberCounter } from "./number-profile.ts";
import type { ProfileMode } from "./profile-mode.ts";
import { keepsAll, type SketchSizes } from "./sketch-sizes.ts";
import { ValueJournal } from "./value-journal.ts";

function countCharacters(bytes: Uint8Array, start: number, end: number): number {
  let count = end - start;
  for (let at = start; at < end; at++) if (((bytes[at] as number) & 0xc0) === 0x80) count--;
  return count;
}

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

/**
 * Profiles one column, value by value: whoever decodes a format calls the method of the column's mode for each value that is there, and
 * `addMissing` for each that is not.
 */
export class ColumnProfiler {
  private readonly mode: ProfileMode;
  private readonly sizes: SketchSizes;
  /** Where every value is kept; else they are counted in sketches. */
  private readonly journal: ValueJournal | null;
  private readonly distinct: DistinctCounter;
  private readonly lengths: LengthCounter | null;
  /** Numbers that are not all kept, and lengths of texts. */
  readonly numbers: NumberCounter;
  private readonly hash: Hash = { high: 0, low: 0 };
  private missing = 0;
  /** Whether an integer was seen that only uint64 has. */
  private isUnsigned = false;

  constructor(mode: ProfileMode, sizes: SketchSizes) {
    this.mode = mode;
    this.sizes = sizes;
    this.journal = keepsAll(sizes) ? new ValueJournal(mode === "texts") : null;
    this.distinct = new DistinctCounter(sizes.distinct);
    this.lengths = mode === "texts" ? new LengthCounter(sizes.distinct) : null;
    this.numbers = new NumberCounter(sizes.buckets);
  }

  addMissing(count = 1): void {
    this.missing += count;
  }

  /** An integer of 32 bits, with or without a sign: as `addInteger` adds it. */
  addSmallInteger(value: number): void {
    this.addBits(value < 0 ? 0xffffffff : 0, value >>> 0, value);
  }

  /** An integer within int64 or uint64. */
  addInteger(value: bigint): void {
    if (value >= 2n ** 63n) this.isUnsigned = true;
    const bits = BigInt.asUintN(64, value);
    this.addBits(Number(bits >> 32n), Number(bits & 0xffffffffn), Number(value));
  }

  /** A float, infinities included; NaN is missing. */
  addFloat(given: number): void {
    if (Number.isNaN(given)) {
      this.missing++;
      return;
    }
    // Adding zero makes minus zero zero.
    float[0] = given + 0;
    this.addBits(halves[1] as number, halves[0] as number, float[0]);
  }

  /** A text in UTF-8, by its bytes from `start` to `end`. */
  addText(bytes: Uint8Array, start: number, end: number): void {
    hashText(this.hash, bytes, start, end);
    (this.journal ?? this.distinct).addText(this.hash, bytes, start, end);
    this.addLength(countCharacters(bytes, start, end));
  }

  /** Counts texts of so many characters, whose values are added apart. */
  addLength(characters: number, count = 1): void {
    this.lengths?.add(characters, count);
    this.numbers.add(characters, count);
  }

  /** Notes that there are integers that only uint64 has. */
  addUnsigned(): void {
    this.isUnsigned = true;
  }

  /** Makes room for so many values that were kept elsewhere. */
  reserve(values: number): void {
    this.journal?.reserve(values);
  }

  /** Takes over numbers that were kept elsewhere, by their bits: the lower and the upper half of each. */
  takeNumbers(bits: Uint32Array): void {
    this.journal?.addNumbers(bits);
  }

  /** Takes over distinct values that were counted elsewhere. */
  takeDistinct(sketch: DistinctSketch): void {
    this.distinct.append(sketch);
  }

  /** Takes over a text that was kept elsewhere, by its hash and first bytes; its length is added apart. */
  takeText(hash: Hash, bytes: Uint8Array, start: number, end: number): void {
    this.journal?.addText(hash, bytes, start, end);
  }

  /** What was profiled. Ends the profiler. */
  profile(): ColumnProfile {
    const { mode, sizes, missing, isUnsigned, journal } = this;
    const distinct = journal?.sketch() ?? this.distinct.sketch(mode === "texts");
    const numbers = journal === null || mode === "texts" ? this.numbers.profile() : null;
    return { mode, sizes, missing, isUnsigned, data: { distinct, lengths: this.lengths?.lengths() ?? null, numbers } };
  }

  private addBits(high: number, low: number, value: number): void {
    this.hash.high = high;
    this.hash.low = low;
    if (this.journal === null) {
      mix64(this.hash);
      this.distinct.add(this.hash);
      this.numbers.add(value);
    } else this.journal.add(this.hash);
  }
}
