import type { MessageEntry } from "../entry.ts";
import { LOG_WITH_SIGNATURE, SET_INFERRED } from "./shared-advice.ts";

/** What is said while a model is logged, registered or given a signature. Source: `models/model.py`, `models/signature.py`, `rest_store.py`. */
export const LOGGING: readonly MessageEntry[] = [
  {
    id: "catalog-no-signature",
    cause: "no signature",
    level: "error",
    stage: "registering",
    wordings: [
      {
        words: "Model passed for registration did not contain any signature metadata.",
        releases: "2.3–3.17",
      },
    ],
    why: "The model was logged without a signature, and Unity Catalog registers only models with declared inputs and outputs.",
    advice: [SET_INFERRED, LOG_WITH_SIGNATURE],
  },
  {
    id: "catalog-only-inputs",
    cause: "signature without outputs",
    level: "error",
    stage: "registering",
    wordings: [
      {
        words: "Model passed for registration contained a signature that includes only inputs.",
        releases: "2.3–3.17",
      },
    ],
    why: "The signature declares no outputs, and Unity Catalog requires both. infer_signature(X) alone makes such a signature.",
    advice: [SET_INFERRED, LOG_WITH_SIGNATURE],
  },
  {
    id: "catalog-no-metadata",
    cause: "no signature",
    level: "error",
    stage: "registering",
    wordings: [
      {
        words:
          "Unable to load model metadata. Ensure the source path of the model being registered points to a valid MLflow model directory",
        releases: "2.3–3.17",
      },
    ],
    why: "Unity Catalog looks for the signature in the folder's MLmodel file and could not read it.",
    advice: [
      {
        by: "caller",
        label: "Register the folder that contains the MLmodel file",
        python: 'mlflow.register_model("runs:/<run_id>/model", "<catalog>.<schema>.<name>")',
        dependsOn: "The path after the run's id is the name or artifact_path that log_model had.",
      },
    ],
  },
  {
    id: "logged-without-signature",
    cause: "no signature",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words: "Model logged without a signature. Signatures are required for Databricks UC model registry as they validate model inputs",
        releases: "2.16–3.17",
      },
      {
        words:
          "Model logged without a signature. Signatures will be required for upcoming model registry features as they validate model inputs",
        releases: "2.5–2.15",
      },
      {
        words: "Input example should be provided to infer model signature if the model signature is not provided when logging the model.",
        releases: "2.15–2.15",
      },
      { words: "Model logged without a signature and input example.", releases: "2.16–3.5" },
      {
        words:
          "An input example was not provided when logging the model. To ensure the model signature functions correctly, specify the `input_example` parameter.",
        releases: "2.20–3.17",
      },
    ],
    why: "The model has no signature: MLflow validates nothing, and Unity Catalog does not register it.",
    advice: [LOG_WITH_SIGNATURE, SET_INFERRED],
  },
  {
    id: "signature-not-set",
    cause: "signature not set",
    level: "error",
    stage: "logging",
    wordings: [
      {
        words: "Failed to set signature on {rest}. Model URIs with the `models:/<name>/<version>` scheme are not supported.",
        releases: "3.0–3.17",
      },
      { words: 'Failed to set signature on "{rest}". Model URIs with the `models:/` scheme are not supported.', releases: "2.5–2.22" },
    ],
    why: "A registered version is read-only. The signature belongs on the logged model that was registered.",
    advice: [
      {
        by: "model",
        label: "Set it on the version's logged model, then register that as a new version",
        python: `import mlflow
from mlflow.models import set_signature

model_uri = mlflow.MlflowClient().get_model_version("<name>", "<version>").source
set_signature(model_uri, signature)
mlflow.register_model(model_uri, "<name>")`,
      },
    ],
  },
  {
    id: "mlmodel-not-found",
    cause: "signature not set",
    level: "error",
    stage: "logging",
    wordings: [
      { words: 'Failed to download an "{value}" model file from "{rest}"', releases: "2.5–3.17" },
      { words: 'Could not find an "{value}" configuration file at "{rest}"', releases: "2.13–3.17" },
    ],
    why: "The address has no MLmodel file, and the signature is stored in it. From MLflow 3 on, a logged model is not among the files of its run.",
    advice: [
      {
        by: "caller",
        label: "Name the logged model by its own id",
        python: `import mlflow

run = mlflow.get_run(run_id)
models = mlflow.search_logged_models(
    [run.info.experiment_id], f"source_run_id = '{run_id}'", output_format="list"
)
print([(model.name, model.model_uri) for model in models])`,
        dependsOn:
          "Before MLflow 3 the address is runs:/<run_id>/<path>, and mlflow.artifacts.list_artifacts(run_id=run_id) lists the paths.",
      },
    ],
  },
  {
    id: "serving-example-failed",
    cause: "input example",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words:
          "Failed to validate serving input example {value}. Alternatively, you can avoid passing input example and pass model signature instead when logging the model.",
        releases: "2.15–3.17",
      },
    ],
    why: 'MLflow sent the input example through its own scoring code, and the model did not accept it. The reason follows "Got error".',
    advice: [
      {
        by: "model",
        label: "Pass an input example that the model's predict accepts",
        python: `from mlflow.models import infer_signature

example = X.head(5)
signature = infer_signature(example, model.predict(example))
mlflow.sklearn.log_model(model, name="model", signature=signature, input_example=example)`,
        dependsOn: 'The text after "Got error" names the column or the form, and can be pasted here as well.',
      },
    ],
  },
  {
    id: "example-does-not-match",
    cause: "input example",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Input example does not match the model signature. {error}", releases: "2.20–3.17" },
      { words: "Input example is not compatible with the type hint of the `predict` function. Error: {error}", releases: "2.20–3.17" },
    ],
    why: "The input example does not fit the signature or the type hint with which it is logged.",
    advice: [
      {
        by: "model",
        label: "Infer the signature from the same example",
        python: `from mlflow.models import infer_signature

signature = infer_signature(example, model.predict(example))`,
      },
    ],
  },
  {
    id: "example-converted",
    cause: "input example",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words:
          "We convert input dictionaries to pandas DataFrames such that each key represents a column, collectively constituting a single row of data.",
        releases: "2.10–3.17",
      },
      { words: "Lists of scalar values are not converted to a pandas DataFrame.", releases: "2.10–2.15" },
      {
        words:
          "Since MLflow 2.16.0, we no longer convert dictionary input example to pandas Dataframe, and directly save it as a json object.",
        releases: "2.16–2.16",
      },
      {
        words: "The `example_no_conversion` parameter is deprecated since mlflow 2.16.0 and will be removed in a future release.",
        releases: "2.16–2.22",
      },
      { words: "MLflow 2.9.0 introduces model signature with new data types for lists and dictionaries.", releases: "2.10–2.13" },
    ],
    why: "Releases differ in whether they turn a dict or a list into a DataFrame before they infer the signature of an input example.",
    advice: [
      {
        by: "model",
        label: "Pass the form in which predict is called: a DataFrame for a DataFrame",
        python: "input_example = pd.DataFrame(example)",
        dependsOn: "Every value of a dict must be a list of the same length.",
      },
    ],
  },
  {
    id: "example-form",
    cause: "input example",
    level: "error",
    stage: "logging",
    wordings: [
      {
        words:
          "Examples can not be provided as Spark Dataframe. Please make sure your example is of a small size and turn it into a pandas DataFrame",
        releases: "1.9–3.17",
      },
      {
        words: "Mixed types in dictionary are not supported as input examples. Found numpy arrays and other types.",
        releases: "2.16–3.17",
      },
      { words: "Numpy arrays in list are not supported as input examples.", releases: "2.16–3.17" },
      {
        words: "Unexpected type of input_example. Expected one of (pandas.DataFrame, numpy.ndarray, dict, list), got {found}",
        releases: "1.9–2.3",
      },
      { words: "Data in the dictionary must be scalar or of type numpy.ndarray", releases: "1.14–2.9" },
      { words: "List values within dictionaries must be of scalar type.", releases: "2.3–2.9" },
      {
        words:
          "Failed to save input example. Please make sure the input example is jsonable when no_conversion is True. Got error: {error}",
        releases: "2.10–2.14",
      },
      { words: "This version of mlflow can not load example of type {found}", releases: "1.9–3.17" },
      { words: "Malformed input example metadata. The 'type' field must be one of", releases: "2.16–3.17" },
      { words: "Row '{value}' has shape {found}", releases: "1.9–2.15" },
      { words: "Column '{column}' has shape {found}", releases: "1.9–1.9" },
      { words: "Input array has shape {found}", releases: "1.9–1.9" },
      { words: "Invalid params found in input example: {params}", releases: "2.8–3.17" },
      {
        words: "Input example must be one of pandas.DataFrame, pandas.Series or list when using TypeFromExample as type hint, got {found}.",
        releases: "2.20–3.17",
      },
      { words: "Input example must be provided when using TypeFromExample as type hint.", releases: "2.20–3.17" },
    ],
    why: "MLflow saves an input example only as a DataFrame, an array, a dict of arrays, or plain JSON values.",
    advice: [
      {
        by: "model",
        label: "Pass the first rows of a pandas DataFrame",
        python: "input_example = df.head(5)",
        dependsOn: "Call toPandas() on a Spark DataFrame first.",
      },
    ],
  },
  {
    id: "signature-argument",
    cause: "invalid signature",
    level: "error",
    stage: "declaring",
    wordings: [
      { words: "inputs must be either None, mlflow.models.signature.Schema, or a dataclass,got '{found}'", releases: "2.13–3.17" },
      { words: "outputs must be either None, mlflow.models.signature.Schema, or a dataclass,got '{found}'", releases: "2.13–3.17" },
      { words: "inputs must be either None or mlflow.models.signature.Schema, got '{found}'", releases: "2.7–2.12" },
      { words: "outputs must be either None or mlflow.models.signature.Schema, got '{found}'", releases: "1.9–2.12" },
      { words: "inputs must be mlflow.models.signature.Schema, got '{found}'", releases: "1.9–2.6" },
      { words: "If params are provided, they must by of type mlflow.models.signature.ParamSchema, got '{found}'", releases: "2.7–3.17" },
      { words: "If params are provided, they must by of type mlflow.models.signature.ParamSchema. Got '{found}'", releases: "2.6–2.6" },
      { words: "At least one of inputs, outputs or params must be provided", releases: "2.7–3.17" },
    ],
    why: "ModelSignature accepts Schema and ParamSchema objects. DataFrames and lists of types are for infer_signature.",
    advice: [
      {
        by: "model",
        label: "Infer the signature from data",
        python: `from mlflow.models import infer_signature

signature = infer_signature(X, model.predict(X))`,
      },
    ],
  },
];
