import type { Verdict } from "./verdict.ts";

/** The line above a signature: will a model with it take the very files that made it? */
export interface SelfCheck {
  readonly kind: "accepts its own data" | "refuses its own data" | "proves nothing" | "undecided";
  readonly refusedBy: readonly Verdict[];
}

/** What the verdicts on a signature's own files come to, both ways in. A signature of `any` never passes. */
export function selfCheckOf(verdicts: readonly Verdict[]): SelfCheck {
  const refusedBy = verdicts.filter(({ kind }) => kind === "refused");
  const has = (wanted: Verdict["kind"]) => verdicts.some(({ kind }) => kind === wanted);
  const kind =
    refusedBy.length > 0
      ? "refuses its own data"
      : has("undecided")
        ? "undecided"
        : has("proves nothing")
          ? "proves nothing"
          : "accepts its own data";
  return { kind, refusedBy };
}
