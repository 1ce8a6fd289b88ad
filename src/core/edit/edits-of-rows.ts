import type { SpecKey } from "../mlflow/spec-keys.ts";
import { type DataSide, type Edit, sideOfEdit, type Target } from "./edit.ts";

/** The edits of a side, once some of its rows are gone. */
export interface EditsOfRows {
  /** All edits of all sides, without what is gone. */
  readonly kept: readonly Edit[];
  /** The keys of edited rows that are there, and of those that are gone. */
  readonly edited: readonly SpecKey[];
  readonly left: readonly SpecKey[];
}

const targetKeys = (edit: Edit): readonly SpecKey[] => {
  switch (edit.kind) {
    case "type":
    case "required":
    case "drop":
    case "tensor":
      return edit.at.map(({ key }) => key);
    case "rename":
      return edit.names.map(({ at }) => at.key);
    case "move":
      return edit.keys;
    case "add-property":
      return [edit.at.key];
    case "add":
    case "param":
    case "add-param":
      return [edit.key];
  }
};

/** The edit of the rows that are there; null where none is. */
function narrowed(edit: Edit, isThere: (key: SpecKey) => boolean): Edit | null {
  const rows = (at: readonly Target[]) => at.filter(({ key }) => isThere(key));
  if (!targetKeys(edit).some(isThere)) return null;
  switch (edit.kind) {
    case "type":
    case "required":
    case "drop":
    case "tensor":
      return { ...edit, at: rows(edit.at) };
    case "rename":
      return { ...edit, names: edit.names.filter(({ at }) => isThere(at.key)) };
    case "move":
      return { ...edit, keys: edit.keys.filter(isThere) };
    case "add-property":
    case "add":
    case "param":
    case "add-param":
      return edit;
  }
}

/**
 * The edits that still have a row, where a side has other rows now: an edit of several rows goes on with those that are there. Rows that an
 * edit adds are there.
 *
 * @example editsOfRows([{ kind: "drop", side: "inputs", at: [{ key: '"a"' }, { key: '"b"' }] }], "inputs", (key) => key === '"a"').kept // drops "a"
 */
export function editsOfRows(edits: readonly Edit[], side: DataSide, isThere: (key: SpecKey) => boolean): EditsOfRows {
  const added = new Set(edits.flatMap((edit) => (edit.kind === "add" && edit.side === side ? [edit.key] : [])));
  const isKept = (key: SpecKey) => added.has(key) || isThere(key);
  const own = edits.filter((edit) => sideOfEdit(edit) === side).flatMap(targetKeys);
  return {
    kept: edits.flatMap((edit) => (sideOfEdit(edit) === side ? (narrowed(edit, isKept) ?? []) : [edit])),
    edited: [...new Set(own.filter(isKept))],
    left: [...new Set(own.filter((key) => !isKept(key)))],
  };
}
