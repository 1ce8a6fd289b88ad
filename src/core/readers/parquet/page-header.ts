import { ENCODINGS } from "./file-metadata.ts";
import type { PageHeader } from "./hyparquet.ts";
import { readThriftAt, type ThriftShape, type ThriftStruct } from "./thrift.ts";

/** The structs of a page's header and what they must have. Source: `parquet.thrift`. */
const PAGE_HEADER: ThriftShape = {
  required: { 1: "number", 2: "number", 3: "number" },
  structs: {
    5: { required: { 1: "number", 2: "number", 3: "number", 4: "number" } },
    7: { required: { 1: "number", 2: "number" } },
    8: { required: { 1: "number", 2: "number", 3: "number", 4: "number", 5: "number", 6: "number" } },
  },
};

const PAGE_TYPES = ["DATA_PAGE", "INDEX_PAGE", "DICTIONARY_PAGE", "DATA_PAGE_V2"] as const;

type Encoding = NonNullable<PageHeader["data_page_header"]>["encoding"];

// The fields are there: what is required was checked, and what is not a known number is refused by its name.
const number = (struct: ThriftStruct, field: number) => struct.get(field, "number") as number;
const encoding = (struct: ThriftStruct, field: number) => ENCODINGS[number(struct, field)] as Encoding;

function dataPage(struct: ThriftStruct): NonNullable<PageHeader["data_page_header"]> {
  return {
    num_values: number(struct, 1),
    encoding: encoding(struct, 2),
    definition_level_encoding: encoding(struct, 3),
    repetition_level_encoding: encoding(struct, 4),
  };
}

function secondDataPage(struct: ThriftStruct): NonNullable<PageHeader["data_page_header_v2"]> {
  return {
    num_values: number(struct, 1),
    num_nulls: number(struct, 2),
    num_rows: number(struct, 3),
    encoding: encoding(struct, 4),
    definition_levels_byte_length: number(struct, 5),
    repetition_levels_byte_length: number(struct, 6),
    is_compressed: struct.get(7, "boolean") ?? true,
  };
}

/** A page's header, which begins at `start`, and where it ends. Throws an Error where it is broken, or the bytes end before it does. */
export function pageHeader(bytes: Uint8Array, start: number): { readonly header: PageHeader; readonly end: number } {
  const { struct, end } = readThriftAt(bytes, start, PAGE_HEADER);
  const [first, dictionary, second] = [struct.get(5, "struct"), struct.get(7, "struct"), struct.get(8, "struct")];
  const header: PageHeader = {
    type: PAGE_TYPES[number(struct, 1)] as PageHeader["type"],
    uncompressed_page_size: number(struct, 2),
    compressed_page_size: number(struct, 3),
  };
  const crc = struct.get(4, "number");
  if (crc !== undefined) header.crc = crc;
  if (first !== undefined) header.data_page_header = dataPage(first);
  if (dictionary !== undefined)
    header.dictionary_page_header = {
      num_values: number(dictionary, 1),
      encoding: encoding(dictionary, 2),
      is_sorted: dictionary.get(3, "boolean") ?? false,
    };
  if (second !== undefined) header.data_page_header_v2 = secondDataPage(second);
  return { header, end };
}
