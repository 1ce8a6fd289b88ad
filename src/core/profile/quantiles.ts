import type { ColumnProfile } from "./column-profile.ts";
import { unmix64 } from "./hash64.ts";
import type { NumberProfile } from "./number-profile.ts";

/** Values with how often each was seen, in rising order. */
export interface Spectrum {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /** How far a value may be from the true one, as a share of it: 0 where every distinct number is known. Below 2.3e-308 it may be as far again. */
  readonly relativeError: number;
}

const view = new DataView(new ArrayBuffer(8));

function fromBits(key: number, bits: number): number {
  view.setBigUint64(0, BigInt(key) << BigInt(52 - bits));
  return view.getFloat64(0);
}

/** The number in the middle of a bucket, whole where all numbers are. */
function middle(key: number, bits: number, isWhole: boolean): number {
  const magnitude = key < 0 ? ~key : key;
  // The lowest bucket is that of zero; what else is in it no float in use tells from zero.
  if (magnitude === 0) return 0;
  const lower = fromBits(magnitude, bits);
  const upper = fromBits(magnitude + 1, bits);
  const at = isWhole
    ? Math.round((Math.ceil(lower) + Math.max(Math.ceil(lower), Math.ceil(upper) - 1)) / 2)
    : lower + (Math.min(upper, Number.MAX_VALUE) - lower) / 2;
  return key < 0 ? -at : at;
}

/** The numbers by their buckets, each bucket as one value: within half a bucket of the true one. */
export function spectrumOfBuckets({ keys, counts, bits, fractions, min, max }: NumberProfile): Spectrum {
  const values = Float64Array.from(keys, (key) => Math.min(max, Math.max(min, middle(key, bits, fractions === 0))));
  return { values, counts, relativeError: 2 ** -(bits + 1) };
}

/** The number that a hash was made of. */
export function numberOfHash(hash: bigint, mode: "integers" | "floats", isUnsigned: boolean): number | bigint {
  const bits = unmix64(hash);
  if (mode === "integers") return isUnsigned ? bits : BigInt.asIntN(64, bits);
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** Whether a column of integers has such as only uint64 holds; then it has none below zero. */
export const isUnsigned = ({ max }: NumberProfile): boolean => max >= 2 ** 63;

/** The finite numbers of a column, or the lengths of its texts: each exactly where the sketch holds them all, else by buckets. */
export function spectrumOf({ mode, data: { distinct, numbers } }: ColumnProfile): Spectrum {
  if (mode === "texts" || !distinct.isComplete) return spectrumOfBuckets(numbers);
  const known = [...distinct.hashes]
    .map((hash, index) => [Number(numberOfHash(hash, mode, isUnsigned(numbers))), distinct.counts[index] as number] as const)
    .filter(([value]) => Number.isFinite(value))
    .sort(([left], [right]) => left - right);
  return {
    values: Float64Array.from(known, ([value]) => value),
    counts: Float64Array.from(known, ([, count]) => count),
    relativeError: 0,
  };
}

/** The number a `share` of the way from one to another, where their difference may be more than a float holds. */
function between(left: number, right: number, share: number): number {
  if (left === right) return left;
  const span = right - left;
  return Number.isFinite(span) ? left + span * share : left * (1 - share) + right * share;
}

/**
 * Quantiles as `Series.quantile` gives them: between the two values at the place, linearly. `shares` rise from 0 to 1.
 * Each of the two values is within the spectrum's error. Where the two lie further apart than the largest float, pandas gives NaN or
 * infinity, and this the number between them.
 */
export function quantilesOf({ values, counts }: Spectrum, shares: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let index = 0;
  let before = 0;
  const valueAt = (rank: number): number => {
    while (index > 0 && rank < before) before -= counts[--index] as number;
    while (index < counts.length - 1 && rank >= before + (counts[index] as number)) before += counts[index++] as number;
    return values[index] ?? Number.NaN;
  };
  return shares.map((share) => {
    const place = share * (total - 1);
    const lower = Math.floor(place);
    const left = valueAt(lower);
    const right = valueAt(Math.min(total - 1, lower + 1));
    return between(left, right, place - lower);
  });
}
