import type { SpecKey } from "../mlflow/spec-keys.ts";
import { type DataSide, type Edit, sideOfEdit, type Target } from "./edit.ts";

/** An edit of rows that have other keys since: those in `keys` become what they are there. */
function rekeyed(edit: Edit, keys: ReadonlyMap<SpecKey, SpecKey>): Edit {
  const now = (key: SpecKey): SpecKey => keys.get(key) ?? key;
  const target = (at: Target): Target => ({ ...at, key: now(at.key) });
  const before = (key: SpecKey | null) => (key === null ? null : now(key));
  switch (edit.kind) {
    case "type":
    case "required":
    case "drop":
    case "tensor":
      return { ...edit, at: edit.at.map(target) };
    case "rename":
      return { ...edit, names: edit.names.map(({ at, name }) => ({ at: target(at), name })) };
    case "move":
      return { ...edit, keys: edit.keys.map(now), before: before(edit.before) };
    case "add":
      return { ...edit, before: before(edit.before) };
    case "add-property":
      return { ...edit, at: target(edit.at) };
    case "param":
    case "add-param":
      return edit;
  }
}

/**
 * Edits that follow their rows where columns of a side are read under other names; the same list where none is touched.
 *
 * @example rekeyedEdits([{ kind: "drop", side: "inputs", at: [{ key: '"a.1"' }] }], "inputs", new Map([['"a.1"', '"a_2"']])) // drops "a_2"
 */
export function rekeyedEdits(edits: readonly Edit[], side: DataSide, keys: ReadonlyMap<SpecKey, SpecKey>): readonly Edit[] {
  return keys.size === 0 ? edits : edits.map((edit) => (sideOfEdit(edit) === side ? rekeyed(edit, keys) : edit));
}
