import { BACKSLASH, MINUS, NINE, PLUS, POINT, QUOTE, SMALL_E, SMALL_U, ZERO } from "./json-bytes.ts";

/** The token runs past the bytes at hand. Any number below it is {@link faultAt} of a byte that cannot be. */
export const INCOMPLETE = -1;

/** The index of the byte that makes a token wrong, from what a lexer's method returned. */
export function faultAt(result: number): number {
  return -2 - result;
}

/** Bytes of a string that need no look: 1 for printable ASCII but the quote and the backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH));
const SIMPLE_ESCAPES = new Map([...'"\\/bfnrt'].map((letter, index) => [letter.charCodeAt(0), '"\\/\b\f\n\r\t'[index] ?? ""]));

/**
 * Finds where JSON's tokens end, as CPython's `Modules/_json.c` does, with what the scanner needs to know of them.
 * A method returns the index after the token (of a string: of its closing quote), {@link INCOMPLETE}, or a fault.
 */
export class JsonLexer {
  /** Whether the string has escapes. */
  escaped = false;
  /** Whether an escape in the string stands for half a surrogate pair. */
  hasSurrogates = false;
  /** After an incomplete string: up to where it needs no second look. */
  safe = 0;
  /** The last number: whether it is a float, its digits before any point, and its value as a double where it is an int. */
  isFloat = false;
  digits = 0;
  approx = 0;

  /** A string from within, `from` being after its opening quote or where an earlier call was {@link safe}. */
  string(bytes: Uint8Array, from: number): number {
    let at = from;
    for (;;) {
      while (PLAIN[bytes[at] ?? 0] === 1) at++;
      const byte = bytes[at];
      if (byte === QUOTE) return at;
      this.safe = at;
      if (byte === undefined) return INCOMPLETE;
      if (byte < 0x20) return -2 - at;
      const length = byte === BACKSLASH ? escapeLength(bytes, at) : sequenceLength(bytes, at);
      if (length <= 0) return length === 0 ? -2 - at : INCOMPLETE;
      if (byte === BACKSLASH) {
        this.escaped = true;
        this.hasSurrogates ||= length === 6 && isSurrogateEscape(bytes, at);
      }
      at += length;
    }
  }

  /** A number; where bytes end, `final` says that it ends there too. */
  number(bytes: Uint8Array, from: number, final: boolean): number {
    this.isFloat = false;
    let at = bytes[from] === MINUS ? from + 1 : from;
    const first = at;
    let value = 0;
    if (bytes[at] === ZERO) at++;
    else for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0) value = value * 10 + (byte - ZERO);
    if (at === first) return at < bytes.length || final ? -2 - at : INCOMPLETE;
    this.digits = at - first;
    this.approx = first > from ? -value : value;
    let end = at;
    if (bytes[at] === POINT) {
      const after = skipDigits(bytes, at + 1);
      if (after > at + 1) {
        this.isFloat = true;
        end = after;
      }
      at = after;
    }
    if (at === end && ((bytes[at] ?? 0) | 0x20) === SMALL_E) {
      const sign = bytes[at + 1];
      const digits = sign === PLUS || sign === MINUS ? at + 2 : at + 1;
      at = skipDigits(bytes, digits);
      if (at > digits) {
        this.isFloat = true;
        end = at;
      }
    }
    return at >= bytes.length && !final ? INCOMPLETE : end;
  }

  /** One of JSON's words. */
  word(bytes: Uint8Array, from: number, word: string): number {
    for (let index = 0; index < word.length; index++) {
      const byte = bytes[from + index];
      if (byte === undefined) return INCOMPLETE;
      if (byte !== word.charCodeAt(index)) return -2 - from;
    }
    return from + word.length;
  }
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0);
  return at;
}

/** The bytes of an escape; 0: it is none; below: not all of it is at hand. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1];
  if (letter === undefined) return -1;
  if (letter !== SMALL_U) return SIMPLE_ESCAPES.has(letter) ? 2 : 0;
  for (let index = at + 2; index < at + 6; index++) {
    const digit = bytes[index];
    if (digit === undefined) return -1;
    const isHex = (digit >= ZERO && digit <= NINE) || ((digit | 0x20) >= 0x61 && (digit | 0x20) <= 0x66);
    if (!isHex) return 0;
  }
  return 6;
}

/** Whether `\\uXXXX` is between U+D800 and U+DFFF. */
function isSurrogateEscape(bytes: Uint8Array, at: number): boolean {
  const third = (bytes[at + 3] ?? 0) | 0x20;
  return ((bytes[at + 2] ?? 0) | 0x20) === 0x64 && (third === 0x38 || third === 0x39 || (third >= 0x61 && third <= 0x66));
}

/** The bytes of a UTF-8 sequence, as Python's strict decoder takes them; 0: it is none; below: not all of it is at hand. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  // The second byte's range keeps out overlong forms, surrogates and what lies past U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return -1;
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
    const letter = bytes[at + 1] ?? 0;
    plain = at + (letter === SMALL_U ? 6 : 2);
    decoded += SIMPLE_ESCAPES.get(letter) ?? String.fromCharCode(Number.parseInt(UTF8.decode(bytes.subarray(at + 2, plain)), 16));
  }
  return decoded + UTF8.decode(bytes.subarray(plain, end));
}

/** Python's `str.strip` takes these off a line, beside JSON's own spaces. */
const PYTHON_SPACES = new Set(
  [
    0x0b, 0x0c, 0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
    0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
  ].map((point) => String.fromCharCode(point)),
);

/** The bytes of a space that is Python's but not JSON's; 0: there is none; below: not all of it is at hand. */
export function pythonSpaceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead < 0x80 ? 1 : sequenceLength(bytes, at);
  return length <= 0 || PYTHON_SPACES.has(UTF8.decode(bytes.subarray(at, at + length))) ? length : 0;
}
