import { type DistinctSketch, mergeDistinct } from "./distinct-sketch.ts";
import { mergeNumbers, type NumberProfile } from "./number-profile.ts";
import type { ProfileMode } from "./profile-mode.ts";
import type { SketchSizes } from "./sketch-sizes.ts";

/**
 * How the values of one column are distributed, for the review; made in a second pass. It can be merged with that of any other part of
 * the column, in any order. Everything under `data` is data in the sense of errors.ts: links, sessions and reports leave it out.
 */
export interface ColumnProfile {
  readonly mode: ProfileMode;
  readonly sizes: SketchSizes;
  readonly missing: number;
  readonly data: {
    readonly distinct: DistinctSketch;
    /** Of texts, how many characters each has, as integers; null of numbers. */
    readonly lengths: DistinctSketch | null;
    /** The numbers; of texts, how many characters (code points) each has. */
    readonly numbers: NumberProfile;
  };
}

/** The profile of two parts of a column, which have the same mode and sizes; the same as profiling both in one. */
export function mergeProfiles(left: ColumnProfile, right: ColumnProfile): ColumnProfile {
  const { mode, sizes } = left;
  return {
    mode,
    sizes,
    missing: left.missing + right.missing,
    data: {
      distinct: mergeDistinct(left.data.distinct, right.data.distinct, sizes.distinct),
      lengths:
        left.data.lengths === null || right.data.lengths === null
          ? null
          : mergeDistinct(left.data.lengths, right.data.lengths, sizes.distinct),
      numbers: mergeNumbers(left.data.numbers, right.data.numbers, sizes.buckets),
    },
  };
}
