import { useMemo } from "react";
import { joinedState } from "../state/joined-state.ts";
import type { State } from "../state/state.ts";

/** The state whose result is what files and params gave, and of each part that they did not, what the loaded model declares. */
export function useShownResult(state: State): State {
  return useMemo(() => joinedState(state, state.declared), [state]);
}
