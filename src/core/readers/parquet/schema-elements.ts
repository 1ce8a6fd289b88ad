import { defined } from "../../defined.ts";
import type { SchemaElement, SchemaTree } from "./hyparquet.ts";
import type { ThriftStruct } from "./thrift.ts";
import { boolAt, bytesAt, lenientText, needed, numberAt, structAt } from "./thrift-fields.ts";

/** Physical types by their numbers. */
export const TYPES = ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"] as const;
const REPETITIONS = ["REQUIRED", "OPTIONAL", "REPEATED"] as const;
const CONVERTED = [
  "UTF8",
  "MAP",
  "MAP_KEY_VALUE",
  "LIST",
  "ENUM",
  "DECIMAL",
  "DATE",
  "TIME_MILLIS",
  "TIME_MICROS",
  "TIMESTAMP_MILLIS",
  "TIMESTAMP_MICROS",
  "UINT_8",
  "UINT_16",
  "UINT_32",
  "UINT_64",
  "INT_8",
  "INT_16",
  "INT_32",
  "INT_64",
  "JSON",
  "BSON",
  "INTERVAL",
] as const;

/** The value by which interim releases of parquet-cpp marked columns that are all null. Source: `ConvertedType::NA` in `parquet/types.h`. */
const CONVERTED_NA = 24;

/** A schema element whose annotations are read as parquet-cpp reads them, which is more than hyparquet keeps. */
export interface ParquetElement extends SchemaElement {
  /** A logical type or a converted type that is unknown to the format; the word says which. */
  readonly unknown?: "logical" | "converted" | "physical";
  /** Whether the name is not UTF-8. */
  readonly isUndecodable?: true;
}

/** The tree of a file's schema elements. */
export interface ParquetTree extends SchemaTree {
  readonly element: ParquetElement;
  readonly children: ParquetTree[];
}

const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function timeUnit(type: ThriftStruct): "MILLIS" | "MICROS" | "NANOS" {
  const unit = needed(structAt(type, 2), "unit");
  if (structAt(unit, 1) !== undefined) return "MILLIS";
  if (structAt(unit, 2) !== undefined) return "MICROS";
  if (structAt(unit, 3) !== undefined) return "NANOS";
  throw new Error("a time has no unit");
}

/** Source: `LogicalType::FromThrift` in `parquet/types.cc`. */
function logicalType(type: ThriftStruct): SchemaElement["logical_type"] | undefined {
  const plain = (number: number) => structAt(type, number) !== undefined;
  if (plain(1)) return { type: "STRING" };
  if (plain(2)) return { type: "MAP" };
  if (plain(3)) return { type: "LIST" };
  if (plain(4)) return { type: "ENUM" };
  const decimal = structAt(type, 5);
  if (decimal !== undefined)
    return { type: "DECIMAL", scale: needed(numberAt(decimal, 1), "scale"), precision: needed(numberAt(decimal, 2), "precision") };
  if (plain(6)) return { type: "DATE" };
  const time = structAt(type, 7);
  if (time !== undefined) return { type: "TIME", isAdjustedToUTC: needed(boolAt(time, 1), "isAdjustedToUTC"), unit: timeUnit(time) };
  const stamp = structAt(type, 8);
  if (stamp !== undefined)
    return { type: "TIMESTAMP", isAdjustedToUTC: needed(boolAt(stamp, 1), "isAdjustedToUTC"), unit: timeUnit(stamp) };
  const integer = structAt(type, 10);
  if (integer !== undefined)
    return { type: "INTEGER", bitWidth: needed(integer.get(1, "byte"), "bitWidth"), isSigned: needed(boolAt(integer, 2), "isSigned") };
  if (plain(11)) return { type: "NULL" };
  if (plain(12)) return { type: "JSON" };
  if (plain(13)) return { type: "BSON" };
  if (plain(14)) return { type: "UUID" };
  if (plain(15)) return { type: "FLOAT16" };
  if (plain(16)) return { type: "VARIANT" };
  if (plain(17)) return { type: "GEOMETRY" };
  if (plain(18)) return { type: "GEOGRAPHY" };
  return undefined;
}

function nameOf(element: ThriftStruct): Pick<ParquetElement, "name" | "isUndecodable"> {
  const bytes = needed(bytesAt(element, 4), "name");
  try {
    return { name: fatal.decode(bytes) };
  } catch {
    return { name: lenientText.decode(bytes), isUndecodable: true };
  }
}

/** Throws an Error where a field is missing that the format requires. */
export function schemaElement(element: ThriftStruct, isRoot: boolean): ParquetElement {
  const type = numberAt(element, 1);
  const converted = numberAt(element, 6);
  const logical = structAt(element, 10);
  const logicalKnown = logical === undefined ? undefined : logicalType(logical);
  const convertedName = converted === undefined ? undefined : CONVERTED[converted];
  const isNull = logical === undefined && converted === CONVERTED_NA;
  const unknown =
    type !== undefined && TYPES[type] === undefined
      ? "physical"
      : logical !== undefined && logicalKnown === undefined
        ? "logical"
        : logical === undefined && converted !== undefined && convertedName === undefined && !isNull
          ? "converted"
          : undefined;
  const [physical, length, children] = [type === undefined ? undefined : TYPES[type], numberAt(element, 2), numberAt(element, 5)];
  const [scale, precision, id] = [numberAt(element, 7), numberAt(element, 8), numberAt(element, 9)];
  const annotation = isNull ? ({ type: "NULL" } as const) : logicalKnown;
  return {
    ...nameOf(element),
    // Whether the root repeats is not set consistently by writers, and nobody looks at it. Source: `Unflatten` in `parquet/schema.cc`.
    repetition_type: isRoot ? "REQUIRED" : (REPETITIONS[numberAt(element, 3) ?? 0] ?? "REQUIRED"),
    ...defined({
      type: physical,
      type_length: length,
      num_children: children,
      converted_type: convertedName,
      scale,
      precision,
      logical_type: annotation,
      field_id: id,
      unknown,
    }),
  };
}

/** The tree of a footer's schema elements. Throws an Error where the elements are not enough. Source: `Unflatten` in `parquet/schema.cc`. */
export function parquetTree(schema: readonly ParquetElement[]): ParquetTree {
  const [root] = schema;
  if (root === undefined) throw new Error("the schema is empty");
  if ((root.num_children ?? 0) === 0 && schema.length > 1) throw new Error("the root of the schema has no children");
  return subtree(schema, 0, []);
}

/** The leaves of a schema in its order, each with the elements from the root down to it: parquet-cpp finds a column by its place. */
export function leafTrees(tree: ParquetTree, above: readonly ParquetTree[] = []): (readonly ParquetTree[])[] {
  const path = [...above, tree];
  if (tree.children.length === 0) return tree.element.type === undefined ? [] : [path];
  return tree.children.flatMap((child) => leafTrees(child, path));
}

function subtree(schema: readonly ParquetElement[], at: number, path: string[]): ParquetTree {
  const element = schema[at];
  if (element === undefined) throw new Error("the schema has not enough elements");
  const children: ParquetTree[] = [];
  let count = 1;
  while (children.length < (element.num_children ?? 0)) {
    const child = subtree(schema, at + count, [...path, schema[at + count]?.name ?? ""]);
    count += child.count;
    children.push(child);
  }
  return { element, children, count, path };
}
