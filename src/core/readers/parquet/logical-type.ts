import type { SchemaElement } from "./hyparquet.ts";
import type { ParquetElement } from "./schema-elements.ts";

/** What a schema element says of its values. */
export type Logical = NonNullable<SchemaElement["logical_type"]>;

/** Logical types that older writers state as converted types. Source: `LogicalType::FromConvertedType` in `parquet/types.cc`. */
function fromConverted({ converted_type: converted, precision = 0, scale = 0 }: SchemaElement): Logical | undefined {
  const integer = /^(U?)INT_(\d+)$/.exec(converted ?? "");
  if (integer !== null) return { type: "INTEGER", bitWidth: Number(integer[2]), isSigned: integer[1] === "" };
  switch (converted) {
    case undefined:
      return undefined;
    case "UTF8":
      return { type: "STRING" };
    case "MAP_KEY_VALUE":
      return { type: "MAP" };
    case "DECIMAL":
      return { type: "DECIMAL", precision, scale };
    case "TIME_MILLIS":
    case "TIMESTAMP_MILLIS":
      return { type: converted === "TIME_MILLIS" ? "TIME" : "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" };
    case "TIME_MICROS":
    case "TIMESTAMP_MICROS":
      return { type: converted === "TIME_MICROS" ? "TIME" : "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" };
    case "INTERVAL":
      return { type: "INTERVAL" };
    default:
      // The names that are left are the same.
      return { type: converted } as Logical;
  }
}

/** What a schema element says of its values, in the words of today's format. */
export const logicalOf = (element: ParquetElement): Logical | undefined =>
  element.logical_type ?? (element.unknown === "logical" ? undefined : fromConverted(element));
