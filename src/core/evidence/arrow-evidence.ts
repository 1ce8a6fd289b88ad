/** What was counted in one typed column of a Parquet or Arrow file. */
export interface ArrowEvidence {
  readonly kind: "arrow";
}
