import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import type { EndlessText } from "./texts.ts";

/** Encodings that files are written in; UTF-16 is little-endian and begins with its byte order mark. */
export type TextEncoding = "utf8" | "utf16le";

/** Texts are gathered to about this many characters before they become bytes. */
const PIECE_LENGTH = 1 << 20;

/**
 * The text cut off after the first record that brings it to `byteLength`, in pieces of about a megabyte; the file is thus a record longer at
 * most, and its foot.
 */
export function* textBytes(text: EndlessText, byteLength: number, encoding: TextEncoding = "utf8"): Generator<Buffer> {
  const { head, records, between = "", foot = "" } = text;
  let piece = (encoding === "utf16le" ? "\ufeff" : "") + head;
  let length = Buffer.byteLength(piece, encoding);
  let separator = "";
  for (const record of records) {
    piece += separator + record;
    length += Buffer.byteLength(record, encoding) + Buffer.byteLength(separator, encoding);
    separator = between;
    if (length >= byteLength) break;
    if (piece.length < PIECE_LENGTH) continue;
    yield Buffer.from(piece, encoding);
    piece = "";
  }
  yield Buffer.from(piece + foot, encoding);
}

/** Writes such a text into a file, whole or not at all. */
export function writeText(path: string, text: EndlessText, byteLength: number, encoding: TextEncoding = "utf8"): void {
  const file = openSync(`${path}.part`, "w");
  try {
    for (const bytes of textBytes(text, byteLength, encoding)) writeSync(file, bytes);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.part`, path);
}
