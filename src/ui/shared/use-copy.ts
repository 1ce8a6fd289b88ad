import { useState } from "react";
import type { CopyName } from "../store/output/output-names.ts";

const SHOWN_MS = 1500;

/** Copies text to the clipboard, and shows for a moment what was copied, or that the browser refused. */
export function useCopy(): {
  readonly copied: CopyName | "refused" | null;
  readonly copy: (what: CopyName, content: string) => Promise<void>;
} {
  const [copied, setCopied] = useState<CopyName | "refused" | null>(null);
  const copy = async (what: CopyName, content: string) => {
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
