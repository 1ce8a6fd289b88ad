import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { schemaToJson } from "../../../core/mlflow/signature-json.ts";
import type { Schema } from "../../../core/mlflow/types.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Fix, Problem, SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { ChosenFix } from "../state/work.ts";
import { derive, type Selector } from "./derive.ts";
import { shownState } from "./selectors.ts";

/** A fix that was tried and loses nothing, and the problem that it is for. */
export interface SafeFix extends ChosenFix {
  readonly problem: Problem;
}

/** Whether a fix loses no value and makes MLflow refuse nothing, as far as trying it showed. */
function isSafe({ kind, tried }: Fix): boolean {
  if (kind === "python" || kind === "drop" || tried === undefined) return false;
  const { cells, rows, columns } = tried.lost;
  return cells + rows + columns === 0 && tried.predict !== "refused" && tried.triedRows === undefined;
}

/** Problems of which only the user knows whether they are any. */
const GUESSES: ReadonlySet<string> = new Set(["points-maybe-thousands"]);

const jsonOf = (schema: Schema | null | undefined): string => (schema == null ? "" : schemaToJson(schema));

/** Of each problem the first fix, if it is safe and changes the side's signature, which keeping text as text does not. */
export function safeByProblem(problems: readonly Problem[], sides: SigningResult["sides"]): ReadonlyMap<Problem, SafeFix> {
  // Written once: a signature may have thousands of columns.
  const before = new Map(DATA_SIDES.map((side) => [side, jsonOf(sides[side]?.schema)]));
  return new Map(
    problems.flatMap((problem) => {
      const { side, severity, fixes } = problem;
      const [fix] = fixes;
      if (side === "params" || severity === "notes" || GUESSES.has(problem.kind) || fix === undefined || !isSafe(fix)) return [];
      return jsonOf(fix.tried?.schema) === before.get(side) ? [] : [[problem, { side, problem, fix }] as const];
    }),
  );
}

/** The safe fixes that go together. A column is fixed once: what is left of it is seen after that. */
export function together(safe: Iterable<SafeFix>): readonly SafeFix[] {
  const fixed = new Map<DataSide, Set<ColumnName>>(DATA_SIDES.map((side) => [side, new Set()]));
  return [...safe].filter(({ side, problem: { columns } }) => {
    const before = fixed.get(side);
    if (columns.length === 0 || columns.some((name) => before?.has(name))) return false;
    for (const name of columns) before?.add(name);
    return true;
  });
}

/** The safe fix of each problem that has one. */
export const safeFixByProblem: Selector<ReadonlyMap<Problem, SafeFix>> = derive(
  (state) => [shownState(state).result],
  (result) => safeByProblem(result?.problems ?? [], result?.sides ?? {}),
);

/** The fixes that can be applied together, since each of them loses no value. */
export const safeFixes: Selector<readonly SafeFix[]> = derive(
  (state) => [safeFixByProblem(state)],
  (safe) => together(safe.values()),
);
