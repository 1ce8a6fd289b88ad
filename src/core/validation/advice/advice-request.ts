import type { Extremes } from "../../evidence/extremes.ts";
import type { Schema } from "../../mlflow/types.ts";
import type { ColumnName } from "../../python/value.ts";
import type { ModelInput } from "../model-input.ts";
import type { Verdict } from "../verdict.ts";
import type { Cell } from "./cells.ts";
import type { InferredTypes } from "./inferred-types.ts";
import type { Variable } from "./plan.ts";

export type ColumnSchema = Schema & { readonly kind: "columns" };

/** Data that was refused, and what is asked of it to find a way out. */
export interface AdviceRequest {
  readonly input: ModelInput;
  /** What the data is called in Python. */
  readonly variable: Variable;
  readonly schema: Schema;
  readonly verdict: Verdict;
  /** The values of a column, where they are few enough; null elsewhere. */
  readonly cells: (name: ColumnName) => readonly Cell[] | null;
  /** Of an array of integers: their range, where it was looked at; null elsewhere. */
  readonly integers: Extremes | null;
  readonly inferred: InferredTypes;
  /** Whether changed data is accepted under a schema. */
  readonly check: (input: ModelInput, schema: Schema) => Verdict;
  /** The verdict on the same data under another schema, by the way in that refused it. */
  readonly recheck: (schema: Schema) => Promise<Verdict>;
}

export const isTaken = ({ kind }: Verdict) => kind === "accepted" || kind === "proves nothing";

/** A request about a schema of columns. */
export type ColumnRequest = AdviceRequest & { readonly schema: ColumnSchema };
