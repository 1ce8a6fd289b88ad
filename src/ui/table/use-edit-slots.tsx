import { type KeyboardEvent, useEffect, useEffectEvent, useMemo } from "react";
import { changeText } from "../../core/edit/changes.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { useEdits } from "../shared/use-page.ts";
import type { Edits } from "../store/selectors/edits-view.ts";
import type { MarksOf, RowMark, RowPlace } from "../store/state/row.ts";
import type { Selection } from "../store/state/shown-state.ts";
import { EditCell } from "./EditCell.tsx";
import { AddRow, ChosenTools } from "./EditTools.tsx";
import { addRow, changesOfPart, moveBy, targetsOf } from "./row-edits.ts";
import { isTyping } from "./table-keys.ts";
import type { TableSlots } from "./table-slots.ts";
import "./edit.css";

/** Whether the element in focus has its own undo. */
const hasUndo = (target: EventTarget | null) => isTyping(target) && !target.matches("[type=checkbox]");

/** Ctrl+Z and Ctrl+Shift+Z, except in a field, which has its own undo. */
export function useUndoKeys(edits: Edits | null): void {
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || hasUndo(event.target)) return;
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) edits?.redo();
    else edits?.undo();
  });
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Handles a key on a row; returns whether it was an edit. */
function takeKey(edits: Edits, event: KeyboardEvent, place: RowPlace, onSelect: (selection: Selection) => void): boolean {
  const { side, index, path } = place;
  const { rows } = edits.edited[side];
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && path.length === 0) {
    const keys = targetsOf(edits, place).map(({ key }) => key);
    const move = moveBy(rows, side, keys, event.key === "ArrowUp" ? -1 : 1);
    if (move !== null && edits.make(move.edit)) onSelect({ side, index: move.index });
    return true;
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.key === "Delete") {
    const at = targetsOf(edits, place);
    if (at.length > 0) edits.make({ kind: "drop", side, at });
    return true;
  }
  if (event.key === "Insert") {
    const at = Math.min(index + 1, rows.length);
    if (edits.make(addRow(edits, side, at))) onSelect({ side, index: at });
    return true;
  }
  if (event.key !== "F2") return false;
  edits.startEditing(place);
  return true;
}

function marksOfEdits(edits: Edits): MarksOf {
  return ({ side, index, path }) => {
    const key = edits.keyAt(side, index);
    if (key === undefined) return [];
    const changes = path.length === 0 ? edits.changesOf(side, key)?.changes : changesOfPart(edits, { side, index, path });
    if (changes === undefined || changes.length === 0) return [];
    const mark: RowMark = { kind: "edited", label: `Edited: ${changes.map(changeText).join("; ")}` };
    return [mark];
  };
}

/** What editing adds to a side's table: cells that are edited in place, keys, several rows at once, marks, and tools. */
export function useEditSlots(side: DataSide, onSelect: (selection: Selection) => void): TableSlots {
  const edits = useEdits();
  return useMemo<TableSlots>(() => {
    if (edits === null) return {};
    const { rows } = edits.edited[side];
    const chosen = new Set(rows.flatMap(({ key }, index) => (edits.chosen[side].has(key) ? [index] : [])));
    const shown: TableSlots = { marksOf: marksOfEdits(edits), Cell: EditCell };
    if (edits.isReadOnly) return shown;
    return {
      ...shown,
      onEdit: edits.startEditing,
      onKey: (event, place) => takeKey(edits, event, place, onSelect),
      chosen,
      onChoose: (indices) => edits.choose(side, indices),
      tools: <ChosenTools side={side} />,
      add: <AddRow side={side} onSelect={onSelect} />,
    };
  }, [edits, side, onSelect]);
}
