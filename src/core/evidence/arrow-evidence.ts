import { defined } from "../defined.ts";
import type { ArrowType } from "./arrow-type.ts";
import { type Extremes, mergeExtremes } from "./extremes.ts";
import { type MissingTally, mergeMissing, mergeTally, type Sighting, type Tally } from "./sighting.ts";

/** Who says what was not seen: the footer of a Parquet file, the headers of an Arrow file's batches. */
export type DeclaredBy = "footer" | "headers";

/** How many lists are empty, hold nothing but empty lists at any depth, and how long they are. */
export interface ListCounts {
  readonly empty: number;
  readonly hollow: number;
  readonly min: number;
  readonly max: number;
  /** Whether one of the lists has lists that differ in shape, a null next to others among them: NumPy makes no array of such. */
  readonly ragged?: true;
  /** The first list of which all items are null, and the first such one after one with a value: MLflow before 3.17 does not merge these two. */
  readonly firstBlank?: number;
  readonly lateBlank?: number;
}

/** What was counted at one node of a typed column: its slots, which are null, and which are NaN. Slots within a null struct do not count. */
export interface ArrowCounts {
  readonly length: number;
  readonly nulls?: MissingTally;
  /** The first null that comes after a value, in a struct: MLflow before 3.17 does not merge the two. */
  readonly lateNull?: Sighting;
  /** Slots within a null struct, where they are counted. */
  readonly hidden?: number;
  /**
   * Filled slots in chunks (row groups, batches) where the node has nulls: pyarrow converts a struct's fields chunk by chunk,
   * and makes floats of integers only in those.
   */
  readonly widened?: number;
  /** Stored NaNs of floats: no statistics count them, and pandas counts them as missing. */
  readonly nans?: MissingTally;
  /** Texts that are not UTF-8: pyarrow lets them pass, and Python fails on them when MLflow walks the column. */
  readonly undecodable?: Tally;
  /** Dates outside the years that Python's `date` has, 1 to 9999: pyarrow raises where it makes dates of them. */
  readonly yearless?: Tally;
  readonly lists?: ListCounts;
  /** Least and greatest of integers, and of times in the type's unit: counted where `numberFacts` asks. */
  readonly extremes?: Extremes;
  readonly children: readonly ArrowCounts[];
}

/** How a Parquet leaf is stored (`INT64`) and what it is taken for (`TIMESTAMP(MICROS, UTC)`), where the file says. */
export interface StoredNames {
  readonly physical: string;
  readonly logical?: string;
}

/** What was counted in one typed column of a Parquet or Arrow file. */
export interface ArrowEvidence {
  readonly kind: "arrow";
  readonly type: ArrowType;
  readonly extension?: string;
  readonly counts: ArrowCounts;
  /** Parquet's own types of a leaf, as its footer writes them. */
  readonly stored?: StoredNames;
  /** Set where not everything was read: then nulls are counted as the file's own statistics say, and texts are not checked. */
  readonly declaredBy?: DeclaredBy;
  /** Rows of the files that the table has deleted, and that are counted all the same: the column's nulls may be in these. */
  readonly deletedRows?: number;
  /** For dictionaries: what their values hold. */
  readonly dictionary?: ArrowCounts;
  /** The `numpy_type` that pandas noted for the column when it wrote the file (`Int64`, `category`), or its own extension type: `period`. */
  readonly pandasDtype?: string;
  /** `dtype_backend` of the read call. */
  readonly dtypeBackend?: "numpy_nullable" | "pyarrow";
}

const hasLists = ({ empty, max }: ListCounts): boolean => empty > 0 || max > 0;

/** A part without lists, where all are null, has none that is the shortest. */
function mergeLists({ lists: left, length, children }: ArrowCounts, { lists: right }: ArrowCounts): ListCounts | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  const moved = (slot: number | undefined) => (slot === undefined ? undefined : length + slot);
  const after = { firstBlank: moved(right.firstBlank), lateBlank: moved(right.lateBlank) };
  if (!hasLists(left)) return { ...right, ...defined(after) };
  if (!hasLists(right)) return left;
  const [items] = children;
  const hasValue = items !== undefined && items.length > (items.nulls?.count ?? 0);
  const firstBlank = left.firstBlank ?? after.firstBlank;
  const lateBlank = left.lateBlank ?? (hasValue ? after.firstBlank : after.lateBlank);
  return {
    ...defined({ firstBlank, lateBlank }),
    empty: left.empty + right.empty,
    hollow: left.hollow + right.hollow,
    min: Math.min(left.min, right.min),
    max: Math.max(left.max, right.max),
    ...(left.ragged === true || right.ragged === true ? { ragged: true } : {}),
  };
}

function mergeLateNull(left: ArrowCounts, right: ArrowCounts): Sighting | undefined {
  const hasValue = left.length > (left.nulls?.count ?? 0);
  const first = hasValue ? (right.lateNull ?? right.nulls?.first) : right.lateNull;
  return left.lateNull ?? (first ? { row: left.length + first.row } : undefined);
}

/** The counts of two neighbouring parts of a column; both have the same type. */
export function mergeArrowCounts(left: ArrowCounts, right: ArrowCounts): ArrowCounts {
  const nulls = mergeMissing(left.nulls, right.nulls, left.length);
  const nans = mergeMissing(left.nans, right.nans, left.length);
  const undecodable = mergeTally(left.undecodable, right.undecodable, left.length);
  const yearless = mergeTally(left.yearless, right.yearless, left.length);
  const lists = mergeLists(left, right);
  const lateNull = mergeLateNull(left, right);
  const extremes = mergeExtremes(left.extremes, right.extremes);
  const widened = (left.widened ?? 0) + (right.widened ?? 0);
  const hidden = (left.hidden ?? 0) + (right.hidden ?? 0);
  return {
    length: left.length + right.length,
    ...defined({
      nulls,
      lateNull,
      widened: widened || undefined,
      hidden: hidden || undefined,
      nans,
      undecodable,
      yearless,
      lists,
      extremes,
    }),
    children: left.children.map((child, index) => {
      const other = right.children[index];
      return other === undefined ? child : mergeArrowCounts(child, other);
    }),
  };
}

/** Counts of a column without rows. */
export function emptyArrowCounts(children: readonly ArrowCounts[] = []): ArrowCounts {
  return { length: 0, children };
}
