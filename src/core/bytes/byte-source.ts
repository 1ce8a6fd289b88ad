/** Bytes that can be read in pieces: a File, a Blob, a file of Node and a Uint8Array all become one. */
export interface ByteSource {
  /** The file's own name, without folders. */
  readonly name: string;
  readonly byteLength: number;
  /** The bytes from `start` up to, not including, `end`. Rejects if the file has changed or gone since. */
  slice(start: number, end: number): Promise<Uint8Array>;
  /** All bytes from `start` on, in order, in chunks of the source's choosing; a chunk is valid until the next is asked for. */
  stream(options?: { readonly start?: number; readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>;
}

/** A source over bytes in memory. `chunkSize` cuts its stream, as tests do to prove that no reader depends on the cut. */
export function sourceFromBytes(bytes: Uint8Array, name: string, chunkSize = 1 << 20): ByteSource {
  return {
    name,
    byteLength: bytes.byteLength,
    slice: async (start, end) => bytes.subarray(start, end),
    async *stream({ start = 0, signal } = {}) {
      for (let at = start; at < bytes.byteLength; at += chunkSize) {
        signal?.throwIfAborted();
        yield bytes.subarray(at, Math.min(at + chunkSize, bytes.byteLength));
      }
    },
  };
}

/** Bytes asked for at a time from a Blob: larger slices gain nothing, smaller ones pay for each crossing into the browser's process. */
const BLOB_CHUNK_BYTES = 4 << 20;

/** A source over a Blob or File; nothing is read before it is asked for. */
export function sourceFromBlob(blob: Blob, name: string): ByteSource {
  const slice = async (start: number, end: number) => new Uint8Array(await blob.slice(start, end).arrayBuffer());
  return {
    name,
    byteLength: blob.size,
    slice,
    async *stream({ start = 0, signal } = {}) {
      let ahead = start < blob.size ? slice(start, start + BLOB_CHUNK_BYTES) : undefined;
      for (let at = start; ahead !== undefined; ) {
        const chunk = await ahead;
        signal?.throwIfAborted();
        at += chunk.byteLength;
        // Asked for before this chunk is worked on, so that reading and counting overlap.
        ahead = at < blob.size && chunk.byteLength > 0 ? slice(at, at + BLOB_CHUNK_BYTES) : undefined;
        yield chunk;
      }
    },
  };
}

/** The whole source as one array; `limit` bytes at most. */
export async function readAll(source: ByteSource, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  return source.slice(0, Math.min(source.byteLength, limit));
}
