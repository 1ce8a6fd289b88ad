import type { ErrorData, Text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import type { LadderStep } from "../ladders/pandas.ts";
import type { ColSpec, ModelSignature, Schema, TensorSpec } from "../mlflow/types.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { ToForm } from "../readers/settings.ts";

export type Side = "inputs" | "outputs" | "params";

/** stops: it would fail; warns: it may fail; notes: worth knowing. */
export type Severity = "stops" | "warns" | "notes";

/** A change that the page can offer as a button and the command line can list. */
export type Fix =
  | {
      readonly kind: "astype";
      readonly columns: readonly ColumnName[];
      readonly dtype: string;
      readonly label: string;
      readonly consequence: string;
    }
  | { readonly kind: "drop"; readonly columns: readonly ColumnName[]; readonly label: string; readonly consequence: string }
  | { readonly kind: "option"; readonly options: ReadonlyMap<string, PythonValue>; readonly label: string; readonly consequence: string }
  | { readonly kind: "to"; readonly to: ToForm; readonly label: string; readonly consequence: string };

/** One cause, with every column it touches. */
export interface Problem {
  readonly kind: string;
  readonly severity: Severity;
  readonly side: Side;
  readonly columns: readonly ColumnName[];
  readonly message: Text;
  readonly fixes: readonly Fix[];
}

/** How the reference's own attempt ended: it raised while reading, while inferring, or Signet cannot tell. */
export interface Failure {
  readonly stage: "read" | "infer" | "undecided";
  readonly error: ErrorData;
  /** The column that the reference names first, where one is to blame. */
  readonly column?: ColumnName;
}

/** One row of a side's table: the spec the column has, or would have if the side had not fallen back to `any`. */
export interface SpecReport {
  readonly name?: ColumnName;
  /** Null where the column itself is what failed. */
  readonly spec: ColSpec | TensorSpec | null;
  /** pandas' or NumPy's dtype on the way. */
  readonly dtype: string;
  readonly steps: readonly LadderStep[];
  readonly missing: { readonly count: number; readonly firstRow: number } | null;
  /** Set on every column that makes MLflow refuse or fall back. */
  readonly offence?: ErrorData;
}

/** A side's schema, exactly MLflow's, and what explains it. */
export interface SideResult {
  /** Null where nothing could be read, or nothing is to be signed; `[any]` where MLflow falls back. */
  readonly schema: Schema | null;
  readonly failure: Failure | null;
  /** True where MLflow warns that integer columns cannot hold missing values. */
  readonly integerHint: boolean;
  readonly specs: readonly SpecReport[];
  /** Rows read; null for tensors and JSON values. */
  readonly rowCount: number | null;
}

export interface SigningResult {
  readonly signature: ModelSignature;
  readonly sides: { readonly inputs?: SideResult; readonly outputs?: SideResult };
  readonly problems: readonly Problem[];
}

/** A side to sign: what was read, and how it is handed to MLflow. */
export interface SideInput {
  readonly dataset: Dataset;
  readonly astype?: string | ReadonlyMap<string, string>;
  readonly to?: ToForm;
}

export interface SignInput {
  readonly inputs?: SideInput;
  readonly outputs?: SideInput;
  readonly params?: PythonValue;
}

/**
 * A strategy that makes a signature from evidence. It has a literal `KIND`, is configured as data, and is a pure function:
 * it never reads a file and gives the same signature for the same evidence.
 */
export abstract class Signer {
  abstract readonly KIND: string;
  abstract sign(input: SignInput): SigningResult;
}
