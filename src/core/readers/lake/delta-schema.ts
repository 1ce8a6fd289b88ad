import { defined } from "../../defined.ts";
import type { ArrowField, ArrowType } from "../../evidence/arrow-type.ts";
import type { LakeColumn } from "./lake-table.ts";

/** A type in the JSON of a Delta schema. */
type DeltaType = string | Readonly<Record<string, unknown>>;

interface DeltaField {
  readonly name: string;
  readonly type: DeltaType;
  readonly nullable?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const int = (bits: number): ArrowType => ({ kind: "int", bits, signed: true });

const PRIMITIVES: Readonly<Record<string, ArrowType>> = {
  string: { kind: "utf8", layout: "small" },
  binary: { kind: "binary", layout: "small" },
  long: int(64),
  integer: int(32),
  short: int(16),
  byte: int(8),
  float: { kind: "float", bits: 32 },
  double: { kind: "float", bits: 64 },
  boolean: { kind: "bool" },
  date: { kind: "date", unit: "day" },
  timestamp: { kind: "timestamp", unit: "us", timezone: "UTC" },
  timestamp_ntz: { kind: "timestamp", unit: "us", timezone: null },
};

/** A field's name in data files. */
const physicalName = ({ name, metadata = {} }: DeltaField): string => {
  const physical = metadata["delta.columnMapping.physicalName"];
  return typeof physical === "string" ? physical : name;
};

type NameOf = (field: DeltaField) => string;

/** How deltalake's schema becomes Arrow's, by the names that are asked for. Throws an Error with the name of a type that is unknown. */
function arrowType(type: DeltaType, nameOf: NameOf): ArrowType {
  if (typeof type === "string") {
    const known = PRIMITIVES[type];
    if (known !== undefined) return known;
    const [, precision = "10", scale = "0"] = /^decimal(?:\((\d+),\s*(\d+)\))?$/.exec(type) ?? [];
    if (type.startsWith("decimal")) return { kind: "decimal", bits: 128, precision: Number(precision), scale: Number(scale) };
    throw new Error(type);
  }
  switch (type.type) {
    case "struct":
      return { kind: "struct", fields: (type.fields as readonly DeltaField[]).map((field) => arrowField(field, nameOf)) };
    case "array":
      return {
        kind: "list",
        layout: "small",
        items: { name: "element", type: arrowType(type.elementType as DeltaType, nameOf), nullable: type.containsNull !== false },
      };
    case "map": {
      const key = { name: "key", type: arrowType(type.keyType as DeltaType, nameOf), nullable: false };
      const value = { name: "value", type: arrowType(type.valueType as DeltaType, nameOf), nullable: type.valueContainsNull !== false };
      return { kind: "map", entries: { name: "entries", type: { kind: "struct", fields: [key, value] }, nullable: false } };
    }
    default:
      throw new Error(String(type.type));
  }
}

const arrowField = (field: DeltaField, nameOf: NameOf): ArrowField => ({
  name: nameOf(field),
  type: arrowType(field.type, nameOf),
  nullable: field.nullable !== false,
});

/** How data files know columns. Source: PROTOCOL.md of Delta, "Column Mapping". */
export type ColumnMapping = "none" | "name" | "id";

/** The columns of the `schemaString` of a table. Throws an Error with the name of a type that is unknown. */
export function deltaColumns(schema: Readonly<Record<string, unknown>>, mapping: ColumnMapping): readonly LakeColumn[] {
  const fields = schema.fields as readonly DeltaField[];
  return fields.map((field) => {
    const { name, type, metadata = {} } = field;
    const id = metadata["delta.columnMapping.id"];
    const isMapped = mapping !== "none";
    return {
      name,
      type: arrowType(type, (inner) => inner.name),
      storedName: isMapped ? physicalName(field) : name,
      ...defined({
        storedType: isMapped ? arrowType(type, physicalName) : undefined,
        fieldId: mapping === "id" && typeof id === "number" ? id : undefined,
      }),
    };
  });
}
