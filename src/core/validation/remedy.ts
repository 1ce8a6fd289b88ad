import type { Datum, Text } from "../errors.ts";
import type { ParamSchema, Schema } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";

/** Who can apply a remedy: the caller changes the data, the model's owner changes the signature. */
export type RemedyBy = "caller" | "model";

/**
 * One way out of a refused verdict. It is offered only after Signet's own verdict has accepted the data with it applied.
 * A remedy with both `python` and `schema` needs both.
 */
export interface Remedy {
  readonly by: RemedyBy;
  /** A verb and an object: "Cast `age` to float64". */
  readonly label: Text;
  /** What changes besides the label, with the count of everything that is lost. */
  readonly consequence: Text;
  /** Python that changes the data as the reference's reader gives it, imports included; it binds the same name again. */
  readonly python?: string;
  /** The schema as it has to be. */
  readonly schema?: Schema;
  /** For a parameter: the params schema as it has to be. */
  readonly params?: ParamSchema;
  /** The corrected body of a JSON request. It is data. */
  readonly request?: Datum;
  /** Values, rows or columns are lost: never listed first. */
  readonly loses: boolean;
}

/** The ways out of one verdict. */
export interface Advice {
  /** For each refusal in the verdict's order, the ways out of only that refusal. */
  readonly perRefusal: readonly (readonly Remedy[])[];
  /** The ways out of all refusals at once. */
  readonly whole: readonly Remedy[];
  /** What can be said where no code helps: "8 features, the signature wants 9". */
  readonly notes: readonly { readonly column?: ColumnName; readonly message: Text }[];
}

export const NO_ADVICE: Advice = { perRefusal: [], whole: [], notes: [] };
