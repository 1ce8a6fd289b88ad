import type { MessageAdvice, MessageEntry } from "../entry.ts";

const LIST_HINT: MessageAdvice = {
  by: "model",
  label: "Write the hint as a list of the item's type",
  python: `class Model(mlflow.pyfunc.PythonModel):
    def predict(self, model_input: list[dict[str, str]]):
        ...`,
  dependsOn: "The items can be str, int, float, bool, bytes, datetime, Pydantic models, or lists and dicts of them.",
};

/** What MLflow 2.20 and newer say about the type hints of `predict`. Source: `types/type_hints.py`, `pyfunc/utils/data_validation.py`. */
export const TYPE_HINTS: readonly MessageEntry[] = [
  {
    id: "hint-unsupported",
    cause: "type hint",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Unsupported type hint `{found}`. {rest}", releases: "2.20–3.17" },
      { words: "Invalid type hint `{found}`, it must include a valid element type.", releases: "2.20–3.17" },
      {
        words: "Type hints must be wrapped in list[...] because MLflow assumes the predict method to take multiple input instances.",
        releases: "2.20–3.17",
      },
      { words: "Type hints must be a list[...] where collection element type is one of these types:", releases: "2.20–3.17" },
      { words: "Type hint `{found}` doesn't contain a collection element type.", releases: "2.20–3.17" },
      { words: "Type hint `{found}` contains {value} element types.", releases: "2.20–3.17" },
      { words: "Dictionary key type must be str, got {found} in type hint {rest}", releases: "2.20–3.17" },
      { words: "Dictionary type hint must contain two element types, got {found}", releases: "2.20–3.17" },
      { words: "Union type hint must contain at least one non-None type, got {found}", releases: "2.20–3.17" },
      { words: "Input cannot be Optional type. Fix this by removing the Optional wrapper from the type hint.", releases: "2.20–3.17" },
      { words: "Optional field `{column}` in Pydantic model `{value}` doesn't have a default value.", releases: "2.20–3.17" },
      { words: "The following fields in the Pydantic model do not have type annotations: {columns}.", releases: "2.20–3.17" },
      { words: "model must be a Pydantic model class, but got {found}", releases: "2.20–3.17" },
      { words: "The `predict` function has unsupported type hints for the model input arguments.", releases: "2.20–3.17" },
      {
        words: "To disable data validation, remove the type hint from the predict function. Otherwise, fix the type hint.",
        releases: "2.20–3.17",
      },
    ],
    why: "MLflow infers the signature from the type hint of predict's input, and MLflow does not support this hint.",
    advice: [LIST_HINT, { by: "model", label: "Or remove the hint, and pass signature or input_example to log_model" }],
  },
  {
    id: "hint-not-used",
    cause: "type hint",
    level: "warning",
    stage: "logging",
    wordings: [
      { words: "Type hint used in the model's predict function is not supported for MLflow's schema validation.", releases: "2.20–3.17" },
      { words: "Failed to infer signature from type hint: {error}", releases: "2.20–3.17" },
      { words: "Unsupported type hint: {found}, skipping schema inference", releases: "2.3–3.17" },
      { words: "Failed to extract type hints from function {column}: {error}", releases: "2.3–3.17" },
      {
        words:
          "Failed to infer model signature: Type hint {found} cannot be used to infer model signature and input example is not provided",
        releases: "2.20–3.17",
      },
      {
        words: "Decorate your function with `@mlflow.pyfunc.utils.pyfunc` to enable auto data validation against model input type hints.",
        releases: "2.20–3.17",
      },
      {
        words: "Add type hints to the `predict` method to enable data validation and automatic signature inference",
        releases: "2.20–3.17",
      },
      { words: "The specified input argument index ({value}) is out of range for the function signature: {rest}", releases: "2.3–3.17" },
      { words: "Could not infer schema for {found} because example is missing", releases: "2.3–2.19" },
    ],
    why: "MLflow makes no signature from this type hint, so it does not validate the input by it.",
    advice: [LIST_HINT, { by: "model", label: "Or pass signature or input_example to log_model" }],
  },
  {
    id: "hint-any",
    cause: "type hint",
    level: "warning",
    stage: "logging",
    wordings: [
      { words: "Any type hint is inferred as AnyType, and MLflow doesn't validate the data for this type.", releases: "2.20–3.17" },
      {
        words:
          "Union type hint with multiple non-None types is inferred as AnyType, and MLflow doesn't validate the data against its element types.",
        releases: "2.20–3.17",
      },
      {
        words: "Union type hint is inferred as AnyType, and MLflow doesn't validate the data against its element types.",
        releases: "2.20–3.17",
      },
    ],
    why: "Any and Union become AnyType in the signature, and MLflow does not validate such values.",
    advice: [LIST_HINT],
  },
  {
    id: "hint-signature-differs",
    cause: "type hint",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words: "Provided signature does not match the signature inferred from the Python model's `predict` function type hint.",
        releases: "2.20–3.17",
      },
    ],
    why: "The type hint of predict and the signature argument differ. MLflow logs the one from the hint.",
    advice: [
      { by: "model", label: "Leave out the signature argument: MLflow infers it from the hint" },
      { by: "model", label: "Or remove the type hint, so that your signature is logged" },
    ],
  },
  {
    id: "hint-data",
    cause: "type hint",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Failed to validate data against type hint `list[{expected}]`, invalid elements: {value}", releases: "2.20–3.17" },
      { words: "Failed to validate data against type hint `dict[str, {expected}]`, invalid elements: {value}", releases: "2.20–3.17" },
      {
        words: "Data doesn't match type hint, error: {value}. Expected fields in the type hint: {expected}; passed data: {data}.",
        releases: "2.20–3.17",
      },
      {
        words: "Expecting example to be a dictionary or pydantic model instance for Pydantic type hint, got {found}",
        releases: "2.20–3.17",
      },
      { words: "Only `list[...]` type hint supports pandas DataFrame input with a single column. But got {found}.", releases: "2.20–3.17" },
      { words: "Expected list, but got {found}", releases: "2.20–3.17" },
      { words: "Expected dict, but got {found}", releases: "2.20–3.17" },
      { words: "Expected type {expected}, but got {found}", releases: "2.20–3.17" },
      { words: "Expected a single input for dataclass type hint, but got multiple rows", releases: "2.13–3.17" },
      { words: "Expected model input to contain at least one string column", releases: "2.3–3.17" },
    ],
    why: "The model's signature comes from a type hint, so MLflow validates each item by the hint, exactly: it converts no types.",
    advice: [
      {
        by: "caller",
        label: "Pass a list whose items have the hint's type",
        python: "model.predict(items)",
        dependsOn:
          "list[str] accepts a list of texts, a Pydantic hint a list of dicts with its fields. A DataFrame works only with one column.",
      },
    ],
  },
  {
    id: "hint-example",
    cause: "type hint",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Expected all values to be string, got {found}", releases: "2.3–2.19" },
      { words: "Expected example to be dict with string keys, got {rest}", releases: "2.3–2.19" },
      { words: "Expected example to be dict with string values, got {rest}", releases: "2.3–2.19" },
      { words: "Expected example to be dict with keys {expected}, got {extra}", releases: "2.3–2.19" },
      { words: "Expected example to be dict with {expected} items, got {found}", releases: "2.3–2.19" },
      { words: "Expected example to be dict with at least one item, got {found}", releases: "2.3–2.19" },
      { words: "Expected each item in example to be dict, got {found}", releases: "2.3–2.19" },
      { words: "Expected examples to be non-empty list, got {found}", releases: "2.3–2.19" },
      { words: "Expected examples to be list, got {found}", releases: "2.3–2.19" },
    ],
    why: "The input example does not have the form of predict's type hint: List[str], Dict[str, str] or List[Dict[str, str]].",
    advice: [
      {
        by: "model",
        label: "Pass an example of the hint's form, with texts only",
        python: 'input_example = [{"question": "What is MLflow?"}]',
        dependsOn: "This is for List[Dict[str, str]]. List[str] accepts a list of texts.",
      },
    ],
  },
  {
    id: "hint-enforcement",
    cause: "type hint",
    level: "frame",
    stage: "both",
    wordings: [{ words: "Failed to validate the input data against the type hint `{expected}`. Error: {error}", releases: "2.20–3.17" }],
    why: "The data does not fit the type hint of the model's predict. The end of the message says why.",
    advice: ["read inner error"],
  },
  {
    id: "hint-frame",
    cause: "type hint",
    level: "warning",
    stage: "both",
    wordings: [
      {
        words:
          "`predict` function with list[...] type hints of non-dictionary collection type only supports pandas DataFrame with a single column. But got {found} columns.",
        releases: "2.20–3.17",
      },
      { words: "Cannot convert DataFrame to a single dictionary.", releases: "2.20–3.17" },
    ],
    why: "A list hint accepts one value per row, so MLflow keeps only the first column of the DataFrame.",
    advice: [
      { by: "caller", label: "Pass a list of values, or a DataFrame with that one column", python: "model.predict(df[column].tolist())" },
    ],
  },
  {
    id: "hint-arguments",
    cause: "type hint",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words:
          "Model's `{value}` method contains invalid parameters: {columns}. Only the following parameter names are allowed: context, model_input, and params.",
        releases: "2.20–3.17",
      },
      {
        words: "When `python_model` is a callable object, it must accept exactly one argument. Found {found} arguments.",
        releases: "2.3–3.17",
      },
    ],
    why: "MLflow calls predict with context, model_input and params, and other arguments get nothing.",
    advice: [
      {
        by: "model",
        label: "Rename the arguments",
        python: `class Model(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        ...`,
      },
    ],
  },
];
