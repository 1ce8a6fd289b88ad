import type { MessageAdvice, MessageEntry } from "../entry.ts";

const INFER_AGAIN: MessageAdvice = {
  by: "model",
  label: "Infer the signature again from data that MLflow accepts",
  python: `from mlflow.models import infer_signature

signature = infer_signature(df, model.predict(df))`,
  dependsOn: "df is a DataFrame with one type per column, or an array of numbers.",
};

/** What `infer_signature` raises and warns of. Source: `mlflow/types/utils.py`, `mlflow/models/signature.py`. */
export const INFERENCE: readonly MessageEntry[] = [
  {
    id: "integer-columns",
    cause: "integer columns",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words: "Hint: Inferred schema contains integer column(s). Integer columns in Python cannot represent missing values.",
        releases: "1.14–3.17",
      },
      {
        words: "Inferred schema contains integer column(s). Integer columns in Python cannot represent missing values.",
        releases: "1.14–3.17",
      },
    ],
    why: "This is only a hint. An integer column that has a missing cell at predict arrives as float64, and MLflow refuses it for long or integer.",
    advice: [
      {
        by: "model",
        label: "If no cell of these columns is ever missing, leave the signature as it is",
        dependsOn: "The message does not name the columns: they are those with type long or integer.",
      },
      {
        by: "model",
        label: "If cells can be missing, infer the signature from float64 columns, and cast them before every predict as well",
        python: `from mlflow.models import infer_signature

integers = X.select_dtypes("integer").columns
X = X.astype({name: "float64" for name in integers})
signature = infer_signature(X, model.predict(X))`,
        dependsOn: "predict refuses int64 for double: callers need the same astype. The scoring server casts by itself.",
      },
    ],
  },
  {
    id: "schema-not-inferred",
    cause: "schema not inferred",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words:
          "Failed to infer schema for {rest}. Setting schema to `Schema([ColSpec(type=AnyType())]` as default. Note that MLflow doesn't validate data types during inference for AnyType.",
        releases: "2.19–3.17",
      },
    ],
    why: "One column or value has no MLflow type, and MLflow declared the whole side as any: it then validates nothing. The reason is only in the debug log.",
    advice: [
      {
        by: "model",
        label: "Print the reason",
        python: `import logging

logging.getLogger("mlflow").setLevel(logging.DEBUG)
infer_signature(X, y)`,
      },
      {
        by: "model",
        label: "Open the data here: Signet shows which column has no type and why",
        dependsOn: "The message names the side, not the column.",
      },
    ],
  },
  {
    id: "types-not-inferred",
    cause: "schema not inferred",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Failed to infer schema. Expected one of the following types: {rest}", releases: "2.10–3.17" },
      { words: "Expected one of the following types: - pandas.DataFrame - pandas.Series {rest}", releases: "2.2–3.17" },
      { words: "Expected one of the following types: - pandas.DataFrame - numpy.ndarray {rest}", releases: "2.5–3.17" },
      {
        words:
          "Expected one of (pandas.DataFrame, numpy array, dictionary of (name -> numpy.ndarray), pyspark.sql.DataFrame) but got '{found}'",
        releases: "1.9–2.0",
      },
      { words: "Failed to infer schema for pandas.Series {value}. Error: {error}", releases: "2.10–3.17" },
      { words: "Expected numpy.ndarray or csc/csr matrix, got '{found}'.", releases: "1.24–3.17" },
      { words: "Expected numpy.ndarray, got '{found}'.", releases: "1.9–1.20" },
      { words: "Expected pandas.Series, got '{found}'.", releases: "1.14–3.17" },
      { words: "Expected numpy.dtype or pandas.ExtensionDtype, got '{found}'.", releases: "1.14–3.17" },
      { words: "Expected numpy.dtype, got '{found}'.", releases: "1.9–1.9" },
      { words: "Expected 1d array, got array with shape {found}", releases: "1.9–3.17" },
      { words: "Attempting to infer schema from numpy array with shape {found}", releases: "1.9–1.9" },
      { words: "Multidimensional arrays (aka tensors) are not supported. {rest}", releases: "1.9–3.17" },
      { words: "Data in the dictionary must be of type numpy.ndarray", releases: "1.9–2.2" },
      { words: "Data in the dictionary must be 1-dimensional, got shape {found}", releases: "1.9–1.9" },
      { words: "The dictionary values are not all numpy.ndarray.", releases: "2.10–3.17" },
      { words: "The dictionary keys are not all strings or indexes. Invalid keys: {columns}", releases: "2.3–3.17" },
      { words: "The dictionary keys are not all strings.", releases: "2.10–3.17" },
      {
        words:
          "Invalid values in dictionary. If passing a dictionary containing strings, all values must be either strings or lists of strings. If passing a dictionary containing numeric values, the data must be enclosed in a numpy.ndarray. The following keys in the input dictionary are invalid: {columns}",
        releases: "2.3–3.17",
      },
      { words: "Data {value} is not one of the supported DataType", releases: "2.10–3.17" },
      {
        words:
          "The specified variable_dimension {value} is out of bounds with respect to the number of dimensions {found} in the input dataset",
        releases: "2.2–3.17",
      },
      {
        words:
          "The specified variable_dimension {value} is out of bounds withrespect to the number of dimensions {found} in the input dataset",
        releases: "1.14–2.0",
      },
    ],
    why: "infer_signature accepts DataFrames, Series, arrays, dicts of them, and plain nested lists and dicts with string keys. This is something else.",
    advice: [INFER_AGAIN],
  },
  {
    id: "mixed-types",
    cause: "mixed types",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Expected all values in the list to be of the same type.", releases: "2.19–3.17" },
      { words: "Expected all values in list to be of same type", releases: "2.10–2.18" },
      { words: "is not a valid type for an item of a list or numpy array.", releases: "2.10–3.17" },
      { words: "Can't merge {rest}", releases: "2.10–3.17" },
      { words: "Properties are incompatible for {found} and {expected}", releases: "2.10–3.17" },
      { words: "Properties are incompatible", releases: "2.10–3.17" },
      { words: "Array types are incompatible for {found} with dtype={value} and {expected} with dtype={rest}", releases: "2.10–3.17" },
      { words: "Array type {found} and {expected} are incompatible", releases: "2.12–3.17" },
      {
        words: "Map types are incompatible for {found} with value_type={value} and {expected} with value_type={rest}",
        releases: "2.12–3.17",
      },
      { words: "Map type {found} and {expected} are incompatible", releases: "2.12–3.17" },
      { words: "SparkML vector type can't be merged with another Array type.", releases: "2.16–3.17" },
      {
        words:
          "The list of dictionaries supplied has inconsistent keys among each dictionary in the list. Please validate the uniformity in the key naming for each dictionary.",
        releases: "2.3–2.9",
      },
    ],
    why: "The values of a list or of one property have different types in different rows: integers and floats, or numbers and texts.",
    advice: [
      {
        by: "model",
        label: "Write all numbers of the list as floats",
        python: "values = [float(value) for value in values]",
        dependsOn: "Only where all values are numbers. The message does not name the column.",
      },
      {
        by: "model",
        label: "Or declare the items as any: MLflow then does not validate them",
        python: `from mlflow.types.schema import AnyType, Array, ColSpec, Schema

inputs = Schema([ColSpec(Array(AnyType()), "column")])`,
        dependsOn: "Needs MLflow 2.20 or newer.",
      },
    ],
  },
  {
    id: "data-without-a-type",
    cause: "data without a type",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Unsupported numpy data type '{found}', kind '{value}'", releases: "1.9–3.17" },
      {
        words:
          "Unable to map 'object' type to MLflow DataType. object can be mapped iff all values have identical data type which is one of",
        releases: "2.2–2.9",
      },
      {
        words:
          "Unable to map 'object' type to MLflow DataType. object canbe mapped iff all values have identical data type which is one of",
        releases: "1.27–2.0",
      },
      {
        words:
          "Unable to map 'np.object' type to MLflow DataType. np.object canbe mapped iff all values have identical data type which is one of",
        releases: "1.9–1.24",
      },
      { words: "Can not infer object without looking at the values, call _map_numpy_array instead.", releases: "1.27–3.17" },
      { words: "Can not infer np.object without looking at the values, call _map_numpy_array instead.", releases: "1.9–1.24" },
      { words: "Unsupported Spark Type '{found}' for MLflow schema.", releases: "2.10–3.17" },
      { words: "Unsupported Spark Type '{found}', MLflow schema is only supported for scalar Spark types.", releases: "1.9–2.9" },
      { words: "Cannot infer schema for MapType without data and column name.", releases: "2.10–3.17" },
      {
        words:
          "Please construct spark DataFrame with schema using StructType for dictionary/map fields, MLflow schema inference only supports scalar, array and struct types.",
        releases: "2.10–3.17",
      },
    ],
    why: "A column's dtype has no MLflow type: uint64, complex, timedelta, period, dates with a time zone, or an object column with values of several types.",
    advice: [
      {
        by: "model",
        label: "Cast the column to a type that MLflow has",
        python: 'df[column] = df[column].astype("int64")',
        dependsOn: "uint64 needs int64, timedelta a number of seconds, a mixed object column str. The message does not name the column.",
      },
    ],
  },
];
