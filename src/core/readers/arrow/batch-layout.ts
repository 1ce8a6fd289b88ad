import { BodyCompressionMethod } from "apache-arrow/fb/body-compression-method";
import { CompressionType } from "apache-arrow/fb/compression-type";
import type { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { MetadataVersion } from "apache-arrow/fb/metadata-version";
import type { RecordBatch } from "apache-arrow/fb/record-batch";
import type { ByteRange } from "../../bytes/read-ahead.ts";
import { must } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import { brokenArrow } from "./broken-arrow.ts";
import type { BufferCodec } from "./codecs.ts";
import { unchecked } from "./unchecked.ts";

/** A message, and where its body lies in the file. */
export interface Frame {
  readonly message: Message;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** One batch's layout: how many slots and nulls each node has, and where its buffers lie in the file, as its header says: {@link checkedBuffer} compares. */
export interface BatchLayout {
  readonly rowCount: number;
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  readonly buffers: readonly { readonly start: number; readonly byteLength: number }[];
  /** Buffers of character data that each view column has. */
  readonly variadicCounts: readonly number[];
  /** Where the batch's bytes begin and end in the file. */
  readonly body: ByteRange;
  readonly codec: BufferCodec;
  /** Before version 5 of the metadata, all types but null had a validity buffer. Source: `HasValidityBitmap` in `arrow/ipc/metadata_internal.cc`. */
  readonly isOld: boolean;
}

/** More slots than this no batch has: offsets of 32 bits end there, and what is larger would ask for memory that is not. */
const MAX_SLOTS = 2 ** 31;

/** Where Arrow 0.17 noted the codec of Feather files. */
const EXPERIMENTAL_CODEC = "ARROW:experimental_compression";

const BUFFER_CODECS: Readonly<Record<number, BufferCodec>> = { [CompressionType.LZ4_FRAME]: "lz4", [CompressionType.ZSTD]: "zstd" };

/** Source: `GetCompression` and `GetCompressionExperimental` in `arrow/ipc/reader.cc`. */
function codecOf(batch: RecordBatch, message: Message): BufferCodec {
  const compression = batch.compression();
  if (compression !== null && message.version() === MetadataVersion.V4 && message.headerType() === MessageHeader.RecordBatch)
    throw new SignetError("Undecided", "pyarrow reads compressed batches of version 4 as if they were not compressed.", {
      remedy: "Write the file again.",
    });
  if (compression !== null) {
    const codec = compression.method() === BodyCompressionMethod.BUFFER ? BUFFER_CODECS[compression.codec()] : undefined;
    if (codec === undefined) throw brokenArrow("its batches are compressed in an unknown way.");
    return codec;
  }
  if (message.version() !== MetadataVersion.V4) return null;
  for (let index = 0; index < message.customMetadataLength(); index++) {
    const entry = message.customMetadata(index);
    if (entry?.key() !== EXPERIMENTAL_CODEC) continue;
    const name = entry.value()?.toLowerCase();
    if (name === "lz4" || name === "zstd") return name;
    throw brokenArrow("its batches are compressed in an unknown way.");
  }
  return null;
}

/** What a batch says of itself. Throws where that cannot be, or what pyarrow answers to it is not known. */
export function batchLayout(batch: RecordBatch, { message, bodyStart, bodyEnd }: Frame): BatchLayout {
  const rowCount = Number(batch.length());
  const nodes = Array.from({ length: batch.nodesLength() }, (_, index) => {
    const node = must(batch.nodes(index));
    return { length: Number(node.length()), nullCount: Number(node.nullCount()) };
  });
  // -1 says that nobody has counted the nulls.
  if (rowCount < 0 || nodes.some(({ length, nullCount }) => length < 0 || nullCount < -1))
    throw unchecked("A batch has a negative length.");
  if (nodes.some(({ length }) => length > MAX_SLOTS)) throw unchecked(`A batch says that it has more than ${MAX_SLOTS} rows.`);
  return {
    rowCount,
    nodes,
    buffers: Array.from({ length: batch.buffersLength() }, (_, index) => {
      const buffer = must(batch.buffers(index));
      return { start: bodyStart + Number(buffer.offset()), byteLength: Number(buffer.length()) };
    }),
    variadicCounts: Array.from({ length: batch.variadicBufferCountsLength() }, (_, index) =>
      Number(must(batch.variadicBufferCounts(index))),
    ),
    body: { start: bodyStart, end: bodyEnd },
    codec: codecOf(batch, message),
    isOld: message.version() < MetadataVersion.V5,
  };
}

/**
 * Where a buffer lies. Throws `UnreadableFile` where that is not within its batch. Called only for buffers that are read, since pyarrow looks at no
 * others. Source: `ArrayLoader::GetBuffer` in `arrow/ipc/reader.cc`.
 */
export function checkedBuffer({ buffers, body }: BatchLayout, index: number): ByteRange {
  const buffer = buffers[index];
  if (buffer === undefined) throw brokenArrow("a batch has fewer buffers than its schema says.", body.start);
  const { start, byteLength } = buffer;
  if (byteLength === 0) return { start: body.start, end: body.start };
  const offset = start - body.start;
  const end = start + byteLength;
  if (offset < 0 || byteLength < 0 || end > body.end)
    throw brokenArrow(`a buffer of ${byteLength} bytes is not within its batch of ${body.end - body.start}.`, body.start);
  if (offset % 8 !== 0) throw brokenArrow("a buffer does not begin at a multiple of eight.", start);
  return { start, end };
}
