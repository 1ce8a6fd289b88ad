import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import { COMPRESSORS, type ColumnDecoder, convert, DEFAULT_PARSERS, type DecodedArray, readPage, type SchemaTree } from "./hyparquet.ts";
import type { LeafChunk } from "./leaf-chunk.ts";
import { pageHeader } from "./page-header.ts";

/** Bytes that a chunk's first rows are looked for in; four times as many where those do not do. */
const FIRST_BYTES = 256 << 10;

/** Rows of a group, counted from its first: from `start` up to, not including, `end`. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** The values of a leaf as they are stored, with lists assembled; `first` is the row of the first. */
export interface LeafRows {
  readonly first: number;
  readonly values: readonly unknown[];
}

/** Decodes a leaf without its logical type, which the table's own type gives more exactly: the result is what is stored. */
function decoderOf({ column, path }: LeafChunk, schemaPath: SchemaTree[]): ColumnDecoder {
  const { converted_type: _, logical_type: __, ...element } = must(schemaPath.at(-1)?.element);
  // The chunk's own type need not be that of the schema, by which pyarrow decodes.
  const { type = column.type } = element;
  return {
    pathInSchema: [...must(path.at(-1)?.path)],
    type,
    element,
    schemaPath,
    codec: column.codec,
    parsers: PARSERS,
    compressors: COMPRESSORS,
    // Keys of a map become those of a record, so they must be texts by then.
    utf8: path.at(-1)?.field.type.kind === "utf8",
  };
}

/** Stamps of 96 bits stay nanoseconds; the library's own are milliseconds. */
const PARSERS = { ...DEFAULT_PARSERS, timestampFromNanoseconds: (nanoseconds: bigint) => nanoseconds };

/** Takes pages until the rows are there. Throws a RangeError where the bytes end within a page. */
function rowsIn(bytes: Uint8Array, valueCount: number, decoder: ColumnDecoder, isFlat: boolean, { start, end }: RowRange): LeafRows {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const chunks: DecodedArray[] = [];
  let dictionary: DecodedArray | undefined;
  let last: DecodedArray | undefined;
  let first = 0;
  let rows = 0;
  let seen = 0;
  // A row of a list may go on in the next page, so one more has to begin.
  while (seen < valueCount && (isFlat ? rows < end : rows <= end)) {
    const { header, end: headerEnd } = pageHeader(bytes, reader.offset);
    reader.offset = headerEnd;
    if (reader.offset + header.compressed_page_size > bytes.byteLength) throw new RangeError("a page is cut off");
    seen += header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
    const before = last?.length ?? 0;
    const page = readPage(reader, header, decoder, dictionary, last, start - rows);
    if (header.type === "DICTIONARY_PAGE") dictionary = page.data === undefined ? undefined : convert(page.data, decoder);
    else if (page.skipped > 0) {
      if (chunks.length === 0) first += page.skipped;
      rows += page.skipped;
    } else if (page.data !== undefined && page.data === last) rows += page.data.length - before;
    else if (page.data !== undefined && page.data.length > 0) {
      chunks.push(page.data);
      rows += page.data.length;
      last = page.data;
    }
  }
  return { first, values: chunks.flatMap((chunk) => Array.from(chunk as ArrayLike<unknown>)) };
}

/** The rows of one leaf, reading no more of its chunk than they need. Throws what the decoders throw where the whole chunk does not give them. */
export async function leafRows(source: ByteSource, chunk: LeafChunk, schemaPath: SchemaTree[], range: RowRange): Promise<LeafRows> {
  const decoder = decoderOf(chunk, schemaPath);
  const isFlat = chunk.path.length === 1 && chunk.path[0]?.repeated === null;
  const byteLength = chunk.end - chunk.start;
  for (let taken = Math.min(FIRST_BYTES, byteLength); ; taken = Math.min(taken * 4, byteLength)) {
    const bytes = await source.slice(chunk.start, chunk.start + taken);
    const isWhole = taken >= byteLength;
    try {
      return rowsIn(bytes, Number(chunk.column.num_values), decoder, isFlat, range);
    } catch (error) {
      if (isWhole) throw error;
    }
  }
}
