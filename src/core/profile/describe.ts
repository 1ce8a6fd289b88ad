import { type Datum, datum } from "../errors.ts";
import type { ColumnProfile, ProfileMode } from "./column-profile.ts";
import { type DistinctCount, distinctCount } from "./distinct-sketch.ts";
import { meanOf } from "./mean.ts";
import { isUnsigned, numberOfHash, quantilesOf, type Spectrum, spectrumOf } from "./quantiles.ts";

/** The quantiles that a description has. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** Bins of equal width from the smallest to the largest number; the last takes the largest too. */
export interface Histogram {
  /** One more than the counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Numbers, or lengths of texts in characters, in figures. */
export interface NumberDescription {
  /** Finite ones. */
  readonly count: number;
  readonly infinities: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  readonly histogram: Histogram;
  /** How far a quantile, or a value's place in the histogram, may be off, as a share of the value; everything else is exact. */
  readonly relativeError: number;
}

export interface TopValue {
  readonly value: Datum;
  readonly count: number;
}

/** A column for the review: counts, which may be told, and data, which links, sessions and reports leave out. */
export interface ColumnDescription {
  readonly mode: ProfileMode;
  readonly missing: number;
  readonly present: number;
  readonly distinct: DistinctCount;
  readonly data: {
    /** Numbers, or the lengths of texts; null where nothing is there to describe. */
    readonly numbers: NumberDescription | null;
    /** The most frequent values with their exact counts; null where there are more distinct values than were kept. */
    readonly top: readonly TopValue[] | null;
  };
}

const BINS = 32;
const TOP_VALUES = 10;

/** Whole numbers that are few have a bar each, in the middle of which they stand. */
function barsOf({ values, counts }: Pick<Spectrum, "values" | "counts">, min: number, max: number): Histogram {
  const bars = new Array<number>(max - min + 1).fill(0);
  for (const [index, value] of values.entries()) bars[value - min] = (bars[value - min] ?? 0) + (counts[index] as number);
  return { edges: Array.from({ length: bars.length + 1 }, (_, bar) => min + bar - 0.5), counts: bars };
}

function histogramOf({ values, counts }: Spectrum, min: number, max: number, isWhole: boolean): Histogram {
  if (isWhole && Number.isSafeInteger(min) && Number.isSafeInteger(max) && max - min < BINS) return barsOf({ values, counts }, min, max);
  if (min === max) return { edges: [min, max], counts: [counts.reduce((sum, count) => sum + count, 0)] };
  // Halves, since the span of all floats is more than a float.
  const width = max / BINS - min / BINS;
  const bins = new Array<number>(BINS).fill(0);
  for (const [index, value] of values.entries()) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(value / width - min / width)));
    bins[bin] = (bins[bin] as number) + (counts[index] as number);
  }
  return { edges: [...Array.from({ length: BINS }, (_, bin) => min + bin * width), max], counts: bins };
}

function describeNumbers(profile: ColumnProfile): NumberDescription | null {
  const { numbers } = profile.data;
  if (numbers.count + numbers.positiveInfinities + numbers.negativeInfinities === 0) return null;
  const spectrum = spectrumOf(profile);
  const values = quantilesOf(spectrum, QUANTILE_SHARES);
  const { min, max } = numbers;
  return {
    count: numbers.count,
    infinities: numbers.positiveInfinities + numbers.negativeInfinities,
    min,
    max,
    mean: meanOf(numbers),
    quantiles: numbers.count === 0 ? [] : QUANTILE_SHARES.map((share, index) => ({ share, value: values[index] as number })),
    histogram:
      numbers.count === 0
        ? { edges: [], counts: [] }
        : histogramOf(spectrum, min, max, profile.mode !== "floats" && spectrum.relativeError === 0),
    relativeError: spectrum.relativeError,
  };
}

/** Ties stand in the order of the hashes, which is the same for any order of the cells. */
function topValues({ mode, data: { distinct, numbers } }: ColumnProfile): readonly TopValue[] | null {
  if (!distinct.isComplete) return null;
  const order = [...distinct.counts.keys()].sort((left, right) => (distinct.counts[right] as number) - (distinct.counts[left] as number));
  const valueAt = (index: number): Datum => {
    if (mode === "texts") return distinct.texts?.[index] ?? datum("");
    return datum(String(numberOfHash(distinct.hashes[index] as bigint, mode, isUnsigned(numbers))));
  };
  return order.slice(0, TOP_VALUES).map((index) => ({ value: valueAt(index), count: distinct.counts[index] as number }));
}

/** What the detail panel shows of a column. */
export function describeProfile(profile: ColumnProfile): ColumnDescription {
  const { mode, missing, data } = profile;
  const { numbers } = data;
  const present = numbers.count + numbers.positiveInfinities + numbers.negativeInfinities;
  return {
    mode,
    missing,
    present,
    distinct: distinctCount(data.distinct, present),
    data: { numbers: describeNumbers(profile), top: topValues(profile) },
  };
}
