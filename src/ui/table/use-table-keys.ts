import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef } from "react";
import type { TableRow } from "../store/state/row.ts";
import { isTyping, type KeyAction, keyAction } from "./table-keys.ts";
import type { TableSlots } from "./table-slots.ts";
import type { RowWindow } from "./use-row-window.ts";

interface KeysInput {
  readonly body: RefObject<HTMLElement | null>;
  readonly rows: readonly TableRow[];
  readonly selectedKey: string | null;
  readonly unfolded: ReadonlySet<string>;
  readonly drawn: RowWindow;
  readonly slots: TableSlots;
  readonly onSelect: (row: TableRow) => void;
  readonly onFold: (key: string, isUnfolded: boolean) => void;
}

/** The modifier keys of a press that chooses several rows. */
interface Modifiers {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

export interface TableKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onScroll: () => void;
  /** Chooses several columns if the press asks for it and the slots allow it; returns whether it did. */
  readonly choose: (row: TableRow, press: Modifiers) => boolean;
  /** Goes from the search box to the rows, or clears it. */
  readonly leaveSearch: (event: KeyboardEvent, clear: () => void) => void;
}

/** The button of the row with this key, where it is drawn. */
function rowButton(body: HTMLElement | null, key: string): HTMLElement | null {
  const rows = body?.querySelectorAll<HTMLElement>("tr[data-key]") ?? [];
  for (const row of rows) if (row.dataset.key === key) return row.querySelector<HTMLElement>(".row-button") ?? row.querySelector("button");
  return null;
}

/** The columns from one row to another, both among them. */
function columnsBetween(rows: readonly TableRow[], from: number, to: number): ReadonlySet<number> {
  return new Set(rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ place }) => place.index));
}

/** Chooses several columns: with Ctrl one more or less, with Shift all from where it began. */
function useChoosing(input: KeysInput): TableKeys["choose"] {
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  /** The row at which a range of columns began. */
  const anchor = useRef<string | null>(null);
  return useCallback((row, { shiftKey, ctrlKey, metaKey }) => {
    const { rows, selectedKey, slots } = latest.current;
    if (slots.onChoose === undefined || !(shiftKey || ctrlKey || metaKey)) {
      anchor.current = row.key;
      if ((slots.chosen?.size ?? 0) > 0) slots.onChoose?.(new Set());
      return false;
    }
    if (!shiftKey) {
      const chosen = new Set(slots.chosen);
      if (!chosen.delete(row.place.index)) chosen.add(row.place.index);
      slots.onChoose(chosen);
      return true;
    }
    anchor.current ??= selectedKey;
    const from = rows.findIndex(({ key }) => key === anchor.current);
    slots.onChoose(columnsBetween(rows, Math.max(0, from), rows.indexOf(row)));
    return true;
  }, []);
}

/** The command of a key on the rows; null if it is not one of the table's, or the slots do not allow it. */
function actionOf(event: KeyboardEvent, { rows, selectedKey, unfolded, drawn, slots }: KeysInput): KeyAction | null {
  const at = rows.findIndex(({ key }) => key === selectedKey);
  const action = keyAction(event, { rows, at, unfolded, pageRows: drawn.pageRows });
  if (action?.kind === "edit" && slots.onEdit === undefined) return null;
  return action?.kind === "choose-all" && slots.onChoose === undefined ? null : action;
}

/** Whether the focus is on another row than the selected one, where Enter selects it, as a button does. */
const isOnOtherRow = ({ target, currentTarget }: KeyboardEvent, selectedKey: string | null) =>
  !(target instanceof Element && target.closest("tr")?.dataset.key === selectedKey) && target !== currentTarget;

/** A row that is scrolled away is not rendered any more. The table then takes the focus, so that keys still work. */
function keepFocus(body: HTMLElement | null, focused: HTMLElement): void {
  const view = body?.getBoundingClientRect();
  const row = focused.getBoundingClientRect();
  if (view !== undefined && (row.bottom < view.top || row.top > view.bottom)) body?.focus({ preventScroll: true });
}

/** Keyboard navigation of a table: the selection moves, the focus follows, and rows out of sight are scrolled to. */
export function useTableKeys(input: KeysInput): TableKeys {
  /** The row to which the focus goes once it is drawn. */
  const goal = useRef<string | null>(null);
  useLayoutEffect(() => {
    const button = goal.current === null ? null : rowButton(input.body.current, goal.current);
    if (button === null) return;
    goal.current = null;
    button.focus({ preventScroll: true });
  });
  const choose = useChoosing(input);

  const go = (to: number) => {
    const row = input.rows[to];
    if (row === undefined) return;
    goal.current = row.key;
    input.drawn.reveal(to);
    input.onSelect(row);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { rows, selectedKey, slots, onFold } = input;
    if (event.defaultPrevented || isTyping(event.target)) return;
    const action = actionOf(event, input);
    if (action === null) {
      const row = rows.find(({ key }) => key === selectedKey);
      if (row !== undefined && slots.onKey?.(event, row.place) === true) event.preventDefault();
      return;
    }
    if (action.kind === "edit" && isOnOtherRow(event, selectedKey)) return;
    event.preventDefault();
    switch (action.kind) {
      case "go": {
        const to = rows[action.to];
        if (to !== undefined) choose(to, { shiftKey: action.extends, ctrlKey: false, metaKey: false });
        go(action.to);
        return;
      }
      case "fold":
        onFold(action.row.key, action.isUnfolded);
        return;
      case "edit":
        slots.onEdit?.(action.row.place);
        return;
      case "choose-all":
        slots.onChoose?.(columnsBetween(rows, 0, rows.length - 1));
        return;
    }
  };

  const onScroll = () => {
    const body = input.body.current;
    const focused = body?.contains(document.activeElement) === true ? document.activeElement?.closest("tr") : null;
    input.drawn.onScroll();
    if (focused?.dataset.key !== undefined && goal.current === null) keepFocus(body, focused);
  };

  const leaveSearch = (event: KeyboardEvent, clear: () => void) => {
    const { rows, selectedKey, body } = input;
    if (event.key === "Escape") {
      clear();
      body.current?.focus({ preventScroll: true });
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      const at = rows.findIndex(({ key }) => key === selectedKey);
      go(Math.max(0, at));
    } else return;
    event.preventDefault();
  };

  return { onKeyDown, onScroll, choose, leaveSearch };
}
