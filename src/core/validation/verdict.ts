import type { Environment } from "../environment/environment.ts";
import type { Datum, Text } from "../errors.ts";
import type { ColumnName } from "../python/value.ts";

/** The two ways into a model: an object passed to `predict`, or the body of a request to MLflow's scoring server. */
export const WAYS = ["predict", "scoring"] as const;

export type Way = (typeof WAYS)[number];

/** What a request to the scoring server may have as its body. */
export type RequestBody = "csv" | "json" | "parquet";

/** One reason for which MLflow refuses, in its words. Where it would stop at the first, all are reported. */
export interface Refusal {
  /** Where MLflow raises: while it parses the data, or while it enforces the schema. */
  readonly stage: "read" | "enforce";
  /** The column, parameter or tensor at fault; absent where it is the data as a whole. */
  readonly column?: ColumnName;
  /** The Python class that is raised. */
  readonly error: string;
  readonly message: Text;
  /** The dtype that the column has, where a dtype is at fault. */
  readonly found?: string;
  /** The type that the signature declares. */
  readonly expected?: string;
  readonly rows?: FailingRows;
}

/** Which data rows are at fault, counted from 1. */
export interface FailingRows {
  /** Null where only the first are known. */
  readonly count: number | null;
  /** At most a hundred. */
  readonly first: readonly number[];
  readonly sample?: Datum;
}

/** A column that MLflow would cast before the model gets it. */
export interface Conversion {
  readonly column: ColumnName;
  readonly from: string;
  readonly to: string;
}

/** Values of a column that are others once the model gets them. */
export interface ValueChange {
  readonly column: ColumnName;
  /** The rows of such values; the sample is the first of them as it was sent. */
  readonly rows: FailingRows;
  /** What the first of them becomes. */
  readonly becomes: Datum;
}

/**
 * What MLflow would say of data checked against a schema.
 * `accepted`, `refused`; `undecided` where only Python can decide; `proves nothing` where the schema is `any`, which takes all.
 */
export interface Verdict {
  readonly kind: "accepted" | "refused" | "undecided" | "proves nothing";
  readonly via: Way;
  /** Of the scoring server: as what the file was sent; absent where it takes no such file. */
  readonly body?: RequestBody;
  /** False for outputs, which MLflow does not check against the schema: the same rules are applied to them. */
  readonly isEnforced: boolean;
  readonly refusals: readonly Refusal[];
  /** Reading failed, and what MLflow would refuse after it is not known. */
  readonly onlyRead?: true;
  /** What only Python can decide, with the reason. */
  readonly undecided: readonly { readonly column?: ColumnName; readonly message: Text }[];
  readonly conversions: readonly Conversion[];
  /** What is accepted but changes on the way: only of JSON, whose values are seen. */
  readonly changes: readonly ValueChange[];
  /** Columns or parameters that the schema does not have: MLflow drops them with a warning. */
  readonly extra: readonly ColumnName[];
  /** Optional columns that are absent. */
  readonly absent: readonly ColumnName[];
  readonly rowCount: number | null;
  /** Whose MLflow and pandas say so; the current ones where nothing is said. */
  readonly environment?: Environment;
}
