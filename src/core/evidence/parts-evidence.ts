import type { ArrowEvidence } from "./arrow-evidence.ts";
import type { TextEvidence } from "./text-evidence.ts";
import type { ValueEvidence } from "./value-evidence.ts";

/** What one reader counts in a column of one file. */
export type OneFileEvidence = TextEvidence | ArrowEvidence | ValueEvidence;

/** Files of a data set in which a column is alike: what was counted in all of them. Rows count through the whole data set. */
export interface AlikeParts {
  readonly evidence: OneFileEvidence;
  readonly rowCount: number;
  /** Where the first of them begins. */
  readonly firstRow: number;
  readonly fileCount: number;
}

/** Files of a data set that do not have a column: their rows, the first of them, and the number of files. */
export interface AbsentParts {
  readonly rowCount: number;
  readonly firstRow: number;
  readonly fileCount: number;
}

/**
 * A column in which the files of a data set differ: what was counted in those that are alike, in the order of their first files.
 * `joinedBy`: how the files become one frame. `concat`: each is read by itself, and `pd.concat` joins the dtypes. `first`: pyarrow reads all as
 * one data set, and casts every file to the schema of the first.
 */
export interface PartsEvidence {
  readonly kind: "parts";
  readonly joinedBy: "concat" | "first";
  readonly alike: readonly AlikeParts[];
  readonly absent?: AbsentParts;
}

/** A place where files of a data set differ from most of them. Counts and rows only, no cell. */
export interface Deviation {
  /** Null where the order of the columns differs. */
  readonly column: string | null;
  /** What these files have: what their cells read as, the type that they declare; null where they do not have the column. */
  readonly has: string | null;
  /** The first of these files, by name. */
  readonly files: readonly string[];
  readonly fileCount: number;
  /** The first row of the first of these files that decides it, from 0; absent where the file declares its type. */
  readonly firstRow?: number;
  /** What most files have, and how many these are. */
  readonly most: string | null;
  readonly mostCount: number;
}

/** Deviations that are listed one by one. */
export const MOST_DEVIATIONS = 200;

/** Files of a data set that are alike in every column. */
export interface FileLayout {
  /** By the columns of the data set, in the order in which they were first seen: which of the column's groups the files are in; -1: they do not have it. */
  readonly groups: readonly number[];
  readonly fileCount: number;
  /** The first of these files, by name. */
  readonly files: readonly string[];
}
