import type { CatalogCondition } from "../../core/mlflow/unity-catalog.ts";

/** What Unity Catalog would say before it registers a model with the signature. */
export function catalogText(conditions: readonly CatalogCondition[]): { readonly text: string; readonly tone: "fine" | "warns" } {
  const missing = conditions.filter(({ weight, isMet }) => weight === "required" && !isMet).map(({ kind }) => kind.replace(" present", ""));
  if (missing.length > 0) return { text: `needs ${missing.join(" and ")}`, tone: "warns" };
  if (conditions.some(({ isMet }) => !isMet)) return { text: "accepts it, but `any` validates nothing", tone: "warns" };
  return { text: "ready", tone: "fine" };
}
