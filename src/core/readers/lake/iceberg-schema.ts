import type { ArrowField, ArrowType } from "../../evidence/arrow-type.ts";
import type { LakeColumn } from "./lake-table.ts";

/** A type in the JSON of an Iceberg schema. */
type IcebergType = string | Readonly<Record<string, unknown>>;

interface IcebergField {
  readonly id: number;
  readonly name: string;
  readonly type: IcebergType;
  readonly required?: boolean;
  readonly "initial-default"?: unknown;
}

const int = (bits: number): ArrowType => ({ kind: "int", bits, signed: true });
const time = (unit: "us" | "ns", timezone: string | null): ArrowType => ({ kind: "timestamp", unit, timezone });

const PRIMITIVES: Readonly<Record<string, ArrowType>> = {
  boolean: { kind: "bool" },
  int: int(32),
  long: int(64),
  float: { kind: "float", bits: 32 },
  double: { kind: "float", bits: 64 },
  date: { kind: "date", unit: "day" },
  time: { kind: "time", bits: 64, unit: "us" },
  timestamp: time("us", null),
  timestamptz: time("us", "UTC"),
  timestamp_ns: time("ns", null),
  timestamptz_ns: time("ns", "UTC"),
  string: { kind: "utf8", layout: "small" },
  binary: { kind: "binary", layout: "small" },
};

/** How pyiceberg's schema becomes Arrow's. Throws an Error with the name of a type that is unknown. */
function arrowType(type: IcebergType): ArrowType {
  if (typeof type === "string") {
    const known = PRIMITIVES[type];
    if (known !== undefined) return known;
    const [, precision, scale] = /^decimal\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
    if (precision !== undefined) return { kind: "decimal", bits: 128, precision: Number(precision), scale: Number(scale) };
    const [, byteWidth] = /^fixed\[(\d+)\]$/.exec(type) ?? [];
    if (byteWidth !== undefined) return { kind: "fixed_size_binary", byteWidth: Number(byteWidth) };
    throw new Error(type);
  }
  switch (type.type) {
    case "struct":
      return { kind: "struct", fields: (type.fields as readonly IcebergField[]).map(arrowField) };
    case "list":
      return {
        kind: "list",
        layout: "small",
        items: { name: "element", type: arrowType(type.element as IcebergType), nullable: type["element-required"] !== true },
      };
    case "map": {
      const key = { name: "key", type: arrowType(type.key as IcebergType), nullable: false };
      const value = { name: "value", type: arrowType(type.value as IcebergType), nullable: type["value-required"] !== true };
      return { kind: "map", entries: { name: "entries", type: { kind: "struct", fields: [key, value] }, nullable: false } };
    }
    default:
      throw new Error(String(type.type));
  }
}

const arrowField = ({ name, type, required }: IcebergField): ArrowField => ({ name, type: arrowType(type), nullable: required !== true });

/** The columns of a schema in a table's metadata. Throws an Error with the name of a type that is unknown. */
export function icebergColumns(schema: Readonly<Record<string, unknown>>): readonly LakeColumn[] {
  const fields = schema.fields as readonly IcebergField[];
  return fields.map((field) => ({
    name: field.name,
    type: arrowType(field.type),
    storedName: field.name,
    fieldId: field.id,
    ...((field["initial-default"] ?? null) === null ? {} : { hasDefault: true as const }),
  }));
}
