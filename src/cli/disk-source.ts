import { open } from "node:fs/promises";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { grouped, SignetError, text } from "../core/errors.ts";

/** Bytes read at a time; larger reads gain nothing from the page cache. */
const CHUNK_BYTES = 1 << 20;

/** The file at a path was not what it was before: whatever was read of it may not fit together. */
const changed = (path: string, how: string) =>
  new SignetError("UnreadableFile", text`${path} ${how} while it was being read.`, {
    place: { file: path },
    remedy: "Run the command again once nothing writes to it.",
  });

/** A file of the disk at one moment: what another thread opens must still be it. */
export interface DiskFile {
  readonly path: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
}

/** Opens a file that must be as it was. Rejects with `UnreadableFile`. */
async function opened({ path, byteLength, modifiedMs }: DiskFile) {
  const file = await open(path).catch((error: unknown) => {
    throw isGone(error) ? changed(path, "was deleted or moved") : error;
  });
  return {
    file,
    async check() {
      const now = await file.stat();
      if (now.size < byteLength) throw changed(path, `shrank from ${grouped(byteLength)} to ${grouped(now.size)} bytes`);
      if (now.size !== byteLength || now.mtimeMs !== modifiedMs) throw changed(path, "was changed");
    },
  };
}

const isGone = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

/** A file that was found before as a source, which rejects with `UnreadableFile` once it has changed, shrunk or gone since. */
export function sourceFromDisk(disk: DiskFile): ByteSource {
  const { path, byteLength } = disk;
  return {
    // As it was given, so that messages and the Python name it the same way.
    name: path,
    byteLength,
    handle: disk,
    async slice(start, end) {
      const { file, check } = await opened(disk);
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        await check();
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async *stream({ start = 0, end = byteLength, signal } = {}) {
      const { file, check } = await opened(disk);
      try {
        const buffer = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(0, byteLength - start)));
        const last = Math.min(end, byteLength);
        for (let at = start; at < last; ) {
          signal?.throwIfAborted();
          const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, last - at), at);
          if (bytesRead === 0) break;
          at += bytesRead;
          if (at >= last) await check();
          yield buffer.subarray(0, bytesRead);
        }
        await check();
      } finally {
        await file.close();
      }
    },
  };
}
