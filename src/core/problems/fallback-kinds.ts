/** The causes for which MLflow writes `any` for a whole side; a side that is declared by hand has none of them. */
const FALLBACK_KINDS: ReadonlySet<string> = new Set(["any-fallback", "integers-past-int64", "repeated-names"]);

/** Whether a problem is such a cause: two of the kinds may also only warn. */
export const isFallbackCause = ({ kind, severity }: { readonly kind: string; readonly severity: string }): boolean =>
  severity === "stops" && FALLBACK_KINDS.has(kind);
