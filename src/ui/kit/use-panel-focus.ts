import { type RefObject, useEffect, useRef } from "react";

interface PanelFocus {
  /** A selector of what gets the focus within the panel; null for the panel itself. */
  readonly first: string | null;
  /** A selector of what gets the focus afterwards, if what opened the panel is gone. */
  readonly fallback: string;
}

/**
 * Moves the focus into a panel when it opens and the panel into sight, and the focus back when it closes. Whoever types elsewhere is not interrupted, nor is a focus taken that is
 * elsewhere by then.
 */
export function usePanelFocus<T extends HTMLElement>({ first, fallback }: PanelFocus): RefObject<T | null> {
  const panel = useRef<T>(null);
  const begins = useRef({ first, fallback });
  useEffect(() => {
    const { first, fallback } = begins.current;
    const opener = document.activeElement;
    const wanted = (first === null ? null : panel.current?.querySelector<HTMLElement>(first)) ?? panel.current;
    if (opener === document.body || opener instanceof HTMLButtonElement) wanted?.focus({ preventScroll: true });
    panel.current?.scrollIntoView?.({ block: "nearest" });
    return () => {
      if (document.activeElement !== document.body) return;
      const isThere = opener instanceof HTMLElement && opener !== document.body && opener.checkVisibility?.() === true;
      (isThere ? opener : document.querySelector<HTMLElement>(fallback))?.focus();
    };
  }, []);
  return panel;
}
