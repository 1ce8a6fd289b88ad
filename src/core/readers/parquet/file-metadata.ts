import { defined } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import type { FileMetaData, SchemaElement, SchemaTree } from "./hyparquet.ts";
import { readThrift, type ThriftShape, ThriftStruct, Wire } from "./thrift.ts";

export const ENCODINGS = [
  "PLAIN",
  "GROUP_VAR_INT",
  "PLAIN_DICTIONARY",
  "RLE",
  "BIT_PACKED",
  "DELTA_BINARY_PACKED",
  "DELTA_LENGTH_BYTE_ARRAY",
  "DELTA_BYTE_ARRAY",
  "RLE_DICTIONARY",
  "BYTE_STREAM_SPLIT",
] as const;
const CODECS = ["UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"] as const;
const TYPES = ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"] as const;
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
}

/** The tree of a file's schema elements. */
export interface ParquetTree extends SchemaTree {
  readonly element: ParquetElement;
  readonly children: ParquetTree[];
}

const required = (what: string) => new Error(`the field ${what} is missing`);

/** Fields of another type than the format gives them are passed over, as thrift's generated readers do. */
const numberAt = (struct: ThriftStruct, number: number) => struct.get(number, "number");
const longAt = (struct: ThriftStruct, number: number) => struct.get(number, "bigint");
const boolAt = (struct: ThriftStruct, number: number) => struct.get(number, "boolean");
const bytesAt = (struct: ThriftStruct, number: number) => struct.get(number, "bytes");
const structAt = (struct: ThriftStruct, number: number) => struct.get(number, "struct");

function structsAt(struct: ThriftStruct, number: number): readonly ThriftStruct[] | undefined {
  return struct.get(number, "list")?.filter((item) => item instanceof ThriftStruct);
}

const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const textAt = (struct: ThriftStruct, number: number): string | undefined => {
  const bytes = bytesAt(struct, number);
  return bytes === undefined ? undefined : decoder.decode(bytes);
};

/** The value, or an error that names what is missing: a field that the format requires. */
function needed<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw required(what);
  return value;
}

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

/** A column's name, which must be UTF-8: Python raises for another. */
function nameOf(element: ThriftStruct): string {
  try {
    return fatal.decode(needed(bytesAt(element, 4), "name"));
  } catch {
    throw new SignetError("UnreadableFile", "The name of a column is not UTF-8.", {
      pythonError: "UnicodeDecodeError",
      remedy: "Write the file again.",
    });
  }
}

function schemaElement(element: ThriftStruct, isRoot: boolean): ParquetElement {
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
    name: nameOf(element),
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

type RowGroup = FileMetaData["row_groups"][number];
type Column = RowGroup["columns"][number];
type Codec = NonNullable<Column["meta_data"]>["codec"];

function columnMetaData(meta: ThriftStruct): NonNullable<Column["meta_data"]> & { readonly histograms?: readonly [number, number] } {
  const path = needed(meta.get(3, "list"), "path_in_schema");
  const encodings = meta.get(2, "list") ?? [];
  const statistics = structAt(meta, 12);
  const nulls = statistics === undefined ? undefined : longAt(statistics, 3);
  const dictionary = longAt(meta, 11);
  const number = needed(numberAt(meta, 4), "codec");
  const sizes = structAt(meta, 16);
  const lengthOf = (field: number) => sizes?.get(field, "list")?.length ?? 0;
  return {
    type: TYPES[needed(numberAt(meta, 1), "type")] ?? "BOOLEAN",
    encodings: encodings.map((encoding) => (typeof encoding === "number" ? ENCODINGS[encoding] : undefined) ?? "PLAIN"),
    path_in_schema: path.map((part) => (part instanceof Uint8Array ? decoder.decode(part) : "")),
    // One that is not known is refused where a page is to be unpacked, by its number.
    codec: CODECS[number] ?? (String(number) as Codec),
    num_values: needed(longAt(meta, 5), "num_values"),
    total_uncompressed_size: needed(longAt(meta, 6), "total_uncompressed_size"),
    total_compressed_size: needed(longAt(meta, 7), "total_compressed_size"),
    data_page_offset: needed(longAt(meta, 9), "data_page_offset"),
    ...defined({
      histograms: sizes === undefined ? undefined : ([lengthOf(2), lengthOf(3)] as const),
      dictionary_page_offset: dictionary,
      statistics: nulls === undefined ? undefined : { null_count: nulls },
    }),
  };
}

function columnChunk(column: ThriftStruct): Column {
  const meta = structAt(column, 3);
  const path = textAt(column, 1);
  return {
    file_offset: needed(longAt(column, 2), "file_offset"),
    ...defined({ file_path: path, meta_data: meta && columnMetaData(meta) }),
    // What encrypts a column is not looked at, only that something does.
    ...(structAt(column, 8) === undefined ? {} : { crypto_metadata: {} as NonNullable<Column["crypto_metadata"]> }),
  };
}

function rowGroup(group: ThriftStruct): RowGroup {
  return {
    columns: needed(structsAt(group, 1), "columns").map(columnChunk),
    total_byte_size: needed(longAt(group, 2), "total_byte_size"),
    num_rows: needed(longAt(group, 3), "num_rows"),
  };
}

/** One entry of the file's metadata: its bytes need not be text. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What the footer says, read as parquet-cpp reads it. */
export interface ParquetFooter {
  readonly schema: readonly ParquetElement[];
  readonly rowGroups: readonly RowGroup[];
  readonly metadata: readonly MetadataEntry[];
  readonly createdBy: string;
}

const KEY_VALUE: ThriftShape = { required: { 1: "bytes" } };
const TIME: ThriftShape = { required: { 1: "boolean", 2: "struct" } };
const LOGICAL_TYPE: ThriftShape = {
  structs: { 5: { required: { 1: "number", 2: "number" } }, 7: TIME, 8: TIME, 10: { required: { 1: "byte", 2: "boolean" } } },
};
const GEOSPATIAL_STATISTICS: ThriftShape = { structs: { 1: { required: { 1: "double", 2: "double", 3: "double", 4: "double" } } } };
const COLUMN_META_DATA: ThriftShape = {
  required: { 1: "number", 2: "list", 3: "list", 4: "number", 5: "bigint", 6: "bigint", 7: "bigint", 9: "bigint" },
  items: { 2: Wire.i32, 3: Wire.binary },
  lists: { 8: KEY_VALUE, 13: { required: { 1: "number", 2: "number", 3: "number" } } },
  structs: { 16: { items: { 2: Wire.i64, 3: Wire.i64 } }, 17: GEOSPATIAL_STATISTICS },
};
const COLUMN_CHUNK: ThriftShape = {
  required: { 2: "bigint" },
  structs: { 3: COLUMN_META_DATA, 8: { structs: { 2: { required: { 1: "list" } } } } },
};
const ROW_GROUP: ThriftShape = {
  required: { 1: "list", 2: "bigint", 3: "bigint" },
  lists: { 1: COLUMN_CHUNK, 4: { required: { 1: "number", 2: "boolean", 3: "boolean" } } },
};

/** The structs of a footer and what they must have. Source: `parquet.thrift`. */
const FOOTER: ThriftShape = {
  required: { 1: "number", 2: "list", 3: "bigint", 4: "list" },
  lists: { 2: { required: { 4: "bytes" }, structs: { 10: LOGICAL_TYPE } }, 4: ROW_GROUP, 5: KEY_VALUE, 7: {} },
};

/** The footer of a file from its bytes. Throws an Error where it is broken, or lacks a field that the format requires. Source: `parquet.thrift`. */
export function parquetFooter(bytes: Uint8Array): ParquetFooter {
  const struct = readThrift(bytes, FOOTER);
  needed(numberAt(struct, 1), "version");
  needed(longAt(struct, 3), "num_rows");
  return {
    schema: needed(structsAt(struct, 2), "schema").map((element, index) => schemaElement(element, index === 0)),
    rowGroups: needed(structsAt(struct, 4), "row_groups").map(rowGroup),
    metadata: (structsAt(struct, 5) ?? []).map((entry) => ({
      key: needed(textAt(entry, 1), "key"),
      value: bytesAt(entry, 2) ?? new Uint8Array(),
    })),
    createdBy: textAt(struct, 6) ?? "",
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
