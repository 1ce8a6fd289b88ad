import { type Datum, datum } from "../errors.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type DistinctCount, distinctCount } from "./distinct-sketch.ts";
import { meanOf } from "./mean.ts";
import type { ProfileMode } from "./profile-mode.ts";
import { isUnsigned, numberOfHash, type Quantile, quantilesOf, type Spectrum, spectrumOf } from "./quantiles.ts";

/** The quantiles that a description has. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** Bins of equal width from the smallest to the largest number; each takes its lower edge, the last its upper one too. */
export interface Histogram {
  /** One more than the counts. */
  readonly edges: readonly number[];
  /** They add up to all numbers. Exact where the numbers are. */
  readonly counts: readonly number[];
  /** Where each bin counts one whole number, the first of them; the others follow one by one. Else null. */
  readonly firstWhole: number | null;
}

/** Numbers, or lengths of texts in characters, in figures. */
export interface NumberDescription {
  /** Finite ones. */
  readonly count: number;
  readonly infinities: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly quantiles: readonly Quantile[];
  readonly histogram: Histogram;
  /** Whether quantiles and histogram are exact too. Else each quantile has its error, and a number may count in the bin beside its own. */
  readonly isExact: boolean;
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
/** Below it, edges between whole numbers do not round to them. */
const SAFE_EDGES = 2 ** 40;
const TOP_VALUES = 10;

/** The edges of so many bins, as `numpy.histogram_bin_edges` has them. */
function edgesOf(min: number, max: number, bins: number): readonly number[] {
  // Halves, where the span is more than a float holds.
  const width = Number.isFinite(max - min) ? (max - min) / bins : max / bins - min / bins;
  return [...Array.from({ length: bins }, (_, bin) => bin * width + min), max];
}

/** The place of a number among rising edges: the last bin has its upper edge too. */
function binOf(value: number, edges: readonly number[]): number {
  const bins = edges.length - 1;
  const min = edges[0] as number;
  const max = edges[bins] as number;
  let bin = Math.min(bins - 1, Math.max(0, Math.floor((value / 2 - min / 2) / ((max / 2 - min / 2) / bins))));
  while (bin > 0 && value < (edges[bin] as number)) bin--;
  while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++;
  return bin;
}

/** How many numbers of a spectrum lie in each bin, as fractions where they are spread over several. */
function spreadOver({ lower, upper, counts }: Spectrum, edges: readonly number[]): number[] {
  const bins = new Array<number>(edges.length - 1).fill(0);
  const put = (bin: number, count: number) => {
    bins[bin] = (bins[bin] as number) + count;
  };
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] as number;
    const from = lower[index] as number;
    const to = upper[index] as number;
    const first = binOf(from, edges);
    const last = from === to ? first : binOf(to, edges);
    for (let bin = first; bin <= last; bin++) {
      if (first === last) put(bin, count);
      else {
        const [start, end] = [Math.max(from, edges[bin] as number), Math.min(to, edges[bin + 1] as number)];
        put(bin, count * ((end / 2 - start / 2) / (to / 2 - from / 2)));
      }
    }
  }
  return bins;
}

/** Counts as whole numbers that add up to the same. */
function wholeCounts(bins: readonly number[], total: number): readonly number[] {
  let sum = 0;
  let counted = 0;
  return bins.map((count, bin) => {
    sum += count;
    const upTo = bin === bins.length - 1 ? total : Math.min(total, Math.round(sum));
    const whole = Math.max(0, upTo - counted);
    counted += whole;
    return whole;
  });
}

/** Whole numbers that are few have a bin each. */
function histogramOf(spectrum: Spectrum): Histogram {
  const { min, max, total, isWhole, isExact } = spectrum;
  if (min === max) return { edges: [min, max], counts: [total], firstWhole: isWhole && Math.abs(min) < SAFE_EDGES ? min : null };
  const isEach = isWhole && isExact && Math.max(-min, max) < SAFE_EDGES && max - min < BINS;
  const edges = edgesOf(min, max, isEach ? max - min + 1 : BINS);
  return { edges, counts: wholeCounts(spreadOver(spectrum, edges), total), firstWhole: isEach ? min : null };
}

const NO_HISTOGRAM: Histogram = { edges: [], counts: [], firstWhole: null };

function describeNumbers(profile: ColumnProfile): NumberDescription | null {
  const { numbers } = profile.data;
  const infinities = numbers.positiveInfinities + numbers.negativeInfinities;
  const { count, min, max } = numbers;
  if (count + infinities === 0) return null;
  const figures = { count, infinities, min, max, mean: meanOf(numbers) };
  if (count === 0) return { ...figures, quantiles: [], histogram: NO_HISTOGRAM, isExact: true };
  const spectrum = spectrumOf(profile);
  return {
    ...figures,
    quantiles: quantilesOf(spectrum, QUANTILE_SHARES),
    histogram: histogramOf(spectrum),
    isExact: spectrum.isExact,
  };
}

/** The places of the largest counts, in falling order; of equal ones the first. */
function largest(counts: Float64Array): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] as number;
    if (places.length === TOP_VALUES && count <= (counts[places.at(-1) as number] as number)) continue;
    let to = places.length;
    while (to > 0 && (counts[places[to - 1] as number] as number) < count) to--;
    places.splice(to, 0, at);
    if (places.length > TOP_VALUES) places.pop();
  }
  return places;
}

/** Ties stand in the order of the hashes, which is the same for any order of the cells. */
function topValues({ mode, data: { distinct, numbers } }: ColumnProfile): readonly TopValue[] | null {
  if (!distinct.isComplete) return null;
  const valueAt = (index: number): Datum => {
    if (mode === "texts") return distinct.texts?.[index] ?? datum("");
    return datum(String(numberOfHash(distinct.hashes[index] as bigint, mode, isUnsigned(numbers))));
  };
  return largest(distinct.counts).map((index) => ({ value: valueAt(index), count: distinct.counts[index] as number }));
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
