import { must } from "../../defined.ts";
import { BACKSLASH, NINE, SMALL_U, ZERO } from "./json-bytes.ts";

const SIMPLE_ESCAPES = new Map([...'"\\/bfnrt'].map((letter, index) => [letter.charCodeAt(0), must('"\\/\b\f\n\r\t'[index])]));

// The lengths below: 0 says that the bytes are not such a thing, and a negative one that `limit` cuts them.

/** The bytes of an escape. */
export function escapeLength(bytes: Uint8Array, at: number, limit: number): number {
  if (at + 1 >= limit) return -1;
  const letter = must(bytes[at + 1]);
  if (letter !== SMALL_U) return SIMPLE_ESCAPES.has(letter) ? 2 : 0;
  for (let index = at + 2; index < at + 6; index++) {
    if (index >= limit) return -1;
    const digit = must(bytes[index]);
    const isHex = (digit >= ZERO && digit <= NINE) || ((digit | 0x20) >= 0x61 && (digit | 0x20) <= 0x66);
    if (!isHex) return 0;
  }
  return 6;
}

/** Whether `\\uXXXX` is between U+D800 and U+DFFF. */
export function isSurrogateEscape(bytes: Uint8Array, at: number): boolean {
  const third = (bytes[at + 3] as number) | 0x20;
  return ((bytes[at + 2] as number) | 0x20) === 0x64 && (third === 0x38 || third === 0x39 || (third >= 0x61 && third <= 0x66));
}

/** The bytes of a UTF-8 sequence beyond ASCII, as Python's strict decoder takes them. */
export function sequenceLength(bytes: Uint8Array, at: number, limit: number): number {
  const lead = must(bytes[at]);
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  // The second byte's range keeps out overlong forms, surrogates and what lies past U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let index = 1; index < length; index++) {
    if (at + index >= limit) return -1;
    const byte = must(bytes[at + index]);
    if (byte < (index === 1 ? least : 0x80) || byte > (index === 1 ? most : 0xbf)) return 0;
  }
  return length;
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of a string's bytes; lone surrogates stay, as in Python. */
export function decodeString(bytes: Uint8Array, start: number, end: number, escaped: boolean): string {
  if (!escaped) return UTF8.decode(bytes.subarray(start, end));
  let decoded = "";
  let plain = start;
  for (let at = bytes.indexOf(BACKSLASH, start); at !== -1 && at < end; at = bytes.indexOf(BACKSLASH, plain)) {
    decoded += UTF8.decode(bytes.subarray(plain, at));
    const letter = must(bytes[at + 1]);
    plain = at + (letter === SMALL_U ? 6 : 2);
    decoded += SIMPLE_ESCAPES.get(letter) ?? String.fromCharCode(Number.parseInt(UTF8.decode(bytes.subarray(at + 2, plain)), 16));
  }
  return decoded + UTF8.decode(bytes.subarray(plain, end));
}

/** Python's `str.strip` takes these off a line, next to JSON's own spaces. */
const PYTHON_SPACES = new Set(
  [
    0x0b, 0x0c, 0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
    0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
  ].map((point) => String.fromCharCode(point)),
);

/** The bytes of a space that is Python's but not JSON's. */
export function pythonSpaceLength(bytes: Uint8Array, at: number, limit: number): number {
  const lead = must(bytes[at]);
  const length = lead < 0x80 ? 1 : sequenceLength(bytes, at, limit);
  return length <= 0 || PYTHON_SPACES.has(UTF8.decode(bytes.subarray(at, at + length))) ? length : 0;
}
