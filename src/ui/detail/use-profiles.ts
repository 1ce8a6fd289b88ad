import { useCallback, useEffect, useMemo, useReducer } from "react";
import { errorToData } from "../../core/errors.ts";
import type { ColumnDescription } from "../../core/profile/describe.ts";
import type { DataSide, ReadSummary } from "../../worker/protocol.ts";
import { columnName } from "../state/format.ts";
import { answerOf, type SideState } from "../state/side-state.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { NO_PROFILE, type ProfileState, reduceProfile } from "./profile-state.ts";

/** Up to this size a side is profiled by itself: about a second on two cores. */
export const UNASKED_BYTES = 200e6;
/** JSON is read by one thread, value by value. */
const UNASKED_JSON_BYTES = 25e6;

const unaskedBytes = (summary: ReadSummary | null) =>
  summary?.format === "json" || summary?.format === "jsonl" ? UNASKED_JSON_BYTES : UNASKED_BYTES;

/** One side's profile, and what can be asked of it. */
export interface Profiling {
  readonly state: ProfileState;
  /** Bytes that are read again for it. */
  readonly byteLength: number;
  readonly start: () => void;
  readonly cancel: () => void;
  /** The description of the spec at this place of the side's result; null where there is none. */
  readonly of: (index: number) => ColumnDescription | null;
}

const sizeOf = (side: SideState): number => (side.phase === "empty" ? 0 : side.files.reduce((sum, { blob }) => sum + blob.size, 0));

function useProfile(side: DataSide, state: State, profile: Actions["profile"]): Profiling {
  const current = state.sides[side];
  const [profiled, dispatch] = useReducer(reduceProfile, NO_PROFILE);
  const answer = answerOf(current);
  const summary = answer?.summary ?? null;
  const byteLength = sizeOf(current);
  useEffect(() => dispatch({ kind: "side", summary, isWanted: byteLength <= unaskedBytes(summary) }), [summary, byteLength]);

  // The signature comes first, and so does whatever else is being read: they share the threads.
  const isBusy =
    state.isSigning ||
    state.result === null ||
    Object.values(state.sides).some((one) => one.phase === "reading" || (one.phase === "ready" && one.verifying !== null));
  const isDue = profiled.summary === summary && profiled.isWanted && profiled.outcome === null && !isBusy;
  useEffect(() => {
    if (!isDue || summary === null) return;
    const controller = new AbortController();
    dispatch({ kind: "started", summary });
    profile(side, {
      signal: controller.signal,
      onProgress: (progress) => dispatch({ kind: "progress", summary, progress }),
    }).then(
      (outcome) => dispatch({ kind: "settled", summary, outcome }),
      (thrown: unknown) => {
        if (controller.signal.aborted) return;
        const error = errorToData(thrown);
        dispatch(error.tag === "Aborted" ? { kind: "cancelled" } : { kind: "settled", summary, outcome: { kind: "failed", error } });
      },
    );
    return () => {
      controller.abort();
      dispatch({ kind: "paused", summary });
    };
  }, [isDue, summary, side, profile]);

  const start = useCallback(() => dispatch({ kind: "wanted" }), []);
  const cancel = useCallback(() => dispatch({ kind: "cancelled" }), []);
  const specs = state.result?.sides[side]?.specs;
  const { outcome } = profiled;
  const rename = answer?.handing.rename;
  const of = useMemo(() => {
    if (outcome?.kind !== "columns" || specs === undefined || profiled.summary !== summary) return () => null;
    const places = new Map(outcome.names.map((name, index) => [columnName(rename?.get(name) ?? name ?? undefined), index]));
    return (index: number) => {
      const name = columnName(specs[index]?.name);
      // Names may repeat; then places tell columns apart, as long as none was dropped.
      const place = specs.length === outcome.names.length ? index : places.get(name);
      return place === undefined ? null : (outcome.columns[place] ?? null);
    };
  }, [outcome, specs, profiled.summary, summary, rename]);
  return useMemo(() => ({ state: profiled, byteLength, start, cancel, of }), [profiled, byteLength, start, cancel, of]);
}

/** The profiles of both sides: begun once the signature is shown, given up while something else is read, and begun again after. */
export function useProfiles(state: State, { profile }: Pick<Actions, "profile">): Readonly<Record<DataSide, Profiling>> {
  const inputs = useProfile("inputs", state, profile);
  const outputs = useProfile("outputs", state, profile);
  return useMemo(() => ({ inputs, outputs }), [inputs, outputs]);
}
