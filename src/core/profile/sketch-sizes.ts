/** How much is kept of every column. The same for all parts of a table, so that they merge. */
export interface SketchSizes {
  /** Distinct values with their counts; a power of two. */
  readonly distinct: number;
  /** Buckets of numbers that may be filled; a power of two. */
  readonly buckets: number;
}

const MOST_DISTINCT = 1024;
const LEAST_DISTINCT = 16;
const MOST_BUCKETS = 4096;
const LEAST_BUCKETS = 64;
/** For all columns together: some 50 MB each in every thread. */
const ALL_DISTINCT = 1 << 19;
const ALL_BUCKETS = 1 << 20;

const within = (all: number, columns: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, 2 ** Math.floor(Math.log2(all / Math.max(1, columns)))));

/** Sizes that keep memory within bounds for any number of columns: 512 columns and less have the most, 10,000 a distinct count within 18 %. */
export function sketchSizes(columns: number): SketchSizes {
  return {
    distinct: within(ALL_DISTINCT, columns, LEAST_DISTINCT, MOST_DISTINCT),
    buckets: within(ALL_BUCKETS, columns, LEAST_BUCKETS, MOST_BUCKETS),
  };
}
