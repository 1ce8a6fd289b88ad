/** What was done, where one is, and what was undone; without a limit. Values are shared, never written to, so a step costs its own size. */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly present: Value;
  /** What was undone, the last first. */
  readonly future: readonly Value[];
}

/** A history in which nothing has been done. */
export const startHistory = <Value>(present: Value): History<Value> => ({ past: [], present, future: [] });

/** Goes on to another value; what was undone before can then not be redone. The same value again is not a step. */
export function record<Value>({ past, present, future }: History<Value>, next: Value): History<Value> {
  return Object.is(present, next) ? { past, present, future } : { past: [...past, present], present: next, future: [] };
}

/** One step back; the same history where nothing was done. */
export function undo<Value>(history: History<Value>): History<Value> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

/** One step forward again; the same history where nothing was undone. */
export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}

/** Another value in place of the present one, as part of the same step. */
export function amend<Value>({ past }: History<Value>, next: Value): History<Value> {
  return { past, present: next, future: [] };
}
