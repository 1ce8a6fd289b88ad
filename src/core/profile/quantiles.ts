import type { ColumnProfile } from "./column-profile.ts";
import type { DistinctSketch } from "./distinct-sketch.ts";
import { type Hash, unmix64 } from "./hash64.ts";
import { finiteNumbers, keptNumbers, profileOfKept } from "./kept-numbers.ts";
import type { CountedNumbers } from "./lengths.ts";
import type { NumberProfile } from "./number-profile.ts";
import { keepsAll } from "./sketch-sizes.ts";

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

/** A number that a profile has kept, every digit of it, by its place. */
export function numberAt({ mode, sizes, isUnsigned, data: { distinct } }: ColumnProfile, place: number): number | bigint {
  const key = distinct.hashes[place] as bigint;
  const parts = { high: Number(key >> 32n), low: Number(key & 0xffffffffn) };
  if (!keepsAll(sizes)) unmix64(parts);
  const bits = (BigInt(parts.high) << 32n) | BigInt(parts.low);
  if (mode === "integers") return isUnsigned ? bits : BigInt.asIntN(64, bits);
  halves[0] = parts.low;
  halves[1] = parts.high;
  return float[0] as number;
}

/** The finite numbers that a sketch has kept of their hashes, each with its count, in rising order: integers past 2^53 may share a float. */
function sampledNumbers({ hashes, counts }: DistinctSketch, isFloat: boolean, isUnsigned: boolean): CountedNumbers {
  const parts = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
  const values = Float64Array.from(hashes, (_, at) =>
    numberFromHash({ low: parts[at * 2] as number, high: parts[at * 2 + 1] as number }, isFloat, isUnsigned),
  );
  const countOf = new Map<number, number>();
  for (const [at, value] of values.entries())
    if (Number.isFinite(value)) countOf.set(value, (countOf.get(value) ?? 0) + (counts[at] as number));
  const rising = Float64Array.from(countOf.keys()).sort();
  return { values: rising, counts: rising.map((value) => countOf.get(value) as number) };
}

function fromBits(key: number, bits: number): number {
  // The upper word of the float, since a key has eleven bits of exponent and `bits` more.
  halves[0] = 0;
  halves[1] = key * 2 ** (20 - bits);
  return float[0] as number;
}

/** Where a bucket of numbers lies. */
interface BucketSpan {
  /** Where it starts, towards zero, and where the next one does. */
  readonly near: number;
  readonly far: number;
  /** The smallest and the largest number that it may hold. */
  readonly from: number;
  readonly to: number;
}

export function bucketSpan(key: number, { bits, fractions, min, max }: NumberProfile): BucketSpan {
  const sign = key < 0 ? -1 : 1;
  const magnitude = key < 0 ? ~key : key;
  const near = fromBits(magnitude, bits);
  const far = Math.min(fromBits(magnitude + 1, bits), Number.MAX_VALUE);
  const isWhole = fractions === 0;
  const [least, most] = isWhole ? [Math.ceil(near), Math.max(Math.ceil(near), Math.ceil(far) - 1)] : [near, far];
  const [from, to] = key < 0 ? [-most, -least] : [least, most];
  return { near: sign * near, far: sign * far, from: Math.max(min, from), to: Math.min(max, to) };
}

/** The numbers known one by one. */
function exactSpectrum({ values, counts }: CountedNumbers, isWhole: boolean): Spectrum {
  let total = 0;
  for (let at = 0; at < counts.length; at++) total += counts[at] as number;
  const [min, max] = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN];
  return { lower: values, upper: values, least: values, most: values, counts, total, min, max, isWhole, isExact: true };
}

/**
 * The numbers by their buckets. The count of a bucket is exact; within it, numbers are spread as those are that `sample` has: distinct
 * numbers drawn by their hashes, with their counts. Where it has none, they are spread evenly.
 */
function spectrumOfBuckets(numbers: NumberProfile, sample: CountedNumbers | null = null): Spectrum {
  const { keys, count: total, min, max, fractions } = numbers;
  const rows: { readonly from: number; readonly to: number; readonly count: number; readonly least: number; readonly most: number }[] = [];
  let next = 0;
  for (const [index, key] of keys.entries()) {
    const { from: least, to: most } = bucketSpan(key, numbers);
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

/** The numbers of a column, or the lengths of its texts. */
export interface NumbersOf {
  readonly profile: NumberProfile;
  /** Of the finite ones, exactly where all are known, else by buckets; null if there are none. */
  readonly spectrum: Spectrum | null;
}

export function numbersOf({ mode, isUnsigned, data: { distinct, lengths, numbers } }: ColumnProfile): NumbersOf {
  const isFloat = mode === "floats";
  if (numbers === null) {
    const kept = keptNumbers(distinct, isFloat, isUnsigned);
    const profile = profileOfKept(kept);
    return { profile, spectrum: profile.count === 0 ? null : exactSpectrum(finiteNumbers(kept), profile.fractions === 0) };
  }
  if (numbers.count === 0) return { profile: numbers, spectrum: null };
  const isWhole = numbers.fractions === 0;
  const sampled = mode === "texts" ? lengths : sampledNumbers(distinct, isFloat, isUnsigned);
  const areAllKnown = sampled !== null && (mode === "texts" || distinct.isComplete);
  return { profile: numbers, spectrum: areAllKnown ? exactSpectrum(sampled, isWhole) : spectrumOfBuckets(numbers, sampled) };
}

/** As numpy's `_lerp`, so that the result is pandas' to the last bit; finite where the difference of both is more than a float has. */
function between(left: number, right: number, share: number): number {
  if (left === right) return left;
  const span = right - left;
  if (!Number.isFinite(span)) return left * (1 - share) + right * share;
  return share >= 0.5 ? right - span * (1 - share) : left + span * share;
}

/** A figure, and how far the true one may be off at most: 0 where it is exact. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

export interface Quantile extends Estimate {
  readonly share: number;
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
