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

/**
 * The model's address as far as it is known. MLflow 3 has models by their own ids: there `set_signature` finds none by a run. An MLmodel with a run
 * and no id is of MLflow 2, where the run and the path in it are the address. Source: `set_signature`.
 */
function modelUri(model: LoggedModel | null): string {
  const { modelId = null, runId = null, artifactPath = null } = model ?? {};
  if (isId(modelId)) return `models:/${modelId}`;
  if (!isId(runId)) return "models:/<model_id>";
  return `runs:/${runId}/${/^[\w.-]+(\/[\w.-]+)*$/.test(artifactPath ?? "") ? artifactPath : "<path>"}`;
}

/** The Python that gives the signature to a model which is already logged, and registers it again. */
export function exportPythonSet(signature: ModelSignature, model: LoggedModel | null): string {
  return `${exportPythonExplicit(signature)}
import mlflow
from mlflow.models import set_signature

# The model_uri that log_model returned; before MLflow 3 it is "runs:/<run_id>/<path>".
# A registered version is read-only, so MLflow refuses "models:/<name>/<version>". Its logged model is
# mlflow.MlflowClient().get_model_version("<name>", "<version>").source
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
