import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { applyEdits, type EditBase, type EditedSignature } from "../../core/edit/apply-edits.ts";
import { type Aspect, changesOf, differencesOf, type RowChanges } from "../../core/edit/changes.ts";
import type { Edit, EditSide } from "../../core/edit/edit.ts";
import { baseOfResult } from "../../core/edit/edit-base.ts";
import { type History, redo, startHistory, undo } from "../../core/edit/history.ts";
import { revertRow } from "../../core/edit/revert.ts";
import type { ErrorData } from "../../core/errors.ts";
import type { SpecReport } from "../../core/ladders/infer-report.ts";
import { type SpecKey, specKeys } from "../../core/mlflow/spec-keys.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { sampleFiles } from "../sample-data.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import type { RowPlace } from "../table/row.ts";
import { editedParts, editedResult } from "./edit-model.ts";
import {
  DATA_SIDES,
  type Mended,
  NOTHING_MENDED,
  recordEdits,
  recordParams,
  recordSettings,
  recordSigner,
  restoreSides,
  type SideSettings,
  settingsOf,
  withoutCancelled,
  withoutSide,
} from "./mended.ts";

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
  /** Makes the edit that takes back one difference within a row's nested type; where none is left, the edits of its type go. */
  revertPart(side: DataSide, key: SpecKey, back: Edit): void;
  revertAll(): void;
  /** Begins anew with edits that were kept or sent. */
  load(edits: readonly Edit[]): void;
  /** Puts a text of params that was kept in its place, which is no step. */
  loadParams(text: string): void;
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
        return before === undefined ? history : recordSettings(history, side, before, settings);
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
        if (on !== "params" && on !== "mlmodel") for (const side of DATA_SIDES) forget(side);
        actions.drop(files, on);
      },
      cancel(side) {
        const current = latest.current.state.sides[side];
        const before = current.phase === "reading" ? current.before : null;
        if (before !== null) change((history) => withoutCancelled(history, side, before.asked));
        actions.cancel(side);
      },
      chooseSigner(signer) {
        const before = latest.current.state.signer;
        change((history) => recordSigner(history, before, signer));
        actions.chooseSigner(signer);
      },
      remove(side) {
        forget(side);
        actions.remove(side);
      },
      move(from) {
        for (const side of DATA_SIDES) forget(side);
        actions.move(from);
      },
    };
  }, [actions, latest, change]);
}

/**
 * Records the params' text, whether it is typed or dropped. `set` gives a text that is no step: one that an undo brings back, or that the
 * page begins with.
 */
function useRecordedParams(
  text: string,
  setParams: Actions["setParams"],
  change: (step: (history: History<Mended>) => History<Mended>) => void,
): { readonly set: (text: string) => void } {
  const known = useRef(text);
  useEffect(() => {
    const before = known.current;
    if (text === before) return;
    known.current = text;
    const now = performance.now();
    change((history) => recordParams(history, before, text, now));
  }, [text, change]);
  return useMemo(
    () => ({
      set(next: string) {
        known.current = next;
        setParams(next);
      },
    }),
    [setParams],
  );
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
  const [history, setHistory] = useState(NOTHING_MENDED);
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
  const params = useRecordedParams(signed.params.text, plain.setParams, change);
  const recorded = useRecordedActions(plain, latest, change);
  const actions = useMemo<Actions>(
    () => ({
      ...recorded,
      trySample() {
        // Its params come with its files, and are no step of their own.
        params.set(sampleFiles().params);
        recorded.trySample();
      },
    }),
    [recorded, params],
  );

  const steps = useMemo(() => {
    const go = (step: (before: History<Mended>) => History<Mended>) => {
      const before = latest.current.history;
      const after = step(before);
      if (after === before) return;
      change(() => after);
      restoreSides(latest.current.state, plain, after.present);
      const { params: text, signer } = after.present;
      if (signer !== undefined && signer !== latest.current.state.signer) plain.chooseSigner(signer);
      if (text !== undefined && text !== latest.current.state.params.text) params.set(text);
    };
    const setEdits = (next: (edits: readonly Edit[]) => readonly Edit[]) => change((before) => recordEdits(before, next));
    return {
      undo: () => go(undo),
      redo: () => go(redo),
      revert: (side: EditSide, key: SpecKey, aspect?: Aspect) => setEdits((edits) => revertRow(edits, side, key, aspect)),
      revertPart: (side: DataSide, key: SpecKey, back: Edit) =>
        setEdits((edits) => {
          const next = [...edits, back];
          const row = applyEdits(latest.current.base, next)[side].rows.find((one) => one.key === key);
          const isLeft = row === undefined || changesOf(row).some(({ aspect }) => aspect === "type");
          return isLeft ? next : revertRow(edits, side, key, "type");
        }),
      revertAll: () => setEdits(() => []),
      load: (edits: readonly Edit[]) => change(() => startHistory({ edits, sides: {} })),
      loadParams: params.set,
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
  }, [change, plain, params]);

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
