import { defined } from "../../core/defined.ts";
import type { Preprocessing } from "../../core/python/preprocessing.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import type { Page } from "./page.ts";
import type { Place } from "./routing/file-roles.ts";
import type { ProfileView } from "./selectors/profiles-view.ts";
import type { GridGoal, GridState } from "./state/grid-state.ts";
import type { Pane, Selection } from "./state/shown-state.ts";
import type { ChosenFix } from "./state/work.ts";

/** What the page's parts can do. Every function is stable. */
export interface Actions {
  /** Takes files for a place, or, if they fell on none, for those that their names say. */
  drop(files: readonly FilePart[], on: Place | null): void;
  /** Reads a side's files again with other options; without `preprocessing`, it stays as it is. */
  readAgain(side: DataSide, options: ReadonlyMap<string, PythonValue>, preprocessing?: Preprocessing): void;
  preprocess(side: DataSide, preprocessing: Preprocessing): void;
  /** Applies fixes, which one undo takes back: reader options read the file again, all else signs again. */
  applyFixes(fixes: readonly ChosenFix[]): void;
  /** Reads what was left unread; the answer may be revised. */
  verify(side: DataSide): void;
  cancel(side: DataSide): void;
  remove(side: DataSide): void;
  move(from: DataSide): void;
  setParams(source: string): void;
  removeModel(): void;
  select(selection: Selection | null): void;
  /** Selects a column and scrolls the table to it, without leaving what the right pane shows. */
  point(selection: Selection): void;
  /** Shows the row of a param. */
  showParam(name: string): void;
  answerTargets(): void;
  openOptions(side: DataSide | null): void;
  showPane(pane: Pane): void;
}

/** What can be done where data is checked. Every function is stable. */
export interface CheckActions {
  /** Checks new data, each file by itself, a folder as one data set; without `side`, by the names. */
  add(files: readonly FilePart[], side?: DataSide): void;
  /** Takes what is in the box as data. */
  addTyped(): void;
  setSide(key: string, side: DataSide): void;
  cancel(key: string): void;
  remove(key: string): void;
  /** Shows the findings of a row, or of none. */
  open(key: string | null): void;
  show(isOpen: boolean): void;
  type(text: string): void;
  setOptions(options: string | null): void;
}

/** A side's profile, and what can be asked of it. */
export interface Profiling extends ProfileView {
  readonly start: () => void;
  readonly cancel: () => void;
}

/** The rows of a file, and what can be asked of them. */
export interface Grid {
  readonly state: GridState;
  readonly show: (goal: GridGoal) => void;
  readonly close: () => void;
  readonly turn: (rows: -1 | 0 | 1, columns: -1 | 0 | 1) => void;
  readonly toggle: (side: DataSide) => void;
}

export function pageActions({ dispatch, drop, reading }: Page): Actions {
  return {
    drop,
    readAgain(side, options, preprocessing) {
      dispatch({ kind: "settings-changed", side, settings: { options, ...defined({ preprocessing }) } });
      reading.retry(side);
    },
    preprocess: (side, preprocessing) => dispatch({ kind: "settings-changed", side, settings: { preprocessing } }),
    applyFixes(fixes) {
      dispatch({ kind: "fixes-applied", fixes });
      for (const { side } of fixes) reading.retry(side);
    },
    verify: (side) => void reading.verify(side),
    cancel: (side) => reading.cancel(side),
    remove: (side) => dispatch({ kind: "side-removed", side }),
    move: () => dispatch({ kind: "sides-swapped" }),
    setParams: (text) => dispatch({ kind: "params-typed", text, at: performance.now() }),
    removeModel: () => dispatch({ kind: "model-removed" }),
    select: (selection) => dispatch({ kind: "selected", selection }),
    point: (selection) => dispatch({ kind: "selected", selection, isKept: true }),
    showParam: (name) => dispatch({ kind: "param-shown", name }),
    answerTargets: () => dispatch({ kind: "targets-asked", name: null }),
    openOptions: (side) => dispatch({ kind: "options-opened", side }),
    showPane: (pane) => dispatch({ kind: "pane", pane }),
  };
}

export function checkActions({ dispatch, checking, checkTyped }: Page): CheckActions {
  return {
    add: (files, side) => checking.add(files, side),
    addTyped: checkTyped,
    setSide: (key, side) => checking.setSide(key, side),
    cancel: (key) => checking.cancel(key),
    remove: (key) => checking.remove(key),
    open: (key) => dispatch({ kind: "check", action: { kind: "opened", key } }),
    show: (isOpen) => dispatch({ kind: "check", action: { kind: "shown", isOpen } }),
    type: (text) => dispatch({ kind: "check", action: { kind: "typed", text } }),
    setOptions: (options) => dispatch({ kind: "check", action: { kind: "options", options } }),
  };
}

export function gridActions({ store, dispatch }: Page): Omit<Grid, "state"> {
  return {
    show: (goal) => dispatch({ kind: "rows", action: { kind: "asked", goal } }),
    close: () => dispatch({ kind: "rows", action: { kind: "closed" } }),
    turn: (rows, columns) => dispatch({ kind: "rows", action: { kind: "turned", rows, columns } }),
    toggle(side) {
      const isOpen = store.getState().rows.goal?.side === side;
      dispatch({ kind: "rows", action: isOpen ? { kind: "closed" } : { kind: "asked", goal: { side, row: 0, column: undefined } } });
    },
  };
}
