import type { AtomicKind, SparkField, SparkStruct, SparkType } from "./spark-type.ts";

const ATOMS: ReadonlyMap<string, AtomicKind> = new Map<string, AtomicKind>([
  ["void", "null"],
  ["null", "null"],
  ...(
    ["boolean", "byte", "short", "integer", "long", "float", "double", "string", "binary", "date", "timestamp", "timestamp_ntz"] as const
  ).map((kind): [string, AtomicKind] => [kind, kind]),
]);

const VECTOR = /\.VectorUDT$/;

/** The keys of `StructType.json` that are read, whatever they have. */
interface Json {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly fields?: unknown;
  readonly elementType?: unknown;
  readonly keyType?: unknown;
  readonly valueType?: unknown;
  readonly class?: unknown;
  readonly pyClass?: unknown;
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

function typeFrom(value: unknown): SparkType | null {
  if (typeof value === "string") {
    const kind = ATOMS.get(value);
    const decimal = /^decimal\((\d+), ?(-?\d+)\)$/.exec(value);
    if (kind !== undefined) return { kind };
    return decimal === null
      ? { kind: "other", name: value }
      : { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  }
  if (!isObject(value)) return null;
  switch (value.type) {
    case "array": {
      const items = typeFrom(value.elementType);
      return items === null ? null : { kind: "array", items };
    }
    case "map": {
      const [key, inner] = [typeFrom(value.keyType), typeFrom(value.valueType)];
      return key === null || inner === null ? null : { kind: "map", key, value: inner };
    }
    case "struct":
      return structFrom(value);
    case "udt":
      return VECTOR.test(String(value.class ?? value.pyClass ?? "")) ? { kind: "vector" } : { kind: "other", name: "udt" };
    default:
      return null;
  }
}

function structFrom(value: Json): SparkStruct | null {
  const { fields } = value;
  if (!Array.isArray(fields)) return null;
  const found: SparkField[] = [];
  for (const field of fields) {
    const type = isObject(field) ? typeFrom(field.type) : null;
    if (type === null || !isObject(field)) return null;
    found.push({ name: String(field.name), type });
  }
  return { kind: "struct", fields: found };
}

/** A struct as `StructType.json` writes it; null where it is not one. */
export function structFromJson(json: string): SparkStruct | null {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) && value.type === "struct" ? structFrom(value) : null;
  } catch {
    return null;
  }
}
