import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef } from "react";
import type { TableRow } from "../store/state/row.ts";
import { isTyping, keyWish } from "./table-keys.ts";
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

/** The keys that tell a plain press from one that chooses several. */
interface Modifiers {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

export interface TableKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onScroll: () => void;
  /** Chooses several columns where the press asks for it and the slots allow it; true where it did. */
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

/** A table that is walked by keys: the selection moves, the focus goes with it, and what is out of sight is scrolled to. */
export function useTableKeys(input: KeysInput): TableKeys {
  const latest = useRef(input);
  latest.current = input;
  /** The row to which the focus goes once it is drawn. */
  const goal = useRef<string | null>(null);
  /** Where a range of columns began. */
  const anchor = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (goal.current === null) return;
    const button = rowButton(latest.current.body.current, goal.current);
    if (button === null) return;
    goal.current = null;
    button.focus({ preventScroll: true });
  });

  const go = useCallback((to: number) => {
    const { rows, drawn, onSelect } = latest.current;
    const row = rows[to];
    if (row === undefined) return;
    goal.current = row.key;
    drawn.reveal(to);
    onSelect(row);
  }, []);

  const choose = useCallback((row: TableRow, { shiftKey, ctrlKey, metaKey }: Modifiers): boolean => {
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

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const { rows, selectedKey, unfolded, drawn, slots, onFold } = latest.current;
      if (event.defaultPrevented || isTyping(event.target)) return;
      const at = rows.findIndex(({ key }) => key === selectedKey);
      const wish = keyWish(event, { rows, at, unfolded, pageRows: drawn.pageRows });
      const row = rows[at];
      if (
        wish === null ||
        (wish.kind === "edit" && slots.onEdit === undefined) ||
        (wish.kind === "choose-all" && slots.onChoose === undefined)
      ) {
        if (row !== undefined && slots.onKey?.(event, row.place) === true) event.preventDefault();
        return;
      }
      // Enter on another row than the selected one selects it, as a button does.
      if (
        wish.kind === "edit" &&
        !(event.target instanceof Element && event.target.closest("tr")?.dataset.key === selectedKey) &&
        event.target !== event.currentTarget
      )
        return;
      event.preventDefault();
      switch (wish.kind) {
        case "go": {
          const to = rows[wish.to];
          if (to !== undefined) choose(to, { shiftKey: wish.extends, ctrlKey: false, metaKey: false });
          go(wish.to);
          return;
        }
        case "fold":
          onFold(wish.row.key, wish.isUnfolded);
          return;
        case "edit":
          slots.onEdit?.(wish.row.place);
          return;
        case "choose-all":
          slots.onChoose?.(columnsBetween(rows, 0, rows.length - 1));
          return;
      }
    },
    [go, choose],
  );

  const onScroll = useCallback(() => {
    const { body, drawn } = latest.current;
    const focused = body.current?.contains(document.activeElement) === true ? document.activeElement?.closest("tr") : null;
    drawn.onScroll();
    // A row that is scrolled away is drawn no more: the table keeps the focus, so that the keys go on working.
    if (focused?.dataset.key !== undefined && goal.current === null) {
      const view = body.current?.getBoundingClientRect();
      const row = focused.getBoundingClientRect();
      if (view !== undefined && (row.bottom < view.top || row.top > view.bottom)) body.current?.focus({ preventScroll: true });
    }
  }, []);

  const leaveSearch = useCallback(
    (event: KeyboardEvent, clear: () => void) => {
      const { rows, selectedKey, body } = latest.current;
      if (event.key === "Escape") {
        clear();
        body.current?.focus({ preventScroll: true });
      } else if (event.key === "ArrowDown" || event.key === "Enter") {
        go(
          Math.max(
            0,
            rows.findIndex(({ key }) => key === selectedKey),
          ),
        );
      } else return;
      event.preventDefault();
    },
    [go],
  );

  return { onKeyDown, onScroll, choose, leaveSearch };
}
