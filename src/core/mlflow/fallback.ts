import type { Schema } from "./types.ts";

/** What MLflow writes for a side that it cannot infer. Source: `mlflow/models/signature.py infer_signature`. */
export const FALLBACK: Schema = { kind: "columns", specs: [{ kind: "column", type: { kind: "any" }, required: true }] };

/** Whether a schema is MLflow's fallback, which validates nothing. */
export function isFallback(schema: Schema | null): boolean {
  const [only, ...more] = schema?.kind === "columns" ? schema.specs : [];
  return only !== undefined && more.length === 0 && only.type.kind === "any" && only.name === undefined;
}
