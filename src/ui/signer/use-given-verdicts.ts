import { useEffect } from "react";
import type { CheckState } from "../check/check-state.ts";
import type { State } from "../state/state.ts";

/** Once a signature that was given is checked on the data in full, its problems are told by those verdicts. */
export function useGivenVerdicts({ rows }: CheckState, { result }: Pick<State, "result">, findProblems: () => void): void {
  const outcome = rows.find(({ origin }) => origin === "own")?.outcome;
  const checked = outcome?.phase === "done" ? outcome.checked : null;
  const isGiven = Object.values(result?.sides ?? {}).some((side) => side.isGiven === true);
  useEffect(() => {
    if (checked !== null && isGiven) findProblems();
  }, [checked, isGiven, findProblems]);
}
