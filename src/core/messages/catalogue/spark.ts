import type { MessageEntry } from "../entry.ts";

/** What `mlflow.pyfunc.spark_udf` says about a model's signature. Source: `mlflow/pyfunc/__init__.py`. */
export const SPARK: readonly MessageEntry[] = [
  {
    id: "udf-columns",
    cause: "spark udf",
    level: "error",
    stage: "spark",
    wordings: [
      {
        words:
          "Model input is missing required columns. Expected {expected} required input columns {columns}, but the model received only {found} unnamed input columns",
        releases: "2.5–3.17",
      },
      {
        words:
          "Model input is missing columns. Expected {expected} input columns {columns}, but the model received only {found} unnamed input columns",
        releases: "1.9–2.3",
      },
      { words: "If passing a StructType column, there should be only one input column, but got {found}", releases: "1.9–2.9" },
      {
        words: "Cannot apply udf because no column names specified. The udf expects {expected} columns with types: {rest}",
        releases: "1.20–3.17",
      },
      { words: "Cannot apply UDF without column names specified when model signature contains optional columns.", releases: "2.5–3.17" },
      {
        words:
          "Attempting to apply udf on zero columns because no column names were specified as arguments or inferred from the model signature.",
        releases: "1.20–3.17",
      },
    ],
    why: "The UDF passes columns by position unless they are in a struct, and their number or names do not fit the signature.",
    advice: [
      {
        by: "caller",
        label: "Pass all columns with their names, as a struct",
        python: `from pyspark.sql.functions import struct

df = df.withColumn("prediction", predict(struct(*df.columns)))`,
      },
    ],
  },
  {
    id: "udf-result",
    cause: "spark udf",
    level: "error",
    stage: "spark",
    wordings: [
      {
        words:
          "No 'result_type' provided for spark_udf and the model does not have an output schema. 'result_type' is set to 'double' type.",
        releases: "2.5–3.17",
      },
      { words: "Invalid 'spark_udf' result type: {found}.", releases: "2.5–3.17" },
      {
        words: "Invalid result_type '{found}'. Result type can only be one of or an array of one of the following types: {rest}",
        releases: "1.20–2.3",
      },
      {
        words: "Invalid result_type '{found}'. Result type can only be one of or an array of one of the following types types: {rest}",
        releases: "1.9–1.14",
      },
      { words: "The model did not produce any values compatible with the requested type '{expected}'.", releases: "1.30–3.17" },
      { words: "The the model did not produce any values compatible with the requested type '{expected}'.", releases: "1.9–1.27" },
      { words: "Model output tensor spec type {found} is not supported in spark_udf.", releases: "2.5–3.17" },
      {
        words: "Only 1D or 2D tensors are supported as spark_udf return value, but model output '{column}' has shape {found}.",
        releases: "2.5–3.17",
      },
      { words: "Failed to convert schema type `{found}` to spark type.", releases: "2.20–3.17" },
      { words: "`AnyType` is not supported in PySpark versions older than 4.0.0.", releases: "2.20–3.17" },
      { words: "Unsupported array type field with element type {found} in ", releases: "2.2–3.17" },
      { words: "Unsupported field type {found} in struct type.", releases: "2.2–3.17" },
      { words: "result_type must be ArrayType, got {found}", releases: "2.10–3.17" },
      { words: "result_type must be StructType, got {found}", releases: "2.10–3.17" },
      { words: "Unsupported result type {found}, expected dict or pandas DataFrame", releases: "2.10–3.17" },
      { words: "Unknown schema output spec {found}.", releases: "2.5–3.17" },
    ],
    why: "Spark needs the type of the prediction, and the signature's outputs have none that Spark knows.",
    advice: [
      {
        by: "caller",
        label: "Name the result type",
        python: 'predict = mlflow.pyfunc.spark_udf(spark, model_uri, result_type="double")',
        dependsOn: "Use the type that predict really returns: double, long, string, or an array of it.",
      },
    ],
  },
];
