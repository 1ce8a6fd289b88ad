import { readMlmodel } from "../mlflow/mlmodel.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { Exporter } from "./exporter.ts";
import { exportPythonExplicit } from "./python-explicit.ts";

/** Where a model was logged, from its MLmodel. */
export interface LoggedModel {
  readonly runId: string | null;
  readonly modelId: string | null;
  readonly artifactPath: string | null;
}

const isId = (id: string | null): id is string => id !== null && /^[\w-]+$/.test(id);

/** The model's address as far as it is known: by its own id from MLflow 3 on, else by its run and the path there. Source: `set_signature`. */
function modelUri(model: LoggedModel | null): string {
  if (isId(model?.modelId ?? null)) return `models:/${model?.modelId}`;
  const run = model !== null && isId(model.runId) ? model.runId : "<run_id>";
  const path = model?.artifactPath ?? "";
  return `runs:/${run}/${/^[\w.-]+(\/[\w.-]+)*$/.test(path) ? path : "<path>"}`;
}

/** The Python that gives the signature to a model which is already logged, and registers it again. */
export function exportPythonSet(signature: ModelSignature, model: LoggedModel | null): string {
  return `${exportPythonExplicit(signature)}
import mlflow
from mlflow.models import set_signature

# The model as its run logged it. MLflow refuses "models:/<name>/<version>": a registered
# version is read-only, so the signature is set on the run's model and registered as a new version.
model_uri = "${modelUri(model)}"
set_signature(model_uri, signature)
mlflow.register_model(model_uri, "<name>")
`;
}

export const pythonSetExporter = {
  id: "python-set",
  label: "Python: set on a logged model",
  file: "signature.py",
  cli: { format: "python", form: "set", about: "on a logged model" },
  takesMlmodel: true,
  write: ({ signature, mlmodel }) => exportPythonSet(signature, mlmodel === null ? null : readMlmodel(mlmodel)),
} as const satisfies Exporter;
