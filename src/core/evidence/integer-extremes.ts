import type { ColumnEvidence } from "./dataset.ts";
import type { Extremes } from "./extremes.ts";

/** Least and greatest integer of a column of text or of typed values, where they were counted. */
export function integerExtremes(evidence: ColumnEvidence): Extremes | undefined {
  return evidence.kind === "text" ? evidence.integers : evidence.kind === "arrow" ? evidence.counts.extremes : undefined;
}
