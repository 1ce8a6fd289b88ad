import { defined } from "../../defined.ts";
import type { FileMetaData } from "./hyparquet.ts";
import { type ParquetElement, schemaElement, TYPES } from "./schema-elements.ts";
import { readThrift, type ThriftShape, type ThriftStruct, Wire } from "./thrift.ts";
import { bytesAt, lenientText, longAt, needed, numberAt, structAt, structsAt, textAt } from "./thrift-fields.ts";

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

type RowGroup = FileMetaData["row_groups"][number];
type Column = RowGroup["columns"][number];
/** The smallest and the largest value of a chunk, as they are stored. Both are missing where the writer did not know them. */
export type Bounds = readonly [min: Uint8Array | undefined, max: Uint8Array | undefined];

/** The bounds that a chunk's metadata have: `legacy` those of older writers, which did not say how they ordered the values. */
export interface ChunkBounds {
  readonly legacy: Bounds;
  readonly current: Bounds;
}

/** What the footer says of how a column's values are ordered: as its type defines it, otherwise, or nothing. */
export type ColumnOrder = "type" | "unknown" | "undefined";

/** What the footer says of a chunk, with what pyarrow compares and hyparquet does not keep. */
export type ColumnMetaData = NonNullable<Column["meta_data"]> & {
  /** The lengths of the histograms of its repetition and definition levels. */
  readonly histograms?: readonly [number, number];
  /** Undefined where it has no statistics. */
  readonly bounds?: ChunkBounds;
};

const boundsOf = (statistics: ThriftStruct): ChunkBounds => ({
  legacy: [bytesAt(statistics, 2), bytesAt(statistics, 1)],
  current: [bytesAt(statistics, 6), bytesAt(statistics, 5)],
});

function columnMetaData(meta: ThriftStruct): ColumnMetaData {
  const path = needed(meta.get(3, "list"), "path_in_schema");
  const encodings = meta.get(2, "list") ?? [];
  const statistics = structAt(meta, 12);
  const nulls = statistics === undefined ? undefined : longAt(statistics, 3);
  const dictionary = longAt(meta, 11);
  const [type, codec] = [needed(numberAt(meta, 1), "type"), needed(numberAt(meta, 4), "codec")];
  const sizes = structAt(meta, 16);
  const lengthOf = (field: number) => sizes?.get(field, "list")?.length ?? 0;
  return {
    // One that is not known is compared with the schema's, by its number.
    type: TYPES[type] ?? (String(type) as ColumnMetaData["type"]),
    encodings: encodings.map((encoding) => (typeof encoding === "number" ? ENCODINGS[encoding] : undefined) ?? "PLAIN"),
    path_in_schema: path.map((part) => (part instanceof Uint8Array ? lenientText.decode(part) : "")),
    // Pages of a codec that is not known are read as if they were not packed. Source: `LoadEnumSafe` in `parquet/thrift_internal.h`.
    codec: CODECS[codec] ?? "UNCOMPRESSED",
    num_values: needed(longAt(meta, 5), "num_values"),
    total_uncompressed_size: needed(longAt(meta, 6), "total_uncompressed_size"),
    total_compressed_size: needed(longAt(meta, 7), "total_compressed_size"),
    data_page_offset: needed(longAt(meta, 9), "data_page_offset"),
    ...defined({
      histograms: sizes === undefined ? undefined : ([lengthOf(2), lengthOf(3)] as const),
      dictionary_page_offset: dictionary,
      statistics: nulls === undefined ? undefined : { null_count: nulls },
      bounds: statistics && boundsOf(statistics),
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
  /** How the values of each leaf are ordered, or null where the writer did not say. */
  readonly columnOrders: readonly ColumnOrder[] | null;
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
    columnOrders: structsAt(struct, 7)?.map((order) => (structAt(order, 1) === undefined ? "unknown" : "type")) ?? null,
  };
}
