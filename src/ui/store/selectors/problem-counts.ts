import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { derive, type Selector } from "./derive.ts";
import { ownRefusals } from "./own-refusals.ts";
import { shownState } from "./selectors.ts";

/** How many problems of each weight there are. */
export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/**
 * Counts what is wrong. A file, a model or params that were not read, and a signer that failed, are errors too, and so is data that `predict`
 * refuses.
 */
export const problemCounts: Selector<ProblemCounts> = derive(
  (state) => [shownState(state), ownRefusals(state)],
  ({ sides, signError, modelError, params, result }, refused) => {
    const problems = [...(result?.problems ?? []), ...refused];
    const number = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
    const failed = DATA_SIDES.filter((side) => sides[side].phase === "failed").length;
    const errors = [signError, modelError, params.error].filter((error) => error !== null).length;
    return { errors: number("stops") + failed + errors, warnings: number("warns"), notes: number("notes") };
  },
);

/** The comments that nobody has decided yet. */
export const openComments = derive(
  (state) => [state.review.comments],
  (comments) => comments.filter(({ state }) => state === "open"),
);

/** How many things wait for a decision; notes do not. */
export const reviewCount: Selector<number> = derive(
  (state) => [problemCounts(state), openComments(state), state.view.targetsQuestion, state.view.dropQuestions],
  ({ errors, warnings }, comments, targets, drops) => errors + warnings + comments.length + drops.length + (targets === null ? 0 : 1),
);
