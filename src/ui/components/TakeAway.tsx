import { useState } from "react";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { EXPORTS, type ExportName, exportText } from "../state/exports.ts";
import type { State } from "../state/state.ts";

/** Texts longer than this are shown by their beginning; copy and download take the whole. */
const SHOWN_CHARACTERS = 20_000;

function download(name: string, content: string) {
  const address = URL.createObjectURL(new Blob([content], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes by the next task; keeping the address would keep them in memory.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** What to take away, always true to the table: MLmodel, JSON, Python in three forms, the command. */
export function TakeAway({ state, signature }: { readonly state: State; readonly signature: ModelSignature }) {
  const [tab, setTab] = useState<ExportName>("MLmodel");
  const [copied, setCopied] = useState(false);
  const content = exportText(tab, state, signature);
  const python: ExportName = tab.startsWith("Python") ? tab : "Python: infer";
  const copy = async () => {
    await navigator.clipboard.writeText(content);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <section className="take" aria-label="Take away">
      <div className="take-head">
        <h2>Take away</h2>
        <label>
          <span className="visually-hidden">Form</span>
          <select value={tab} onChange={(event) => setTab(EXPORTS.find((name) => name === event.target.value) ?? "MLmodel")}>
            {EXPORTS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void copy()}>
          {copied ? "Copied" : tab === "Command" ? "Copy command" : "Copy"}
        </button>
        <span className="grow" />
        <button type="button" className="primary" onClick={() => download("MLmodel", exportText("MLmodel", state, signature))}>
          Download MLmodel
        </button>
        <button type="button" onClick={() => download("signature.json", exportText("JSON", state, signature))}>
          Download signature.json
        </button>
        <button type="button" onClick={() => download("signature.py", exportText(python, state, signature))}>
          Download signature.py
        </button>
      </div>
      {/* Scrollable text takes the focus, so that keyboards can scroll it. */}
      <section className="text" tabIndex={0} aria-label={tab}>
        <pre>{content.length > SHOWN_CHARACTERS ? `${content.slice(0, SHOWN_CHARACTERS)}\n…` : content}</pre>
      </section>
    </section>
  );
}
