import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type ByteSource, sourceFromBytes } from "../../src/core/bytes/byte-source.ts";

/** Text as a source; `chunkSize` cuts its stream. */
export function textSource(text: string, name = "data.csv", chunkSize?: number): ByteSource {
  return sourceFromBytes(new TextEncoder().encode(text), name, chunkSize);
}

/** A file of the disk as a source, under another name if given. */
export function fileSource(path: string, name = basename(path), chunkSize?: number): ByteSource {
  return sourceFromBytes(new Uint8Array(readFileSync(path)), name, chunkSize);
}
