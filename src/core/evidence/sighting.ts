import type { Datum } from "../errors.ts";

/** Where something was first seen. `row` counts data rows from 0, so that parts of a file join by adding; shown to users plus one. */
export interface Sighting {
  readonly row: number;
  /** The cell as it stands in the file, shortened; absent where a kind is seen without its value being kept. */
  readonly sample?: Datum;
}

/** How often, and where first. */
export interface Tally {
  readonly count: number;
  readonly first: Sighting;
}

/** The tally of two neighbouring parts; `leftRows` is how many rows the left one has. */
export function mergeTally(left: Tally | undefined, right: Tally | undefined, leftRows: number): Tally | undefined {
  if (left !== undefined) return right === undefined ? left : { count: left.count + right.count, first: left.first };
  return right === undefined ? undefined : { count: right.count, first: { ...right.first, row: right.first.row + leftRows } };
}
