import { type DistinctSketch, mergeDistinct } from "./distinct-sketch.ts";
import { mergeNumbers, type NumberProfile } from "./number-profile.ts";
import type { SketchSizes } from "./sketch-sizes.ts";

/**
 * What a column's cells are taken for: `integers`, told apart by their value however large; `floats`, told apart as float64; `texts`,
 * told apart by their bytes.
 */
export const PROFILE_MODES = ["integers", "floats", "texts"] as const;

export type ProfileMode = (typeof PROFILE_MODES)[number];

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
      numbers: mergeNumbers(left.data.numbers, right.data.numbers, sizes.buckets),
    },
  };
}
