import type { ProfileMode } from "./profile-mode.ts";

/** How much is kept of every column. The same for all parts of a table, so that they merge. */
export interface SketchSizes {
  /** Distinct values with their counts, and of texts distinct lengths; a power of two, or Infinity where every value is kept. */
  readonly distinct: number;
  /** Buckets of numbers that may be filled; a power of two. */
  readonly buckets: number;
}

/** Tables of so many rows are described exactly, as far as {@link EXACT_CELLS} allows. */
export const EXACT_ROWS = 100_000;
/**
 * Cells that may all be kept, a text as three: a number takes 8 bytes while it is read and 16 after, a text up to 80. So a profile takes
 * some 200 MB at most.
 */
const EXACT_CELLS = 1 << 23;
const TEXT_COST = 3;

const MOST_DISTINCT = 1024;
const LEAST_DISTINCT = 16;
const MOST_BUCKETS = 4096;
const LEAST_BUCKETS = 64;
/** For all columns together: some 50 MB each in every thread. */
const ALL_DISTINCT = 1 << 19;
const ALL_BUCKETS = 1 << 20;

/** Whether every value is kept. */
export const keepsAll = ({ distinct }: SketchSizes): boolean => distinct === Number.POSITIVE_INFINITY;

const within = (all: number, columns: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, 2 ** Math.floor(Math.log2(all / Math.max(1, columns)))));

/**
 * Sizes for a table of so many rows and of columns in such modes, null for those that have no profile. They keep memory within bounds for
 * any number of columns. Every value of tables of up to 100,000 rows is kept, unless they have too many cells. Else 512 columns and less
 * have the largest sketches, and 10,000 a distinct count within 18 %.
 */
export function sketchSizes(rows: number, modes: readonly (ProfileMode | null)[]): SketchSizes {
  const columns = modes.length;
  const cost = modes.reduce((sum, mode) => sum + (mode === null ? 0 : mode === "texts" ? TEXT_COST : 1), 0);
  const isExact = rows <= EXACT_ROWS && rows * cost <= EXACT_CELLS;
  return {
    distinct: isExact ? Number.POSITIVE_INFINITY : within(ALL_DISTINCT, columns, LEAST_DISTINCT, MOST_DISTINCT),
    buckets: within(ALL_BUCKETS, columns, LEAST_BUCKETS, MOST_BUCKETS),
  };
}
