/** What was counted in one column of text cells, before any type is decided. The CSV reader's part; see readers/csv. */
export interface TextEvidence {
  readonly kind: "text";
}
