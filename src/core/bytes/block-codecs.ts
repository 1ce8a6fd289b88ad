import { XzReadableStream } from "xz-decompress";
import { crc32 } from "./crc32.ts";

/** The end of an xz stream: a checksum of what follows, which is the size of its index, its flags and `YZ`. */
function isXzFooter(bytes: Uint8Array, end: number): boolean {
  if (end < 12 || bytes[end - 2] !== 0x59 || bytes[end - 1] !== 0x5a) return false;
  return new DataView(bytes.buffer, bytes.byteOffset + end - 12, 4).getUint32(0, true) === crc32(bytes.subarray(end - 8, end - 2));
}

/** The header of the older format, which may be where a file goes on. */
const OLD_HEADER_BYTES = 13;

/**
 * What lies behind a file's last xz stream, whose end is looked for in the file's last bytes: how many bytes, and what Python makes of them.
 * Those that cannot begin data of xz or of the older format are passed over: its first byte is at most 224, and holds two numbers of which the sum is
 * at most 4. Sources: `LZMAFile` in Python's `lzma.py`; liblzma's `lzma_lzma_lclppb_decode`.
 */
export function behindXz(tail: Uint8Array): { readonly byteLength: number; readonly is: "ignored" | "cut-off" | "unknown" } {
  for (let end = tail.length; end >= 12; end--) {
    if (!isXzFooter(tail, end)) continue;
    const byteLength = tail.length - end;
    const first = tail[end] ?? 0;
    const sum = (first % 9) + (Math.floor(first / 9) % 5);
    const isOld = first <= 224 && sum <= 4;
    if (byteLength === 0 || (!isOld && first !== XZ_FIRST_BYTE)) return { byteLength, is: "ignored" };
    return { byteLength, is: isOld && byteLength < OLD_HEADER_BYTES ? "cut-off" : "unknown" };
  }
  return { byteLength: 0, is: "ignored" };
}

const XZ_FIRST_BYTE = 0xfd;

/** The bytes of an xz file, streamed. Throws where it is broken. */
export async function* unpackXz(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const packed = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value.slice());
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const reader = new XzReadableStream(packed).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
