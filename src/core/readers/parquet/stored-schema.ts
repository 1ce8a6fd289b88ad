import type { ArrowField, ArrowType } from "../../evidence/arrow-type.ts";
import type { ParquetNode } from "./parquet-schema.ts";

/**
 * Types that Parquet cannot say, restored from the Arrow schema that the writer stored (`ARROW:schema`): time zones, durations, layouts, dictionaries of text.
 * Source: `ApplyOriginalMetadata` in `parquet/arrow/schema.cc`.
 */
function restored(type: ArrowType, stored: ArrowType): ArrowType {
  switch (stored.kind) {
    case "dictionary":
      return type.kind === "utf8" || type.kind === "binary"
        ? { ...stored, values: restored(type, stored.values) }
        : restored(type, stored.values);
    case "timestamp":
      return type.kind === "timestamp" && type.timezone !== null && stored.timezone !== null
        ? { ...type, timezone: stored.timezone }
        : type;
    case "duration":
      return type.kind === "int" && type.bits === 64 ? stored : type;
    case "utf8":
    case "binary":
      return type.kind === stored.kind ? stored : type;
    case "list":
      return type.kind === "list" ? { ...stored, items: restoredField(type.items, stored.items) } : type;
    case "fixed_size_list":
      return type.kind === "list" ? { ...stored, items: restoredField(type.items, stored.items) } : type;
    case "struct":
      return type.kind === "struct" && type.fields.length === stored.fields.length
        ? { kind: "struct", fields: type.fields.map((field, index) => restoredField(field, stored.fields[index] ?? field)) }
        : type;
    case "map":
      return type.kind === "map" ? { kind: "map", entries: restoredField(type.entries, stored.entries) } : type;
    default:
      return type;
  }
}

function restoredField(field: ArrowField, stored: ArrowField): ArrowField {
  return { ...field, type: restored(field.type, stored.type), ...(stored.extension === undefined ? {} : { extension: stored.extension }) };
}

/** A file's fields with what its stored Arrow schema adds; fields are matched by place, and only where the names agree. */
export function restoreFields(nodes: readonly ParquetNode[], stored: readonly ArrowField[] | null): readonly ArrowField[] {
  return nodes.map(({ field }, index) => {
    const original = stored?.[index];
    return original === undefined || original.name !== field.name ? field : restoredField(field, original);
  });
}
