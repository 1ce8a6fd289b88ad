import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type ByteSource, sourceFromBytes } from "../../src/core/bytes/byte-source.ts";
import type { PartPool } from "../../src/core/readers/part-pool.ts";
import { runPartOrFiles } from "../../src/core/readers/read-plain-parts.ts";

/** Text as a source; `chunkSize` cuts its stream. */
export function textSource(text: string, name = "data.csv", chunkSize?: number): ByteSource {
  return sourceFromBytes(new TextEncoder().encode(text), name, chunkSize);
}

/** A file of the disk as a source, under another name if given. */
export function fileSource(path: string, name = basename(path), chunkSize?: number): ByteSource {
  return sourceFromBytes(new Uint8Array(readFileSync(path)), name, chunkSize);
}

/** A pool whose threads are this one: parts, of `partBytes` each, are read in turns, each in pieces of its own. */
export function localPool(size = 3, partBytes?: number): PartPool {
  return {
    size,
    isStarted: true,
    readsFiles: true,
    ...(partBytes === undefined ? {} : { partBytes }),
    run: (sources, task, { signal } = {}) => runPartOrFiles(sources, task, signal === undefined ? {} : { signal }),
  };
}

/** The source as one that other threads can open. */
export function shared(source: ByteSource): ByteSource {
  return { ...source, handle: { path: source.name, byteLength: source.byteLength, modifiedMs: 0 } };
}
