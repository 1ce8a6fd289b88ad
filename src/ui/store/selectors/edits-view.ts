import { defined } from "../../../core/defined.ts";
import type { EditBase, EditedSignature } from "../../../core/edit/apply-edits.ts";
import type { Aspect, RowChanges } from "../../../core/edit/changes.ts";
import type { Edit, EditSide } from "../../../core/edit/edit.ts";
import type { ErrorData } from "../../../core/errors.ts";
import type { SpecKey } from "../../../core/mlflow/spec-keys.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { RowPlace } from "../state/row.ts";
import type { PageStore } from "../store.ts";
import { derive, type Selector } from "./derive.ts";
import {
  baseOf,
  changesByRow,
  editDifferences,
  editedSignature,
  inferredResult,
  isReadOnly,
  type RowPlaces,
  rowPlaces,
  workOf,
} from "./selectors.ts";

/** The signature as it is edited by hand, next to what was inferred. */
export interface EditsView extends RowPlaces {
  readonly list: readonly Edit[];
  readonly edited: EditedSignature;
  readonly differences: readonly RowChanges[];
  /** How a row differs from what was inferred for it; undefined if it does not. */
  changesOf(side: EditSide, key: SpecKey): RowChanges | undefined;
  readonly inferred: SigningResult | null;
  /** What was inferred, as what edits start from. */
  readonly base: EditBase;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why the last edit was not made. */
  readonly refusal: ErrorData | null;
  /** Whether the signature is only shown: a shared review that was not copied. */
  readonly isReadOnly: boolean;
  /** The row that is edited in the table. */
  readonly editing: RowPlace | null;
  /** Rows that are edited together. */
  readonly chosen: Readonly<Record<DataSide, ReadonlySet<SpecKey>>>;
}

/** What can be done to the signature by hand. Every function is stable. */
export interface EditActions {
  /** Makes an edit; false if it breaks one of MLflow's rules, and then nothing changes. */
  make(edit: Edit): boolean;
  undo(): void;
  redo(): void;
  revert(side: EditSide, key: SpecKey, aspect?: Aspect): void;
  /** Reverts one difference within a row's nested type by an edit; if none is left, the edits of the type are removed. */
  revertPart(side: DataSide, key: SpecKey, back: Edit): void;
  revertAll(): void;
  startEditing(place: RowPlace | null): void;
  choose(side: DataSide, indices: ReadonlySet<number>): void;
}

export type Edits = EditsView & EditActions;

export const editsView: Selector<EditsView> = derive(
  (state) => [
    workOf(state).edits,
    editedSignature(state),
    editDifferences(state),
    changesByRow(state),
    rowPlaces(state),
    inferredResult(state).result,
    baseOf(state),
    state.history,
    isReadOnly(state),
    state.view,
  ],
  (list, edited, differences, changesOf, places, inferred, base, { past, future }, readOnly, { refusal, editing, chosen }) => ({
    ...places,
    list,
    edited,
    differences,
    changesOf,
    inferred,
    base,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    refusal,
    isReadOnly: readOnly,
    editing,
    chosen,
  }),
);

export function editActions({ dispatch, getState }: PageStore): EditActions {
  return {
    make(edit) {
      const before = workOf(getState()).edits;
      dispatch({ kind: "edited", edit });
      return workOf(getState()).edits !== before;
    },
    undo: () => dispatch({ kind: "undone" }),
    redo: () => dispatch({ kind: "redone" }),
    revert: (side, key, aspect) => dispatch({ kind: "row-reverted", side, key, ...defined({ aspect }) }),
    revertPart: (side, key, back) => dispatch({ kind: "part-reverted", side, key, back }),
    revertAll: () => dispatch({ kind: "all-reverted" }),
    startEditing: (place) => dispatch({ kind: "editing", place }),
    choose(side, indices) {
      const { rows } = editedSignature(getState())[side];
      dispatch({ kind: "chosen", side, keys: new Set([...indices].flatMap((index) => rows[index]?.key ?? [])) });
    },
  };
}
