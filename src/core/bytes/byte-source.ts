import { SignetError, text } from "../errors.ts";
import { breather } from "./breathe.ts";

/** The folder that was given, where a file was found in one. */
export interface SourceFolder {
  /** As it was given, without a slash at its end; each file's name begins with it. */
  readonly path: string;
  /** What was passed over there, as pandas and pyarrow do: names that begin with `_` or a dot, relative to the folder. */
  readonly hidden: readonly string[];
  /** The files that describe the table that the folder is: the log of a Delta table, the metadata of an Iceberg table. */
  readonly log?: readonly ByteSource[];
  /** What was passed over besides: files that are not part of the data. */
  readonly skipped: readonly string[];
}

/** Bytes that can be read in pieces: a File, a Blob, a file of Node and a Uint8Array all become one. */
export interface ByteSource {
  /** The file's own name, without folders. */
  readonly name: string;
  readonly byteLength: number;
  /** The bytes from `start` up to, not including, `end`. Rejects if the file has changed or gone since. */
  slice(start: number, end: number): Promise<Uint8Array>;
  /** The bytes from `start` up to `end`, in order, in chunks of the source's choosing; a chunk is valid until the next is asked for. */
  stream(options?: StreamOptions): AsyncIterable<Uint8Array>;
  /** What another thread needs to open the same bytes; absent where these are made on the way, as unpacked ones are. */
  readonly handle?: SourceHandle;
  /** Set where a folder was given, and the file is one of it. */
  readonly folder?: SourceFolder;
}

/** The whole source, unless a range is given. */
export interface StreamOptions {
  readonly start?: number;
  readonly end?: number;
  readonly signal?: AbortSignal;
}

/** A file as it crosses a thread's border: a Blob in the browser; in Node its path, and what shows whether it is still the same. */
export type SourceHandle = Blob | { readonly path: string; readonly byteLength: number; readonly modifiedMs: number };

/** A source over bytes in memory. `chunkSize` cuts its stream, as tests do to prove that no reader depends on the cut. */
export function sourceFromBytes(given: Uint8Array, name: string, chunkSize = 1 << 20): ByteSource {
  // A Buffer of Node's is a Uint8Array whose `slice` does not copy, which readers would take for one that does.
  const bytes = given.constructor === Uint8Array ? given : new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  return {
    name,
    byteLength: bytes.byteLength,
    slice: async (start, end) => bytes.subarray(start, end),
    async *stream({ start = 0, end = bytes.byteLength, signal } = {}) {
      const last = Math.min(end, bytes.byteLength);
      for (let at = start; at < last; at += chunkSize) {
        signal?.throwIfAborted();
        yield bytes.subarray(at, Math.min(at + chunkSize, last));
      }
    },
  };
}

/**
 * What a browser says of a file that cannot be read any more: `NotReadableError` and `NotFoundError` of a Blob; of its stream, Chromium only
 * "network error", Firefox and WebKit also an error without a name of its own. Nothing else fails there but memory and a cancelled reading, and
 * in WebKit any file that a worker reads for a page of the disk.
 */
const whereGone =
  (name: string) =>
  (error: unknown): never => {
    const isOther = error instanceof Error && ["RangeError", "InternalError", "AbortError"].includes(error.name);
    if (isOther) throw error;
    throw new SignetError("UnreadableFile", text`The browser cannot read ${name}: it was changed, moved or deleted since it was chosen.`, {
      place: { file: name },
      remedy:
        "Choose the file again. If Signet was opened from a disk in Safari or another WebKit browser, open it from a host: WebKit reads no files there.",
      cause: error,
    });
  };

/**
 * Readers at work. Chromium frees the stream of a Blob that only its own pending read refers to, and then that read never ends: a file would stay
 * at "Reading" for good, the sooner the busier the machine. The waiting code depends on that read, so something else must refer to the reader.
 */
const readersAtWork = new Set<ReadableStreamDefaultReader<Uint8Array> | ReadableStreamBYOBReader>();

/** The buffer of a Blob's stream: larger ones gain nothing. */
const BLOB_CHUNK_BYTES = 1 << 20;

/**
 * A Blob's bytes through one buffer that is filled again and again, which is the fastest and lightest way out of the browser's process.
 * Browsers whose Blobs give no byte streams fill buffers of their own.
 */
async function* streamBlob(blob: Blob, name: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const stream = blob.stream();
  const reader = byteReader(stream);
  if (reader === null) {
    yield* readChunks(stream.getReader(), name, signal);
    return;
  }
  readersAtWork.add(reader);
  const breathe = breather(signal);
  try {
    for (let buffer = new ArrayBuffer(BLOB_CHUNK_BYTES); ; ) {
      const { value } = await reader.read(new Uint8Array(buffer)).catch(whereGone(name));
      await breathe();
      if (value === undefined || value.byteLength === 0) return;
      yield value;
      buffer = value.buffer;
    }
  } finally {
    readersAtWork.delete(reader);
    // The rest is not wanted, and nobody need wait until the browser has let go of it.
    reader.cancel().catch(() => undefined);
  }
}

async function* readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  readersAtWork.add(reader);
  const breathe = breather(signal);
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(whereGone(name));
      await breathe();
      if (done) return;
      yield value;
    }
  } finally {
    readersAtWork.delete(reader);
    reader.cancel().catch(() => undefined);
  }
}

function byteReader(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

/** A source over a Blob or File; nothing is read before it is asked for. */
export function sourceFromBlob(blob: Blob, name: string): ByteSource {
  return {
    name,
    byteLength: blob.size,
    handle: blob,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer().catch(whereGone(name))),
    stream: ({ start = 0, end = blob.size, signal } = {}) =>
      streamBlob(start === 0 && end >= blob.size ? blob : blob.slice(start, end), name, signal),
  };
}

/** The whole source as one array; `limit` bytes at most. */
export async function readAll(source: ByteSource, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  return source.slice(0, Math.min(source.byteLength, limit));
}
