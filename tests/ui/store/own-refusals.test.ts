import { describe, expect, it } from "vitest";
import type { Problem } from "../../../src/core/signers/signer.ts";
import type { CheckedData } from "../../../src/core/validation/reports/check-report.ts";
import type { Verdict } from "../../../src/core/validation/verdict.ts";
import { ownRefusals, sharedProblems } from "../../../src/ui/store/selectors/own-refusals.ts";
import { problemCounts, reviewCount } from "../../../src/ui/store/selectors/problem-counts.ts";
import { type CheckRow, NOTHING_CHECKED } from "../../../src/ui/store/state/check-state.ts";
import type { PageState } from "../../../src/ui/store/state/state.ts";
import { resultOf, START } from "../../helpers/page-parts.ts";

const verdict = (via: Verdict["via"], columns: readonly string[], isEnforced = true): Verdict => ({
  kind: columns.length === 0 ? "accepted" : "refused",
  via,
  isEnforced,
  rowCount: 3,
  refusals: columns.map((column) => ({ stage: "enforce" as const, column, error: "MlflowException", message: ["no"] })),
  undecided: [],
  changes: [],
  conversions: [],
  extra: [],
  absent: [],
});

/** A page whose own data was checked, with problems that are known of it. */
function pageWith(checked: Omit<CheckedData, "name" | "schema" | "params">, problems: readonly Problem[] = []): PageState {
  const data = { name: "X.csv", schema: null, params: null, ...checked };
  const row: CheckRow = {
    key: "own",
    name: "X.csv",
    origin: "own",
    side: "inputs",
    files: [],
    outcome: { phase: "done", checked: [data] },
  };
  const result = { ...resultOf("a", "b"), problems };
  return { ...START, signing: { ...START.signing, result }, check: { ...NOTHING_CHECKED, rows: [row] } };
}

const said = (state: PageState) =>
  ownRefusals(state).map(({ severity, verdict: { via }, refusals }) => `${severity} ${via} ${refusals.map(({ column }) => column).join()}`);

describe("what MLflow refuses of the page's own data", () => {
  it("is an error where predict refuses it, and is counted and to be reviewed", () => {
    const state = pageWith({ side: "inputs", verdicts: [verdict("predict", ["a"]), verdict("scoring", [])] });
    expect(said(state)).toEqual(["stops predict a"]);
    expect([problemCounts(state).errors, reviewCount(state)]).toEqual([1, 1]);
  });

  it("is a warning where only the scoring server refuses it", () => {
    const state = pageWith({ side: "inputs", verdicts: [verdict("predict", []), verdict("scoring", ["a"])] });
    expect(said(state)).toEqual(["warns scoring a"]);
    expect(problemCounts(state)).toMatchObject({ errors: 0, warnings: 1 });
  });

  it("is said once for a column that both refuse", () => {
    const state = pageWith({ side: "inputs", verdicts: [verdict("predict", ["a"]), verdict("scoring", ["a", "b"])] });
    expect(said(state)).toEqual(["stops predict a", "warns scoring b"]);
  });

  it("is said in links and reports as well, one cause at a time", () => {
    const state = pageWith({ side: "inputs", verdicts: [verdict("predict", []), verdict("scoring", ["a", "b"])] });
    expect(sharedProblems(state).map(({ kind, severity, columns, message }) => [kind, severity, columns, message.join("")])).toEqual([
      ["own-data-refused-by-scoring", "warns", ["a", "b"], "The scoring server refuses this data because of 2 columns: no"],
    ]);
  });

  it("is a warning for outputs, which MLflow does not enforce", () => {
    const state = pageWith({ side: "outputs", verdicts: [verdict("predict", ["a"], false)] });
    expect(said(state)).toEqual(["warns predict a"]);
  });

  it("is not said again where a problem says it", () => {
    const problem = { side: "inputs", severity: "stops", columns: ["a"], message: ["no"], fixes: [] } as const;
    const verdicts = [verdict("predict", ["a"])];
    expect(said(pageWith({ side: "inputs", verdicts }, [{ ...problem, kind: "own-data-refused" }]))).toEqual([]);
    expect(said(pageWith({ side: "inputs", verdicts }, [{ ...problem, kind: "leading-zeros" }]))).toEqual(["stops predict a"]);
  });
});
