import type { Edit } from "../../core/edit/edit.ts";
import { amend, type History, record, redo, startHistory } from "../../core/edit/history.ts";
import { rekeyedEdits } from "../../core/edit/rekey.ts";
import { type SpecKey, specKeys } from "../../core/mlflow/spec-keys.ts";
import { type Handing, handingOf } from "../../core/python/handing.ts";
import type { ColumnName, PythonValue } from "../../core/python/value.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { ChosenSigner } from "../signer/chosen-signer.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";

/** How a side is read and handed over: part of what is done, so that a fix is undone as an edit is. */
export interface SideSettings {
  readonly asked: ReadonlyMap<string, PythonValue>;
  readonly handing: Handing;
}

/** Everything that can be undone. */
export interface Mended {
  readonly edits: readonly Edit[];
  readonly sides: Readonly<Partial<Record<DataSide, SideSettings>>>;
  /** The text of the params; absent where no step has changed it yet. */
  readonly params?: string;
  /** Who signs; absent where no step has changed it yet. */
  readonly signer?: ChosenSigner;
  /** When the text was last typed at, in milliseconds, of a step that did nothing else. */
  readonly typedAt?: number;
}

export const DATA_SIDES: readonly DataSide[] = ["inputs", "outputs"];

export const NOTHING_MENDED: History<Mended> = startHistory({ edits: [], sides: {} });

/** A pause longer than this ends a run of typing, which is undone in one step. */
const PAUSE_MS = 1000;

function withChange({ typedAt: _, ...present }: Mended, change: Partial<Mended>): Mended {
  return { ...present, ...change };
}

/** A history with the edits changed as a step; the same where they stay as they are. */
export function recordEdits(history: History<Mended>, next: (edits: readonly Edit[]) => readonly Edit[]): History<Mended> {
  const edits = next(history.present.edits);
  return edits === history.present.edits ? history : record(history, withChange(history.present, { edits }));
}

/** The keys of columns that were called otherwise before, with those that they have now. */
function keysRenamed(before: Handing["rename"], after: Handing["rename"]): ReadonlyMap<SpecKey, SpecKey> {
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  // The key of a row that has a name of its own is one of a list with that name alone.
  const keyOf = (name: ColumnName) => specKeys([{ name }])[0] ?? "";
  return new Map(
    [...names].flatMap((name): [SpecKey, SpecKey][] => {
      const [then, now] = [before?.get(name) ?? name, after?.get(name) ?? name];
      return then === now ? [] : [[keyOf(then), keyOf(now)]];
    }),
  );
}

/** A history with how a side is read changed as a step; `before` is how it was read until now. */
export function recordSettings(
  history: History<Mended>,
  side: DataSide,
  before: SideSettings,
  settings: Partial<SideSettings>,
): History<Mended> {
  const known = withChange(history.present, { sides: { ...history.present.sides, [side]: before } });
  const after = { ...before, ...settings };
  const edits = rekeyedEdits(known.edits, side, keysRenamed(before.handing.rename, after.handing.rename));
  return record({ ...history, present: known }, withChange(known, { edits, sides: { ...known.sides, [side]: after } }));
}

/** A history with another signer as a step; `before` is who signed until now. */
export function recordSigner(history: History<Mended>, before: ChosenSigner, signer: ChosenSigner): History<Mended> {
  if (before === signer) return history;
  const known = withChange(history.present, { signer: before });
  return record({ ...history, present: known }, withChange(known, { signer }));
}

/** A history with the params' text changed as a step; a run of typing is one. `before` is the text until now, `now` in milliseconds. */
export function recordParams(history: History<Mended>, before: string, params: string, now: number): History<Mended> {
  const { present } = history;
  const next: Mended = { ...present, params, typedAt: now };
  if (present.typedAt !== undefined && now - present.typedAt < PAUSE_MS) return amend(history, next);
  return record({ ...history, present: { ...present, params: before } }, next);
}

/** A history that no longer knows how one side was read: other files have taken its place. */
export function withoutSide({ past, present, future }: History<Mended>, side: DataSide): History<Mended> {
  const forget = (step: Mended): Mended => {
    const { [side]: _, ...sides } = step.sides;
    return { ...step, sides };
  };
  return { past: past.map(forget), present: forget(present), future: future.map(forget) };
}

/** A history whose present step was cancelled before it had read a side anew: what was read with `asked` before stands again. */
export function withoutCancelled(history: History<Mended>, side: DataSide, asked: SideSettings["asked"]): History<Mended> {
  const { past, future } = history;
  const isBefore = (step: Mended | undefined) => step?.sides[side]?.asked === asked;
  const [previous, next] = [past.at(-1), future[0]];
  if (previous !== undefined && isBefore(previous)) return { past: past.slice(0, -1), present: previous, future };
  // It was an undo that was cancelled.
  return next !== undefined && isBefore(next) ? redo(history) : history;
}

/** How a side is read now, or is to be once its reading ends; undefined where it has no files. */
export function settingsOf(state: Pick<State, "sides">, side: DataSide): SideSettings | undefined {
  const current = state.sides[side];
  if (current.phase === "empty") return undefined;
  if (current.phase === "ready") return { asked: current.asked, handing: current.handing };
  return { asked: current.settings.options, handing: handingOf(current.settings) };
}

/** Sets how sides are read and handed over to what a step of the history says; a reading that is on its way, or failed, is begun anew. */
export function restoreSides(state: State, actions: Actions, { sides }: Mended): void {
  for (const side of DATA_SIDES) {
    const [wanted, now] = [sides[side], settingsOf(state, side)];
    if (wanted === undefined || now === undefined) continue;
    if (wanted.asked !== now.asked) actions.readAgain(side, wanted.asked, wanted.handing);
    else if (wanted.handing !== now.handing) actions.hand(side, wanted.handing);
  }
}
