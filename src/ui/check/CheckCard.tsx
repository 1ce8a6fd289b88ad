import type { FilePart } from "../../worker/protocol.ts";
import { FileChooser } from "../components/FileChooser.tsx";
import type { CheckState } from "./check-state.ts";
import type { CheckActions } from "./use-check.ts";

/** Where new data, a request or an error message is held against the signature; it opens the panel with the verdicts. */
export function CheckCard({
  check,
  actions,
  onFiles,
}: {
  readonly check: CheckState;
  readonly actions: CheckActions;
  readonly onFiles: (files: readonly FilePart[]) => void;
}) {
  const given = check.rows.filter(({ origin }) => origin === "given").length;
  return (
    <>
      <div className="zone-head">
        <h2>Check</h2>
        <FileChooser name="Data to check" label="Choose files" isSmall multiple onFiles={onFiles} />
        <button type="button" className="small" aria-expanded={check.isOpen} onClick={() => actions.show(!check.isOpen)}>
          {check.isOpen ? "Close" : given > 0 || check.text !== "" ? "Show verdicts" : "Type or paste"}
        </button>
      </div>
      {!check.isOpen && (
        <p className="quiet">New data, a request's JSON or an error message of MLflow's: would a model with this signature take it?</p>
      )}
    </>
  );
}
