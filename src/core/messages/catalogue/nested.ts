import type { MessageEntry } from "../entry.ts";

/** What `predict` and the scoring server raise about arrays, objects and maps. Source: `_enforce_type`. */
export const NESTED: readonly MessageEntry[] = [
  {
    id: "missing-properties",
    cause: "missing properties",
    level: "error",
    stage: "both",
    wordings: [{ words: "Missing required properties: {columns}", releases: "2.10–3.17" }],
    why: "An object in the data does not have properties that its declared type requires.",
    advice: ["fill properties"],
  },
  {
    id: "unknown-properties",
    cause: "unknown properties",
    level: "error",
    stage: "both",
    wordings: [{ words: "Invalid properties not defined in the schema found: {columns}", releases: "2.10–3.17" }],
    why: "An object in the data has properties that its declared type does not have. Extra columns are dropped; extra properties are refused.",
    advice: ["drop properties"],
  },
  {
    id: "nested-not-converted",
    cause: "conversion failed",
    level: "error",
    stage: "both",
    // MLflow enforces a list as a column without a name.
    wordings: [{ words: "Failed to convert column from type {found} to {expected}.", releases: "2.10–3.17" }],
    why: "At least one value of a list in the data cannot be read as the declared type of its items.",
    advice: [
      {
        by: "caller",
        label: "Give every value of the list the declared type",
        dependsOn: "The message names neither the column nor the row. Check the data against the signature to see them.",
      },
    ],
  },
  {
    id: "nested-key",
    cause: "nested value",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Failed to enforce schema for key `{column}`. Expected type {expected}, received type {found}", releases: "2.10–3.17" },
    ],
    why: "A property of an object does not have its declared type.",
    advice: [
      {
        by: "caller",
        label: "Give the property its declared type in every row",
        dependsOn: "The message names the property, not the row.",
      },
    ],
  },
  {
    id: "nested-value",
    cause: "nested value",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "Failed to enforce schema of data `{value}` with dtype `{expected}`. Invalid schema, `{found}` is not supported type for Array element.",
        releases: "2.10–2.10",
      },
      { words: "Failed to enforce schema of data `{value}` with dtype `{expected}`", releases: "2.10–3.17" },
      { words: "Expected data to be scalar, got {found}", releases: "2.10–3.17" },
      { words: "Expected data to be list or numpy array, got {found}", releases: "2.10–3.17" },
      { words: "Expected data to be a dict, got {found}", releases: "2.12–3.17" },
      {
        words: "Failed to enforce schema of '{value}' with type '{expected}'. Expected data to be dictionary, got {found}",
        releases: "2.10–3.17",
      },
      { words: "Expected data to be dictionary, got {found}", releases: "2.10–3.17" },
      { words: "Expected all keys in the map type data are string type.", releases: "2.12–3.17" },
    ],
    why: "A value inside an array, object or map does not have the declared type. MLflow converts none there.",
    advice: [
      {
        by: "caller",
        label: "Give every value inside the column its declared Python type",
        dependsOn: "The message names neither the column nor the row. Check the data against the signature to see them.",
      },
      {
        by: "model",
        label: "Infer the signature from data with the same nested values",
        python: `from mlflow.models import infer_signature

signature = infer_signature(X, model.predict(X))`,
      },
    ],
  },
  {
    id: "nested-type-unknown",
    cause: "invalid schema",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Expected dtype to be DataType, got {found}", releases: "2.10–3.17" },
      { words: "Expected obj to be Object, got {found}", releases: "2.10–3.17" },
      { words: "Invalid data type: {found}", releases: "2.12–3.17" },
    ],
    why: "A type in the schema is not one that this release of MLflow enforces.",
    advice: [
      {
        by: "model",
        label: "Load the model with the MLflow release that logged it, or infer its signature again",
        dependsOn: "The MLmodel names that release as mlflow_version.",
      },
    ],
  },
];
