import type { ByteSource } from "../../bytes/byte-source.ts";
import { messageOf, SignetError, text } from "../../errors.ts";
import { type ParquetFooter, parquetFooter } from "./file-metadata.ts";

const MAGIC_BYTES = 4;
const FOOTER_BYTES = 8;

/** Bytes of the file's end that are read at once: most footers are shorter, and longer ones take a second read. */
export const TAIL_BYTES = 1 << 16;

/** A file that pyarrow refuses. */
export function brokenParquet(source: ByteSource, message: string): SignetError {
  return new SignetError("UnreadableFile", text`${source.name} is incomplete or damaged: ${message}`, {
    place: { file: source.name },
    pythonError: "ArrowInvalid",
    remedy: "Download or write the file again.",
  });
}

/** The footer's bytes, without its length and the magic, which follow them. */
async function footerBytes(source: ByteSource): Promise<Uint8Array> {
  const { byteLength } = source;
  if (byteLength < MAGIC_BYTES + FOOTER_BYTES) throw brokenParquet(source, "it is too short.");
  const tail = await source.slice(Math.max(0, byteLength - TAIL_BYTES), byteLength);
  if (tail.byteLength < FOOTER_BYTES) throw brokenParquet(source, "it is too short.");
  const magic = new TextDecoder().decode(tail.subarray(-MAGIC_BYTES));
  if (magic === "PARE")
    throw new SignetError("UnreadableFile", text`${source.name} is encrypted.`, {
      place: { file: source.name },
      pythonError: "OSError",
      remedy: "Write it without encryption.",
    });
  if (magic !== "PAR1") throw brokenParquet(source, "it does not end with PAR1. It was probably cut off while copying.");
  const length = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(tail.byteLength - FOOTER_BYTES, true);
  // What is before the footer is not looked at, not even the magic at the beginning.
  if (length + FOOTER_BYTES > byteLength) throw brokenParquet(source, "its footer is longer than the file.");
  const [start, end] = [length + FOOTER_BYTES, FOOTER_BYTES];
  return start <= tail.byteLength ? tail.subarray(-start, -end) : source.slice(byteLength - start, byteLength - end);
}

/** What the footer says: schema, row groups, metadata. Reads only the file's end. Rejects with `UnreadableFile` where it is broken. */
export async function readFooter(source: ByteSource): Promise<ParquetFooter> {
  const bytes = await footerBytes(source);
  try {
    return parquetFooter(bytes);
  } catch (error) {
    if (error instanceof SignetError) throw error;
    throw brokenParquet(source, `its footer cannot be read (${messageOf(error)}).`);
  }
}
