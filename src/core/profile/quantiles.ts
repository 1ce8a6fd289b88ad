import type { ColumnProfile } from "./column-profile.ts";
import type { DistinctSketch } from "./distinct-sketch.ts";
import { type Hash, unmix64 } from "./hash64.ts";
import type { NumberProfile } from "./number-profile.ts";

/**
 * Numbers of a column in rising order, as stretches between two numbers over which so many are spread evenly. Where all numbers are known,
 * both ends of each stretch are the number itself.
 */
export interface Spectrum {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Those of a bucket may be spread over several stretches, and so be fractions. */
  readonly counts: Float64Array;
  /** Of each stretch, the smallest and the largest that any of its numbers may be. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** All numbers, of which there is at least one. */
  readonly total: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  readonly isExact: boolean;
}

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

/** The number that a hash, given as two halves, was made of; of integers past 2^53, the nearest float. */
function numberFromHash(hash: Hash, isFloat: boolean, isUnsigned: boolean): number {
  unmix64(hash);
  if (!isFloat) return (isUnsigned ? hash.high : hash.high | 0) * 2 ** 32 + hash.low;
  halves[0] = hash.low;
  halves[1] = hash.high;
  return float[0] as number;
}

/** The number that a hash was made of, every digit of it. */
export function numberOfHash(hash: bigint, mode: "integers" | "floats", isUnsigned: boolean): number | bigint {
  const parts = { high: Number(hash >> 32n), low: Number(hash & 0xffffffffn) };
  if (mode === "floats") return numberFromHash(parts, true, false);
  unmix64(parts);
  const bits = (BigInt(parts.high) << 32n) | BigInt(parts.low);
  return isUnsigned ? bits : BigInt.asIntN(64, bits);
}

/** Whether a column of integers has such as only uint64 holds; then it has none below zero. */
export const isUnsigned = ({ max }: NumberProfile): boolean => max >= 2 ** 63;

interface Counted {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Numbers with their counts, in rising order, each once: integers past 2^53 may share a float. */
function inOrder(values: Float64Array, counts: Float64Array): Counted {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total > values.length * 4) {
    const countOf = new Map<number, number>();
    for (const [at, value] of values.entries()) countOf.set(value, (countOf.get(value) ?? 0) + (counts[at] as number));
    const rising = Float64Array.from(countOf.keys()).sort();
    return { values: rising, counts: rising.map((value) => countOf.get(value) as number) };
  }
  // Sorting each as often as it was seen is many times as fast as sorting places by what stands there.
  const all = new Float64Array(total);
  let end = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    for (let left = counts[at] as number; left > 0; left--) all[end++] = value;
  }
  all.sort();
  const rising = new Float64Array(values.length);
  const seen = new Float64Array(values.length);
  let length = 0;
  for (let at = 0; at < all.length; at++) {
    const value = all[at] as number;
    if (length === 0 || rising[length - 1] !== value) rising[length++] = value;
    seen[length - 1] = (seen[length - 1] as number) + 1;
  }
  return { values: rising.slice(0, length), counts: seen.slice(0, length) };
}

/** The finite numbers that a sketch has kept, each with its count, in rising order. */
function keptNumbers({ hashes, counts }: DistinctSketch, isFloat: boolean, unsigned: boolean): Counted {
  const parts = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
  const hash: Hash = { high: 0, low: 0 };
  const values = new Float64Array(hashes.length);
  const finite = new Float64Array(hashes.length);
  let length = 0;
  for (let at = 0; at < hashes.length; at++) {
    hash.low = parts[at * 2] as number;
    hash.high = parts[at * 2 + 1] as number;
    const value = numberFromHash(hash, isFloat, unsigned);
    if (!Number.isFinite(value)) continue;
    values[length] = value;
    finite[length++] = counts[at] as number;
  }
  return inOrder(values.subarray(0, length), finite.subarray(0, length));
}

function fromBits(key: number, bits: number): number {
  // The upper word of the float, since a key has eleven bits of exponent and `bits` more.
  halves[0] = 0;
  halves[1] = key * 2 ** (20 - bits);
  return float[0] as number;
}

/** The smallest and the largest number that a bucket may hold. */
function endsOfBucket(key: number, { bits, fractions, min, max }: NumberProfile): readonly [number, number] {
  const magnitude = key < 0 ? ~key : key;
  const near = fromBits(magnitude, bits);
  const far = Math.min(fromBits(magnitude + 1, bits), Number.MAX_VALUE);
  const isWhole = fractions === 0;
  const [from, to] = isWhole ? [Math.ceil(near), Math.max(Math.ceil(near), Math.ceil(far) - 1)] : [near, far];
  const [least, most] = key < 0 ? [-to, -from] : [from, to];
  return [Math.max(min, least), Math.min(max, most)];
}

/** The numbers known one by one. */
function exactSpectrum({ values, counts }: Counted, isWhole: boolean): Spectrum {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [min, max] = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN];
  return { lower: values, upper: values, least: values, most: values, counts, total, min, max, isWhole, isExact: true };
}

/**
 * The numbers by their buckets. The count of a bucket is exact; within it, numbers are spread as those are that `sample` has: distinct
 * numbers drawn by their hashes, with their counts. Where it has none, they are spread evenly.
 */
export function spectrumOfBuckets(numbers: NumberProfile, sample: Counted | null = null): Spectrum {
  const { keys, count: total, min, max, fractions } = numbers;
  const rows: { readonly from: number; readonly to: number; readonly count: number; readonly least: number; readonly most: number }[] = [];
  let next = 0;
  for (const [index, key] of keys.entries()) {
    const [least, most] = endsOfBucket(key, numbers);
    const first = next;
    let weight = 0;
    while (sample !== null && next < sample.values.length && (sample.values[next] as number) <= most) {
      weight += sample.counts[next++] as number;
    }
    const share = weight === 0 ? 0 : (numbers.counts[index] as number) / weight / 2;
    let from = least;
    // Half of what a drawn number stands for lies on either side of it.
    let carried = weight === 0 ? (numbers.counts[index] as number) : 0;
    for (let at = first; at < next; at++) {
      const to = Math.max(from, sample?.values[at] as number);
      const half = share * (sample?.counts[at] as number);
      rows.push({ from, to, count: carried + half, least, most });
      from = to;
      carried = half;
    }
    if (carried > 0) rows.push({ from, to: most, count: carried, least, most });
  }
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    lower: column(({ from }) => from),
    upper: column(({ to }) => to),
    least: column(({ least }) => least),
    most: column(({ most }) => most),
    counts: column(({ count }) => count),
    total,
    min,
    max,
    isWhole: fractions === 0,
    isExact: rows.every(({ least, most }) => least === most),
  };
}

/** The finite numbers of a column, or the lengths of its texts, of which there is at least one: exactly where all are known, else by buckets. */
export function spectrumOf({ mode, data: { distinct, lengths, numbers } }: ColumnProfile): Spectrum {
  const sketch = lengths ?? distinct;
  const kept = keptNumbers(sketch, mode === "floats", mode === "integers" && isUnsigned(numbers));
  return sketch.isComplete ? exactSpectrum(kept, numbers.fractions === 0) : spectrumOfBuckets(numbers, kept);
}

/** As numpy's `_lerp`, so that the result is pandas' to the last bit; finite where the difference of both is more than a float holds. */
function between(left: number, right: number, share: number): number {
  if (left === right) return left;
  const span = right - left;
  if (!Number.isFinite(span)) return left * (1 - share) + right * share;
  return share >= 0.5 ? right - span * (1 - share) : left + span * share;
}

export interface Quantile {
  readonly share: number;
  readonly value: number;
  /** How far the true one may be off at most: 0 where it is exact. */
  readonly error: number;
}

/**
 * Quantiles as `Series.quantile` gives them: between the two numbers at the place, linearly. `shares` rise from 0 to 1.
 * Where the two lie further apart than the largest float, pandas gives NaN or infinity, and this the number between them.
 */
export function quantilesOf(spectrum: Spectrum, shares: readonly number[]): readonly Quantile[] {
  const { lower, upper, least, most, counts, total, min, max, isWhole } = spectrum;
  let index = 0;
  let before = 0;
  /** The number at a place, and the bounds of what it may be. */
  const at = (rank: number): readonly [value: number, least: number, most: number] => {
    // The middle of the place, which fractions cannot shift into another number's.
    const place = rank + 0.5;
    while (index > 0 && place < before) before -= counts[--index] as number;
    while (index < counts.length - 1 && place >= before + (counts[index] as number)) before += counts[index++] as number;
    if (rank === 0) return [min, min, min];
    if (rank === total - 1) return [max, max, max];
    const [from, to] = [lower[index] as number, upper[index] as number];
    const value = from === to ? from : between(from, to, Math.min(1, Math.max(0, (place - before) / (counts[index] as number))));
    return [isWhole ? Math.round(value) : value, least[index] as number, most[index] as number];
  };
  return shares.map((share) => {
    const place = share * (total - 1);
    const rank = Math.floor(place);
    const [left, leftLeast, leftMost] = at(rank);
    const [right, rightLeast, rightMost] = at(Math.min(total - 1, rank + 1));
    const atPlace = (one: number, other: number) => between(one, other, place - rank);
    const value = atPlace(left, right);
    return { share, value, error: Math.max(value - atPlace(leftLeast, rightLeast), atPlace(leftMost, rightMost) - value) };
  });
}
