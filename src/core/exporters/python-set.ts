import type { ModelSignature } from "../mlflow/types.ts";
import { exportPythonExplicit } from "./python-explicit.ts";

/** The Python that gives the signature to a model which is already logged, and registers it anew. */
export function exportPythonSet(signature: ModelSignature, runId: string | null): string {
  const uri = runId !== null && /^[\w-]+$/.test(runId) ? `runs:/${runId}/model` : "runs:/<run_id>/<path>";
  return `${exportPythonExplicit(signature)}
import mlflow
from mlflow.models import set_signature

# The model as its run logged it. MLflow refuses "models:/<name>/<version>": a registered
# version is read-only, so the signature is set on the run's model and registered as a new version.
model_uri = "${uri}"
set_signature(model_uri, signature)
mlflow.register_model(model_uri, "<name>")
`;
}
