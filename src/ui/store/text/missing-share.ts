import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { count } from "./format.ts";

/** A share as a percentage. Only 0 is shown as 0 %, and only 1 as 100 %. */
export function percent(share: number): string {
  if (share === 0) return "0%";
  if (share === 1) return "100%";
  if (share < 0.001) return "<0.1%";
  if (share > 0.999) return ">99.9%";
  return `${(share * 100).toFixed(1)}%`;
}

/** How much of a column is missing, short and in full; null if it was not counted, as for tensors. */
export function missingShare(
  { missing, spec, isUncounted }: SpecReport,
  rowCount: number | null,
): { readonly text: string; readonly title: string } | null {
  if (missing === null && isUncounted === true) return null;
  if (missing === null) return spec?.kind === "column" ? { text: "0", title: "No cell is missing." } : null;
  const atLeast = missing.atLeast === true;
  const number = `${atLeast ? "At least " : ""}${count(missing.count)}`;
  if (rowCount === null || rowCount === 0) return { text: `${atLeast ? "≥" : ""}${count(missing.count)}`, title: `${number} missing.` };
  const share = percent(missing.count / rowCount);
  return { text: `${atLeast ? "≥" : ""}${share}`, title: `${number} of ${count(rowCount)} missing.` };
}
