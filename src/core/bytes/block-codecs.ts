import bz2 from "bz2";
import { XzReadableStream } from "xz-decompress";
import { concatBytes } from "./join-bytes.ts";

/** All bytes of a stream. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  return concatBytes(parts);
}

/** Whether another stream begins within the bytes: bzip2's mark, a level, and a block's or the end's mark. */
function hasSecondStream(bytes: Uint8Array): boolean {
  const isMark = (at: number, mark: readonly number[]) => mark.every((byte, index) => bytes[at + index] === byte);
  for (let at = bytes.indexOf(0x42, 1); at > 0; at = bytes.indexOf(0x42, at + 1)) {
    if (!isMark(at, [0x42, 0x5a, 0x68])) continue;
    if (isMark(at + 4, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || isMark(at + 4, [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])) return true;
  }
  return false;
}

/** The bytes of a bzip2 file; null where it has several streams, as parallel packers write them. Throws where it is broken. */
export async function unpackBz2(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const packed = await wholeOf(chunks);
  if (packed.length === 0) return packed;
  return hasSecondStream(packed) ? null : bz2.decompress(packed, true);
}

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
