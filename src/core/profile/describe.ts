import { type Datum, datum } from "../errors.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { deviationOf } from "./deviation.ts";
import { type DistinctCount, distinctCount } from "./distinct-sketch.ts";
import { NO_TEXTS, shownText } from "./kept-texts.ts";
import { meanOf } from "./mean.ts";
import type { ProfileMode } from "./profile-mode.ts";
import { type Estimate, type NumbersOf, numberAt, numbersOf, type Quantile, quantilesOf, type Spectrum } from "./quantiles.ts";

/** The quantiles that a description has. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** Bins of equal width from the smallest to the largest number; each takes its lower edge, the last its upper one too. */
export interface Histogram {
  /** One more than the counts. */
  readonly edges: readonly number[];
  /** They add up to all numbers. */
  readonly counts: readonly number[];
  /** How far each count may be off at most: 0 where it is exact. */
  readonly errors: readonly number[];
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
  /** The standard deviation of a sample, as `Series.std` has it; null of fewer than two numbers. */
  readonly std: Estimate | null;
  readonly quantiles: readonly Quantile[];
  readonly histogram: Histogram;
  /** How often the least and the greatest number occur, and the one next to each: where all are known, and there are two. */
  readonly ends?: { readonly low: NumberEnd; readonly high: NumberEnd };
  /** Whether deviation, quantiles and histogram are exact too. Else each figure has its greatest error. */
  readonly isExact: boolean;
}

/** The last of rising or falling numbers. */
export interface NumberEnd {
  readonly count: number;
  /** The nearest other number. */
  readonly next: number;
}

export interface TopValue {
  readonly value: Datum;
  readonly count: number;
}

/** A column for the review: counts, which may be reported, and data, which links, sessions and reports leave out. */
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
  // Halves, where the span is more than a float has.
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

/** How many of rising numbers lie in each bin. */
function countIn({ lower: values, counts }: Spectrum, edges: readonly number[]): number[] {
  const bins = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  let above = edges[1] as number;
  for (let index = 0; index < values.length; index++) {
    while (bin < bins.length - 1 && (values[index] as number) >= above) above = edges[++bin + 1] as number;
    bins[bin] = (bins[bin] as number) + (counts[index] as number);
  }
  return bins;
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

/** How far each count may be off: the numbers of a bucket that an edge goes through may all be on either side of it. */
function errorsOf({ least, most, counts }: Spectrum, edges: readonly number[], bins: readonly number[]): readonly number[] {
  const sure = bins.map(() => 0);
  const unsure = bins.map(() => 0);
  for (let index = 0; index < counts.length; index++) {
    const [first, last] = [binOf(least[index] as number, edges), binOf(most[index] as number, edges)];
    const into = first === last ? sure : unsure;
    for (let bin = first; bin <= last; bin++) into[bin] = (into[bin] as number) + (counts[index] as number);
  }
  return bins.map((count, bin) => {
    const least = sure[bin] as number;
    return Math.ceil(Math.max(count - least, least + (unsure[bin] as number) - count));
  });
}

/** Whole numbers that are few have a bin each. */
function histogramOf(spectrum: Spectrum): Histogram {
  const { min, max, total, isWhole, isExact } = spectrum;
  if (min === max)
    return { edges: [min, max], counts: [total], errors: [0], firstWhole: isWhole && Math.abs(min) < SAFE_EDGES ? min : null };
  const isEach = isWhole && isExact && Math.max(-min, max) < SAFE_EDGES && max - min < BINS;
  const edges = edgesOf(min, max, isEach ? max - min + 1 : BINS);
  const counts = wholeCounts(isExact ? countIn(spectrum, edges) : spreadOver(spectrum, edges), total);
  const errors = isExact ? counts.map(() => 0) : errorsOf(spectrum, edges, counts);
  return { edges, counts, errors, firstWhole: isEach ? min : null };
}

function endsOf({ lower: values, counts, isExact }: Spectrum): Pick<NumberDescription, "ends"> {
  if (!isExact || values.length < 2) return {};
  const end = (at: number, next: number): NumberEnd => ({ count: counts.at(at) as number, next: values.at(next) as number });
  return { ends: { low: end(0, 1), high: end(-1, -2) } };
}

const NO_HISTOGRAM: Histogram = { edges: [], counts: [], errors: [], firstWhole: null };

function describeNumbers({ profile, spectrum }: NumbersOf): NumberDescription | null {
  const infinities = profile.positiveInfinities + profile.negativeInfinities;
  const { count, min, max } = profile;
  if (count + infinities === 0) return null;
  const figures = { count, infinities, min, max, mean: meanOf(profile) };
  if (spectrum === null) return { ...figures, std: null, quantiles: [], histogram: NO_HISTOGRAM, isExact: true };
  return {
    ...figures,
    std: deviationOf(profile, spectrum, figures.mean),
    quantiles: quantilesOf(spectrum, QUANTILE_SHARES),
    histogram: histogramOf(spectrum),
    ...endsOf(spectrum),
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

/** Ties are in the order of the hashes, or of the bits, which is the same for any order of the cells. */
function topValues(profile: ColumnProfile): readonly TopValue[] | null {
  const { mode } = profile;
  const { distinct } = profile.data;
  if (!distinct.isComplete) return null;
  const valueAt = (index: number): Datum =>
    mode === "texts" ? shownText(distinct.texts ?? NO_TEXTS, index) : datum(String(numberAt(profile, index)));
  return largest(distinct.counts).map((index) => ({ value: valueAt(index), count: distinct.counts[index] as number }));
}

/** What the detail panel shows of a column. */
export function describeProfile(profile: ColumnProfile): ColumnDescription {
  const { mode, missing, data } = profile;
  const numbers = numbersOf(profile);
  const present = numbers.profile.count + numbers.profile.positiveInfinities + numbers.profile.negativeInfinities;
  return {
    mode,
    missing,
    present,
    distinct: distinctCount(data.distinct, present),
    data: { numbers: describeNumbers(numbers), top: topValues(profile) },
  };
}
