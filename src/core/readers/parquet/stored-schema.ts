import { must } from "../../defined.ts";
import { type ArrowField, type ArrowType, arrowTypeName } from "../../evidence/arrow-type.ts";
import type { ParquetNode } from "./parquet-schema.ts";

/** Extension types that are registered where pandas reads a file. Of others only the storage is seen. */
const REGISTERED = /^(?:pandas\.(?:period|interval)|arrow\.(?:json|uuid|bool8|opaque|fixed_shape_tensor))$/;
/** Those of them that take more than one storage type. */
const FLEXIBLE = /^arrow\.(?:json|uuid)$/;

/** A type's name without those of lists' items, which make no difference. */
const storageName = (type: ArrowType) => arrowTypeName(type).replace(/list(_view)?<[^:<]*: /g, "list$1<");

function childCount(type: ArrowType): number {
  if (type.kind === "struct") return type.fields.length;
  return type.kind === "list" || type.kind === "fixed_size_list" || type.kind === "map" ? 1 : 0;
}

/**
 * Types that Parquet cannot say, restored from the Arrow schema that the writer stored (`ARROW:schema`): time zones, durations, layouts, dictionaries of text.
 * Source: `ApplyOriginalStorageMetadata` in `parquet/arrow/schema.cc`.
 */
function restored(type: ArrowType, stored: ArrowType): ArrowType {
  switch (stored.kind) {
    case "dictionary":
      return type.kind === "utf8" || type.kind === "binary" ? { ...stored, values: type } : type;
    case "timestamp":
      return type.kind === "timestamp" && type.timezone === "UTC" && stored.timezone !== null
        ? { ...type, timezone: stored.timezone }
        : type;
    case "duration":
      return type.kind === "int" && type.bits === 64 && type.signed ? stored : type;
    case "utf8":
    case "binary":
      return type.kind === stored.kind ? stored : type;
    case "decimal":
      return type.kind === "decimal" && type.precision === stored.precision && type.scale === stored.scale ? stored : type;
    case "list":
    case "fixed_size_list":
      return type.kind === "list" ? { ...stored, items: restoredField(type.items, stored.items) } : type;
    case "struct":
      return type.kind === "struct" && childCount(type) > 0 && childCount(type) === childCount(stored)
        ? { kind: "struct", fields: type.fields.map((field, index) => restoredField(field, must(stored.fields[index]))) }
        : type;
    case "map":
      return type.kind === "map" ? { kind: "map", entries: restoredField(type.entries, stored.entries) } : type;
    default:
      return type;
  }
}

/** A field with what the stored one adds; an extension type only where its storage is what was read. Source: `ApplyOriginalMetadata`. */
function restoredField(field: ArrowField, { type: storage, extension }: ArrowField): ArrowField {
  const type = restored(field.type, storage);
  const isExtension =
    extension !== undefined && (!REGISTERED.test(extension) || FLEXIBLE.test(extension) || storageName(type) === storageName(storage));
  return { ...field, type, ...(isExtension ? { extension } : {}) };
}

/** A file's fields with what its stored Arrow schema adds, matched by place: the names need not agree. */
export function restoreFields(nodes: readonly ParquetNode[], stored: readonly ArrowField[] | null): readonly ArrowField[] {
  return nodes.map(({ field }, index) => {
    const original = stored?.[index];
    return original === undefined ? field : restoredField(field, original);
  });
}
