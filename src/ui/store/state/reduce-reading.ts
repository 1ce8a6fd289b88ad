import type { DataSide, ReadSummary } from "../../../worker/protocol.ts";
import { workOf } from "../selectors/selectors.ts";
import type { ReadingAction } from "./action.ts";
import { cancelStep } from "./history.ts";
import { reduceProfile, unaskedBytes } from "./profile-state.ts";
import type { SideReading } from "./reading.ts";
import { withSigned } from "./reduce-signing.ts";
import type { PageState } from "./state.ts";

const withReading = (state: PageState, side: DataSide, change: Partial<SideReading>): PageState => ({
  ...state,
  readings: { ...state.readings, [side]: { ...state.readings[side], ...change } },
});

/** The state with a new profile for a side: every reading has its own. */
export function withProfileFor(state: PageState, side: DataSide, summary: ReadSummary | null): PageState {
  const size = workOf(state)[side]?.files.reduce((sum, { blob }) => sum + blob.size, 0) ?? 0;
  const profile = reduceProfile(state.profiles[side], { kind: "side", summary, isWanted: size <= unaskedBytes(summary) });
  return profile === state.profiles[side] ? state : { ...state, profiles: { ...state.profiles, [side]: profile } };
}

function read(state: PageState, { side, summary, signed }: Extract<ReadingAction, { kind: "read" }>): PageState {
  const { pending } = state.readings[side];
  if (pending === null) return state;
  const last = { phase: "ready", of: pending.of, summary, verifying: null, frozen: {} } as const;
  // The options that were open asked for this reading; now its table is to be seen.
  const view = state.view.openOptions === side ? { ...state.view, openOptions: null } : state.view;
  const next = withProfileFor(withReading({ ...state, view }, side, { pending: null, last }), side, summary);
  return signed === undefined ? next : withSigned(next, signed);
}

/** The state after a cancelled reading: the earlier result of the same files, if any. */
function cancelled(state: PageState, side: DataSide): PageState {
  const { pending, last } = state.readings[side];
  if (pending === null) return state;
  if (last?.phase === "ready" && last.of.files === pending.of.files)
    return { ...withReading(state, side, { pending: null }), history: cancelStep(state.history, side, last.of.options) };
  const error = { tag: "Aborted", message: ["Cancelled."], place: {} } as const;
  return withReading(state, side, { pending: null, last: { phase: "failed", of: pending.of, error } });
}

/** Applies the events of a reading to the state. Answers to a reading that was replaced change nothing. */
export function changeReading(state: PageState, action: ReadingAction): PageState {
  const { side } = action;
  const { pending, last } = state.readings[side];
  switch (action.kind) {
    case "reading-started":
      return withReading(state, side, { pending: { of: action.of, startedAt: action.startedAt, progress: null, isShown: false } });
    case "reading-shown":
      return pending === null ? state : withReading(state, side, { pending: { ...pending, isShown: true } });
    case "progress": {
      const { progress } = action;
      if (pending !== null) return withReading(state, side, { pending: { ...pending, progress } });
      if (last?.phase !== "ready" || last.verifying === null) return state;
      return withReading(state, side, { last: { ...last, verifying: { ...last.verifying, progress } } });
    }
    case "read":
      return read(state, action);
    case "reading-failed":
      if (pending === null) return state;
      return withProfileFor(
        withReading({ ...state, view: { ...state.view, tab: "review" } }, side, {
          pending: null,
          last: { phase: "failed", of: pending.of, error: action.error },
        }),
        side,
        null,
      );
    case "reading-cancelled":
      return cancelled(state, side);
    case "verifying":
      if (last?.phase !== "ready") return state;
      return withReading(state, side, { last: { ...last, verifying: { progress: null, startedAt: action.startedAt } } });
    case "verified":
      if (last?.phase !== "ready" || last.verifying === null) return state;
      return withProfileFor(
        withReading(state, side, { last: { ...last, summary: action.summary, verifying: null } }),
        side,
        action.summary,
      );
    case "verifying-ended":
      if (last?.phase !== "ready" || last.verifying === null) return state;
      if (action.error.tag === "Aborted") return withReading(state, side, { last: { ...last, verifying: null } });
      return withReading(state, side, { last: { phase: "failed", of: last.of, error: action.error } });
  }
}
