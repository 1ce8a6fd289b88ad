import { type Text, text } from "../../../core/errors.ts";
import { appendTo } from "../../../core/multimap.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Problem } from "../../../core/signers/signer.ts";
import { causeOf } from "../../../core/validation/refusal-cause.ts";
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
  /** The ways out of all of them at once, where there are several. */
  readonly whole: readonly Remedy[];
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
    // A problem of the file as a whole says why its columns are missing.
    const isSaid = ({ column, expected }: Refusal) => known.has(column) || (known.has(undefined) && expected === undefined);
    const advice = adviceOn(data, verdict);
    const left = verdict.refusals.flatMap((refusal, index) =>
      isSaid(refusal) ? [] : [{ refusal, remedies: advice?.perRefusal[index] ?? [] }],
    );
    if (left.length === 0) return [];
    const [refusals, remedies] = [left.map(({ refusal }) => refusal), left.map(({ remedies }) => remedies)];
    const isWhole = left.length > 1 && left.length === verdict.refusals.length;
    return [{ severity: weightOf(verdict), data, verdict, refusals, remedies, whole: isWhole ? (advice?.whole ?? []) : [] }];
  });
}

/** What MLflow refuses of the data on the page, as far as no problem says it: after an edit, or where a model gave the signature. */
export const ownRefusals: Selector<readonly OwnRefusal[]> = derive(
  (state) => [state.check.rows.find(({ origin }) => origin === "own"), shownState(state).result?.problems],
  (row, problems = []) => (row === undefined ? null : foundOf(row))?.checked.flatMap((data) => refusalsOf(data, problems)) ?? [],
);

const SUBJECTS = { predict: "`predict`", scoring: "The scoring server" } as const;

/** What one cause of refusal says, with the columns that it is for. */
function refusedText(via: Verdict["via"], columns: readonly ColumnName[], { message }: Refusal): Text {
  const because = columns.length === 0 ? "" : ` because of ${columns.length === 1 ? "a column" : `${columns.length} columns`}`;
  return text`${SUBJECTS[via]} refuses this data${because}: ${message}`;
}

/** Each cause of what is refused as a problem without fixes, as links and reports have it. */
function asProblems({ severity, data: { side }, verdict: { via }, refusals }: OwnRefusal): readonly Problem[] {
  const causes = new Map<string, Refusal[]>();
  for (const refusal of refusals) appendTo(causes, causeOf(refusal), refusal);
  return [...causes.values()].flatMap((group): readonly Problem[] => {
    const [first] = group;
    if (first === undefined) return [];
    const columns = [...new Set(group.flatMap(({ column }) => (column === undefined ? [] : [column])))];
    const kind = via === "predict" ? "own-data-refused" : "own-data-refused-by-scoring";
    return [{ kind, severity, side, columns, message: refusedText(via, columns, first), fixes: [] }];
  });
}

/** Everything that is said of the signature and its data, for links and reports: problems, and what either way refuses besides. */
export const sharedProblems: Selector<readonly Problem[]> = derive(
  (state) => [shownState(state).result?.problems, ownRefusals(state)],
  (problems = [], refused) => (refused.length === 0 ? problems : [...problems, ...refused.flatMap(asProblems)]),
);
