import { joinBytes } from "../../bytes/join-bytes.ts";
import { SignetError, text } from "../../errors.ts";
import { decodeError, Utf8Check } from "./utf8-check.ts";
import { hasUtf16Kernel, isUtf16, utf16ToUtf8 } from "./utf16-kernel.ts";
import { markedOrder } from "./utf16-order.ts";

/** Python's names for the encodings whose bytes are already UTF-8. */
const UTF8 = new Set(["utf-8", "utf8", "utf_8", "u8", "utf", "cp65001", "utf-8-sig", "utf_8_sig"]);
const ASCII = new Set(["ascii", "us-ascii", "646"]);
const LATIN1 = new Set(["latin-1", "latin1", "latin_1", "iso-8859-1", "iso8859-1", "iso8859_1", "8859", "cp819", "l1"]);

/** Python's names where the Encoding Standard has another. */
const LABELS = new Map([
  ["cp932", "shift_jis"],
  ["sjis", "shift_jis"],
  ["s_jis", "shift_jis"],
  ["shift-jis", "shift_jis"],
  ["ms932", "shift_jis"],
  ["cp936", "gbk"],
  ["gb2312", "gbk"],
  ["cp949", "euc-kr"],
  ["euc_kr", "euc-kr"],
  ["euc_jp", "euc-jp"],
  ["cp950", "big5"],
  ["utf-16-le", "utf-16le"],
  ["utf_16_le", "utf-16le"],
  ["utf-16-be", "utf-16be"],
  ["utf_16_be", "utf-16be"],
  ["utf_16", "utf-16"],
  ["u16", "utf-16"],
  ["koi8_r", "koi8-r"],
  ["mac_roman", "macintosh"],
  ["macroman", "macintosh"],
]);

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

/** By way of strings, which every engine of JavaScript can. */
export async function* decodedToUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string, label: string): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let decoder: TextDecoder | undefined;
  let seen = 0;
  let head: Uint8Array = new Uint8Array();
  const decode = (bytes: Uint8Array | undefined) => {
    try {
      return encoder.encode(decoder?.decode(bytes, { stream: bytes !== undefined }) ?? "");
    } catch {
      throw decodeError(encoding, seen);
    }
  };
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      // A byte order mark is text to every codec of Python's but the one that takes the order from it.
      if (label === "utf-16") {
        head = joinBytes(head, chunk);
        if (head.length < 2) continue;
        decoder = new TextDecoder(markedOrder(head), { fatal: true });
        yield decode(head);
        seen += head.length;
        continue;
      }
      decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    }
    yield decode(chunk);
    seen += chunk.length;
  }
  if (decoder === undefined && head.length > 0) throw decodeError(encoding, 0);
  yield decode(undefined);
}

/** Whether Python's name for an encoding means UTF-8, whose bytes need no decoding and are checked by whoever counts them. */
export const isUtf8 = (encoding: string): boolean => UTF8.has(encoding.toLowerCase());

/** Whether the encoding is UTF-8 with a byte order mark that its codec drops. */
export const isUtf8WithMark = (encoding: string): boolean => /^utf[-_]8[-_]sig$/i.test(encoding);

/**
 * The chunks in UTF-8, whatever the encoding, by Python's name for it.
 * Throws `UnreadableFile` (`LookupError`) for an encoding that Python does not know, and while reading (`UnicodeDecodeError`) for bytes that are none of it;
 * `Undecided` for one that Python knows and the browser does not.
 */
export function toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const name = encoding.toLowerCase();
  if (UTF8.has(name)) return chunks;
  if (ASCII.has(name)) return checkedAscii(chunks, encoding);
  if (LATIN1.has(name)) return latin1ToUtf8(chunks);
  const label = LABELS.get(name) ?? name.replace(/^cp(125\d)$/, "windows-$1").replace(/^iso8859[-_](\d+)$/, "iso-8859-$1");
  try {
    new TextDecoder(label);
  } catch {
    throw new SignetError("Undecided", text`The encoding ${encoding} is not one that the browser can read.`, {
      remedy: `Ask pandas: pd.read_csv(path, encoding=${JSON.stringify(encoding)}).dtypes`,
    });
  }
  return isUtf16(label) && hasUtf16Kernel() ? utf16ToUtf8(chunks, encoding, label) : decodedToUtf8(chunks, encoding, label);
}
