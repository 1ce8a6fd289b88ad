import type { MessageEntry } from "../entry.ts";

const DECLARE_PARAMS = "declare params";

/** What MLflow says about parameters of `predict`, and while their schema is inferred or declared. */
export const PARAMS: readonly MessageEntry[] = [
  {
    id: "params-invalid",
    cause: "params",
    level: "error",
    stage: "both",
    wordings: [{ words: "Invalid parameters found: {params}", releases: "2.6–3.17" }],
    why: "A parameter does not have its declared type or shape. MLflow only widens numbers: an integer for a float, never the other way.",
    advice: ["cast params"],
  },
  {
    id: "param-type",
    cause: "params",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Can not safely convert `{found}` to `{expected}` for value `{value}`", releases: "2.20–3.17" },
      { words: "Incompatible types for param {column}. Can not safely convert {found} to {expected}.", releases: "2.6–2.19" },
      { words: "Failed to convert value `{value}` from type `{found}` to `{expected}`", releases: "2.20–3.17" },
      { words: "Failed to convert value {value} from type {found} to {expected} for param {column}", releases: "2.6–2.19" },
      {
        words: "Failed to convert value to `{expected}`. It must be convertible to datetime.date/datetime, got `{value}`",
        releases: "2.20–3.17",
      },
      { words: "Invalid value for param {column}, it should be convertible to datetime.date/datetime, got {value}", releases: "2.6–2.19" },
      { words: "Value must be a scalar for type `{expected}`, got `{value}`", releases: "2.20–3.17" },
      { words: "Value should be a scalar for param {column}, got {value}", releases: "2.6–2.19" },
    ],
    why: "A parameter's value does not have the declared type.",
    advice: ["cast params"],
  },
  {
    id: "param-shape",
    cause: "params",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Failed to validate type and shape for {column}, error: {error}", releases: "2.20–3.17" },
      { words: "Value must be a 1D array with shape (-1,) for param {column}, received {found} with ndim {value}", releases: "2.6–3.17" },
      { words: "Value must be a 1D array with shape (-1,) for param {column}, received {found}", releases: "2.6–3.17" },
      {
        words: "Shape must be None for scalar or dictionary value, or (-1,) for 1D array value for ParamSpec {column}), received {found}",
        releases: "2.20–3.17",
      },
      {
        words: "Shape must be None for scalar value or (-1,) for 1D array value for ParamSpec {column}), received {found}",
        releases: "2.6–2.19",
      },
    ],
    why: "A parameter with shape (-1,) accepts a list, one without shape a single value.",
    advice: [
      {
        by: "caller",
        label: "Pass a list for a parameter with shape (-1,), and one value for any other",
        dependsOn: "print(signature) shows the shape of each parameter.",
      },
    ],
  },
  {
    id: "params-not-a-dict",
    cause: "params",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Parameters must be a dictionary. Got type '{found}'.", releases: "2.6–3.17" },
      { words: "Params must be a dictionary. Got type '{found}'.", releases: "2.6–3.17" },
    ],
    why: "params must be a dict, or in a request a JSON object.",
    advice: [{ by: "caller", label: "Pass a dict of names and values", python: 'model.predict(df, params={"name": value})' }],
  },
  {
    id: "params-without-schema",
    cause: "params ignored",
    level: "warning",
    stage: "both",
    wordings: [
      {
        words:
          "`params` can only be specified at inference time if the model signature defines a params schema. This model does not define a params schema. Ignoring provided params: {columns}",
        releases: "2.6–3.17",
      },
      {
        words:
          "`params` can only be specified at inference time if the model signature defines a params schema. This model does not define a params schema. Ignoring invalid params (not a dictionary).",
        releases: "2.6–3.17",
      },
      {
        words:
          "`params` can only be specified at inference time if the model signature defines a params schema. This model does not define a params schema.",
        releases: "2.6–3.17",
      },
    ],
    why: "The signature declares no parameters, so MLflow drops them before the model is called.",
    advice: [DECLARE_PARAMS],
  },
  {
    id: "params-unsupported-model",
    cause: "params",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "This model was not logged with a params schema and does not support providing the params argument.Please log the model with mlflow >= 2.6.0 and specify a params schema.",
        releases: "2.6–3.17",
      },
    ],
    why: "The model was logged before MLflow 2.6, or its predict has no params argument.",
    advice: [DECLARE_PARAMS],
  },
  {
    id: "params-unrecognized",
    cause: "params ignored",
    level: "warning",
    stage: "both",
    wordings: [
      {
        words:
          "Unrecognized params {columns} are ignored for inference. Supported params are: {extra}. To enable them, please add corresponding schema in ModelSignature.",
        releases: "2.6–3.17",
      },
    ],
    why: "The signature does not declare these parameters. MLflow drops them, and the model uses its defaults.",
    advice: [DECLARE_PARAMS],
  },
  {
    id: "params-not-taken",
    cause: "params ignored",
    level: "warning",
    stage: "both",
    wordings: [
      {
        words:
          "The underlying model does not support passing additional parameters to the predict function. `params` {params} will be ignored.",
        releases: "2.6–3.17",
      },
    ],
    why: "The model's own predict has no params argument.",
    advice: [
      {
        by: "model",
        label: "Give predict a params argument and log the model again",
        python: `class Model(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        ...`,
      },
    ],
  },
  {
    id: "params-keys",
    cause: "params",
    level: "warning",
    stage: "both",
    wordings: [
      {
        words: "Keys in parameters should be of type `str`, but received non-string keys.Converting all keys to string...",
        releases: "2.6–3.17",
      },
    ],
    why: "A parameter's name is not a string. MLflow converts it and goes on.",
    advice: [
      { by: "caller", label: "Write the names as strings", python: "params = {str(name): value for name, value in params.items()}" },
    ],
  },
  {
    id: "params-not-inferred",
    cause: "params not inferred",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Failed to infer schema for parameters: {params}", releases: "2.6–3.17" },
      { words: "Failed to infer schema for parameter {value}: {error}", releases: "2.6–3.17" },
      { words: "Expected parameters to be 1D array or scalar, got {found}", releases: "2.6–3.17" },
      { words: "Expected parameters to be dict, got {found}", releases: "2.6–3.17" },
    ],
    why: "A default in params is not a single value, a flat list or (from MLflow 2.20 on) a dict, or it has no MLflow type. None has none.",
    advice: [
      {
        by: "model",
        label: "Give each parameter a default of the type that callers send",
        python: 'signature = infer_signature(X, y, params={"temperature": 0.5, "stop": [""]})',
        dependsOn: "A parameter that may be absent is left out of params, or declared with ParamSpec(name, type, None).",
      },
    ],
  },
  {
    id: "param-spec",
    cause: "invalid schema",
    level: "error",
    stage: "declaring",
    wordings: [
      { words: "Binary type is not supported for parameters, ParamSpec '{column}'has dtype 'binary'", releases: "2.6–3.17" },
      { words: "Duplicated parameters found in schema: {columns}", releases: "2.6–3.17" },
      { words: "'dtype' must be DataType, Object or str, got {found}", releases: "2.20–3.17" },
      { words: "ParamSchema inputs only accept {expected}", releases: "2.6–3.17" },
      { words: "Parameters schema must be an instance of ParamSchema. Got type '{found}'.", releases: "2.6–3.17" },
      {
        words: "Missing keys in ParamSpec JSON. Expected to find keys `name`, `type`(or `dtype`) and `default`. Received keys: {extra}",
        releases: "2.7–3.17",
      },
      {
        words: "Missing keys in ParamSpec JSON. Expected to find keys `name`, `dtype` and `default`",
        releases: "2.6–2.6",
      },
    ],
    why: "A parameter is declared in a way that MLflow does not build.",
    advice: [
      {
        by: "model",
        label: "Declare each parameter once, with a name, a type and a default",
        python: `from mlflow.types import ParamSchema, ParamSpec

params = ParamSchema([ParamSpec("temperature", "double", 0.5), ParamSpec("stop", "string", [""], (-1,))])`,
      },
    ],
  },
];
