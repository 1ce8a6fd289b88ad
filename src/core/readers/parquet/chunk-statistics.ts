import type { Bounds, ChunkBounds, ColumnMetaData, ColumnOrder } from "./file-metadata.ts";
import { logicalOf } from "./logical-type.ts";
import type { ParquetNode } from "./parquet-schema.ts";
import type { ParquetElement } from "./schema-elements.ts";
import { isBefore, type Writer } from "./writer-version.ts";

/** The bytes of a value of the types whose statistics pyarrow looks at. */
const VALUE_BYTES: Readonly<Record<string, number>> = { BOOLEAN: 1, INT32: 4, INT64: 8, FLOAT: 4, DOUBLE: 8 };

type SortOrder = "signed" | "unsigned" | "unknown";

/** Source: `GetSortOrder` in `parquet/types.cc`, for the types of {@link VALUE_BYTES}. */
function sortOrderOf(element: ParquetElement): SortOrder {
  if (element.unknown === "logical") return "unknown";
  const logical = logicalOf(element);
  return logical?.type === "INTEGER" && !logical.isSigned ? "unsigned" : "signed";
}

/** Source: `GetStatisticsMinMaxField` in `parquet/thrift_internal.h`. */
function readBounds(bounds: ChunkBounds, order: ColumnOrder, sorted: SortOrder): Bounds {
  if (order === "type" && sorted !== "unknown") return bounds.current;
  return order === "undefined" && sorted === "signed" ? bounds.legacy : [undefined, undefined];
}

/** Whether the writer's statistics are believed. Source: `ApplicationVersion::HasCorrectStatistics` in `parquet/metadata.cc`. */
function areBelieved(writer: Writer, type: string, [min, max]: Bounds, sorted: SortOrder): boolean {
  if (isBefore(writer, "parquet-cpp", [1, 3, 0]) || isBefore(writer, "parquet-mr", [1, 10, 0])) {
    const areEqual = min !== undefined && max !== undefined && min.length === max.length && min.every((byte, at) => byte === max[at]);
    if (sorted !== "signed" && !areEqual) return false;
    if (!type.endsWith("BYTE_ARRAY")) return true;
  }
  return !isBefore(writer, "parquet-mr", [1, 8, 0]);
}

/**
 * What is wrong with a chunk's statistics, or null. pyarrow gives them to the array that it makes of the chunk, if its values are numbers, booleans or
 * times; those of other values it does not look at. Source: `AttachStatistics` in `parquet/arrow/reader_internal.cc`, `MakeColumnStats` in
 * `parquet/metadata.cc`.
 *
 * @example statisticsProblem(leaf, element, { ...column, type: "INT32" }, { order: "type", writer }) // "is INT32 in its metadata, and DOUBLE in the schema"
 */
export function statisticsProblem(
  { field }: ParquetNode,
  element: ParquetElement,
  { type, bounds }: ColumnMetaData,
  { order, writer }: { readonly order: ColumnOrder; readonly writer: Writer },
): string | null {
  const byteLength = VALUE_BYTES[element.type ?? ""];
  if (bounds === undefined || byteLength === undefined || field.type.kind === "decimal" || field.type.kind === "null") return null;
  const sorted = sortOrderOf(element);
  const [min, max] = readBounds(bounds, order, sorted);
  if (!areBelieved(writer, type, [min, max], sorted)) return null;
  if (type !== element.type) return `is ${type} in its metadata, and ${element.type} in the schema`;
  if (min === undefined || max === undefined) return null;
  const short = [min, max].find(({ length }) => length < byteLength);
  return short === undefined ? null : `has a smallest or largest value of ${short.length} bytes in its statistics, not ${byteLength}`;
}
