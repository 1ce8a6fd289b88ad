import { assembleNested } from "hyparquet/src/assemble.js";
import { readPage } from "hyparquet/src/column.js";
import { convert, DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from "hyparquet/src/delta.js";
import { byteStreamSplit } from "hyparquet/src/encoding.js";
import { readPlain } from "hyparquet/src/plain.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import type { ColumnDecoder, Compressors, DecodedArray, FileMetaData, PageHeader, SchemaElement, SchemaTree } from "hyparquet/src/types.js";
import { decompressBrotli } from "hyparquet-compressors/src/brotli.js";
import { snappyUncompressor } from "hysnappy";
import { gunzipTo } from "../../bytes/gzip-block.ts";
import { unpackLz4Block } from "../../bytes/lz4.ts";
import { unzstdTo } from "../../bytes/zstd.ts";
import { withoutWebAssembly } from "../../errors.ts";

/** The one file that knows hyparquet, which decodes thrift, levels and pages. Its pieces are used rather than its rows: counting needs levels, and rows that are shown no more than their pages. */

export type { ColumnDecoder, DecodedArray, FileMetaData, PageHeader, SchemaElement, SchemaTree };
export {
  assembleNested,
  byteStreamSplit,
  convert,
  DEFAULT_PARSERS,
  decompressPage,
  deltaBinaryUnpack,
  deltaByteArray,
  deltaLengthByteArray,
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  readPage,
  readPlain,
};

function lz4Raw(source: Uint8Array, byteLength: number): Uint8Array {
  // Pages of only missing cells are written without a byte.
  if (source.byteLength === 0 && byteLength === 0) return source;
  const target = new Uint8Array(byteLength);
  if (unpackLz4Block(source, target) !== byteLength) throw new Error("the LZ4 block has another length than the page says");
  return target;
}

/** Hadoop's framing of LZ4: big-endian lengths before each block. Files that lack it hold a bare block. */
function lz4Hadoop(source: Uint8Array, byteLength: number): Uint8Array {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const target = new Uint8Array(byteLength);
  let at = 0;
  let filled = 0;
  while (at + 8 <= source.byteLength) {
    const plain = view.getUint32(at);
    const packed = view.getUint32(at + 4);
    if (packed === 0 || at + 8 + packed > source.byteLength || filled + plain > byteLength) return lz4Raw(source, byteLength);
    filled = unpackLz4Block(source.subarray(at + 8, at + 8 + packed), target, filled);
    at += 8 + packed;
  }
  return filled === byteLength ? target : lz4Raw(source, byteLength);
}

let unsnap: ReturnType<typeof snappyUncompressor> | undefined;

/** How many bytes a block of snappy says that it unpacks to: a varint before its data. Source: snappy's format description. */
function snappyLength(source: Uint8Array): number {
  let length = 0;
  for (let at = 0; at < 5; at++) {
    const byte = source[at] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return length;
  }
  return Number.NaN;
}

/** Snappy in WebAssembly, which is compiled when it is first needed: a machine may not have it, and reads other files all the same. */
function snappy(source: Uint8Array, byteLength: number): Uint8Array {
  if (snappyLength(source) !== byteLength)
    throw new Error(`the snappy block does not unpack to the ${byteLength} bytes that its page says`);
  try {
    unsnap ??= snappyUncompressor();
  } catch (error) {
    throw withoutWebAssembly(error);
  }
  return unsnap(source, byteLength);
}

/** Every codec of the format; LZ4 by our own framing, since the packages' refuse small blocks; gzip and zstd with their checksums. */
export const COMPRESSORS: Compressors = {
  SNAPPY: snappy,
  BROTLI: decompressBrotli,
  LZ4: lz4Hadoop,
  LZ4_RAW: lz4Raw,
  ZSTD: unzstdTo,
  GZIP: gunzipTo,
};
