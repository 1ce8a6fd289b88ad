import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";
import { applyEdits, type EditBase, type EditedSignature } from "../../core/edit/apply-edits.ts";
import { type Aspect, differencesOf, type RowChanges } from "../../core/edit/changes.ts";
import { type Edit, type EditSide, type SpecKey, specKeys } from "../../core/edit/edit.ts";
import { baseOfResult } from "../../core/edit/edit-base.ts";
import { type History, record, redo, startHistory, undo } from "../../core/edit/history.ts";
import { revertRow } from "../../core/edit/revert.ts";
import type { ErrorData } from "../../core/errors.ts";
import type { SpecReport } from "../../core/ladders/infer-report.ts";
import type { Handing } from "../../core/python/handing.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { handingOf } from "../state/side-state.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import type { RowPlace } from "../table/row.ts";
import { editedParts, editedResult } from "./edit-model.ts";

/** How a side is read and handed over: part of what is done, so that a fix is undone as an edit is. */
interface SideSettings {
  readonly asked: ReadonlyMap<string, PythonValue>;
  readonly handing: Handing;
}

/** Everything that can be undone. */
interface Mended {
  readonly edits: readonly Edit[];
  readonly sides: Readonly<Partial<Record<DataSide, SideSettings>>>;
}

const NOTHING: History<Mended> = startHistory({ edits: [], sides: {} });
const SIDES: readonly DataSide[] = ["inputs", "outputs"];
const NONE_CHOSEN: Readonly<Record<DataSide, ReadonlySet<SpecKey>>> = { inputs: new Set(), outputs: new Set() };

/** What can be done to the signature by hand. Every function is stable but where it says what there is. */
export interface Edits {
  readonly list: readonly Edit[];
  readonly edited: EditedSignature;
  readonly differences: readonly RowChanges[];
  /** How a row differs from what was inferred for it; undefined where it does not. */
  changesOf(side: EditSide, key: SpecKey): RowChanges | undefined;
  keyAt(side: DataSide, index: number): SpecKey | undefined;
  /** What was inferred for a row, with its reasons; undefined for one that was added. */
  inferredAt(side: DataSide, index: number): SpecReport | undefined;
  /** Where a row stood in what was inferred. */
  inferredIndex(side: DataSide, index: number): number | undefined;
  readonly inferred: SigningResult | null;
  /** What was inferred, as what edits start from. */
  readonly base: EditBase;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why the last edit was not made. */
  readonly refusal: ErrorData | null;
  /** Whether the signature is only shown, as it is where a link was opened and not forked. */
  readonly isReadOnly: boolean;
  /** Makes an edit; false where it breaks one of MLflow's rules, and then nothing is changed. */
  make(edit: Edit): boolean;
  undo(): void;
  redo(): void;
  revert(side: EditSide, key: SpecKey, aspect?: Aspect): void;
  revertAll(): void;
  /** Begins anew with edits that were kept or sent. */
  load(edits: readonly Edit[]): void;
  /** The row that is edited where it stands. */
  readonly editing: RowPlace | null;
  startEditing(place: RowPlace | null): void;
  /** Rows that are edited together. */
  readonly chosen: Readonly<Record<DataSide, ReadonlySet<SpecKey>>>;
  choose(side: DataSide, indices: ReadonlySet<number>): void;
}

export const EditsContext = createContext<Edits | null>(null);

/** The edits; null where a component is shown without a page around it. */
export const useEdits = (): Edits | null => useContext(EditsContext);

function settingsOf(state: State, side: DataSide): SideSettings | undefined {
  const current = state.sides[side];
  if (current.phase === "ready") return { asked: current.asked, handing: current.handing };
  // What could not be read as it was asked for can be undone, too.
  return current.phase === "failed" ? { asked: current.settings.options, handing: handingOf(current.settings) } : undefined;
}

/** Sets how sides are read and handed over to what a step of the history says. */
function restore(state: State, actions: Actions, { sides }: Mended): void {
  for (const side of SIDES) {
    const [wanted, now] = [sides[side], settingsOf(state, side)];
    if (wanted === undefined || now === undefined) continue;
    if (wanted.asked !== now.asked) actions.readAgain(side, wanted.asked, wanted.handing);
    else if (wanted.handing !== now.handing) actions.hand(side, wanted.handing);
  }
}

/** A history that no longer knows how one side was read: other files have taken its place. */
function withoutSide({ past, present, future }: History<Mended>, side: DataSide): History<Mended> {
  const forget = ({ edits, sides }: Mended): Mended => {
    const { [side]: _, ...rest } = sides;
    return { edits, sides: rest };
  };
  return { past: past.map(forget), present: forget(present), future: future.map(forget) };
}

/** The actions of the page with those recorded that are undone by Ctrl+Z. */
function useRecordedActions(
  actions: Actions,
  latest: { readonly current: { readonly state: State } },
  change: (step: (history: History<Mended>) => History<Mended>) => void,
): Actions {
  return useMemo<Actions>(() => {
    const set = (side: DataSide, settings: Partial<SideSettings>) =>
      change((history) => {
        const before = settingsOf(latest.current.state, side);
        if (before === undefined) return history;
        const { present } = history;
        const known: Mended = { ...present, sides: { ...present.sides, [side]: before } };
        return record({ ...history, present: known }, { ...present, sides: { ...present.sides, [side]: { ...before, ...settings } } });
      });
    const forget = (side: DataSide) => change((history) => withoutSide(history, side));
    return {
      ...actions,
      hand(side, handing) {
        set(side, { handing });
        actions.hand(side, handing);
      },
      readAgain(side, asked, handing) {
        set(side, { asked, ...(handing === undefined ? {} : { handing }) });
        actions.readAgain(side, asked, handing);
      },
      drop(files, on) {
        if (on !== "params" && on !== "mlmodel") for (const side of SIDES) forget(side);
        actions.drop(files, on);
      },
      remove(side) {
        forget(side);
        actions.remove(side);
      },
      move(from) {
        for (const side of SIDES) forget(side);
        actions.move(from);
      },
    };
  }, [actions, latest, change]);
}

/** Where the keys of the rows that are shown stand. */
function useRows(sides: SigningResult["sides"] | undefined, edited: EditedSignature) {
  return useMemo(() => {
    const inferred = (side: DataSide) => sides?.[side]?.specs ?? [];
    const places = (side: DataSide) => new Map(specKeys(inferred(side)).map((key, index) => [key, index]));
    const known = { inputs: places("inputs"), outputs: places("outputs") };
    const keyAt = (side: DataSide, index: number) => edited[side].rows[index]?.key;
    const inferredIndex = (side: DataSide, index: number) => known[side].get(keyAt(side, index) ?? "");
    return { keyAt, inferredIndex, inferredAt: (side: DataSide, index: number) => inferred(side)[inferredIndex(side, index) ?? -1] };
  }, [sides, edited]);
}

/**
 * The signature as it is edited by hand, beside what was inferred. What comes back stands for what went in: a state whose result has the
 * edits in it, and actions whose casts, drops and reader options are undone with them.
 */
export function useEditing(
  signed: State,
  plain: Actions,
  isReadOnly: boolean,
): { readonly state: State; readonly actions: Actions; readonly edits: Edits } {
  const [history, setHistory] = useState(NOTHING);
  const [refusal, setRefusal] = useState<ErrorData | null>(null);
  const [editing, startEditing] = useState<RowPlace | null>(null);
  const [chosen, setChosen] = useState(NONE_CHOSEN);
  const list = history.present.edits;
  // What problems are found later changes none of what edits start from.
  const { signature, sides } = signed.result ?? {};
  const base = useMemo(() => baseOfResult(signature && sides ? { signature, sides } : null), [signature, sides]);
  // Functions below read the newest of these without being made anew with each of it.
  const latest = useRef({ state: signed, history, isReadOnly, base });
  latest.current = { state: signed, history, isReadOnly, base };
  const edited = useMemo(() => applyEdits(base, list), [base, list]);
  const differences = useMemo(() => differencesOf(edited), [edited]);
  const byRow = useMemo(() => new Map(differences.map((one) => [`${one.side} ${one.key}`, one])), [differences]);
  const rows = useRows(sides, edited);

  const change = useCallback((step: (before: History<Mended>) => History<Mended>) => {
    setRefusal(null);
    setHistory(step);
  }, []);
  const actions = useRecordedActions(plain, latest, change);

  const steps = useMemo(() => {
    const go = (step: (before: History<Mended>) => History<Mended>) => {
      const before = latest.current.history;
      const after = step(before);
      if (after === before) return;
      change(() => after);
      restore(latest.current.state, plain, after.present);
    };
    const setEdits = (next: (edits: readonly Edit[]) => readonly Edit[]) =>
      change((before) => {
        const edits = next(before.present.edits);
        return edits === before.present.edits ? before : record(before, { ...before.present, edits });
      });
    return {
      undo: () => go(undo),
      redo: () => go(redo),
      revert: (side: EditSide, key: SpecKey, aspect?: Aspect) => setEdits((edits) => revertRow(edits, side, key, aspect)),
      revertAll: () => setEdits(() => []),
      load: (edits: readonly Edit[]) => change(() => startHistory({ edits, sides: {} })),
      make(edit: Edit) {
        if (latest.current.isReadOnly) return false;
        const before = latest.current.history.present.edits;
        const refused = applyEdits(latest.current.base, [...before, edit]).refused.find(({ index }) => index === before.length);
        if (refused !== undefined) {
          setRefusal(refused.error);
          return false;
        }
        setEdits((edits) => [...edits, edit]);
        return true;
      },
    };
  }, [change, plain]);

  const choose = useCallback(
    (side: DataSide, indices: ReadonlySet<number>) =>
      setChosen({ ...NONE_CHOSEN, [side]: new Set([...indices].flatMap((index) => edited[side].rows[index]?.key ?? [])) }),
    [edited],
  );

  const edits = useMemo<Edits>(
    () => ({
      list,
      edited,
      differences,
      changesOf: (side, key) => byRow.get(`${side} ${key}`),
      ...rows,
      base,
      inferred: signed.result,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      refusal,
      isReadOnly,
      ...steps,
      editing,
      startEditing,
      chosen,
      choose,
    }),
    [list, edited, differences, byRow, rows, base, signed.result, history, refusal, isReadOnly, steps, editing, chosen, choose],
  );
  const state = useMemo<State>(
    () => ({
      ...signed,
      result: signed.result === null ? null : editedResult(signed.result, edited),
      edited: editedParts(signed.result, edited),
    }),
    [signed, edited],
  );
  return { state, actions, edits };
}
