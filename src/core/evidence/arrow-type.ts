/** Units of time as Arrow and pandas write them. */
export const TIME_UNITS = ["s", "ms", "us", "ns"] as const;

export type TimeUnit = (typeof TIME_UNITS)[number];

/** Where Arrow has several layouts of one type: 32-bit offsets, 64-bit offsets, views. */
export type Layout = "small" | "large" | "view" | "large_view";

/** Arrow's logical types. Source: `format/Schema.fbs` of Apache Arrow. */
export type ArrowType =
  | { readonly kind: "null" }
  | { readonly kind: "bool" }
  | { readonly kind: "int"; readonly bits: number; readonly signed: boolean }
  | { readonly kind: "float"; readonly bits: number }
  | { readonly kind: "utf8"; readonly layout: Layout }
  | { readonly kind: "binary"; readonly layout: Layout }
  | { readonly kind: "fixed_size_binary"; readonly byteWidth: number }
  | { readonly kind: "decimal"; readonly bits: number; readonly precision: number; readonly scale: number }
  | { readonly kind: "date"; readonly unit: "day" | "ms" }
  | { readonly kind: "time"; readonly bits: number; readonly unit: TimeUnit }
  | { readonly kind: "timestamp"; readonly unit: TimeUnit; readonly timezone: string | null }
  | { readonly kind: "duration"; readonly unit: TimeUnit }
  | { readonly kind: "interval"; readonly unit: string }
  | { readonly kind: "list"; readonly layout: Layout; readonly items: ArrowField }
  | { readonly kind: "fixed_size_list"; readonly size: number; readonly items: ArrowField }
  | { readonly kind: "struct"; readonly fields: readonly ArrowField[] }
  | { readonly kind: "map"; readonly entries: ArrowField }
  | { readonly kind: "dictionary"; readonly id: bigint; readonly index: ArrowType; readonly values: ArrowType; readonly ordered: boolean }
  | { readonly kind: "union"; readonly dense: boolean; readonly fields: readonly ArrowField[] }
  | { readonly kind: "run_end_encoded"; readonly runEnds: ArrowField; readonly values: ArrowField };

/** A named type; `extension` names the extension type that its metadata declare. */
export interface ArrowField {
  readonly name: string;
  /** Whether the name is not UTF-8: Python raises where it makes a text of it. */
  readonly isUndecodable?: true;
  readonly type: ArrowType;
  readonly nullable: boolean;
  readonly extension?: string;
}

/** The types of a type's children, in the order in which Arrow lays them out. */
export function childFields(type: ArrowType): readonly ArrowField[] {
  switch (type.kind) {
    case "list":
    case "fixed_size_list":
      return [type.items];
    case "struct":
    case "union":
      return type.fields;
    case "map":
      return [type.entries];
    case "run_end_encoded":
      return [type.runEnds, type.values];
    default:
      return [];
  }
}

/** The type as pyarrow prints it: `int64`, `timestamp[us, tz=UTC]`, `list<item: double>`. */
export function arrowTypeName(type: ArrowType): string {
  switch (type.kind) {
    case "int":
      return `${type.signed ? "" : "u"}int${type.bits}`;
    case "float":
      return { 16: "halffloat", 32: "float", 64: "double" }[type.bits] ?? `float${type.bits}`;
    case "utf8":
      return { small: "string", large: "large_string", view: "string_view", large_view: "string_view" }[type.layout];
    case "binary":
      return { small: "binary", large: "large_binary", view: "binary_view", large_view: "binary_view" }[type.layout];
    case "fixed_size_binary":
      return `fixed_size_binary[${type.byteWidth}]`;
    case "decimal":
      return `decimal${type.bits}(${type.precision}, ${type.scale})`;
    case "date":
      return type.unit === "day" ? "date32[day]" : "date64[ms]";
    case "time":
      return `time${type.bits}[${type.unit}]`;
    case "timestamp":
      return type.timezone === null ? `timestamp[${type.unit}]` : `timestamp[${type.unit}, tz=${type.timezone}]`;
    case "duration":
      return `duration[${type.unit}]`;
    case "interval":
      return `${type.unit}_interval`;
    case "list":
      return `${{ small: "", large: "large_", view: "", large_view: "large_" }[type.layout]}list${type.layout.endsWith("view") ? "_view" : ""}<${type.items.name}: ${arrowTypeName(type.items.type)}>`;
    case "fixed_size_list":
      return `fixed_size_list<${type.items.name}: ${arrowTypeName(type.items.type)}>[${type.size}]`;
    case "struct":
      return `struct<${type.fields.map(({ name, type: inner }) => `${name}: ${arrowTypeName(inner)}`).join(", ")}>`;
    case "map":
      return `map<${childFields(type.entries.type)
        .map(({ type: inner }) => arrowTypeName(inner))
        .join(", ")}>`;
    case "dictionary":
      return `dictionary<values=${arrowTypeName(type.values)}, indices=${arrowTypeName(type.index)}, ordered=${type.ordered ? 1 : 0}>`;
    case "union":
      return `${type.dense ? "dense" : "sparse"}_union<${type.fields.map(({ name, type: inner }) => `${name}: ${arrowTypeName(inner)}`).join(", ")}>`;
    case "run_end_encoded":
      return `run_end_encoded<run_ends: ${arrowTypeName(type.runEnds.type)}, values: ${arrowTypeName(type.values.type)}>`;
    default:
      return type.kind;
  }
}
