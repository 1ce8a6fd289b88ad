import type { FilePart } from "../../worker/protocol.ts";
import { FileChooser } from "./FileChooser.tsx";

/** What the page is for and how to begin, while there is nothing on it. */
export function FirstSight({
  onSample,
  onMlmodel,
  onCheck,
}: {
  readonly onSample: () => void;
  readonly onMlmodel: (files: readonly FilePart[]) => void;
  readonly onCheck: () => void;
}) {
  return (
    <section className="first" aria-label="How to begin">
      <p className="lead">
        Drop what your model was given and what it returned, anywhere on this page. The signature that{" "}
        <code>mlflow.models.infer_signature</code> would give appears here, with a reason for every type.{" "}
        <button type="button" className="link" onClick={onSample}>
          Try it with sample data
        </button>
      </p>
      <p>
        Have a model already? Drop its folder, its zip or a signature, or{" "}
        <FileChooser name="MLmodel" label="choose its MLmodel" isLink multiple onFiles={onMlmodel} />: data is then held against it, and the
        download changes only its <code>signature:</code>. Have an error message of MLflow's?{" "}
        <button type="button" className="link" onClick={onCheck}>
          Paste it
        </button>
        .
      </p>
      <p className="quiet">
        Nothing leaves this page: its policy allows no network access. To check, open the browser's network panel, or cut the network and go
        on.
      </p>
    </section>
  );
}
