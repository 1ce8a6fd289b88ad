import type { FilePart } from "../../worker/protocol.ts";
import { FileChooser } from "../components/FileChooser.tsx";
import type { CheckActions } from "../store/page-actions.ts";
import type { CheckState } from "./check-state.ts";

/** Where new data, a request or an error message is held against the signature; it opens the panel with the verdicts. */
export function CheckCard({
  check,
  actions,
  signatureName,
  onFiles,
}: {
  readonly check: CheckState;
  readonly actions: CheckActions;
  /** Where the signature comes from; null while there is none. */
  readonly signatureName: string | null;
  readonly onFiles: (files: readonly FilePart[]) => void;
}) {
  const given = check.rows.filter(({ origin }) => origin === "given").length;
  return (
    <div className="zone-head one-line">
      <h2>Check</h2>
      <p className="quiet">
        {check.isOpen && signatureName !== null ? (
          <>
            against the signature of <span className="file-name">{signatureName}</span>, as MLflow 3.17.2 would
          </>
        ) : (
          "Drop new data, a request or an error message: would the model take it?"
        )}
      </p>
      <FileChooser name="Data to check" label="Choose files" isSmall multiple onFiles={onFiles} />
      <button type="button" className="small" aria-expanded={check.isOpen} onClick={() => actions.show(!check.isOpen)}>
        {check.isOpen ? "Close" : given > 0 || check.text !== "" ? "Show verdicts" : "Type or paste"}
      </button>
    </div>
  );
}
