import type { Text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import type { InferredSchema } from "../ladders/infer-report.ts";
import type { InferredParams } from "../ladders/params.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { Handing, ToForm } from "../python/handing.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

export type { Failure, SpecReport } from "../ladders/infer-report.ts";

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

/** A side's schema, exactly MLflow's, and what explains it. */
export interface SideResult extends InferredSchema {
  /** Rows read; null for tensors and JSON values. */
  readonly rowCount: number | null;
}

export interface SigningResult {
  readonly signature: ModelSignature;
  readonly sides: { readonly inputs?: SideResult; readonly outputs?: SideResult };
  /** What became of the params, where there were any. */
  readonly params?: InferredParams;
  readonly problems: readonly Problem[];
}

/** A side to sign: what was read, and how it is handed to MLflow. */
export interface SideInput extends Handing {
  readonly dataset: Dataset;
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
