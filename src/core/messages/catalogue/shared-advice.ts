import type { MessageAdvice } from "../entry.ts";

/** Gives a logged model a signature inferred from its own inputs and predictions. */
export const SET_INFERRED: MessageAdvice = {
  by: "model",
  label: "Infer the signature from inputs and the model's own predictions, and set it on the logged model",
  python: `import mlflow
from mlflow.models import infer_signature, set_signature

# The model_uri that log_model returned; before MLflow 3 it is "runs:/<run_id>/<path>".
# A registered version is read-only. Its logged model is
# mlflow.MlflowClient().get_model_version("<name>", "<version>").source
model_uri = "models:/<model_id>"
model = mlflow.pyfunc.load_model(model_uri)
signature = infer_signature(X, model.predict(X))
set_signature(model_uri, signature)`,
  dependsOn: "X is a sample of what the model gets, with the columns, dtypes and missing cells of production.",
};

/** Logs a model with the signature of its inputs and predictions. */
export const LOG_WITH_SIGNATURE: MessageAdvice = {
  by: "model",
  label: "Log the model again with the signature of its inputs and predictions",
  python: `import mlflow
from mlflow.models import infer_signature

signature = infer_signature(X, model.predict(X))
# log_model of your model's flavor; before MLflow 3 the argument is artifact_path.
mlflow.sklearn.log_model(model, name="model", signature=signature)`,
  dependsOn: "X is a sample of what the model gets.",
};

/** The body that the scoring server takes for a DataFrame. */
export const SEND_SPLIT: MessageAdvice = {
  by: "caller",
  label: "Send the DataFrame as dataframe_split",
  python: `import requests

body = '{"dataframe_split": ' + df.to_json(orient="split", index=False, date_format="iso") + "}"
requests.post(url, data=body, headers={"Content-Type": "application/json"})`,
};

/** The body that the scoring server takes for arrays. */
export const SEND_INPUTS: MessageAdvice = {
  by: "caller",
  label: "Send arrays as inputs",
  python: `import requests

requests.post(url, json={"inputs": np.asarray(data).tolist()})`,
};
