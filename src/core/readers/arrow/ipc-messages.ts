import type { Block } from "apache-arrow/fb/block";
import { CompressionType } from "apache-arrow/fb/compression-type";
import { DictionaryBatch } from "apache-arrow/fb/dictionary-batch";
import { Footer } from "apache-arrow/fb/footer";
import { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { MetadataVersion } from "apache-arrow/fb/metadata-version";
import { RecordBatch } from "apache-arrow/fb/record-batch";
import { Schema } from "apache-arrow/fb/schema";
import { ByteBuffer } from "flatbuffers";
import type { ByteSource } from "../../bytes/byte-source.ts";
import { type ByteRange, readTogether } from "../../bytes/read-ahead.ts";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { type ArrowSchema, arrowSchema } from "./arrow-schema.ts";
import type { BufferCodec } from "./codecs.ts";

/** One batch's layout: how many slots and nulls each node has, and where its buffers lie in the file. */
export interface BatchLayout {
  readonly rowCount: number;
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  readonly buffers: readonly { readonly start: number; readonly byteLength: number }[];
  /** Buffers of character data that each view column has. */
  readonly variadicCounts: readonly number[];
  readonly codec: BufferCodec;
  /** Before version 5 of the metadata, all types but null had a validity buffer. Source: `HasValidityBitmap` in `arrow/ipc/metadata_internal.cc`. */
  readonly isOld: boolean;
}

export type IpcMessage =
  | { readonly kind: "batch"; readonly layout: BatchLayout }
  | { readonly kind: "dictionary"; readonly id: bigint; readonly isDelta: boolean; readonly layout: BatchLayout };

/** A file's schema and its messages, one after the other. */
export interface IpcFile {
  readonly schema: ArrowSchema;
  /** Reads only the headers, some ahead of their use where a footer says where they are. */
  messages(signal?: AbortSignal): AsyncIterable<IpcMessage>;
}

const CONTINUATION = 0xffffffff;
const MAGIC = "ARROW1";

/** More slots than this no batch has: offsets of 32 bits end there, and what is larger would ask for memory that is not. */
const MAX_SLOTS = 2 ** 31;

const broken = (message: string, byte?: number) =>
  new SignetError("UnreadableFile", text`The Arrow file is broken: ${message}`, {
    place: defined({ byte }),
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

/** Reads flatbuffers of a file that may be hostile: whatever they throw is a broken file. */
function guarded<Result>(read: () => Result, byte?: number): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof SignetError ? error : broken("its metadata cannot be read.", byte);
  }
}

/** Where Arrow 0.17 noted the codec of Feather files. */
const EXPERIMENTAL_CODEC = "ARROW:experimental_compression";

/** Source: `GetCompression` and `GetCompressionExperimental` in `arrow/ipc/reader.cc`. */
function codecOf(batch: RecordBatch, message: Message): BufferCodec {
  const compression = batch.compression();
  if (compression !== null && message.version() === MetadataVersion.V4 && message.headerType() === MessageHeader.RecordBatch)
    throw new SignetError("Undecided", "pyarrow reads compressed batches of version 4 as if they were not compressed.", {
      remedy: "Write the file again.",
    });
  if (compression !== null) return compression.codec() === CompressionType.ZSTD ? "zstd" : "lz4";
  if (message.version() !== MetadataVersion.V4) return null;
  for (let index = 0; index < message.customMetadataLength(); index++) {
    const entry = message.customMetadata(index);
    if (entry?.key() !== EXPERIMENTAL_CODEC) continue;
    const name = entry.value()?.toLowerCase();
    if (name === "lz4" || name === "zstd") return name;
    throw broken("its batches are compressed in an unknown way.");
  }
  return null;
}

function batchLayout(batch: RecordBatch, { message, bodyStart, bodyEnd }: Frame): BatchLayout {
  const count = (value: bigint | undefined, what: string) => {
    if (value === undefined || value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER))
      throw broken(`a batch has an impossible ${what}.`, bodyStart);
    return Number(value);
  };
  const nodes = Array.from({ length: batch.nodesLength() }, (_, index) => {
    const node = batch.nodes(index);
    const length = count(node?.length(), "length");
    // -1 says that nobody has counted.
    const nullCount = node?.nullCount() === -1n ? -1 : count(node?.nullCount(), "null count");
    if (length > MAX_SLOTS) throw broken("a column has an impossible length.", bodyStart);
    if (nullCount > length) throw broken("a column has more nulls than rows.", bodyStart);
    return { length, nullCount };
  });
  const buffers = Array.from({ length: batch.buffersLength() }, (_, index) => {
    const buffer = batch.buffers(index);
    const start = bodyStart + count(buffer?.offset(), "buffer");
    const byteLength = count(buffer?.length(), "buffer");
    if (start + byteLength > bodyEnd) throw broken("a buffer is outside its batch.", start);
    return { start, byteLength };
  });
  const variadicCounts = Array.from({ length: batch.variadicBufferCountsLength() }, (_, index) =>
    count(batch.variadicBufferCounts(index) ?? 0n, "count"),
  );
  return {
    rowCount: count(batch.length(), "length"),
    nodes,
    buffers,
    variadicCounts,
    codec: codecOf(batch, message),
    isOld: message.version() < MetadataVersion.V5,
  };
}

interface Frame {
  readonly message: Message;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** Bytes that are asked for of a header before it says how long it is. */
const MOST_HEADER_BYTES = 1 << 18;

/** The message that begins at `at` with the bytes `head`, or null at the end of the stream. Source: Arrow's columnar format, encapsulated messages. */
async function readFrame(source: ByteSource, at: number, head: Uint8Array): Promise<Frame | null> {
  if (head.byteLength < 4) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const continued = view.getUint32(0, true) === CONTINUATION;
  if (continued && head.byteLength < 8) return null;
  const length = view.getInt32(continued ? 4 : 0, true);
  if (length === 0) return null;
  const prefix = continued ? 8 : 4;
  const start = at + prefix;
  if (length < 0 || start + length > source.byteLength) throw broken("a message is cut off.", at);
  const isWhole = head.byteLength >= prefix + length;
  // Flatbuffers are read in place, so they get bytes of their own.
  const bytes = (isWhole ? head.subarray(prefix, prefix + length) : await source.slice(start, start + length)).slice();
  return guarded(() => {
    const message = Message.getRootAsMessage(new ByteBuffer(bytes));
    const bodyLength = Number(message.bodyLength());
    const bodyEnd = start + length + bodyLength;
    if (bodyLength < 0 || bodyEnd > source.byteLength) throw broken("a message's body is cut off.", start);
    return { message, bodyStart: start + length, bodyEnd };
  }, at);
}

function messageOf(frame: Frame): IpcMessage | null {
  const { message, bodyStart } = frame;
  return guarded(() => {
    const headerType = message.headerType();
    if (headerType === MessageHeader.RecordBatch) {
      const batch: RecordBatch | null = message.header(new RecordBatch());
      if (batch === null) throw broken("a batch is empty.", bodyStart);
      return { kind: "batch", layout: batchLayout(batch, frame) };
    }
    if (headerType === MessageHeader.DictionaryBatch) {
      const dictionary: DictionaryBatch | null = message.header(new DictionaryBatch());
      const data = dictionary?.data() ?? null;
      if (dictionary === null || data === null) throw broken("a dictionary is empty.", bodyStart);
      return {
        kind: "dictionary",
        id: dictionary.id(),
        isDelta: dictionary.isDelta(),
        layout: batchLayout(data, frame),
      };
    }
    return null;
  }, bodyStart);
}

async function openStream(source: ByteSource, start: number): Promise<IpcFile> {
  const first = await readFrame(source, start, await source.slice(start, start + 8));
  if (first === null) throw broken("it has no schema.", start);
  const schema = guarded(() => {
    const header: Schema | null = first.message.headerType() === MessageHeader.Schema ? first.message.header(new Schema()) : null;
    if (header === null) throw broken("it does not begin with a schema.", start);
    return arrowSchema(header);
  });
  return {
    schema,
    async *messages(signal) {
      // One batch's header is about as long as the last one's.
      for (let at = first.bodyEnd, headBytes = 8; ; ) {
        signal?.throwIfAborted();
        const frame = await readFrame(source, at, await source.slice(at, at + headBytes));
        if (frame === null) return;
        headBytes = frame.bodyStart - at;
        const message = messageOf(frame);
        if (message !== null) yield message;
        at = frame.bodyEnd;
      }
    },
  };
}

/** Where a footer says that a message's header lies. Its length is only a hint: the message says its own. */
function headerRange(block: Block | null): ByteRange {
  const start = Number(block?.offset() ?? -1n);
  return { start, end: start + Math.min(Math.max(block?.metaDataLength() ?? 0, 8), MOST_HEADER_BYTES) };
}

async function openFile(source: ByteSource): Promise<IpcFile> {
  const tail = await source.slice(source.byteLength - 10, source.byteLength);
  const length = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getInt32(0, true);
  const start = source.byteLength - 10 - length;
  if (length <= 0 || start < 8) throw broken("its footer is missing.", source.byteLength - 10);
  const bytes = (await source.slice(start, start + length)).slice();
  const { schema, blocks } = guarded(() => {
    const footer = Footer.getRootAsFooter(new ByteBuffer(bytes));
    const header = footer.schema();
    if (header === null) throw broken("its footer has no schema.", start);
    const found: ByteRange[] = [];
    for (let index = 0; index < footer.dictionariesLength(); index++) found.push(headerRange(footer.dictionaries(index)));
    for (let index = 0; index < footer.recordBatchesLength(); index++) found.push(headerRange(footer.recordBatches(index)));
    return { schema: arrowSchema(header), blocks: found };
  }, start);
  return {
    schema,
    async *messages(signal) {
      if (blocks.some((block) => block.start < 0 || block.start >= source.byteLength))
        throw broken("its footer points outside the file.", start);
      const headers = blocks.map((block) => ({ ...block, source }));
      for await (const { piece, bytes: head } of readTogether(headers, signal)) {
        const at = piece.start;
        const frame = await readFrame(source, at, head);
        const message = frame === null ? null : messageOf(frame);
        if (message === null) throw broken("its footer points to no batch.", at);
        yield message;
      }
    },
  };
}

/** Opens an IPC file or stream, distinguished by the file's magic. Rejects with `UnreadableFile` where it is broken. */
export async function openIpc(source: ByteSource): Promise<IpcFile> {
  const ascii = async (start: number) =>
    String.fromCharCode(...(await source.slice(Math.max(0, start), Math.max(0, start) + MAGIC.length)));
  const headIsMagic = (await ascii(0)) === MAGIC;
  const tailIsMagic = (await ascii(source.byteLength - MAGIC.length)) === MAGIC;
  if (!headIsMagic && !tailIsMagic) return openStream(source, 0);
  if (!tailIsMagic || source.byteLength < 20) throw broken("it begins as a file and does not end as one.");
  return openFile(source);
}

/** The schema that a Parquet writer stored as base64 under `ARROW:schema`. Throws `UnreadableFile` where it cannot be read. */
export function storedSchema(encoded: Uint8Array): ArrowSchema {
  const written = new TextDecoder("latin1").decode(encoded);
  if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written)) throw broken("the schema in its metadata is not base64.");
  const binary = atob(written);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return guarded(() => {
    const continued = new DataView(bytes.buffer).getUint32(0, true) === CONTINUATION;
    const message = Message.getRootAsMessage(new ByteBuffer(bytes.subarray(continued ? 8 : 4)));
    const header: Schema | null = message.headerType() === MessageHeader.Schema ? message.header(new Schema()) : null;
    if (header === null) throw broken("its metadata have no schema.");
    return arrowSchema(header);
  });
}
