import type { FilePart } from "../../worker/protocol.ts";
import { FileChooser } from "./FileChooser.tsx";

/** What the page is for and how to begin, while there is nothing on it. */
export function FirstSight({
  onSample,
  onMlmodel,
}: {
  readonly onSample: () => void;
  readonly onMlmodel: (files: readonly FilePart[]) => void;
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
        Have a model already? Drop its folder, or <FileChooser name="MLmodel" label="choose its MLmodel" isLink onFiles={onMlmodel} />: the
        download then changes only its <code>signature:</code>.
      </p>
      <p className="quiet">
        Nothing leaves this page: its policy allows no network access. To check, open the browser's network panel, or cut the network and go
        on.
      </p>
    </section>
  );
}
