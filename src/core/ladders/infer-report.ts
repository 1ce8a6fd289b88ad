import type { ErrorData } from "../errors.ts";
import type { DeclaredBy } from "../evidence/arrow-evidence.ts";
import type { ColSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import type { ColumnSource } from "./column-source.ts";
import type { LadderStep } from "./pandas.ts";

/**
 * How the reference's own attempt ended: it raised while reading, while inferring, or Signet does not know;
 * `signer`: the strategy cannot sign such data, or failed.
 */
export interface Failure {
  readonly stage: "read" | "infer" | "undecided" | "signer";
  readonly error: ErrorData;
  /** The column that the reference names first, where one is to blame. */
  readonly column?: ColumnName;
}

/** One row of a side's table: the spec the column has, or would have if the side had not fallen back to `any`. */
export interface SpecReport {
  readonly name?: ColumnName;
  /** Null where the column itself is what failed. */
  readonly spec: ColSpec | TensorSpec | null;
  /** pandas' or NumPy's dtype on the way; Python's types where the value is neither's. */
  readonly dtype: string;
  /** Set where `dtype` has Python's types: the data is not a DataFrame, Series or array. */
  readonly isPython?: true;
  readonly steps: readonly LadderStep[];
  /** `firstRow` counts from 0, null where only the number is known; `atLeast`: counting stopped at the first. */
  readonly missing: { readonly count: number; readonly firstRow: number | null; readonly atLeast?: true } | null;
  /** Set where what is missing was not looked for everywhere: the file's own statistics say it. */
  readonly declaredBy?: DeclaredBy;
  /** The column as it is in its file; absent for tensors. */
  readonly source?: ColumnSource;
  /** Set where what is missing was not counted: the row was added by hand, came with a signature, or is Spark's. */
  readonly isUncounted?: true;
  /** Why it has its type, in sentences that quote no cell: set where it came with a review, so that no file was read for it. */
  readonly reason?: readonly string[];
  /** Set on every column that makes MLflow refuse or fall back. */
  readonly offence?: ErrorData;
}

/** What MLflow's `_infer_schema` makes of a side, with what each column would be on its own. */
export interface InferredSchema {
  /** Null where nothing could be read, or nothing is to be signed; `[any]` where MLflow falls back. */
  readonly schema: Schema | null;
  readonly failure: Failure | null;
  /** True where MLflow warns that integer columns cannot hold missing values. */
  readonly integerHint: boolean;
  readonly specs: readonly SpecReport[];
}
