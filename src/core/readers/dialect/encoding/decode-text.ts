import { codecName } from "../../csv/codecs/codec-names.ts";
import { findCodec } from "../../csv/codecs/find-codec.ts";
import { Utf8Out } from "../../csv/codecs/utf8-out.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes as Python decodes them, by any of its names; null where it would raise. The last character may be cut off where `isWhole` is not set. */
export function decodeText(bytes: Uint8Array, encoding: string, isWhole = true): string | null {
  const codec = codecName(encoding);
  const decode = codec.kind === "text" ? findCodec(codec.name) : null;
  if (decode === null) return null;
  const out = new Utf8Out();
  try {
    const taken = decode(bytes, false, out, () => {
      throw new Error("undefined byte");
    });
    if (isWhole && taken < bytes.length) return null;
  } catch {
    return null;
  }
  return decoder.decode(out.take());
}
