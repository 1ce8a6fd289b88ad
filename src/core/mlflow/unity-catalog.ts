import type { ModelSignature, Schema } from "./types.ts";

/** One condition of Unity Catalog: without a required one a model is not registered; advice is only worth following. */
export interface CatalogCondition {
  readonly kind: "inputs present" | "outputs present" | "no any";
  readonly weight: "required" | "advice";
  readonly isMet: boolean;
}

const hasAny = (schema: Schema | null) => schema?.kind === "columns" && schema.specs.some(({ type }) => type.kind === "any");

/**
 * What Unity Catalog asks of a signature before it registers the model: inputs and outputs; `any` is taken, but validates nothing.
 * Source: `_validate_model_signature` in `mlflow/store/_unity_catalog/registry/rest_store.py`.
 */
export function unityCatalogConditions({ inputs, outputs }: ModelSignature): readonly CatalogCondition[] {
  return [
    { kind: "inputs present", weight: "required", isMet: inputs !== null },
    { kind: "outputs present", weight: "required", isMet: outputs !== null },
    { kind: "no any", weight: "advice", isMet: !hasAny(inputs) && !hasAny(outputs) },
  ];
}
