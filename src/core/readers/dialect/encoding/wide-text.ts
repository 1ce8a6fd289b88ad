import { must } from "../../../defined.ts";
import { utf8Codec } from "../../csv/codecs/unicode.ts";
import { Utf8Out } from "../../csv/codecs/utf8-out.ts";
import { decodeText } from "./decode-text.ts";

const decoder = new TextDecoder();

/** The encoding that a byte order mark names; null without one. UTF-8's mark is left to the reader. */
export function markedEncoding(head: Uint8Array): "utf-16" | "utf-32" | null {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 && head.length >= 8 ? "utf-32" : "utf-16";
  if (first === 0xfe && second === 0xff) return "utf-16";
  return first === 0 && second === 0 && third === 0xfe && fourth === 0xff ? "utf-32" : null;
}

const WIDE = ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"] as const;
const UNIT = 4;
/** Control characters and unassigned code points, which a wrong order or width gives. */
const IMPLAUSIBLE = /[\0-\x08\x0e-\x1f\x7f-\x9f\ufffd]|\p{Cn}|\p{Co}/u;
const BETWEEN = /[,;\t|\n\r]/;

/** UTF-16 or UTF-32 without a mark: zero bytes, and text with line ends or delimiters, only in this encoding. */
export function unmarkedWide(head: Uint8Array): (typeof WIDE)[number] | null {
  if (!head.includes(0)) return null;
  const whole = head.subarray(0, head.length - (head.length % 2));
  const fitting = WIDE.filter((encoding) => {
    const bytes = encoding.startsWith("utf-32") ? whole.subarray(0, whole.length - (whole.length % UNIT)) : whole;
    const text = decodeText(bytes, encoding, false);
    return text !== null && text !== "" && BETWEEN.test(text) && !IMPLAUSIBLE.test(text);
  });
  return fitting.length === 1 ? must(fitting[0]) : null;
}

const ESCAPE = 0x1b;

/** Japanese in seven bits: its bytes are ASCII, and its escapes (`ESC $ B`) are in no other text. */
export function isIso2022Jp(head: Uint8Array): boolean {
  const at = head.indexOf(ESCAPE);
  if (at < 0 || head[at + 1] !== 0x24 || (head[at + 2] !== 0x40 && head[at + 2] !== 0x42)) return false;
  return decodeText(head, "iso2022_jp", false) !== null;
}

/** So many characters past ASCII that are UTF-8 for each that is not: a damaged file. Chance makes some of other encodings' pairs UTF-8 too. */
const DAMAGED = 3;

/** Whether text is UTF-8 for the most part: other encodings would garble all that is right in it. */
export function isDamagedUtf8(bytes: Uint8Array): boolean {
  let faults = 0;
  const out = new Utf8Out();
  utf8Codec(bytes, true, out, () => faults++);
  const characters = decoder.decode(out.take()).match(/[^\0-\x7f]/gu)?.length ?? 0;
  return characters >= DAMAGED * faults;
}
