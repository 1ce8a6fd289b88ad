import { defined } from "../../defined.ts";
import type { StoredNames } from "../../evidence/arrow-evidence.ts";
import type { SchemaElement } from "./hyparquet.ts";

/** The logical type as the format's specification writes it, with what narrows it. Source: LogicalTypes.md of Apache Parquet. */
function logicalName({ logical_type: logical, converted_type: converted, precision, scale }: SchemaElement): string | undefined {
  switch (logical?.type) {
    case undefined:
      return converted === "DECIMAL" ? `DECIMAL(${precision ?? 0}, ${scale ?? 0})` : converted;
    case "INTEGER":
      return `INTEGER(${logical.bitWidth}, ${logical.isSigned ? "signed" : "unsigned"})`;
    case "DECIMAL":
      return `DECIMAL(${logical.precision}, ${logical.scale})`;
    case "TIME":
    case "TIMESTAMP":
      return `${logical.type}(${logical.unit}, ${logical.isAdjustedToUTC ? "UTC" : "local"})`;
    default:
      return logical?.type;
  }
}

/** How a leaf is stored: its physical type, and the logical one (or, of older writers, the converted one) where the file says. */
export function storedNames(element: SchemaElement): StoredNames {
  const { type = "BYTE_ARRAY", type_length: length } = element;
  const logical = logicalName(element);
  return {
    physical: type === "FIXED_LEN_BYTE_ARRAY" ? `${type}(${length ?? 0})` : type,
    ...defined({ logical }),
  };
}
