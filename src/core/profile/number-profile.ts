/**
 * Numbers of a column in buckets of their upper bits: sign, exponent and the first `bits` of the fraction, so that buckets are in the
 * order of the numbers and each spans at most `2 ** -bits` of its size. A bucket also sums the bits below, which makes the mean exact.
 *
 * Where more buckets would be filled than the table's sizes allow, neighbours join by pairs and `bits` falls by one
 * (Epicoco and others, "UDDSketch", 2020). That depends only on the numbers, so the profile is the same for any order and any cut.
 */
export interface NumberProfile {
  /** Finite numbers. */
  readonly count: number;
  /** Of the finite numbers; Infinity and -Infinity if there are none. */
  readonly min: number;
  readonly max: number;
  /** Numbers that are not whole. */
  readonly fractions: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
  readonly bits: number;
  /** Buckets that are filled, in rising order: the upper bits of the magnitude, or their complement below zero. */
  readonly keys: Int32Array;
  readonly counts: Float64Array;
  /** Sums of the magnitudes' lower bits: `high * 2 ** 32 + low`. */
  readonly high: Float64Array;
  readonly low: Float64Array;
}

const MOST_BITS = 6;

interface Bucket {
  count: number;
  high: number;
  low: number;
}

const WORD = 2 ** 32;
/** Sums of lower words are carried before they leave what a float has exactly. */
const CARRY_AT = 2 ** 52;
const view = new DataView(new ArrayBuffer(8));

/** Counts numbers one by one, and takes over what was counted elsewhere. */
export class NumberCounter {
  private readonly limit: number;
  private bits = MOST_BITS;
  private buckets = new Map<number, Bucket>();
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private fractions = 0;
  private positiveInfinities = 0;
  private negativeInfinities = 0;

  /** `limit` is how many buckets may be filled. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Counts a number that is not NaN, several times only where it is whole and below a million: more would not stay exact. */
  add(given: number, count = 1): void {
    // Adding zero makes minus zero zero.
    const value = given + 0;
    if (value === Number.POSITIVE_INFINITY) this.positiveInfinities++;
    else if (value === Number.NEGATIVE_INFINITY) this.negativeInfinities++;
    else {
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
      if (!Number.isInteger(value)) this.fractions++;
      view.setFloat64(0, value);
      const word = view.getUint32(0);
      const magnitude = word & 0x7fffffff;
      const shift = 20 - this.bits;
      const key = magnitude >>> shift;
      this.addTo(word === magnitude ? key : ~key, count, count * (magnitude & ((1 << shift) - 1)), view.getUint32(4));
    }
  }

  /** Takes over numbers that were counted elsewhere, in any part of the column. */
  append(other: NumberProfile): void {
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.fractions += other.fractions;
    this.positiveInfinities += other.positiveInfinities;
    this.negativeInfinities += other.negativeInfinities;
    while (this.bits > other.bits) this.collapse();
    for (const [index, key] of other.keys.entries()) {
      let bucket = { count: other.counts[index] as number, high: other.high[index] as number, low: other.low[index] as number };
      let at = key;
      for (let { bits } = other; bits > this.bits; bits--) {
        bucket = { ...bucket, high: bucket.high + dropped(at, bits, bucket.count) };
        at >>= 1;
      }
      this.addTo(at, bucket.count, bucket.high, bucket.low);
    }
  }

  /** Adds to the sum of a bucket that is as fine as `bits`, or finer than those here: its sum went past what is counted elsewhere. */
  addHigh(key: number, high: number, bits: number): void {
    this.addTo(key >> (bits - this.bits), 0, high, 0);
  }

  /** How fine the buckets are at present. */
  get fineness(): number {
    return this.bits;
  }

  profile(): NumberProfile {
    const sorted = [...this.buckets].sort(([left], [right]) => left - right);
    const column = (of: (bucket: Bucket) => number) => Float64Array.from(sorted, ([, bucket]) => of(bucket));
    const counts = column(({ count }) => count);
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      min: this.min,
      max: this.max,
      fractions: this.fractions,
      positiveInfinities: this.positiveInfinities,
      negativeInfinities: this.negativeInfinities,
      bits: this.bits,
      keys: Int32Array.from(sorted, ([key]) => key),
      counts,
      high: column(({ high, low }) => high + Math.floor(low / WORD)),
      low: column(({ low }) => low % WORD),
    };
  }

  private addTo(key: number, count: number, high: number, low: number): void {
    this.join(key, count, high, low);
    while (this.buckets.size > this.limit && this.bits > 0) this.collapse();
  }

  private join(key: number, count: number, high: number, low: number): void {
    const known = this.buckets.get(key);
    if (known === undefined) {
      this.buckets.set(key, { count, high, low });
      return;
    }
    known.count += count;
    known.high += high;
    known.low += low;
    if (known.low < CARRY_AT) return;
    known.high += Math.floor(known.low / WORD);
    known.low %= WORD;
  }

  /** Joins neighbours by pairs. */
  private collapse(): void {
    const finer = this.buckets;
    const { bits } = this;
    this.buckets = new Map();
    this.bits = bits - 1;
    for (const [key, { count, high, low }] of finer) this.join(key >> 1, count, high + dropped(key, bits, count), low);
  }
}

/** What the lowest bit of a bucket's number stands for, once it is a bit below it: the sum of its high words over `count` numbers. */
function dropped(key: number, bits: number, count: number): number {
  const magnitude = key < 0 ? ~key : key;
  return (magnitude & 1) === 1 ? count * 2 ** (20 - bits) : 0;
}

/** The numbers of two parts of a column; the same as counting both in one. */
export function mergeNumbers(left: NumberProfile, right: NumberProfile, limit: number): NumberProfile {
  const counter = new NumberCounter(limit);
  counter.append(left);
  counter.append(right);
  return counter.profile();
}
