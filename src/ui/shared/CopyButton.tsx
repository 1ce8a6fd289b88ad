import { useCopy } from "./use-copy.ts";

/** Copies a text; for a moment it says that it did, or that the browser refused. */
export function CopyButton({ label, content }: { readonly label: string; readonly content: string }) {
  const { copied, copy } = useCopy();
  return (
    <button type="button" className="small" onClick={() => void copy("code", content)}>
      {copied === "code" ? "Copied" : copied === "refused" ? "The browser refused" : label}
    </button>
  );
}

/** Code to be run elsewhere, and a button that copies it. */
export function CodeLine({ code }: { readonly code: string }) {
  return (
    <span className="code-line">
      <code>{code}</code>
      <CopyButton label="Copy" content={code} />
    </span>
  );
}
