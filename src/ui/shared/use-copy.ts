import { useState } from "react";
import type { CopyName } from "../store/output/output-names.ts";

const SHOWN_MS = 1500;

/** Keeps the width of the button that was pressed while it says something shorter; returns what ends that. */
function keepWidth(): () => void {
  const button = document.activeElement;
  if (!(button instanceof HTMLButtonElement)) return () => {};
  button.style.minWidth = `${button.getBoundingClientRect().width}px`;
  return () => {
    button.style.minWidth = "";
  };
}

/** Copies text to the clipboard, and shows for a moment what was copied, or that the browser refused. */
export function useCopy(): {
  readonly copied: CopyName | "refused" | null;
  readonly copy: (what: CopyName, content: string) => Promise<void>;
} {
  const [copied, setCopied] = useState<CopyName | "refused" | null>(null);
  const copy = async (what: CopyName, content: string) => {
    let said: CopyName | "refused" = what;
    try {
      await navigator.clipboard.writeText(content);
    } catch {
      said = "refused";
    }
    const release = keepWidth();
    setCopied(said);
    setTimeout(() => {
      setCopied(null);
      release();
    }, SHOWN_MS);
  };
  return { copied, copy };
}
