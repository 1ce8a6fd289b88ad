import type { SpecKey } from "../mlflow/spec-keys.ts";
import type { Aspect } from "./changes.ts";
import { type Edit, type EditSide, sideOfEdit, type Target } from "./edit.ts";

/** What of a row an edit changes: a nested part changes its type, a parameter's type its default too. */
function aspectsOf(edit: Edit, path: Target["path"]): readonly Aspect[] {
  const isNested = path !== undefined && path.length > 0;
  switch (edit.kind) {
    case "type":
    case "tensor":
    case "add-property":
      return ["type"];
    case "required":
      return [isNested ? "type" : "required"];
    case "rename":
      return [isNested ? "type" : "name"];
    case "drop":
      return [isNested ? "type" : "row"];
    case "add":
    case "add-param":
      return ["row"];
    case "move":
      return ["place"];
    case "param":
      return ["type", "default"];
  }
}

/** An edit without what it does to one aspect of one row; null where nothing is left of it. */
function without(edit: Edit, key: SpecKey, isMeant: (aspects: readonly Aspect[]) => boolean): Edit | null {
  const stays = (target: Target) => target.key !== key || !isMeant(aspectsOf(edit, target.path));
  switch (edit.kind) {
    case "type":
    case "required":
    case "tensor":
    case "drop": {
      const at = edit.at.filter(stays);
      return at.length === edit.at.length ? edit : at.length === 0 ? null : { ...edit, at };
    }
    case "rename": {
      const names = edit.names.filter(({ at }) => stays(at));
      return names.length === edit.names.length ? edit : names.length === 0 ? null : { ...edit, names };
    }
    case "move": {
      if (!isMeant(["place"])) return edit;
      const keys = edit.keys.filter((one) => one !== key);
      return keys.length === edit.keys.length ? edit : keys.length === 0 ? null : { ...edit, keys };
    }
    case "add-property":
      return stays(edit.at) ? edit : null;
    case "add":
    case "add-param":
    case "param":
      return stays({ key: edit.key }) ? edit : null;
  }
}

/** The edits without those of one row, or of one aspect of it: what an added row would be without is not there, so all of its edits go. */
export function revertRow(edits: readonly Edit[], side: EditSide, key: SpecKey, aspect?: Aspect): readonly Edit[] {
  const wholeRow = aspect === undefined || (aspect === "row" && key.startsWith("+"));
  const isMeant = (aspects: readonly Aspect[]) => wholeRow || aspects.includes(aspect);
  return edits.flatMap((edit) => (sideOfEdit(edit) === side ? (without(edit, key, isMeant) ?? []) : edit));
}
