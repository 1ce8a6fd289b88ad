import type { ByteSource } from "../../bytes/byte-source.ts";
import { joinBytes, wholeOf } from "../../bytes/join-bytes.ts";
import { defined } from "../../defined.ts";
import type { ReadContext } from "../reader.ts";
import type { ErrorHandler } from "./codecs/error-handlers.ts";
import { isUtf8, isUtf8WithMark, toUtf8 } from "./transcode.ts";
import { decodeError } from "./utf8-check.ts";

/** Progress is reported at most this often, so that reporting costs nothing. */
const PROGRESS_BYTES = 4 << 20;

/** Where the text begins in the file, and how many rows were counted so far. */
export interface TextProgress {
  byte: number;
  rows: number;
}

/** The source's chunks in UTF-8 without a byte order mark, with progress reported. */
export async function* textChunks(
  source: ByteSource,
  encoding: string,
  handler: ErrorHandler,
  context: ReadContext,
  progress: TextProgress,
): AsyncGenerator<Uint8Array, undefined> {
  let bytes = 0;
  let reported = 0;
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of source.stream(defined({ signal: context.signal }))) {
      context.signal?.throwIfAborted();
      yield chunk;
      bytes += chunk.byteLength;
      if (bytes - reported >= PROGRESS_BYTES) {
        reported = bytes;
        context.onProgress?.({ bytes, byteLength: source.byteLength, rows: progress.rows });
      }
    }
  }
  const text = { byte: 0 };
  const isBytes = isUtf8(encoding) && handler === "strict";
  // pandas' tokenizer drops the mark of the decoded text; the codec of utf-8-sig drops one before it.
  const once = withoutMark(toUtf8(counted(), encoding, handler), isBytes ? progress : text);
  yield* isUtf8WithMark(encoding) ? withoutMark(once, progress) : once;
  return undefined;
}

/** A file that only the Python engine reads is read at once. Throws `UnreadableFile` where its bytes are not of the encoding. */
export async function wholeText(chunks: AsyncIterable<Uint8Array>, encoding: string): Promise<string> {
  const bytes = await wholeOf(chunks);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw decodeError(encoding, 0);
  }
}

/** A text that is there at once, as chunks. */
export async function* onlyChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  yield bytes;
  return undefined;
}

const hasMark = (chunk: Uint8Array) => chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
const MARK_BYTES = 3;

/** Drops a byte order mark of text in UTF-8, however the chunks are cut, and returns where the text begins. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>, text: { byte: number }): AsyncIterable<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array();
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = joinBytes(head, chunk);
    if (head.length < MARK_BYTES) continue;
    const mark = hasMark(head) ? MARK_BYTES : 0;
    text.byte += mark;
    yield head.subarray(mark);
    head = null;
  }
  if (head !== null && head.length > 0) yield head;
}
