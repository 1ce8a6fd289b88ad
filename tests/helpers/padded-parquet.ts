import { readFileSync } from "node:fs";
import { type ByteSource, sourceFromBytes } from "../../src/core/bytes/byte-source.ts";

const FOOTER_BYTES = 8;

/** A Parquet file whose pages lie `paddingBytes` away from its footer, as in a large file: offsets count from the start, the footer from the end. */
export function paddedParquet(path: string, paddingBytes = 1 << 20): { readonly source: ByteSource; readonly pagesEnd: number } {
  const bytes = new Uint8Array(readFileSync(path));
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.byteLength - FOOTER_BYTES, true);
  const pagesEnd = bytes.byteLength - FOOTER_BYTES - length;
  const padded = new Uint8Array(bytes.byteLength + paddingBytes);
  padded.set(bytes.subarray(0, pagesEnd));
  padded.set(bytes.subarray(pagesEnd), pagesEnd + paddingBytes);
  return { source: sourceFromBytes(padded, "padded.parquet"), pagesEnd };
}
