import { defined } from "../defined.ts";
import { type Datum, datum } from "../errors.ts";

/** Where something was first seen. `row` counts data rows from 0, so that parts of a file join by adding; shown to users plus one. */
export interface Sighting {
  readonly row: number;
  /** The cell as it is in the file, shortened; absent where a kind is seen without its value being kept. */
  readonly sample?: Datum;
}

/** The cell that was seen, to be shown; the readers of text files keep it with every kind. */
export const shownSample = ({ sample }: Sighting): Datum => sample ?? datum("a cell");

/** What is written in the cell that was seen. */
export const cellText = ({ sample }: Sighting): string => sample?.data ?? "";

/** How often, and where first. */
export interface Tally {
  readonly count: number;
  readonly first: Sighting;
  /** The first rows, at most {@link LISTED_ROWS}, where `numberFacts` asks for them. */
  readonly rows?: readonly number[];
}

/** Rows that are listed one by one. */
export const LISTED_ROWS = 100;

/**
 * How many slots of a typed column are missing, and where the first is. `first` is null where a file's own statistics say how many there are and
 * not where; `atLeast` says that counting stopped at the first, since more would change no answer.
 */
export interface MissingTally {
  readonly count: number;
  readonly first: Sighting | null;
  readonly atLeast?: true;
  /** As {@link Tally.rows}. */
  readonly rows?: readonly number[];
}

/** A tally for places where what is missing counts among values and its row is not shown: row 0 stands for an unknown one. */
export function placedTally({ count, first }: MissingTally): Tally {
  return { count, first: first ?? { row: 0 } };
}

const shifted = ({ first, rows, ...rest }: MissingTally, leftRows: number): MissingTally => ({
  ...rest,
  first: first === null ? null : { ...first, row: first.row + leftRows },
  ...defined({ rows: rows?.map((row) => row + leftRows) }),
});

/** What is missing of two kinds, or in two groups, of the same rows. The first is unknown where it is of one of them. */
export function joinMissing(left: MissingTally | undefined, right: MissingTally | undefined): MissingTally | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  const first = left.first === null || right.first === null ? null : left.first.row <= right.first.row ? left.first : right.first;
  const atLeast = left.atLeast === true || right.atLeast === true;
  return { count: left.count + right.count, first, ...defined({ atLeast: atLeast || undefined }) };
}

/** As {@link mergeTally}: the first is unknown where that of the part which has it is. */
export function mergeMissing(left: MissingTally | undefined, right: MissingTally | undefined, leftRows: number): MissingTally | undefined {
  if (left === undefined) return right === undefined ? undefined : shifted(right, leftRows);
  if (right === undefined) return left;
  const atLeast = left.atLeast === true || right.atLeast === true;
  const rows = joinRows(left.rows, right.rows, leftRows);
  return {
    count: left.count + right.count,
    first: left.first,
    ...defined({ atLeast: atLeast || undefined, rows }),
  };
}

/** The tally of two neighbouring parts; `leftRows` is how many rows the left one has. */
export function mergeTally(left: Tally | undefined, right: Tally | undefined, leftRows: number): Tally | undefined {
  if (right === undefined) return left;
  const rows = joinRows(left?.rows, right.rows, leftRows);
  const listed = defined({ rows });
  if (left !== undefined) return { count: left.count + right.count, first: left.first, ...listed };
  return { count: right.count, first: { ...right.first, row: right.first.row + leftRows }, ...listed };
}

/** The tally of cells of two kinds in the same rows. */
export function joinTallies(left: Tally | undefined, right: Tally | undefined): Tally | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  const listed = left.rows === undefined && right.rows === undefined ? undefined : [...(left.rows ?? []), ...(right.rows ?? [])];
  const rows = listed?.sort((one, other) => one - other).slice(0, LISTED_ROWS);
  const first = left.first.row <= right.first.row ? left.first : right.first;
  return { count: left.count + right.count, first, ...defined({ rows }) };
}

function joinRows(
  left: readonly number[] | undefined,
  right: readonly number[] | undefined,
  leftRows: number,
): readonly number[] | undefined {
  if (left === undefined && right === undefined) return undefined;
  return [...(left ?? []), ...(right ?? []).map((row) => row + leftRows)].slice(0, LISTED_ROWS);
}
