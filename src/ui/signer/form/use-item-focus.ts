import { type RefObject, useEffect, useRef } from "react";

const FIELDS = "input, select, textarea";

/**
 * Moves the focus with what is done to a list: to the first field of an item that was added, and to the button that adds when one was removed,
 * since its own button is gone. Returns the list's element, and what to call before each change.
 */
export function useItemFocus(): {
  readonly list: RefObject<HTMLFieldSetElement | null>;
  readonly added: () => void;
  readonly removed: () => void;
} {
  const list = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<"item" | "add" | null>(null);
  useEffect(() => {
    const { current } = wanted;
    wanted.current = null;
    if (current === null || list.current === null) return;
    const items = [...list.current.querySelectorAll(":scope > .item")];
    const target =
      current === "item"
        ? items.at(-1)?.querySelector<HTMLElement>(FIELDS)
        : list.current.querySelector<HTMLElement>(":scope > .item-buttons button");
    target?.focus();
  });
  const added = () => {
    wanted.current = "item";
  };
  const removed = () => {
    wanted.current = "add";
  };
  return { list, added, removed };
}
