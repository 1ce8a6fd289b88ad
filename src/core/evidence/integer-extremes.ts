import type { ColumnEvidence } from "./dataset.ts";

/** Least and greatest integer of a column of text or of typed values, where they were counted. */
export function integerExtremes(evidence: ColumnEvidence): { readonly min: bigint; readonly max: bigint } | undefined {
  return evidence.kind === "text" ? evidence.integers : evidence.kind === "arrow" ? evidence.counts.extremes : undefined;
}
