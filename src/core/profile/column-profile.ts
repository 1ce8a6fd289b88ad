import { type DistinctSketch, mergeDistinct } from "./distinct-sketch.ts";
import { type Lengths, mergeLengths } from "./lengths.ts";
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
  /** Whether an integer was seen that only uint64 has; then none is below zero. */
  readonly isUnsigned: boolean;
  readonly data: {
    readonly distinct: DistinctSketch;
    /** Of texts, how many have each number of characters (code points); null of numbers. */
    readonly lengths: Lengths;
    /** The numbers; of texts, how many characters each has. Null of numbers that are all kept. */
    readonly numbers: NumberProfile | null;
  };
}

/** The profile of two parts of a column, which have the same mode and sizes; the same as profiling both in one. */
export function mergeProfiles(left: ColumnProfile, right: ColumnProfile): ColumnProfile {
  const { mode, sizes } = left;
  const [ofLeft, ofRight] = [left.data.numbers, right.data.numbers];
  return {
    mode,
    sizes,
    missing: left.missing + right.missing,
    isUnsigned: left.isUnsigned || right.isUnsigned,
    data: {
      distinct: mergeDistinct(left.data.distinct, right.data.distinct, sizes.distinct),
      lengths: mergeLengths(left.data.lengths, right.data.lengths, sizes.distinct),
      numbers: ofLeft === null || ofRight === null ? null : mergeNumbers(ofLeft, ofRight, sizes.buckets),
    },
  };
}
