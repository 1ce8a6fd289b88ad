import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { DocsLink } from "../shared/DocsLink.tsx";
import { DropZone } from "../shared/DropZone.tsx";
import { FileChooser } from "../shared/FileChooser.tsx";
import { PasteBox } from "../shared/PasteBox.tsx";
import { useCheckActions, usePage } from "../shared/use-page.ts";
import { EXAMPLES } from "../store/sample-files.ts";
import { SessionsPanel } from "./SessionsPanel.tsx";
import "./first-sight.css";

const SAMPLE = [
  { name: "age", type: "long", required: "required", mark: "" },
  { name: "income", type: "double", required: "optional", mark: "" },
  { name: "zip_code", type: "long", required: "required", mark: "!" },
] as const;

/** What the page gives, in small: a table of columns, and a problem with its fix. */
function ResultPicture() {
  return (
    <figure className="result-picture">
      <div className="result-card">
        <table aria-label="An example of the result">
          <tbody>
            {SAMPLE.map(({ name, type, required, mark }) => (
              <tr key={name}>
                <td className="sample-mark">{mark}</td>
                <td className="name">{name}</td>
                <td>
                  <span className={`type type-${type}`}>{type}</span>
                </td>
                <td className="quiet">{required}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          <code>zip_code</code> loses its leading zeros: row 2 has <code className="quoted">02139</code>.
          <br />
          <span className="sample-fix">Read as text</span> <span className="quiet">→ string</span>
        </p>
      </div>
      <figcaption className="quiet">The result: every column with its type, what is wrong with it, and how to fix it.</figcaption>
    </figure>
  );
}

const TARGETS: Readonly<Record<DataSide, { readonly title: string; readonly hint: string }>> = {
  inputs: { title: "Model inputs", hint: "CSV, Parquet, Feather, Arrow, JSON, npy or npz. A folder of parts is one data set." },
  outputs: { title: "Model outputs", hint: "What predict returned, in any of these formats. Unity Catalog requires it." },
};

/** A large place to drop a side's file. */
function Target({ side }: { readonly side: DataSide }) {
  const { drop } = usePage();
  const { title, hint } = TARGETS[side];
  return (
    <DropZone target={side} name={`Start with ${side}`} isFilled={false} onFiles={(files) => drop(files, side)}>
      <h3>{title}</h3>
      <p>Drop a file here, or anywhere on the page.</p>
      <p className="quiet">{hint}</p>
      <p className="target-ways">
        <FileChooser name={`Choose a file of ${side}`} label="Choose a file" multiple onFiles={(files) => drop(files, side)} />
        <PasteBox side={side} onFiles={(files) => drop(files, side)} />
      </p>
    </DropZone>
  );
}

/** The page while there is nothing on it: what it is, where to drop files, and other ways to begin. */
export function FirstSight() {
  const { drop, tryExample } = usePage();
  const check = useCheckActions();
  return (
    <section className="first" aria-label="How to begin">
      <h2 className="lead">Get the MLflow signature of your model from its files</h2>
      <div className="targets">
        {DATA_SIDES.map((side) => (
          <Target key={side} side={side} />
        ))}
      </div>
      <div className="examples">
        <span className="quiet">Try an example:</span>
        {EXAMPLES.map(({ id, label }) => (
          <button key={id} type="button" className="chip" onClick={() => tryExample(id)}>
            {label}
          </button>
        ))}
      </div>
      <div className="begin-more">
        <div className="begin-ways">
          {/* The place of a chooser is known by its role, before the page's scripts are here too. */}
          <p data-role="mlmodel">
            <FileChooser
              name="Check data against an existing model"
              label="Check data against an existing model"
              isLink
              multiple
              onFiles={(files) => drop(files, "mlmodel")}
            />
            <span className="quiet"> Choose or drop its MLmodel, its folder or zip, or a signature.</span>
          </p>
          <p>
            <button type="button" className="link" onClick={() => check.show(true)}>
              Explain an MLflow error
            </button>
            <span className="quiet"> Paste the message or the traceback.</span>
          </p>
          <p>
            <DocsLink>Read the guide</DocsLink>
            <span className="quiet"> Formats, fixes, signers, checks, and how to run it in a pipeline.</span>
          </p>
          <p className="quiet privacy">
            Your files stay on this computer: the page's policy allows no network access. To check, watch the browser's network panel, or
            disconnect: it still works.
          </p>
        </div>
        <ResultPicture />
      </div>
      <SessionsPanel />
    </section>
  );
}
