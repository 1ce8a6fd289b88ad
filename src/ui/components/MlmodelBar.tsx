import type { Mlmodel } from "../../core/mlflow/mlmodel.ts";

/** The model whose MLmodel was dropped: its download changes only the signature. */
export function MlmodelBar({ mlmodel, onRemove }: { readonly mlmodel: Mlmodel | null; readonly onRemove: () => void }) {
  if (mlmodel === null) return null;
  const facts = [mlmodel.flavors.join(", "), mlmodel.mlflowVersion === null ? "" : `MLflow ${mlmodel.mlflowVersion}`]
    .filter((fact) => fact !== "")
    .join("; ");
  return (
    <div className="bar note">
      <p>
        <strong>MLmodel</strong> {facts}.{" "}
        {mlmodel.signature === null
          ? "This model has no signature. Drop its inputs and predictions."
          : "The download replaces its signature and keeps every other byte."}
        {mlmodel.fromTypeHint && " Its signature came from type hints: MLflow ignores another one for such a model."}
      </p>
      <button type="button" onClick={onRemove}>
        Remove
      </button>
    </div>
  );
}
