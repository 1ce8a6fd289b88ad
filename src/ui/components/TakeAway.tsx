import { useMemo, useState } from "react";
import type { Edit } from "../../core/edit/edit.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { loadReviewTools } from "../share/load-review-tools.ts";
import { type ChosenSigner, isDefault } from "../signer/chosen-signer.ts";
import { download } from "../state/download.ts";
import {
  canInfer,
  cellOptionsOf,
  commandText,
  defaultPython,
  EDITS_FILE,
  EXPORTS,
  type ExportName,
  exportText,
  isMade,
  isWhollyMade,
} from "../state/exports.ts";
import { count } from "../state/format.ts";
import type { State } from "../state/state.ts";
import { useCopy } from "../state/use-copy.ts";
import { useEdits } from "../use-page.ts";

/** Texts longer than this are shown by their beginning; copy and download take the whole. */
const SHOWN_CHARACTERS = 20_000;

/** From this many columns the drawer begins closed: the text is then long, and made only when it is asked for. */
const OPEN_BELOW_COLUMNS = 50;

async function downloadConfig(signer: ChosenSigner): Promise<void> {
  const { configText } = await import("../signer/config-tools.ts");
  download("signer.yaml", configText(signer));
}

/** The edits beside the command, which takes them by this file. */
async function downloadEdits(edits: readonly Edit[]): Promise<void> {
  const { editsToJson } = await loadReviewTools();
  download(EDITS_FILE, editsToJson(edits));
}

function columnCount({ inputs, outputs }: ModelSignature): number {
  return (inputs?.specs.length ?? 0) + (outputs?.specs.length ?? 0);
}

/** What to take away, always true to the table: MLmodel, JSON, Python in three forms, and the command that writes the same bytes. */
export function TakeAway({ state, signature }: { readonly state: State; readonly signature: ModelSignature }) {
  const edits = useEdits();
  const inferable = canInfer(state);
  const [form, setForm] = useState<ExportName>("MLmodel");
  const chosen = form === "Python: infer" && !inferable ? "Python: explicit" : form;
  const [opened, setOpened] = useState<boolean | null>(null);
  const isOpen = opened ?? columnCount(signature) < OPEN_BELOW_COLUMNS;
  const { copied, copy } = useCopy();
  // A text of ten thousand columns is not made anew for each row that is chosen.
  const { sides, params, model, edited, given } = state;
  const content = useMemo(
    () => (isOpen ? exportText(chosen, { sides, params, model, edited, given }, signature) : ""),
    [isOpen, chosen, sides, params, model, edited, given, signature],
  );
  const python: ExportName = chosen.startsWith("Python") ? chosen : defaultPython(state);
  const cellOptions = isMade(state) ? cellOptionsOf(state) : [];
  return (
    <section className="take" aria-label="Take away">
      <div className="take-head">
        <button
          type="button"
          className="small"
          aria-expanded={isOpen}
          aria-label={isOpen ? "Hide the text" : "Show the text"}
          onClick={() => setOpened(!isOpen)}
        >
          {isOpen ? "▾" : "▴"}
        </button>
        <h2>Take away</h2>
        <select
          aria-label="Form"
          className="small"
          value={chosen}
          onChange={(event) => setForm(EXPORTS.find((name) => name === event.target.value) ?? "MLmodel")}
        >
          {EXPORTS.filter((name) => inferable || name !== "Python: infer").map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <button type="button" className="small" onClick={() => void copy("text", exportText(chosen, state, signature))}>
          {copied === "text" ? "Copied" : "Copy"}
        </button>
        {isWhollyMade(state) && (
          <button type="button" className="small" onClick={() => void copy("command", commandText(chosen, state))}>
            {copied === "command" ? "Copied" : "Copy command"}
          </button>
        )}
        {copied === "refused" && <span className="failure">The browser refused the clipboard: select the text and copy it.</span>}
        <span className="grow" />
        <button
          type="button"
          className="primary small"
          onClick={() => download("MLmodel", exportText("MLmodel", state, signature), "application/octet-stream")}
        >
          Download MLmodel
        </button>
        <button type="button" className="small" onClick={() => download("signature.json", exportText("JSON", state, signature))}>
          Download signature.json
        </button>
        <button type="button" className="small" onClick={() => download("signature.py", exportText(python, state, signature))}>
          Download signature.py
        </button>
        {edited.parts.length > 0 && isWhollyMade(state) && edits !== null && (
          <button
            type="button"
            className="small"
            title="For the command: signet sign --edits edits.json"
            onClick={() => void downloadEdits(edits.list)}
          >
            Download {EDITS_FILE}
          </button>
        )}
        {!isDefault(state.signer) && (
          <button type="button" className="small" onClick={() => void downloadConfig(state.signer)}>
            Download signer.yaml
          </button>
        )}
      </div>
      {cellOptions.length > 0 && (
        <p className="quiet cell-options">
          What reads the files again, the command and the Python that infers, holds <code>{cellOptions.join(", ")}</code> as set: cells of
          the files, perhaps. Nothing else does.
        </p>
      )}
      {isOpen && (
        // Scrollable text takes the focus, so that keyboards can scroll it.
        <section className="text" tabIndex={0} aria-label={chosen}>
          <pre>{content.slice(0, SHOWN_CHARACTERS)}</pre>
          {content.length > SHOWN_CHARACTERS && (
            <p className="quiet">
              These are the first {count(SHOWN_CHARACTERS)} of {count(content.length)} characters; Copy and Download take the whole.
            </p>
          )}
        </section>
      )}
    </section>
  );
}
