import { open, stat } from "node:fs/promises";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { SignetError, text } from "../core/errors.ts";

/** Bytes read at a time; larger reads gain nothing from the page cache. */
const CHUNK_BYTES = 1 << 20;

/** A file of the disk as a source. Throws `UnreadableFile` where it is not there or no file. */
export async function sourceFromFile(path: string): Promise<ByteSource> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile())
    throw new SignetError("UnreadableFile", text`There is no file at ${path}.`, {
      pythonError: "FileNotFoundError",
      remedy: "Check the path.",
    });
  const byteLength = found.size;
  return {
    // As it was given, so that messages and the Python name it the same way.
    name: path,
    byteLength,
    async slice(start, end) {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async *stream({ start = 0, end = byteLength, signal } = {}) {
      const file = await open(path);
      try {
        const buffer = new Uint8Array(CHUNK_BYTES);
        for (let at = start; at < end; ) {
          signal?.throwIfAborted();
          const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK_BYTES, end - at), at);
          if (bytesRead === 0) return;
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    },
  };
}
