import type { ErrorData } from "../../core/errors.ts";
import type { Mlmodel } from "../../core/mlflow/mlmodel.ts";
import { Message } from "./Message.tsx";

/** The model whose MLmodel was dropped, whose download changes only the signature; or why what was dropped is none. */
export function MlmodelBar({
  mlmodel,
  error,
  onRemove,
}: {
  readonly mlmodel: Mlmodel | null;
  readonly error: ErrorData | null;
  readonly onRemove: () => void;
}) {
  const facts = [mlmodel?.flavors.join(", ") ?? "", mlmodel?.mlflowVersion ? `MLflow ${mlmodel.mlflowVersion}` : ""]
    .filter((fact) => fact !== "")
    .join("; ");
  return (
    <>
      {error !== null && (
        <div className="bar stops" role="alert">
          <p>
            <strong>MLmodel</strong> <Message text={error.message} /> {error.remedy}
          </p>
          {mlmodel === null && (
            <button type="button" className="small" onClick={onRemove}>
              Dismiss
            </button>
          )}
        </div>
      )}
      {mlmodel !== null && (
        <div className="bar notes">
          <p>
            <strong>MLmodel</strong> {facts}.{" "}
            {mlmodel.signature === null
              ? "This model has no signature. Drop its inputs and predictions."
              : "The download replaces its signature and keeps every other byte."}
            {mlmodel.fromTypeHint && " Its signature came from type hints: MLflow ignores another one for such a model."}
          </p>
          <button type="button" className="small" onClick={onRemove}>
            Remove model
          </button>
        </div>
      )}
    </>
  );
}
