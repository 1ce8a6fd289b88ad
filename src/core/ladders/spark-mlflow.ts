import { type ErrorData, text } from "../errors.ts";
import type { ColumnType, DataType, Property } from "../mlflow/types.ts";
import { compareCodePoints } from "../python/code-points.ts";
import { type SparkType, sparkTypeName } from "../spark/spark-type.ts";

/** MLflow's type for a type of Spark, or why it has none. */
export type SparkVerdict = { readonly type: ColumnType } | { readonly offence: ErrorData };

/** What MLflow asks Spark for besides a column's type: the keys that a map has, as text. */
export type MapKeys = readonly string[] | ErrorData;

const SCALARS: Readonly<Partial<Record<SparkType["kind"], DataType>>> = {
  boolean: "boolean",
  byte: "integer",
  short: "integer",
  integer: "integer",
  long: "long",
  float: "float",
  double: "double",
  string: "string",
  binary: "binary",
  date: "datetime",
  timestamp: "datetime",
};

const CLASSES: Readonly<Partial<Record<SparkType["kind"], string>>> = { timestamp_ntz: "TimestampNTZType", null: "NullType" };

function refuse(type: SparkType, column: string): SparkVerdict {
  const isDecimal = type.kind === "decimal";
  return {
    offence: {
      tag: "InvalidSchema",
      message: isDecimal
        ? text`MLflow has no type for Spark's ${sparkTypeName(type)}.`
        : text`Unsupported Spark Type '${CLASSES[type.kind] ?? sparkTypeName(type)}' for MLflow schema.`,
      place: { column },
      pythonError: isDecimal ? "TypeError" : "MlflowException",
      remedy:
        type.kind === "timestamp_ntz"
          ? "Cast the column in Spark: df.withColumn(name, col(name).cast('timestamp'))."
          : "Cast the column in Spark: df.withColumn(name, col(name).cast('double')).",
    },
  };
}

const isOffence = (verdict: SparkVerdict): verdict is { readonly offence: ErrorData } => "offence" in verdict;

function objectOf(properties: readonly Property[], type: SparkType, column: string): SparkVerdict {
  const repeated = properties.find(({ name }, index) => properties.findIndex((one) => one.name === name) !== index);
  if (properties.length > 0 && repeated === undefined) {
    const sorted = [...properties].sort((one, other) => compareCodePoints(one.name, other.name));
    return { type: { kind: "object", properties: sorted } };
  }
  const message =
    repeated === undefined
      ? text`Creating Object with empty properties is not allowed: ${sparkTypeName(type)}.`
      : text`Found duplicated property names: ${repeated.name}.`;
  return { offence: { tag: "InvalidSchema", message, place: { column }, pythonError: "MlflowException" } };
}

function mapType(type: Extract<SparkType, { readonly kind: "map" }>, column: string, keys: MapKeys | undefined): SparkVerdict {
  const refused = (message: string): SparkVerdict => ({
    offence: { tag: "InvalidSchema", message: [message], place: { column }, pythonError: "MlflowException" },
  });
  if (keys === undefined) return refused("Cannot infer schema for MapType without data and column name.");
  if (type.value.kind === "map")
    return refused(
      "Please construct spark DataFrame with schema using StructType for dictionary/map fields, MLflow schema inference only supports scalar, array and struct types.",
    );
  if ("tag" in keys) return { offence: keys };
  if (keys.length > 0 && type.key.kind !== "string") return refused(`Expected name to be a string, got ${sparkTypeName(type.key)}.`);
  const value = sparkToMlflow(type.value, column);
  if (isOffence(value) && keys.length > 0) return value;
  return objectOf(
    keys.map((name) => ({ name, type: isOffence(value) ? { kind: "any" } : value.type, required: true })),
    type,
    column,
  );
}

/**
 * MLflow's type of a Spark column; `keys` are those of a map. Fields of structs are never required: Spark's file readers make them nullable.
 * Source: `mlflow/types/utils.py _infer_spark_type`.
 *
 * @example sparkToMlflow({ kind: "date" }, "day") // { type: { kind: "scalar", name: "datetime" } }
 */
export function sparkToMlflow(type: SparkType, column: string, keys?: MapKeys): SparkVerdict {
  const scalar = SCALARS[type.kind];
  if (scalar !== undefined) return { type: { kind: "scalar", name: scalar } };
  switch (type.kind) {
    case "array": {
      const items = sparkToMlflow(type.items, column);
      return isOffence(items) ? items : { type: { kind: "array", items: items.type } };
    }
    case "struct": {
      const properties: Property[] = [];
      for (const { name, type: inner } of type.fields) {
        const verdict = sparkToMlflow(inner, column);
        if (isOffence(verdict)) return verdict;
        properties.push({ name, type: verdict.type, required: false });
      }
      return objectOf(properties, type, column);
    }
    case "map":
      return mapType(type, column, keys);
    case "vector":
      return { type: { kind: "sparkml_vector" } };
    default:
      return refuse(type, column);
  }
}
