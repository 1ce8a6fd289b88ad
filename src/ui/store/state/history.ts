import { amend, type History, record, redo, startHistory, undo } from "../../../core/edit/history.ts";
import { EMPTY_WORK, type Work } from "./work.ts";

/** The steps of the work. `typedAt` is when the params were last typed at, in milliseconds, if the present step is typing. */
export interface WorkHistory extends History<Work> {
  readonly typedAt: number | null;
}

export const NO_STEPS: WorkHistory = { ...startHistory(EMPTY_WORK), typedAt: null };

/** A pause longer than this ends a run of typing, which is undone in one step. */
const PAUSE_MS = 1000;

/** Records a change as one step; the same history if nothing changes. */
export function stepTo(history: WorkHistory, next: Work): WorkHistory {
  return next === history.present ? history : { ...record(history, next), typedAt: null };
}

/** Records another text of the params. A run of typing is one step. `now` is in milliseconds. */
export function stepTyping(history: WorkHistory, params: string, now: number): WorkHistory {
  const next = { ...history.present, params };
  const isRun = history.typedAt !== null && now - history.typedAt < PAUSE_MS;
  return { ...(isRun ? amend(history, next) : record(history, next)), typedAt: now };
}

/**
 * Fills an empty place, which is not a step: undoing an earlier step must not remove the file again. From now on all other steps in which the
 * place is empty have it too.
 */
function fill<Place extends "inputs" | "outputs" | "params" | "model">(
  { past, present, future }: WorkHistory,
  place: Place,
  value: Work[Place],
): WorkHistory {
  const empty = EMPTY_WORK[place];
  const filled = (work: Work): Work => (work[place] === empty ? { ...work, [place]: value } : work);
  return { past: past.map(filled), present: filled(present), future: future.map(filled), typedAt: null };
}

/** Fills a place if it is empty, otherwise replaces what it has as a step. */
export function put<Place extends "inputs" | "outputs" | "params" | "model">(
  history: WorkHistory,
  place: Place,
  value: Work[Place],
): WorkHistory {
  const { present } = history;
  return present[place] === EMPTY_WORK[place] ? fill(history, place, value) : stepTo(history, { ...present, [place]: value });
}

/** Goes on from another work, without steps to undo. */
export const restart = (present: Work): WorkHistory => ({ ...startHistory(present), typedAt: null });

export const undone = (history: WorkHistory): WorkHistory => ({ ...undo(history), typedAt: null });

export const redone = (history: WorkHistory): WorkHistory => ({ ...redo(history), typedAt: null });

/**
 * The history after the reading for its present step was cancelled: the reading with the earlier `options` is shown again, and the step that
 * asked for the cancelled one is removed.
 */
export function cancelStep(history: WorkHistory, side: "inputs" | "outputs", options: NonNullable<Work["inputs"]>["options"]): WorkHistory {
  const { past, present, future } = history;
  const isBefore = (work: Work | undefined) => work?.[side]?.options === options;
  const [previous, next] = [past.at(-1), future[0]];
  if (previous !== undefined && isBefore(previous)) return { past: past.slice(0, -1), present: previous, future, typedAt: null };
  // It was an undo that was cancelled.
  if (isBefore(next)) return redone(history);
  const own = present[side];
  return own === null ? history : { ...history, present: { ...present, [side]: { ...own, options } } };
}
