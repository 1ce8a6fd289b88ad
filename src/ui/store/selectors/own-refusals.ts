import type { ColumnName } from "../../../core/python/value.ts";
import type { Problem } from "../../../core/signers/signer.ts";
import type { Remedy } from "../../../core/validation/remedy.ts";
import { adviceOn, type CheckedData } from "../../../core/validation/reports/check-report.ts";
import type { Refusal, Verdict } from "../../../core/validation/verdict.ts";
import { foundOf } from "../state/check-state.ts";
import { derive, type Selector } from "./derive.ts";
import { shownState } from "./selectors.ts";

/** What one way into the model refuses of the data that the signature is of, and no problem says yet. */
export interface OwnRefusal {
  /** `stops` where `predict` refuses its inputs or params; what it does not enforce, and the scoring server, only warn. */
  readonly severity: "stops" | "warns";
  readonly data: CheckedData;
  readonly verdict: Verdict;
  readonly refusals: readonly Refusal[];
  /** For each refusal, the ways out of it. */
  readonly remedies: readonly (readonly Remedy[])[];
}

/** How much a refused verdict weighs. */
export const weightOf = ({ via, isEnforced }: Pick<Verdict, "via" | "isEnforced">): OwnRefusal["severity"] =>
  via === "predict" && isEnforced ? "stops" : "warns";

/** Problems that say what MLflow refuses of the data, with fixes of their own. */
const REFUSAL_KINDS = /^(own-data-refused|file-refused|params-refused|time-zones|booleans-)/;

/** The columns that problems of a side already say to be refused; `undefined` stands for the data as a whole. */
const saidOf = (problems: readonly Problem[], side: CheckedData["side"]): ReadonlySet<ColumnName | undefined> =>
  new Set(
    problems
      .filter((problem) => problem.side === side && REFUSAL_KINDS.test(problem.kind))
      .flatMap(({ columns }): readonly (ColumnName | undefined)[] => (columns.length === 0 ? [undefined] : columns)),
  );

function refusalsOf(data: CheckedData, problems: readonly Problem[]): readonly OwnRefusal[] {
  const said = saidOf(problems, data.side);
  // What mends a column for `predict` comes first; the scoring server is asked again after that.
  const byPredict = data.verdicts.filter(({ via }) => via === "predict").flatMap(({ refusals }) => refusals.map(({ column }) => column));
  return data.verdicts.flatMap((verdict) => {
    if (verdict.kind !== "refused") return [];
    const known = verdict.via === "predict" ? said : new Set([...said, ...byPredict]);
    const advice = adviceOn(data, verdict)?.perRefusal ?? [];
    const left = verdict.refusals.flatMap((refusal, index) =>
      known.has(refusal.column) ? [] : [{ refusal, remedies: advice[index] ?? [] }],
    );
    if (left.length === 0) return [];
    const [refusals, remedies] = [left.map(({ refusal }) => refusal), left.map(({ remedies }) => remedies)];
    return [{ severity: weightOf(verdict), data, verdict, refusals, remedies }];
  });
}

/** What MLflow refuses of the data on the page, as far as no problem says it: after an edit, or where a model gave the signature. */
export const ownRefusals: Selector<readonly OwnRefusal[]> = derive(
  (state) => [state.check.rows.find(({ origin }) => origin === "own"), shownState(state).result?.problems],
  (row, problems = []) => (row === undefined ? null : foundOf(row))?.checked.flatMap((data) => refusalsOf(data, problems)) ?? [],
);
