import type { TableRow } from "../store/state/row.ts";

/** What a key asks of a table. */
export type KeyAction =
  | { readonly kind: "go"; readonly to: number; readonly extends: boolean }
  | { readonly kind: "fold"; readonly row: TableRow; readonly isUnfolded: boolean }
  | { readonly kind: "edit"; readonly row: TableRow }
  | { readonly kind: "choose-all" };

/** The part of a KeyboardEvent that says what to do. */
export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface KeyPlace {
  readonly rows: readonly TableRow[];
  /** Where the selected row is among them, or -1. */
  readonly at: number;
  readonly unfolded: ReadonlySet<string>;
  readonly pageRows: number;
}

function stepOf(key: string, { rows, at, pageRows }: KeyPlace): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "PageDown":
      return at + pageRows;
    case "PageUp":
      return at - pageRows;
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    default:
      return null;
  }
}

/** Right unfolds, left folds or goes to the row that has this one. */
function foldAction(key: string, row: TableRow, { rows, at, unfolded }: KeyPlace): KeyAction | null {
  if (key === "ArrowRight" && row.inner !== null && !unfolded.has(row.key)) return { kind: "fold", row, isUnfolded: true };
  if (key !== "ArrowLeft") return null;
  if (unfolded.has(row.key)) return { kind: "fold", row, isUnfolded: false };
  if (row.level === 0) return null;
  const above = rows.slice(0, at).findLastIndex(({ level }) => level < row.level);
  return above < 0 ? null : { kind: "go", to: above, extends: false };
}

/** The command of a key pressed in the rows; null if it is not one of the table's. */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey, place: KeyPlace): KeyAction | null {
  const { rows, at } = place;
  if (rows.length === 0 || altKey) return null;
  if (ctrlKey || metaKey) return key === "a" ? { kind: "choose-all" } : null;
  const step = stepOf(key, place);
  if (step !== null) return { kind: "go", to: Math.max(0, Math.min(rows.length - 1, step)), extends: shiftKey };
  const row = rows[at];
  if (row === undefined) return null;
  if (key === "Enter") return { kind: "edit", row };
  return foldAction(key, row, place);
}

/** Whether a key goes to the field in focus. */
export const isTyping = (target: EventTarget | null): target is Element =>
  target instanceof Element && target.matches("input, textarea, select, [contenteditable]");

/** Keys with what they do. */
type KeyList = readonly (readonly [keys: string, does: string])[];

/** The keys that move through a table. */
export const TABLE_KEYS: KeyList = [
  ["↑ ↓", "select the row above or below"],
  ["Home End PageUp PageDown", "select a row further away"],
  ["→ ←", "unfold, fold"],
  ["/", "find"],
  ["Esc", "clear the filter, close"],
  ["?", "this list"],
];

/** The keys that edit the signature. */
export const EDIT_KEYS: KeyList = [
  ["Enter", "edit the row: name, type, required"],
  ["Shift+↑↓ Ctrl+A", "select several rows, to edit them at once"],
  ["Alt+↑ Alt+↓", "move the row"],
  ["Delete Insert", "drop the row, add a row"],
  ["Ctrl+Z Ctrl+Shift+Z", "undo, redo"],
];
