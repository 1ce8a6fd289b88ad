import { useState } from "react";

const SHOWN_MS = 1500;

/** Copies text to the clipboard, and tells for a moment what was copied, or that the browser refused. */
export function useCopy(): { readonly copied: string | null; readonly copy: (what: string, content: string) => Promise<void> } {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (what: string, content: string) => {
    try {
      await navigator.clipboard.writeText(content);
      setCopied(what);
    } catch {
      setCopied("refused");
    }
    setTimeout(() => setCopied(null), SHOWN_MS);
  };
  return { copied, copy };
}
