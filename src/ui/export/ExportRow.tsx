import { useEffect, useMemo, useState } from "react";
import type { Edit } from "../../core/edit/edit.ts";
import { loadFailure } from "../../core/exporters/losses.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { Menu } from "../kit/Menu.tsx";
import { useCopy } from "../shared/use-copy.ts";
import { useEdits, useSelector } from "../shared/use-page.ts";
import { loadReviewTools } from "../store/effects/load-review-tools.ts";
import { loadSignerConfig } from "../store/effects/load-signer-config.ts";
import { download } from "../store/output/download.ts";
import {
  cellOptionsOf,
  commandText,
  defaultPython,
  EDITS_FILE,
  type ExportName,
  exportText,
  fileOf,
  isMade,
  isWhollyMade,
  offeredExports,
} from "../store/selectors/exports.ts";
import { shownState, signatureOf } from "../store/selectors/selectors.ts";
import { unloadableIn } from "../store/selectors/versions-view.ts";
import { type ChosenSigner, isDefault } from "../store/state/chosen-signer.ts";
import type { State } from "../store/state/shown-state.ts";
import { count } from "../store/text/format.ts";
import "./export.css";

/** Only the beginning of longer texts is shown; copy and download have the whole text. */
const SHOWN_CHARACTERS = 20_000;

const PYTHON_LABELS = [
  { name: "Python: infer", label: "Copy infer_signature from the files" },
  { name: "Python: explicit", label: "Copy ModelSignature, written out" },
  { name: "Python: set on a logged model", label: "Copy set_signature on a logged model" },
] as const satisfies readonly { readonly name: ExportName; readonly label: string }[];

const JOB = "Python: Spark job" satisfies ExportName;

async function downloadConfig(signer: ChosenSigner): Promise<void> {
  const { configText } = await loadSignerConfig();
  download("signer.yaml", configText(signer));
}

async function downloadJob(state: State, signature: ModelSignature): Promise<void> {
  download(fileOf(JOB), await exportText(JOB, state, signature));
}

/** The edits next to the command, which takes them by this file. */
async function downloadEdits(edits: readonly Edit[]): Promise<void> {
  const { editsToJson } = await loadReviewTools();
  download(EDITS_FILE, editsToJson(edits));
}

/** A text that may still be loading; empty until it is here. */
function useLoaded(made: string | Promise<string>): string {
  const [loaded, setLoaded] = useState<{ readonly made: unknown; readonly text: string } | null>(null);
  useEffect(() => {
    if (typeof made !== "string") void made.then((text) => setLoaded({ made, text }));
  }, [made]);
  if (typeof made === "string") return made;
  return loaded?.made === made ? loaded.text : "";
}

/** The text of one form, to be read and selected. */
function ExportText({
  state,
  signature,
  onClose,
}: {
  readonly state: State;
  readonly signature: ModelSignature;
  readonly onClose: () => void;
}) {
  const offered = offeredExports(state);
  const [form, setForm] = useState<ExportName>("MLmodel");
  const chosen = offered.includes(form) ? form : "Python: explicit";
  const { copied, copy } = useCopy();
  // A text of ten thousand columns is not made again for each row that is chosen.
  const { sides, signer, params, model, edited, given } = state;
  const content = useLoaded(
    useMemo(
      () => exportText(chosen, { sides, signer, params, model, edited, given }, signature),
      [chosen, sides, signer, params, model, edited, given, signature],
    ),
  );
  return (
    <section className="export-text" aria-label="Text">
      <div className="export-head">
        <select
          aria-label="Form"
          className="small"
          value={chosen}
          onChange={(event) => setForm(offered.find((name) => name === event.target.value) ?? "MLmodel")}
        >
          {offered.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <button type="button" className="small" disabled={content === ""} onClick={() => void copy("text", content)}>
          {copied === "text" ? "Copied" : "Copy"}
        </button>
        {isWhollyMade(state) && (
          <button type="button" className="small" onClick={() => void copy("command", commandText(chosen, state))}>
            {copied === "command" ? "Copied" : "Copy command for this form"}
          </button>
        )}
        <button type="button" className="small" disabled={content === ""} onClick={() => download(fileOf(chosen), content)}>
          Download {fileOf(chosen)}
        </button>
        <span className="grow" />
        <button type="button" className="small" aria-label="Close the text" onClick={onClose}>
          Close
        </button>
      </div>
      {/* Scrollable text takes the focus, so that keyboards can scroll it. */}
      <section className="text" tabIndex={0} aria-label={chosen}>
        <pre>{content.slice(0, SHOWN_CHARACTERS)}</pre>
        {content.length > SHOWN_CHARACTERS && (
          <p className="quiet">
            These are the first {count(SHOWN_CHARACTERS)} of {count(content.length)} characters. Copy and Download take the whole text.
          </p>
        )}
      </section>
    </section>
  );
}

/** The forms of Python, each to copy or download. */
function PythonMenu({ state, signature }: { readonly state: State; readonly signature: ModelSignature }) {
  const { copied, copy } = useCopy();
  const offered = offeredExports(state);
  const cellOptions = isMade(state) ? cellOptionsOf(state) : [];
  return (
    <Menu
      label={
        <>
          {copied === "code" ? "Copied" : "Python"} <span aria-hidden="true">▾</span>
        </>
      }
      className="small"
      isAbove
    >
      {(close) => (
        <ul className="menu-list">
          {PYTHON_LABELS.filter(({ name }) => offered.includes(name)).map(({ name, label }) => (
            <li key={name}>
              <button
                type="button"
                className="item"
                onClick={() => {
                  void copy("code", exportText(name, state, signature));
                  close();
                }}
              >
                {label}
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className="item"
              onClick={() => {
                download("signature.py", exportText(defaultPython(state), state, signature));
                close();
              }}
            >
              Download signature.py
            </button>
          </li>
          <li>
            <button
              type="button"
              className="item"
              onClick={() => {
                void downloadJob(state, signature);
                close();
              }}
            >
              Download job.py, a Spark job for the full data
            </button>
          </li>
          {cellOptions.length > 0 && (
            <li className="quiet">
              The CLI command, the “infer” Python and the Spark job contain your <code>{cellOptions.join(", ")}</code>, which may be cell
              values. The other exports do not.
            </li>
          )}
        </ul>
      )}
    </Menu>
  );
}

/** Which MLflow does not load what is exported: the model's own, and where versions are compared, those of other profiles. */
function NotLoaded({ state: { model }, signature }: { readonly state: State; readonly signature: ModelSignature }) {
  const isCompared = useSelector(({ comparison }) => comparison !== null);
  const own = model?.environment ?? null;
  const failure = own === null ? null : loadFailure(signature, own);
  const others = isCompared ? unloadableIn(signature) : [];
  return (
    <>
      {own !== null && failure !== null && (
        <span className="failure">
          The model's own MLflow {own.mlflow} does not load this: {failure}.
        </span>
      )}
      {others.length > 0 && (
        <span className="mark versions" role="img" aria-label={others.join(" ")} title={others.join(" ")}>
          ≠
        </span>
      )}
    </>
  );
}

/** The page's last row: everything that can be exported, always for the signature in the table. */
export function ExportRow() {
  const state = useSelector(shownState);
  const signature = useSelector(signatureOf);
  const edits = useEdits();
  const [isOpen, setOpen] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const { copied, copy } = useCopy();
  if (signature === null) return null;
  return (
    <section className="export" aria-label="Export">
      {isOpen && <ExportText state={state} signature={signature} onClose={() => setOpen(false)} />}
      <div className="export-row">
        <button
          type="button"
          className="primary small"
          onClick={() => {
            download("MLmodel", exportText("MLmodel", state, signature), "application/octet-stream");
            setSaved(true);
          }}
        >
          Download MLmodel
        </button>
        <NotLoaded state={state} signature={signature} />
        <PythonMenu state={state} signature={signature} />
        <button
          type="button"
          className="small"
          aria-label="Download signature.json"
          onClick={() => download("signature.json", exportText("JSON", state, signature))}
        >
          signature.json
        </button>
        {isWhollyMade(state) && (
          <button type="button" className="small" onClick={() => void copy("command", commandText("MLmodel", state))}>
            {copied === "command" ? "Copied" : "Copy CLI command"}
          </button>
        )}
        {state.edited.parts.length > 0 && isWhollyMade(state) && edits !== null && (
          <button
            type="button"
            className="small"
            title="For the command: signet sign --edits edits.json"
            aria-label={`Download ${EDITS_FILE}`}
            onClick={() => void downloadEdits(edits.list)}
          >
            {EDITS_FILE}
          </button>
        )}
        {!isDefault(state.signer) && (
          <button type="button" className="small" aria-label="Download signer.yaml" onClick={() => void downloadConfig(state.signer)}>
            signer.yaml
          </button>
        )}
        <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Hide text" : "Show text"}
        </button>
        {isSaved && state.model === null && (
          <span className="quiet" role="status">
            That file has the signature alone. Put it into your model's MLmodel, or drop that file here to get all of it.
          </span>
        )}
        {copied === "refused" && <span className="failure">The browser refused the clipboard. Show the text, select it and copy it.</span>}
      </div>
    </section>
  );
}
