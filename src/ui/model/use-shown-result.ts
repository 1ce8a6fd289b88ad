import { useMemo } from "react";
import type { State } from "../state/state.ts";
import { isSigned } from "./declared-result.ts";

/** The state whose result is what the files gave, or else what the loaded model declares. */
export function useShownResult(state: State): State {
  return useMemo(
    () => (isSigned(state.result?.signature) || state.declared === null ? state : { ...state, result: state.declared }),
    [state],
  );
}
