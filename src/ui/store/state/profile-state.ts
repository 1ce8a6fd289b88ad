import type { ErrorData } from "../../../core/errors.ts";
import type { Progress } from "../../../core/readers/progress.ts";

import type { ReadSummary, SideProfile } from "../../../worker/protocol.ts";

/**
 * How far the profile of one side is. It belongs to one reading, by the summary that this gave: a profile of an earlier one is none of it.
 */
export interface ProfileState {
  readonly summary: ReadSummary | null;
  /** Whether it is to be made: by itself for small files, on request for large ones. */
  readonly isWanted: boolean;
  /** While the files are read for it. */
  readonly running: { readonly progress: Progress | null } | null;
  readonly outcome: SideProfile | { readonly kind: "failed"; readonly error: ErrorData } | null;
}

/** Up to this size a side is profiled without being asked: about a second on two cores. */
const UNASKED_BYTES = 200e6;
/** JSON is read by one thread, value by value. */
const UNASKED_JSON_BYTES = 25e6;

/** Up to which size a reading is profiled without being asked, in bytes. */
export const unaskedBytes = (summary: ReadSummary | null): number =>
  summary?.format === "json" || summary?.format === "jsonl" ? UNASKED_JSON_BYTES : UNASKED_BYTES;

export const NO_PROFILE: ProfileState = { summary: null, isWanted: false, running: null, outcome: null };

export type ProfileAction =
  /** The side was read, again or for the first time, or is gone. */
  | { readonly kind: "side"; readonly summary: ReadSummary | null; readonly isWanted: boolean }
  | { readonly kind: "wanted" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "started"; readonly summary: ReadSummary }
  /** Others need the threads: it begins again once they are done. */
  | { readonly kind: "paused"; readonly summary: ReadSummary }
  | { readonly kind: "progress"; readonly summary: ReadSummary; readonly progress: Progress }
  | { readonly kind: "settled"; readonly summary: ReadSummary; readonly outcome: NonNullable<ProfileState["outcome"]> };

/** The one place where a profile's state changes. A pure function. */
export function reduceProfile(state: ProfileState, action: ProfileAction): ProfileState {
  switch (action.kind) {
    case "side":
      return state.summary === action.summary ? state : { ...NO_PROFILE, summary: action.summary, isWanted: action.isWanted };
    case "wanted":
      return { ...state, isWanted: true, outcome: null };
    case "cancelled":
      return { ...state, isWanted: false, running: null };
    default:
      return state.summary === action.summary ? reduceRun(state, action) : state;
  }
}

function reduceRun(
  state: ProfileState,
  action: Extract<ProfileAction, { kind: "started" | "paused" | "progress" | "settled" }>,
): ProfileState {
  switch (action.kind) {
    case "started":
      return { ...state, running: { progress: null } };
    case "paused":
      return { ...state, running: null };
    case "progress":
      return state.running === null ? state : { ...state, running: { progress: action.progress } };
    case "settled":
      return { ...state, running: null, outcome: action.outcome };
  }
}
