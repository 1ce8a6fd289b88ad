import type { Block } from "apache-arrow/fb/block";
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
import { must } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import { type ArrowSchema, arrowSchema } from "./arrow-schema.ts";
import { type BatchLayout, batchLayout, type Frame } from "./batch-layout.ts";
import { brokenArrow } from "./broken-arrow.ts";
import { ARROW_MAGIC } from "./sniff-ipc.ts";
import { FOOTER, isFlatbuffer, MESSAGE } from "./verify-flatbuffer.ts";

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

/** Reads flatbuffers of a file that may be hostile: whatever they throw is a broken file. */
function guarded<Result>(read: () => Result, byte?: number): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof SignetError ? error : brokenArrow("its metadata cannot be read.", byte);
  }
}

/** Source: `CheckMetadataVersion` in `arrow/ipc/message.cc`. */
function checkVersion(message: Message, at?: number): void {
  const version = message.version();
  if (version < MetadataVersion.V4 || version > MetadataVersion.V5)
    throw brokenArrow("a message has a version that pyarrow does not read.", at);
}

/** Bytes that are asked for of a header before it says how long it is. */
const MOST_HEADER_BYTES = 1 << 18;

/**
 * The message that begins at `at` with the bytes `head`, or null at the end of the stream: no more bytes, or a length of 0. Source: Arrow's columnar
 * format, encapsulated messages; `DecodeMessage` in `arrow/ipc/message.cc`.
 */
async function readFrame(source: ByteSource, at: number, head: Uint8Array): Promise<Frame | null> {
  if (head.byteLength === 0) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const continued = head.byteLength >= 4 && view.getUint32(0, true) === CONTINUATION;
  if (head.byteLength < (continued ? 8 : 4)) throw brokenArrow("the length of a message is cut off.", at);
  const length = view.getInt32(continued ? 4 : 0, true);
  if (length === 0) return null;
  const prefix = continued ? 8 : 4;
  const start = at + prefix;
  if (length < 0 || start + length > source.byteLength) throw brokenArrow("a message is cut off.", at);
  const isWhole = head.byteLength >= prefix + length;
  // Flatbuffers are read in place, so they get bytes of their own.
  const bytes = (isWhole ? head.subarray(prefix, prefix + length) : await source.slice(start, start + length)).slice();
  return guarded(() => {
    if (!isFlatbuffer(bytes, MESSAGE)) throw brokenArrow("a message's header is damaged.", at);
    const message = Message.getRootAsMessage(new ByteBuffer(bytes));
    checkVersion(message, at);
    const bodyLength = Number(message.bodyLength());
    const bodyEnd = start + length + bodyLength;
    if (bodyLength < 0 || bodyEnd > source.byteLength) throw brokenArrow("a message's body is cut off.", start);
    return { message, bodyStart: start + length, bodyEnd };
  }, at);
}

function messageOf(frame: Frame): IpcMessage {
  const { message, bodyStart } = frame;
  return guarded(() => {
    const headerType = message.headerType();
    if (headerType === MessageHeader.RecordBatch) {
      const batch: RecordBatch | null = message.header(new RecordBatch());
      if (batch === null) throw brokenArrow("a batch is empty.", bodyStart);
      return { kind: "batch", layout: batchLayout(batch, frame) };
    }
    if (headerType === MessageHeader.DictionaryBatch) {
      const dictionary: DictionaryBatch | null = message.header(new DictionaryBatch());
      const data = dictionary?.data() ?? null;
      if (dictionary === null || data === null) throw brokenArrow("a dictionary is empty.", bodyStart);
      return {
        kind: "dictionary",
        id: dictionary.id(),
        isDelta: dictionary.isDelta(),
        layout: batchLayout(data, frame),
      };
    }
    throw brokenArrow("a message has neither rows nor a dictionary.", bodyStart);
  }, bodyStart);
}

async function openStream(source: ByteSource, start: number): Promise<IpcFile> {
  const first = await readFrame(source, start, await source.slice(start, start + 8));
  if (first === null) throw brokenArrow("it has no schema.", start);
  const schema = guarded(() => {
    const header: Schema | null = first.message.headerType() === MessageHeader.Schema ? first.message.header(new Schema()) : null;
    if (header === null) throw brokenArrow("it does not begin with a schema.", start);
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
        yield messageOf(frame);
        at = frame.bodyEnd;
      }
    },
  };
}

/** Where a footer says that a message lies, and what it is to be. */
interface MessageBlock extends ByteRange {
  readonly kind: IpcMessage["kind"];
  readonly headerEnd: number;
  readonly bodyEnd: number;
}

/** Source: `FileBlockFromFlatbuffer` and `CheckAligned` in `arrow/ipc/reader.cc`. */
function messageBlock(kind: IpcMessage["kind"], block: Block, { byteLength }: ByteSource): MessageBlock {
  const [start, header, body] = [Number(block.offset()), block.metaDataLength(), Number(block.bodyLength())];
  const headerEnd = start + header;
  const bodyEnd = headerEnd + body;
  if (start < 0 || header < 0 || body < 0 || bodyEnd > byteLength) throw brokenArrow("its footer points outside the file.");
  if (start % 8 !== 0 || header % 8 !== 0 || body % 8 !== 0)
    throw brokenArrow("its footer points to what does not begin at a multiple of eight.");
  return { kind, start, end: Math.min(headerEnd, start + MOST_HEADER_BYTES), headerEnd, bodyEnd };
}

/** The message at a footer's block, which must be where and what the footer says. */
async function messageAt(source: ByteSource, block: MessageBlock, head: Uint8Array): Promise<IpcMessage> {
  const frame = await readFrame(source, block.start, head);
  if (frame === null || frame.bodyStart !== block.headerEnd || frame.bodyEnd !== block.bodyEnd)
    throw brokenArrow("its footer and a message do not agree on the message's length.", block.start);
  const message = messageOf(frame);
  if (message.kind !== block.kind) throw brokenArrow(`its footer points to no ${block.kind}.`, block.start);
  return message;
}

async function openFile(source: ByteSource): Promise<IpcFile> {
  const tail = await source.slice(source.byteLength - 10, source.byteLength);
  const length = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getInt32(0, true);
  const start = source.byteLength - 10 - length;
  if (length <= 0 || start < ARROW_MAGIC.length) throw brokenArrow("its footer is missing.", source.byteLength - 10);
  const bytes = (await source.slice(start, start + length)).slice();
  if (!isFlatbuffer(bytes, FOOTER)) throw brokenArrow("its footer is damaged.", start);
  const footer = Footer.getRootAsFooter(new ByteBuffer(bytes));
  const schema = guarded(() => {
    const header = footer.schema();
    if (header === null) throw brokenArrow("its footer has no schema.", start);
    return arrowSchema(header);
  }, start);
  return {
    schema,
    async *messages(signal) {
      const dictionaries = Array.from(
        { length: footer.dictionariesLength() },
        (_, index) => ["dictionary", must(footer.dictionaries(index))] as const,
      );
      // Dictionaries are read with the first batch.
      if (footer.recordBatchesLength() === 0) return;
      const batches = Array.from(
        { length: footer.recordBatchesLength() },
        (_, index) => ["batch", must(footer.recordBatches(index))] as const,
      );
      const blocks = [...dictionaries, ...batches].map(([kind, block]) => ({ ...messageBlock(kind, block, source), source }));
      const seen = new Set<bigint>();
      for await (const { piece, bytes: head } of readTogether(blocks, signal)) {
        const message = await messageAt(source, piece, head);
        if (message.kind === "dictionary" && !message.isDelta && seen.has(message.id))
          throw brokenArrow("it replaces a dictionary.", piece.start);
        if (message.kind === "dictionary") seen.add(message.id);
        yield message;
      }
    },
  };
}

/** Opens an IPC file or stream, distinguished by the file's magic. Rejects with `UnreadableFile` where it is broken. */
export async function openIpc(source: ByteSource): Promise<IpcFile> {
  const ascii = async (start: number) =>
    String.fromCharCode(...(await source.slice(Math.max(0, start), Math.max(0, start) + ARROW_MAGIC.length)));
  const headIsMagic = (await ascii(0)) === ARROW_MAGIC;
  const tailIsMagic = (await ascii(source.byteLength - ARROW_MAGIC.length)) === ARROW_MAGIC;
  if (!headIsMagic && !tailIsMagic) return openStream(source, 0);
  if (!tailIsMagic || source.byteLength < 20) throw brokenArrow("it begins as a file and does not end as one.");
  return openFile(source);
}

/** The schema that a Parquet writer stored as base64 under `ARROW:schema`. Throws `UnreadableFile` where it cannot be read. */
export function storedSchema(encoded: Uint8Array): ArrowSchema {
  const written = new TextDecoder("latin1").decode(encoded);
  if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written)) throw brokenArrow("the schema in its metadata is not base64.");
  const binary = atob(written);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return guarded(() => {
    const view = new DataView(bytes.buffer);
    const start = view.getUint32(0, true) === CONTINUATION ? 8 : 4;
    const length = view.getInt32(start - 4, true);
    if (length <= 0 || start + length > bytes.length) throw brokenArrow("the schema in its metadata is cut off.");
    const header = bytes.slice(start, start + length);
    if (!isFlatbuffer(header, MESSAGE)) throw brokenArrow("the schema in its metadata is damaged.");
    const message = Message.getRootAsMessage(new ByteBuffer(header));
    checkVersion(message);
    const bodyLength = Number(message.bodyLength());
    if (bodyLength < 0 || start + length + bodyLength > bytes.length) throw brokenArrow("the schema in its metadata is cut off.");
    const schema: Schema | null = message.headerType() === MessageHeader.Schema ? message.header(new Schema()) : null;
    if (schema === null) throw brokenArrow("its metadata have no schema.");
    return arrowSchema(schema, { isNamed: false });
  });
}
