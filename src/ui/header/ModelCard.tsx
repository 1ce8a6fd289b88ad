import type { LoadedModel } from "../../core/mlflow/load-model.ts";
import { Message } from "../kit/Message.tsx";
import { FileChooser } from "../shared/FileChooser.tsx";
import type { Actions } from "../store/page-actions.ts";
import { isSigned } from "../store/selectors/declared-result.ts";
import { isMade } from "../store/selectors/exports.ts";
import type { State } from "../store/state/shown-state.ts";
import { answerOf } from "../store/state/side-state.ts";
import "./model.css";

/** Ids are shortened to this; the whole id is in the title and in the Python. */
const SHOWN_ID = 10;

/** The facts of a loaded model, the most important first. */
function modelFacts({ flavors, mlflowVersion, runId, modelId, fromTypeHint }: LoadedModel): readonly string[] {
  return [
    flavors.join(", "),
    mlflowVersion === null ? "" : `MLflow ${mlflowVersion}`,
    modelId === null ? "" : `model ${modelId.slice(0, SHOWN_ID)}`,
    runId === null ? "" : `run ${runId.slice(0, SHOWN_ID)}`,
    fromTypeHint ? "signature from type hints" : "",
  ].filter((fact) => fact !== "");
}

/** What to do next with a loaded model, in one sentence. */
function nextStep({ model, sides, params, given }: Pick<State, "model" | "sides" | "params" | "given">): string {
  if (model === null) return "";
  const hasData = isMade({ sides, params });
  if (model.fromTypeHint && hasData) return "Its predict has type hints: MLflow ignores another signature for such a model.";
  if (hasData) {
    const isOwn = isSigned(model.signature) && given.length > 0;
    const made = isOwn
      ? `Below, ${given.join(" and ")} come from the model; the rest comes from your files.`
      : "The signature below comes from your files.";
    return model.source === null ? made : `${made} The download replaces its signature and keeps every other byte.`;
  }
  if (isSigned(model.signature)) return "Drop data anywhere to check it against this signature.";
  return "This model has no signature. Drop its inputs and predictions.";
}

/** The place for a model or signature: its facts, or why the dropped file is not one. */
export function ModelCard({
  state,
  actions,
  onHold,
}: {
  readonly state: State;
  readonly actions: Actions;
  /** Checks the files that were signed against the model's signature instead. */
  readonly onHold: () => void;
}) {
  const { model, modelError, sides } = state;
  const hasFiles = answerOf(sides.inputs) !== null || answerOf(sides.outputs) !== null;
  return (
    <>
      <div className="zone-head one-line">
        <h2>Model</h2>
        <p className="quiet">{model === null && modelError === null && "Drop an MLmodel, its folder or zip, or a signature."}</p>
        <FileChooser
          name="MLmodel"
          label={model === null ? "Choose a file" : "Replace"}
          isSmall
          multiple
          onFiles={(files) => actions.drop(files, "mlmodel")}
        />
        {(model !== null || modelError !== null) && (
          <button type="button" className="small" onClick={actions.removeModel}>
            {model === null ? "Dismiss" : "Remove model"}
          </button>
        )}
      </div>
      {modelError !== null && (
        <p className="failure">
          <Message text={modelError.message} /> {modelError.remedy}
        </p>
      )}
      {model !== null && (
        <p title={[model.modelId, model.runId].filter((id) => id !== null).join(", ")}>
          <strong>{model.origin}</strong>
          {modelFacts(model).map((fact) => (
            <span key={fact} className="fact">
              {fact}
            </span>
          ))}{" "}
          <span className="quiet">{nextStep(state)}</span>
        </p>
      )}
      {isSigned(model?.signature) && hasFiles && (
        <p>
          It has a signature of its own.{" "}
          <button type="button" className="small" onClick={onHold}>
            Check the files against it
          </button>
        </p>
      )}
    </>
  );
}
