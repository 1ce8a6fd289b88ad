import type { MessageEntry } from "../entry.ts";
import { SEND_INPUTS, SEND_SPLIT } from "./shared-advice.ts";

/** What the scoring server answers about the values of a request, and about the model that gets them. Source: `mlflow/utils/proto_json_utils.py`. */
export const REQUEST_VALUES: readonly MessageEntry[] = [
  {
    id: "request-column-type",
    cause: "conversion failed",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words: "Data is not compatible with model signature. Failed to convert column {column} to type '{expected}'. Error: '{error}'",
        releases: "2.0–3.17",
      },
    ],
    why: "The scoring server casts each column of the request to its declared type, and a value could not be cast.",
    advice: ["convert request value"],
  },
  {
    id: "request-value-type",
    cause: "conversion failed",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: "Failed to convert data `{value}` to type `{expected}` defined in the model signature.", releases: "2.15–3.17" },
      { words: "Failed to convert data type for data `{value}` with spec `{expected}`.", releases: "2.10–3.17" },
      { words: "Incompatible input type:{found} for input {column}.", releases: "2.2–3.17" },
    ],
    why: "A value of the request cannot be converted to the type or tensor that the signature declares.",
    advice: [
      {
        by: "caller",
        label: "Send values of the declared type, every row with the same form",
        dependsOn: "The message quotes the value. Paste the request to see the place.",
      },
    ],
  },
  {
    id: "request-records",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: "Dataframe records format must be a list of records. Got {rest}", releases: "2.0–3.17" },
      {
        words: "Provided dataframe_records field is not a valid dataframe representation in 'records' format. Error: '{error}'",
        releases: "2.0–3.17",
      },
    ],
    why: "dataframe_records must be a list with one object per row.",
    advice: [
      {
        by: "caller",
        label: "Send one object per row",
        python: `requests.post(url, json={"dataframe_records": df.to_dict(orient="records")})`,
        dependsOn: "JSON has no NaN and no dates: columns with those go through df.to_json.",
      },
    ],
  },
  {
    id: "request-split",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: "Dataframe split format must be a dictionary. Got {rest}", releases: "2.0–3.17" },
      {
        words: "Dataframe split format must have 'data' field and optionally 'columns' and 'index' fields. Got {rest}",
        releases: "2.0–3.17",
      },
      {
        words: "Provided dataframe_split field is not a valid dataframe representation in 'split' format. Error: '{error}'",
        releases: "2.0–3.17",
      },
    ],
    why: "dataframe_split must be an object with columns and data, and each row of data must have as many values as there are columns.",
    advice: [SEND_SPLIT],
  },
  {
    id: "request-tensor",
    cause: "tensor form",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words:
          "Failed to parse input data. This model contains a tensor-based model signature with input names, which suggests a dictionary / a list of dictionaries input mapping input name to tensor or a pure list, but an input of `{value}` was found.",
        releases: "2.10–2.14",
      },
      {
        words:
          "Failed to parse input data. This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to tensor, but an input of type {found} was found.",
        releases: "1.14–2.9",
      },
      {
        words:
          "Failed to parse input data. This model contains an un-named tensor-based model signature which expects a single n-dimensional array as input, however, an input of type {found} was found.",
        releases: "1.14–2.14",
      },
      {
        words:
          "Failed to parse input data. This model contains an un-named model signature which expects a single n-dimensional array or a single value as input, however, an input of type {found} was found.",
        releases: "2.15–3.17",
      },
    ],
    why: "The signature declares tensors, and the request's instances or inputs do not have their form: lists for one unnamed tensor, an object of lists for named ones.",
    advice: [
      SEND_INPUTS,
      {
        by: "caller",
        label: "For named tensors, send an object with a list for each name",
        python: `requests.post(url, json={"inputs": {name: np.asarray(value).tolist() for name, value in data.items()}})`,
        dependsOn: "Only if the signature's tensors have names.",
      },
    ],
  },
  {
    id: "request-tf-serving",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: 'Failed to parse data as TF serving input. "signature_name" is currently not supported.', releases: "1.14–2.9" },
      { words: '"signature_name" parameter is currently not supported', releases: "2.10–3.17" },
      {
        words: 'Failed to parse data as TF serving input. One of "instances" and "inputs" must be specified (not both or any other keys).',
        releases: "1.14–2.9",
      },
      { words: 'One of "instances" and "inputs" must be specified (not both or any other keys).Received: {extra}', releases: "2.10–3.17" },
      {
        words:
          "Failed to parse data as TF serving input. Ensure that the input is a valid JSON-formatted string that conforms to the request body for TF serving's Predict API",
        releases: "1.14–2.9",
      },
      {
        words: "Failed to parse data as TF serving input. The length of values for each input/column name are not the same",
        releases: "1.14–2.9",
      },
      { words: "The length of values for each input/column name are not the same", releases: "1.14–3.17" },
      { words: "Expecting data to have `instances` as key.", releases: "2.10–3.17" },
    ],
    why: "A body with instances or inputs must have only that key (and params), and all its columns the same length.",
    advice: [SEND_INPUTS],
  },
  {
    id: "request-type-hint",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words:
          "Request payload must be a dictionary with 'inputs' key when the model contains a valid type hint. Found keys in payload: {extra}.",
        releases: "2.20–3.17",
      },
    ],
    why: "The model's signature comes from a type hint. Such a model only accepts a list under inputs.",
    advice: [
      {
        by: "caller",
        label: "Send a list of items under inputs",
        python: `requests.post(url, json={"inputs": items})`,
        dependsOn: "Each item must fit the type hint of predict.",
      },
    ],
  },
  {
    id: "request-instances-converted",
    cause: "request form",
    level: "warning",
    stage: "scoring",
    wordings: [
      {
        words:
          "If using `instances` as input key, we internally convert the data type from `records` (List[Dict]) type to `list` (Dict[str, List]) type if the data is a pandas dataframe representation. This might cause schema changes.",
        releases: "2.10–3.17",
      },
    ],
    why: "The server turned the list of records under instances into one list per column, which can have other types than the signature.",
    advice: [
      {
        by: "caller",
        label: "Send the records under inputs or dataframe_records",
        python: `requests.post(url, json={"dataframe_records": records})`,
      },
    ],
  },
  {
    id: "model-raised",
    cause: "model failed",
    level: "frame",
    stage: "scoring",
    wordings: [
      {
        words:
          "Encountered an unexpected error while evaluating the model. Verify that the serialized input Dataframe is compatible with the model for inference.",
        releases: "1.9–3.17",
      },
    ],
    why: "The request passed MLflow's checks, or the model has no signature, and the model's own code raised. The last line of stack_trace says why.",
    advice: ["read inner error"],
  },
  {
    id: "model-features",
    cause: "model failed",
    level: "error",
    stage: "both",
    // Raised by the models' libraries; they are in none of MLflow's sources.
    wordings: [
      { words: "X has {found} features, but {rest} is expecting {expected} features as input", releases: "scikit-learn" },
      { words: "The feature names should match those that were passed during fit.", releases: "scikit-learn" },
      { words: "Feature names must be in the same order as they were in fit.", releases: "scikit-learn" },
      { words: "The number of features in data ({found}) is not the same as it was in training data ({expected}).", releases: "LightGBM" },
      { words: "feature_names mismatch: {columns} {extra}", releases: "XGBoost" },
      { words: "Feature shape mismatch, expected: {expected}, got {found}", releases: "XGBoost" },
    ],
    why: "The model's library refuses the columns: they are not those of its training. The signature did not catch it, because it is missing or too loose.",
    advice: [
      {
        by: "caller",
        label: "Pass the columns of training, in their order",
        python: "df = df[list(columns_of_training)]",
        dependsOn: "For scikit-learn they are model.feature_names_in_.",
      },
      {
        by: "model",
        label: "Set a signature inferred from the training data: MLflow then names what is missing and orders the columns",
        python: `from mlflow.models import infer_signature, set_signature

set_signature(model_uri, infer_signature(X_train, model.predict(X_train)))`,
      },
    ],
  },
];
