import { useMemo } from "react";
import type { DataSide } from "../../worker/protocol.ts";
import { type Profiling, useProfiles } from "../detail/use-profiles.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { useEdits } from "./use-edits.ts";

/** The profiles of both sides for the rows that are shown: those of the file's columns, wherever an edit has put them and whatever it calls them. */
export function useInferredProfiles(state: State, actions: Actions): Readonly<Record<DataSide, Profiling>> {
  const edits = useEdits();
  const profiles = useProfiles(edits === null ? state : { ...state, result: edits.inferred }, actions);
  const inferredIndex = edits?.inferredIndex;
  return useMemo(() => {
    if (inferredIndex === undefined) return profiles;
    const of = (side: DataSide) => (index: number) => {
      const at = inferredIndex(side, index);
      return at === undefined ? null : profiles[side].of(at);
    };
    return { inputs: { ...profiles.inputs, of: of("inputs") }, outputs: { ...profiles.outputs, of: of("outputs") } };
  }, [profiles, inferredIndex]);
}
