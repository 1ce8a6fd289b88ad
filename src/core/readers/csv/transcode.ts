import { joinBytes } from "../../bytes/join-bytes.ts";
import { SignetError, text } from "../../errors.ts";
import type { Decode } from "./codecs/codec.ts";
import { codecName } from "./codecs/codec-names.ts";
import { type ErrorHandler, faultOf } from "./codecs/error-handlers.ts";
import { findCodec } from "./codecs/find-codec.ts";
import { Utf8Out } from "./codecs/utf8-out.ts";
import { Utf8Check } from "./utf8-check.ts";
import { hasUtf16Kernel, isUtf16, utf16ToUtf8 } from "./utf16-kernel.ts";

async function* checkedAscii(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const check = new Utf8Check(encoding, 0, { asciiOnly: true });
  for await (const chunk of chunks) {
    check.check(chunk);
    yield chunk;
  }
}

async function* latin1ToUtf8(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    const out = new Uint8Array(chunk.length * 2);
    let length = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte < 0x80) out[length++] = byte;
      else {
        out[length++] = 0xc0 | (byte >> 6);
        out[length++] = 0x80 | (byte & 0x3f);
      }
    }
    yield out.subarray(0, length);
  }
}

/** By one of Python's codecs, whose state spans the chunks; `encoding` is its name in messages. */
export async function* decodedToUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  decode: Decode,
  handler: ErrorHandler,
): AsyncIterable<Uint8Array> {
  const out = new Utf8Out();
  let leftover: Uint8Array = new Uint8Array();
  let seen = 0;
  const fault = faultOf(handler, encoding, () => seen);
  const take = (bytes: Uint8Array, isEnd: boolean) => {
    const taken = decode(bytes, isEnd, out, fault);
    seen += taken;
    leftover = bytes.slice(taken);
    return out.take();
  };
  for await (const chunk of chunks) yield take(leftover.length === 0 ? chunk : joinBytes(leftover, chunk), false);
  yield take(leftover, true);
}

/** Whether Python's name for an encoding means UTF-8, whose bytes need no decoding and are checked by whoever counts them. */
export function isUtf8(encoding: string): boolean {
  const codec = codecName(encoding);
  return codec.kind === "text" && (codec.name === "utf_8" || codec.name === "utf_8_sig");
}

/** Whether the encoding is UTF-8 with a byte order mark that its codec drops. */
export function isUtf8WithMark(encoding: string): boolean {
  const codec = codecName(encoding);
  return codec.kind === "text" && codec.name === "utf_8_sig";
}

function textCodec(encoding: string): string {
  const codec = codecName(encoding);
  if (codec.kind === "text") return codec.name;
  const message =
    codec.kind === "unknown"
      ? text`unknown encoding: ${encoding}`
      : text`'${encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs`;
  throw new SignetError("UnreadableFile", message, { pythonError: "LookupError", remedy: "Correct encoding in the reader options." });
}

/**
 * The chunks in UTF-8, whatever the encoding, by any of Python's names for it; `handler` is pandas' `encoding_errors`.
 * Throws `UnreadableFile` (`LookupError`) for an encoding that Python does not know, and while reading (`UnicodeDecodeError`) for bytes that it does not define;
 * `Undecided` for one that Python knows and Signet does not have.
 */
export function toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string, handler: ErrorHandler = "strict"): AsyncIterable<Uint8Array> {
  const name = textCodec(encoding);
  if (handler === "strict") {
    if (name === "utf_8" || name === "utf_8_sig") return chunks;
    if (name === "ascii") return checkedAscii(chunks, encoding);
    if (name === "latin_1") return latin1ToUtf8(chunks);
    const label = name.replace(/^utf_16(?:_(le|be))?$/, (_, order = "") => (order === "" ? "utf-16" : `utf-16${order}`));
    if (isUtf16(label) && hasUtf16Kernel()) return utf16ToUtf8(chunks, encoding, label);
  }
  const decode = findCodec(name);
  if (decode === null) {
    throw new SignetError("Undecided", text`Signet does not have the encoding ${encoding}.`, {
      remedy: `Ask pandas: pd.read_csv(path, encoding=${JSON.stringify(encoding)}).dtypes`,
    });
  }
  return decodedToUtf8(chunks, encoding, decode, handler);
}
