import { unpackLz4Frames } from "../../bytes/lz4.ts";
import { unzstdTo } from "../../bytes/zstd.ts";
import { SignetError, text } from "../../errors.ts";

/** How the buffers of a record batch are compressed. */
export type BufferCodec = "lz4" | "zstd" | null;

const broken = () =>
  new SignetError("UnreadableFile", "A compressed buffer of the Arrow file is broken.", {
    pythonError: "OSError",
    remedy: "Write the file again.",
  });

/** A buffer's own bytes: a length of 64 bits goes before what is compressed, -1 where it is not. Source: Arrow's `Message.fbs`, BodyCompression. */
export function decodeBuffer(bytes: Uint8Array, codec: BufferCodec): Uint8Array {
  if (codec === null || bytes.byteLength === 0) return bytes;
  if (bytes.byteLength < 8) throw broken();
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true);
  const body = bytes.subarray(8);
  if (length === -1n) return body;
  // A length that no page can hold is a broken file rather than a reason to ask for that much memory.
  if (length < 0n || length > 1n << 31n) throw broken();
  try {
    const decoded = codec === "zstd" ? unzstdTo(body, Number(length)) : unpackLz4Frames(body, Number(length));
    return decoded;
  } catch (error) {
    throw error instanceof SignetError
      ? error
      : new SignetError("UnreadableFile", text`A buffer compressed with ${codec} cannot be unpacked.`, {
          pythonError: "OSError",
          remedy: "Write the file again.",
        });
  }
}
