import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { State } from "../state/shown-state.ts";

/** How many problems of each weight there are. */
export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** Counts what is wrong. A file, a model or params that were not read, and a signer that failed, are errors too. */
export function problemCounts({ sides, signError, modelError, params, result }: State): ProblemCounts {
  const problems = result?.problems ?? [];
  const number = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const failed = DATA_SIDES.filter((side) => sides[side].phase === "failed").length;
  const errors = [signError, modelError, params.error].filter((error) => error !== null).length;
  return { errors: number("stops") + failed + errors, warnings: number("warns"), notes: number("notes") };
}

/** How many things wait for a decision; notes do not. */
export function reviewCount(state: State, isAsked: boolean): number {
  const { errors, warnings } = problemCounts(state);
  return errors + warnings + (state.targetsQuestion === null ? 0 : 1) + (isAsked ? 1 : 0);
}
