import type { DistinctSketch } from "./distinct-sketch.ts";
import type { CountedNumbers } from "./lengths.ts";
import type { NumberProfile } from "./number-profile.ts";

/** Bits of a float's fraction in its upper word. */
const UPPER_FRACTION_BITS = 20;
const WORD = 2 ** 32;

/**
 * Numbers whose 64 bits were kept, in rising order, infinities at the ends; integers past 2^53 as the nearest float, and so perhaps
 * the same one twice.
 */
export function keptNumbers({ hashes, counts }: DistinctSketch, isFloat: boolean, isUnsigned: boolean): CountedNumbers {
  const words = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
  const values = isFloat ? new Float64Array(hashes.buffer, hashes.byteOffset, hashes.length) : new Float64Array(hashes.length);
  if (!isFloat)
    for (let at = 0; at < values.length; at++) {
      const high = words[at * 2 + 1] as number;
      values[at] = (isUnsigned ? high : high | 0) * WORD + (words[at * 2] as number);
    }
  let negative = isUnsigned ? values.length : 0;
  while (negative < values.length && (words[negative * 2 + 1] as number) < 0x80000000) negative++;
  if (negative === values.length) return { values, counts };
  // Read as a whole, the bits of negative numbers follow those of all others; floats rise away from zero.
  const ordered = (array: Float64Array): Float64Array => {
    const below = array.slice(negative);
    const all = new Float64Array(array.length);
    all.set(isFloat ? below.reverse() : below);
    all.set(array.subarray(0, negative), below.length);
    return all;
  };
  return { values: ordered(values), counts: ordered(counts) };
}

/** The finite ones of rising numbers. */
export function finiteNumbers({ values, counts }: CountedNumbers): CountedNumbers {
  const start = values[0] === Number.NEGATIVE_INFINITY ? 1 : 0;
  const end = values.at(-1) === Number.POSITIVE_INFINITY ? values.length - 1 : values.length;
  return { values: values.subarray(start, end), counts: counts.subarray(start, end) };
}

/** The profile of rising numbers, in one bucket for each sign and exponent: nothing but the mean is read from them. */
export function profileOfKept(all: CountedNumbers): NumberProfile {
  const { values, counts } = finiteNumbers(all);
  const copy = values.slice();
  const words = new Uint32Array(copy.buffer);
  const buckets: { readonly key: number; count: number; high: number; low: number }[] = [];
  let bucket: (typeof buckets)[number] | undefined;
  let upper = -1;
  let fractions = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    const count = counts[at] as number;
    const word = words[at * 2 + 1] as number;
    if (bucket === undefined || word >>> UPPER_FRACTION_BITS !== upper) {
      upper = word >>> UPPER_FRACTION_BITS;
      bucket = { key: value < 0 ? ~(upper & 0x7ff) : upper, count: 0, high: 0, low: 0 };
      buckets.push(bucket);
    }
    bucket.count += count;
    bucket.high += count * (word & ((1 << UPPER_FRACTION_BITS) - 1));
    bucket.low += count * (words[at * 2] as number);
    if (Math.trunc(value) !== value) fractions += count;
  }
  const column = (of: (each: (typeof buckets)[number]) => number) => Float64Array.from(buckets, of);
  const infinities = (place: number, infinity: number) => (all.values.at(place) === infinity ? (all.counts.at(place) as number) : 0);
  return {
    count: buckets.reduce((sum, { count }) => sum + count, 0),
    min: values[0] ?? Number.POSITIVE_INFINITY,
    max: values.at(-1) ?? Number.NEGATIVE_INFINITY,
    fractions,
    positiveInfinities: infinities(-1, Number.POSITIVE_INFINITY),
    negativeInfinities: infinities(0, Number.NEGATIVE_INFINITY),
    bits: 0,
    keys: Int32Array.from(buckets, ({ key }) => key),
    counts: column(({ count }) => count),
    high: column(({ high, low }) => high + Math.floor(low / WORD)),
    low: column(({ low }) => low % WORD),
  };
}
