import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { type MapKeys, sparkToMlflow } from "../../../src/core/ladders/spark-mlflow.ts";
import type { AtomicKind, SparkType } from "../../../src/core/spark/spark-type.ts";
import { columnTypeName } from "../../../src/core/validation/enforce-type.ts";

const of = (kind: AtomicKind): SparkType => ({ kind });
const array = (items: SparkType): SparkType => ({ kind: "array", items });
const map = (key: SparkType, value: SparkType): SparkType => ({ kind: "map", key, value });
const struct = (...fields: readonly (readonly [name: string, type: SparkType])[]): SparkType => ({
  kind: "struct",
  fields: fields.map(([name, type]) => ({ name, type })),
});
const decimal: SparkType = { kind: "decimal", precision: 10, scale: 2 };

const NOT_FOUND = { tag: "InvalidSchema", message: ["the keys are not read"], place: { column: "c" } } as const;
const AS_DOUBLE = "Cast the column in Spark: df.withColumn(name, col(name).cast('double')).";
const AS_TIME = "Cast the column in Spark: df.withColumn(name, col(name).cast('timestamp')).";

// Types and words are those of `_infer_spark_type` in `mlflow/types/utils.py`.
describe("a type of Spark", () => {
  it.each<readonly [string, SparkType, MapKeys | undefined]>([
    ["boolean", of("boolean"), undefined],
    ["integer", of("byte"), undefined],
    ["integer", of("short"), undefined],
    ["integer", of("integer"), undefined],
    ["long", of("long"), undefined],
    ["float", of("float"), undefined],
    ["double", of("double"), undefined],
    ["string", of("string"), undefined],
    ["binary", of("binary"), undefined],
    ["datetime", of("date"), undefined],
    ["datetime", of("timestamp"), undefined],
    ["SparkML vector", { kind: "vector" }, undefined],
    ["Array(Array(long))", array(array(of("long"))), undefined],
    ["{a: long (optional), b: string (optional)}", struct(["b", of("string")], ["a", of("long")]), undefined],
    ["{k: double (required), m: double (required)}", map(of("string"), of("double")), ["m", "k"]],
  ])("is %s", (expected, type, keys) => {
    const verdict = sparkToMlflow(type, "c", keys);
    expect("type" in verdict && columnTypeName(verdict.type)).toBe(expected);
  });

  it.each<readonly [string, string, string | undefined, SparkType, MapKeys | undefined]>([
    ["TypeError", "MLflow has no type for Spark's decimal(10,2).", AS_DOUBLE, decimal, undefined],
    ["MlflowException", "Unsupported Spark Type 'TimestampNTZType' for MLflow schema.", AS_TIME, of("timestamp_ntz"), undefined],
    ["MlflowException", "Unsupported Spark Type 'NullType' for MLflow schema.", AS_DOUBLE, of("null"), undefined],
    ["MlflowException", "Unsupported Spark Type 'interval' for MLflow schema.", AS_DOUBLE, { kind: "other", name: "interval" }, undefined],
    ["TypeError", "MLflow has no type for Spark's decimal(10,2).", AS_DOUBLE, array(decimal), undefined],
    ["TypeError", "MLflow has no type for Spark's decimal(10,2).", AS_DOUBLE, struct(["a", of("long")], ["d", decimal]), undefined],
    ["TypeError", "MLflow has no type for Spark's decimal(10,2).", AS_DOUBLE, map(of("string"), decimal), ["k"]],
    ["MlflowException", "Creating Object with empty properties is not allowed: struct<>.", undefined, struct(), undefined],
    [
      "MlflowException",
      "Creating Object with empty properties is not allowed: map<string,bigint>.",
      undefined,
      map(of("string"), of("long")),
      [],
    ],
    [
      "MlflowException",
      "Found duplicated property names: a.",
      undefined,
      struct(["a", of("long")], ["b", of("long")], ["a", of("long")]),
      undefined,
    ],
    [
      "MlflowException",
      "Cannot infer schema for MapType without data and column name.",
      undefined,
      map(of("string"), of("long")),
      undefined,
    ],
    [
      "MlflowException",
      "Please construct spark DataFrame with schema using StructType for dictionary/map fields, MLflow schema inference only supports scalar, array and struct types.",
      undefined,
      map(of("string"), map(of("string"), of("long"))),
      ["k"],
    ],
    ["MlflowException", "Expected name to be a string, got int.", undefined, map(of("integer"), of("long")), ["1"]],
  ])("is refused with %s: %s", (pythonError, message, remedy, type, keys) => {
    const verdict = sparkToMlflow(type, "c", keys);
    const offence = "offence" in verdict ? verdict.offence : null;
    expect(offence && { ...offence, message: renderText(offence.message) }).toEqual({
      tag: "InvalidSchema",
      message,
      place: { column: "c" },
      pythonError,
      ...(remedy === undefined ? {} : { remedy }),
    });
  });

  it("says why the keys of a map are not known", () => {
    expect(sparkToMlflow(map(of("string"), of("long")), "c", NOT_FOUND)).toEqual({ offence: NOT_FOUND });
  });
});
