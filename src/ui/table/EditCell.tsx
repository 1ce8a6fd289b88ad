import type { KeyboardEvent, ReactNode } from "react";
import type { Aspect } from "../../core/edit/changes.ts";
import type { PathStep } from "../../core/edit/edit.ts";
import { typeAt } from "../../core/edit/type-path.ts";
import { isSignetError } from "../../core/errors.ts";
import type { SpecKey } from "../../core/mlflow/spec-keys.ts";
import type { ColSpec, ColumnType, TensorSpec } from "../../core/mlflow/types.ts";
import { DraftInput } from "../kit/DraftInput.tsx";
import { DtypeSelect, ShapeInput } from "../shared/TensorFields.tsx";
import { TypeSelect } from "../shared/TypeSelect.tsx";
import { useEdits } from "../shared/use-page.ts";
import { targetOf } from "../store/selectors/edit-model.ts";
import type { Edits } from "../store/selectors/edits-view.ts";
import { type RowPlace, rowKey, type TableRow } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";
import { changesOfPart } from "./row-edits.ts";
import type { CellSlotProps, EditableCell } from "./table-slots.ts";

const ASPECTS: Readonly<Record<EditableCell, Aspect>> = { name: "name", type: "type", required: "required" };

const isSamePlace = (place: RowPlace | null, other: RowPlace) =>
  place !== null && place.side === other.side && rowKey(place) === rowKey(other);

/** The inferred value of one aspect of a row or part, and a function that reverts to it; undefined if it was not changed. */
function changeAt(
  edits: Edits,
  { side, index, path }: RowPlace,
  aspect: Aspect,
): { readonly from: string; readonly revert: () => void } | undefined {
  const row = edits.edited[side].rows[index];
  if (row === undefined) return undefined;
  const { key } = row;
  if (path.length === 0) {
    const change = edits.changesOf(side, key)?.changes.find((one) => one.aspect === aspect);
    return change && { from: change.from, revert: () => edits.revert(side, key, aspect) };
  }
  const change = changesOfPart(edits, { side, index, path }).find((one) => one.aspect === aspect);
  return change && { from: change.from, revert: () => edits.revertPart(side, key, change.back) };
}

/** Shows where the pointer is, and in the selected row, that a type can be changed. */
function ChangeType({ edits, place }: { readonly edits: Edits; readonly place: RowPlace }) {
  return (
    <button
      type="button"
      className="change-type"
      tabIndex={-1}
      aria-label="Change type"
      title="Change type (Enter)"
      onClick={(event) => {
        event.stopPropagation();
        edits.startEditing(place);
      }}
    />
  );
}

/** A cell of an edited row: the edited and the inferred value, with a button that reverts it. */
function WithInferred({
  edits,
  row,
  aspect,
  children,
}: {
  readonly edits: Edits;
  readonly row: TableRow;
  readonly aspect: Aspect;
  readonly children: ReactNode;
}) {
  const { place, name } = row;
  const change = changeAt(edits, place, aspect);
  if (change === undefined)
    return aspect === "type" && !edits.isReadOnly && !row.isGone ? (
      <>
        {children}
        <ChangeType edits={edits} place={place} />
      </>
    ) : (
      children
    );
  return (
    <span className="edited-cell">
      {children}
      <s className="was" title={`inferred: ${change.from}`}>
        {change.from}
      </s>
      {!edits.isReadOnly && (
        <button
          type="button"
          className="revert"
          tabIndex={-1}
          aria-label={`Revert ${aspect} of ${name} to ${change.from}`}
          title={`Back to ${change.from}`}
          onClick={(event) => {
            event.stopPropagation();
            change.revert();
          }}
        >
          ↺
        </button>
      )}
    </span>
  );
}

/** Closes the editor and focuses the edited row, so that keys continue there. */
function leave(edits: Edits, event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const button = event.currentTarget.closest("tr");
  const table = button?.closest("section");
  const key = button?.dataset.key;
  edits.startEditing(null);
  requestAnimationFrame(() => {
    for (const row of table?.querySelectorAll<HTMLElement>("tr[data-key]") ?? [])
      if (row.dataset.key === key) row.querySelector<HTMLElement>(".row-button")?.focus();
  });
}

function partType(spec: ColSpec, path: readonly PathStep[]): ColumnType | null {
  try {
    return typeAt(spec.type, path);
  } catch (error) {
    if (isSignetError(error)) return null;
    throw error;
  }
}

interface EditorProps {
  readonly edits: Edits;
  readonly row: TableRow;
  readonly specKey: SpecKey;
  readonly spec: ColSpec | TensorSpec;
}

function NameEditor({ edits, row, specKey, spec }: EditorProps) {
  const { side, path } = row.place;
  const last = targetOf(specKey, spec, path);
  const isNameless = path.length > 0 && typeof last.path?.at(-1) === "string";
  if (isNameless) return row.name;
  return (
    <DraftInput
      label={`Name of ${row.name}`}
      value={path.length === 0 && spec.name === undefined ? "" : row.name}
      placeholder="(unnamed)"
      onCommit={(text) => edits.make({ kind: "rename", side, names: [{ at: last, name: text === "" ? null : text }] })}
    />
  );
}

function TypeEditor({ edits, row, specKey, spec }: EditorProps) {
  const { side, path } = row.place;
  const at = [targetOf(specKey, spec, path)];
  if (spec.kind === "tensor") {
    return (
      <>
        <DtypeSelect
          label={`Dtype of ${row.name}`}
          dtype={spec.dtype}
          autoFocus
          onChange={(dtype) => edits.make({ kind: "tensor", side, at, dtype })}
        />{" "}
        <ShapeInput
          label={`Shape of ${row.name}`}
          shape={spec.shape}
          onChange={(shape) => edits.make({ kind: "tensor", side, at, shape })}
        />
      </>
    );
  }
  return (
    <TypeSelect
      label={`Type of ${row.name}`}
      type={partType(spec, at[0]?.path ?? [])}
      autoFocus
      onChange={(type) => edits.make({ kind: "type", side, at, type })}
    />
  );
}

function RequiredEditor({ edits, row, specKey, spec }: EditorProps) {
  if (spec.kind === "tensor" || row.required === null) return row.required === null ? "" : "required";
  const { side, path } = row.place;
  const at = [targetOf(specKey, spec, path)];
  return (
    <input
      type="checkbox"
      aria-label={`${row.name} is required`}
      checked={row.required}
      onChange={(event) => edits.make({ kind: "required", side, at, required: event.target.checked })}
    />
  );
}

const EDITORS = { name: NameEditor, type: TypeEditor, required: RequiredEditor } as const;

/** A cell of the signature's table: its editor while the row is edited, or else its value, with the inferred one next to it if it differs. */
export function EditCell({ row, cell, children }: CellSlotProps): ReactNode {
  const edits = useEdits();
  const { side, index } = row.place;
  const edited = edits?.edited[side].rows[index];
  if (edits === null || edited === undefined) return children;
  if (!isSamePlace(edits.editing, row.place)) {
    return (
      <WithInferred edits={edits} row={row} aspect={ASPECTS[cell]}>
        {children}
      </WithInferred>
    );
  }
  const Editor = EDITORS[cell];
  return (
    // Keys and clicks within the editor are its own, not the table's.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps what bubbles from its fields
    <span
      className="cell-editor"
      title={columnName(edited.spec.name)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key === "Escape" || event.key === "Enter") leave(edits, event);
      }}
    >
      <Editor edits={edits} row={row} specKey={edited.key} spec={edited.spec} />
    </span>
  );
}
