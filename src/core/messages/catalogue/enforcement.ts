import type { MessageEntry } from "../entry.ts";

/** What `predict` and the scoring server raise while data is compared with the input schema. Source: `mlflow/models/utils.py`. */
export const ENFORCEMENT: readonly MessageEntry[] = [
  {
    id: "missing-inputs",
    cause: "missing inputs",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Model is missing inputs {columns}. Note that there were extra inputs: {extra}", releases: "1.14–1.27" },
      { words: "Model is missing inputs {columns}.", releases: "1.30–3.17" },
      { words: "Model input is missing columns {columns}. Note that there were extra columns: {extra}", releases: "1.9–1.9" },
    ],
    why: "The data does not have columns that the signature requires. Names are compared exactly, with case and spaces.",
    advice: ["add columns"],
  },
  {
    id: "missing-inputs-undisclosed",
    cause: "missing inputs",
    level: "error",
    stage: "both",
    wordings: [
      {
        words: "Input schema validation failed. Mismatched or missing input(s). Note that there were extra inputs provided.",
        releases: "3.3–3.17",
      },
      { words: "Failed to enforce model input schema. Please check your input data.", releases: "3.3–3.17" },
      { words: "Input schema validation failed. Mismatched or missing input(s).", releases: "3.3–3.17" },
    ],
    why: "The data does not fit the input schema. MLFLOW_DISABLE_SCHEMA_DETAILS keeps the reason out of the message.",
    advice: [
      {
        by: "caller",
        label: "Compare the columns of the data with those of the signature",
        python: `import mlflow

signature = mlflow.models.get_model_info(model_uri).signature
print([name for name in signature.inputs.required_input_names() if name not in df.columns])`,
        dependsOn: "The message does not name the columns.",
      },
    ],
  },
  {
    id: "missing-input-column",
    cause: "missing inputs",
    level: "error",
    stage: "both",
    wordings: [
      { words: "The input column '{column}' is required by the model signature but missing from the input data.", releases: "2.10–3.17" },
    ],
    why: "The data does not have a column that the signature requires.",
    advice: ["add columns"],
  },
  {
    id: "too-few-columns",
    cause: "too few columns",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "Model inference is missing inputs. The model signature declares {expected} inputs but the provided value only has {found} inputs.",
        releases: "1.14–3.17",
      },
      {
        words:
          "Model input is missing input columns. The model signature declares {expected} input columns but the provided input only has {found} columns.",
        releases: "1.9–1.9",
      },
    ],
    why: "The signature declares its columns without names, so MLflow only counts them, and the data has fewer.",
    advice: [
      {
        by: "caller",
        label: "Send every column, in the order in which the model was trained",
        dependsOn: "The message does not say which column is missing.",
      },
      {
        by: "model",
        label: "Infer the signature from a DataFrame with column names, so that MLflow can name what is missing",
        python: `from mlflow.models import infer_signature

signature = infer_signature(X, model.predict(X))`,
      },
    ],
  },
  {
    id: "extra-inputs",
    cause: "extra inputs",
    level: "warning",
    stage: "both",
    wordings: [
      {
        words:
          "Found extra inputs in the model input that are not defined in the model signature: `{columns}`. These inputs will be ignored.",
        releases: "2.19–3.17",
      },
      {
        words: "The following columns are not in the model signature but are not dropped for feature store model: {columns}",
        releases: "2.12–3.17",
      },
    ],
    why: "The data has columns that the signature does not declare. MLflow drops them before the model gets the data (a Feature Store model keeps them).",
    advice: ["declare extra columns"],
  },
  {
    id: "integers-with-missing-values",
    cause: "integers with missing values",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "Incompatible input types for column {column}. Can not safely convert {found} to {expected}. Hint: the type mismatch is likely caused by missing values.",
        releases: "1.14–3.17",
      },
    ],
    why: "One empty cell is enough: pandas then reads the whole column of integers as float64, and MLflow does not convert floats to an integer type.",
    advice: ["cast column", "declare column"],
  },
  {
    id: "incompatible-type",
    cause: "incompatible type",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Incompatible input types for column {column}. Can not safely convert {found} to {expected}.", releases: "1.9–3.17" },
    ],
    why: "The column's dtype differs from the declared type, and MLflow only converts where no value can change.",
    further: {
      found: /^u?int\d+$/i,
      expected: /^(float\d+|double|float)$/i,
      why: "One empty cell makes pandas read a column of integers as float64: the training data may have had one, and this data has none, so here it is read as integers.",
    },
    advice: ["cast column", "declare column"],
  },
  {
    id: "time-zone",
    cause: "time zone",
    level: "error",
    stage: "both",
    wordings: [
      {
        words: "Please ensure that the input data of datetime column only contains timezone-naive datetime objects. Error: {error}",
        releases: "3.3–3.17",
      },
      {
        words: "Please ensure that the input data of datetime column only contains timezone-naive datetime objects.",
        releases: "3.3–3.17",
      },
    ],
    why: "A datetime column has a time zone, and MLflow's datetime has none.",
    advice: ["drop time zone"],
  },
  {
    id: "column-not-converted",
    cause: "conversion failed",
    level: "error",
    stage: "both",
    wordings: [{ words: "Failed to convert column {column} from type {found} to {expected}.", releases: "1.9–3.17" }],
    why: "At least one cell of the column cannot be read as the declared type.",
    advice: ["cast column", "declare column"],
  },
  {
    id: "not-a-frame",
    cause: "not a frame",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "This model contains a column-based signature, which suggests a DataFrame input. There was an error casting the input data to a DataFrame: {error}",
        releases: "1.14–3.17",
      },
      { words: "Expected input to be DataFrame. Found: {found}", releases: "2.10–3.17" },
      { words: "Expected input to be DataFrame or list. Found: {found}", releases: "1.9–2.9" },
    ],
    why: "The signature declares columns, and pandas could not make a DataFrame of the data.",
    advice: [
      {
        by: "caller",
        label: "Make the DataFrame yourself, every column of the same length",
        python: "df = pd.DataFrame(data)",
        dependsOn: "If this raises as well, its message names the column or the value.",
      },
    ],
  },
  {
    id: "missing-cells",
    cause: "missing cells",
    level: "error",
    stage: "both",
    // Raised by pandas and Python inside MLflow's conversion; they are in none of MLflow's sources.
    wordings: [
      { words: "cannot convert NA to integer", releases: "pandas" },
      { words: "cannot convert float NaN to bool", releases: "pandas" },
      { words: "cannot convert float NaN to integer", releases: "pandas" },
      { words: "Cannot convert non-finite values (NA or inf) to integer", releases: "pandas" },
      { words: "boolean value of NA is ambiguous", releases: "pandas" },
      { words: "argument must be a string, a bytes-like object or a real number, not 'NAType'", releases: "pandas" },
      { words: "Integer column has NA values in column {rest}", releases: "pandas" },
      { words: "Bool column has NA values in column {rest}", releases: "pandas" },
    ],
    why: "A cell is missing, and the declared type cannot hold a missing value. NumPy's integers and booleans cannot.",
    advice: [
      {
        by: "caller",
        label: "Fill the missing cells before the data is sent",
        python: "df[column] = df[column].fillna(value)",
        dependsOn: "Only you know which value stands for a missing one.",
      },
      {
        by: "model",
        label: "Declare the column as double, and cast it to float64 before every predict",
        python: 'df[column] = df[column].astype("float64")',
        dependsOn: "The model must handle missing values, and predict refuses integers for double without the cast.",
      },
    ],
  },
  {
    id: "schema-enforcement",
    cause: "schema enforcement",
    level: "frame",
    stage: "both",
    wordings: [{ words: "Failed to enforce schema of data '{data}' with schema '{schema}'. Error: {error}", releases: "2.10–3.17" }],
    why: "The data does not fit the model's input schema. The end of the message says why.",
    advice: ["read inner error"],
  },
  {
    id: "prediction-failed",
    cause: "model failed",
    level: "frame",
    stage: "scoring",
    wordings: [{ words: "Failed to predict data '{data}'. Error: {error}", releases: "2.10–3.17" }],
    why: "The scoring server read the request, and predict then raised.",
    advice: ["read inner error"],
  },
];
