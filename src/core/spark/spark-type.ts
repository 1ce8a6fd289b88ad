/** Spark SQL's types, as far as its readers infer them. Source: `pyspark.sql.types`. */
export type SparkType =
  | { readonly kind: AtomicKind }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "array"; readonly items: SparkType }
  | { readonly kind: "struct"; readonly fields: readonly SparkField[] }
  | { readonly kind: "map"; readonly key: SparkType; readonly value: SparkType }
  /** A vector of Spark ML, which Parquet stores as a struct and names in its metadata. */
  | { readonly kind: "vector" }
  /** A type of Spark that Signet only knows the name of. */
  | { readonly kind: "other"; readonly name: string };

export type AtomicKind =
  | "null"
  | "boolean"
  | "byte"
  | "short"
  | "integer"
  | "long"
  | "float"
  | "double"
  | "string"
  | "binary"
  | "date"
  | "timestamp"
  | "timestamp_ntz";

/** A column or a field of a struct. Spark's file readers make every one nullable. */
export interface SparkField {
  readonly name: string;
  readonly type: SparkType;
}

export type SparkStruct = Extract<SparkType, { readonly kind: "struct" }>;

/** The most digits that a decimal of Spark has. */
export const MAX_PRECISION = 38;

export const NO_FIELDS: SparkStruct = { kind: "struct", fields: [] };

const SIMPLE_NAMES: Readonly<Partial<Record<SparkType["kind"], string>>> = {
  null: "void",
  byte: "tinyint",
  short: "smallint",
  integer: "int",
  long: "bigint",
};

/** A type as `DataFrame.dtypes` writes it: `int`, `decimal(20,0)`, `array<struct<x:bigint>>`. */
export function sparkTypeName(type: SparkType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "array":
      return `array<${sparkTypeName(type.items)}>`;
    case "struct":
      return `struct<${type.fields.map(({ name, type: inner }) => `${name}:${sparkTypeName(inner)}`).join(",")}>`;
    case "map":
      return `map<${sparkTypeName(type.key)},${sparkTypeName(type.value)}>`;
    case "other":
      return type.name;
    default:
      return SIMPLE_NAMES[type.kind] ?? type.kind;
  }
}

/** Whether two types are the same, names of fields included. */
export function sameType(left: SparkType, right: SparkType): boolean {
  if (left === right) return true;
  if (left.kind === "decimal" && right.kind === "decimal") return left.precision === right.precision && left.scale === right.scale;
  if (left.kind === "array" && right.kind === "array") return sameType(left.items, right.items);
  if (left.kind === "map" && right.kind === "map") return sameType(left.key, right.key) && sameType(left.value, right.value);
  if (left.kind === "other" && right.kind === "other") return left.name === right.name;
  if (left.kind === "struct" && right.kind === "struct")
    return (
      left.fields.length === right.fields.length &&
      left.fields.every(({ name, type }, index) => {
        const other = right.fields[index];
        return other !== undefined && name === other.name && sameType(type, other.type);
      })
    );
  return left.kind === right.kind;
}
