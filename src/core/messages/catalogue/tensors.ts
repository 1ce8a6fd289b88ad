import type { MessageEntry } from "../entry.ts";

/** What `predict` and the scoring server raise about tensors. Source: `_enforce_tensor_schema`. */
export const TENSORS: readonly MessageEntry[] = [
  {
    id: "tensor-shape",
    cause: "tensor shape",
    level: "error",
    stage: "both",
    wordings: [{ words: "Shape of input {found} does not match expected shape {expected}.", releases: "1.14–3.17" }],
    why: "The array's shape is not the declared one; -1 means any length.",
    advice: ["shape array"],
  },
  {
    id: "tensor-dtype",
    cause: "tensor dtype",
    level: "error",
    stage: "both",
    wordings: [{ words: "dtype of input {found} does not match expected dtype {expected}", releases: "1.14–3.17" }],
    why: "The array's dtype is not the declared one. MLflow casts no arrays, except those that arrive as JSON.",
    advice: ["cast array"],
  },
  {
    id: "tensor-column-shape",
    cause: "tensor shape",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "The input pandas dataframe column '{column}' contains scalar values, which requires the shape to be (-1,) or (-1, 1), but got tensor spec shape of {expected}.",
        releases: "2.3–3.17",
      },
      {
        words:
          "The input pandas dataframe column '{column}' contains scalar values, which requires the shape to be (-1,), but got tensor spec shape of {expected}.",
        releases: "2.2–2.2",
      },
      {
        words:
          "The value in the Input DataFrame column '{column}' could not be converted to the expected shape of: '{expected}'. Ensure that each of the input list elements are of uniform length and that the data can be coerced to the tensor type '{rest}'",
        releases: "2.2–3.17",
      },
      {
        words:
          "The value in the Input DataFrame column '{column}' could not be converted to the expected shape of: '{expected}'. Ensure that each of the input numpy array elements are of uniform length and can be reshaped to above expected shape.",
        releases: "2.2–3.17",
      },
    ],
    why: "Each cell of a DataFrame column stands for one item of the declared tensor, and these cells do not have its size.",
    advice: [
      {
        by: "caller",
        label: "Give every cell a flat list with as many numbers as one item of the tensor has",
        dependsOn: "An item of shape (-1, 2, 3) has 6 numbers. Cells of other lengths cannot be reshaped.",
      },
    ],
  },
  {
    id: "tensor-frame-dimensions",
    cause: "tensor shape",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "For pandas dataframe input, the first dimension of shape must be a variable dimension and other dimensions must be fixed, but in model signature the shape of {column} is {expected}.",
        releases: "2.2–3.17",
      },
    ],
    why: "A DataFrame can only stand for tensors with -1 in the first place and fixed sizes in the others.",
    advice: [
      { by: "caller", label: "Pass arrays instead of a DataFrame", python: "model.predict(array)" },
      {
        by: "model",
        label: "Declare the shape with -1 in the first place only",
        dependsOn: "The model must always get items of that size.",
      },
    ],
  },
  {
    id: "tensor-frame-values",
    cause: "tensor form",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "Because the model signature requires tensor spec input, the input pandas dataframe values should be either scalar value, python list containing scalar values or numpy array containing scalar values, other types are not supported.",
        releases: "2.2–3.17",
      },
    ],
    why: "The signature declares tensors, and a cell is neither a number, a flat list nor an array.",
    advice: [
      {
        by: "caller",
        label: "Flatten the value of each cell to a list of numbers",
        python: "df[column] = [np.asarray(value).ravel().tolist() for value in df[column]]",
        dependsOn: "The message does not name the column. Nested lists must all have the size of one item.",
      },
    ],
  },
  {
    id: "tensor-form",
    cause: "tensor form",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to a numpy array, but a dict with value type {found} was found.",
        releases: "1.14–3.17",
      },
      {
        words:
          "This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to tensor, or a pandas DataFrame input containing columns mapping input name to flattened list value from tensor, but an input of type {found} was found.",
        releases: "2.2–3.17",
      },
      {
        words:
          "This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to tensor, but an input of type {found} was found.",
        releases: "1.14–2.9",
      },
      {
        words:
          "This model contains a tensor-based model signature with no input names, which suggests a numpy array input or a pandas dataframe input with proper column values, but an input of type {found} was found.",
        releases: "2.2–3.17",
      },
      {
        words:
          "This model contains a tensor-based model signature with no input names, which suggests a numpy array input, but an input of type {found} was found.",
        releases: "1.14–2.0",
      },
    ],
    why: "The signature declares tensors: MLflow accepts a NumPy array, or for named inputs a dict of arrays, but no lists.",
    advice: ["pass arrays"],
  },
  {
    id: "unnamed-input-columns",
    cause: "tensor shape",
    level: "error",
    stage: "both",
    wordings: [
      {
        words:
          "This model contains a model signature with an unnamed input. Since the input data is a pandas DataFrame containing multiple columns, the input shape must be of the structure (-1, number_of_dataframe_columns). Instead, the input DataFrame passed had {found} columns and an input shape of {expected} with all values within the DataFrame of scalar type.",
        releases: "2.2–3.17",
      },
    ],
    why: "The signature declares one tensor without a name. A DataFrame fits only if its shape is (-1, number of columns).",
    advice: ["shape array"],
  },
  {
    id: "empty-frame",
    cause: "tensor form",
    level: "error",
    stage: "both",
    wordings: [{ words: "Input DataFrame is empty.", releases: "2.2–3.17" }],
    why: "The DataFrame has no rows, or no columns, and the signature declares a tensor.",
    advice: [
      { by: "caller", label: "Call predict only when there are rows", python: "if len(df) > 0:\n    predictions = model.predict(df)" },
    ],
  },
];
