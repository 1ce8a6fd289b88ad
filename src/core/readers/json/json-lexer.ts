import { type Datum, datum, type Place } from "../../errors.ts";
import { MAX_INT_DIGITS } from "../../python/int-range.ts";
import {
  BACKSLASH,
  CAPITAL_I,
  CAPITAL_N,
  MINUS,
  NINE,
  PLUS,
  POINT,
  QUOTE,
  SMALL_E,
  SMALL_F,
  SMALL_N,
  SMALL_T,
  ZERO,
} from "./json-bytes.ts";
import { JsonInput } from "./json-input.ts";
import { BOOL, FLOAT, INT, type JsonToken, NAN, NONE, type ScalarCode, STR } from "./json-sink.ts";
import { decodeString, escapeLength, isSurrogateEscape, sequenceLength } from "./json-text.ts";

/** The token runs past the bytes in the buffer. Any number below it is {@link faultAt} of a byte that cannot be. */
export const INCOMPLETE = -1;

/** The index of the byte that makes a token wrong, from what a lexer's method returned. */
export function faultAt(result: number): number {
  return -2 - result;
}

/** Enough for any sample that {@link datum} shortens. */
const SAMPLE_BYTES = 160;

/** Bytes of a string that need no look: 1 for printable ASCII but the quote and the backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH));

const WORDS: ReadonlyMap<number, readonly [word: string, code: ScalarCode]> = new Map([
  [SMALL_N, ["null", NONE]],
  [SMALL_T, ["true", BOOL]],
  [SMALL_F, ["false", BOOL]],
  [CAPITAL_N, ["NaN", NAN]],
  [CAPITAL_I, ["Infinity", FLOAT]],
]);
const MINUS_INFINITY = ["-Infinity", FLOAT] as const;

// Four bytes as the input's view reads them.
const ONES = 0x01010101;
const SPACES = 0x20202020;
const QUOTES = 0x22222222;
const BACKSLASHES = 0x5c5c5c5c;
const HIGH_BITS = 0x80808080;
const NULL_WORD = wordOf("null");
const TRUE_WORD = wordOf("true");
const ALSE_WORD = wordOf("alse");
const NAN_WORD = wordOf("NaN\0");

/**
 * Finds where JSON's tokens end, as CPython's `Modules/_json.c` does, with what the sinks need to know of them: it is itself the token
 * that they are handed. A method that looks for an end returns the index after the token (of a string: of its closing quote),
 * {@link INCOMPLETE}, or a fault.
 */
export class JsonLexer implements JsonToken {
  readonly input: JsonInput;
  start = 0;
  end = 0;
  /** The line of the file that is being read, from 1. */
  line: number;
  /** Whether the string has escapes. */
  escaped = false;
  hasSurrogates = false;
  /** After an incomplete string: up to where it needs no second look. */
  safe = 0;
  /** The last number: whether it is a float, its digits before any point, and its value as a double where it is an int. */
  isFloat = false;
  digits = 0;
  approx = 0;
  /** What {@link scalar} found. */
  code: ScalarCode = NONE;

  /** `start` and `line`: where in the file the bytes begin. */
  constructor(start: number, line: number) {
    this.input = new JsonInput(start);
    this.line = line;
  }

  get bytes(): Uint8Array {
    return this.input.bytes;
  }

  get offset(): number {
    return this.input.base + this.start;
  }

  get place(): Place {
    return { line: this.line, byte: this.offset };
  }

  exact(): bigint {
    return BigInt(decodeString(this.bytes, this.start, this.end, false));
  }

  hasLoneSurrogate(): boolean {
    return this.hasSurrogates && !this.text().isWellFormed();
  }

  text(): string {
    return decodeString(this.bytes, this.start, this.end, this.escaped);
  }

  sample(): Datum {
    return datum(decodeString(this.bytes, this.start, Math.min(this.end, this.start + SAMPLE_BYTES), false));
  }

  /** A whole scalar that is plainly right, the token then being set; anything that needs a closer look is INCOMPLETE. */
  scalar(at: number): number {
    const { bytes, view } = this.input;
    const byte = bytes[at] as number;
    this.start = at;
    if (byte === QUOTE) {
      this.code = STR;
      this.start = at + 1;
      this.escaped = false;
      this.hasSurrogates = false;
      this.end = this.string(at + 1);
      return this.end < 0 ? INCOMPLETE : this.end + 1;
    }
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) {
      this.end = this.number(at, true);
      this.code = this.isFloat ? FLOAT : INT;
      return this.end < 0 || this.digits > MAX_INT_DIGITS ? INCOMPLETE : this.end;
    }
    const word = view.getInt32(at, true);
    if (byte === SMALL_N && word === NULL_WORD) return this.#word(NONE, at + 4);
    if (byte === SMALL_T && word === TRUE_WORD) return this.#word(BOOL, at + 4);
    if (byte === SMALL_F && view.getInt32(at + 1, true) === ALSE_WORD) return this.#word(BOOL, at + 5);
    if (byte === CAPITAL_N && (word & 0xffffff) === NAN_WORD) return this.#word(NAN, at + 3);
    return INCOMPLETE;
  }

  #word(code: ScalarCode, end: number): number {
    this.code = code;
    this.end = end;
    return end;
  }

  /** A string from within, `from` being after its opening quote or where an earlier call was {@link safe}. */
  string(from: number): number {
    const { bytes, view, limit } = this.input;
    let at = from;
    for (;;) {
      // The high bit of a byte of `special` says that it is not ASCII, a control character, a quote or a backslash; those after it may lie.
      for (let special = 0; special === 0; at += 4) {
        const word = view.getInt32(at, true);
        special = (word | (word - SPACES) | ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES)) & HIGH_BITS;
      }
      at -= 4;
      while (PLAIN[bytes[at] as number] === 1) at++;
      const byte = bytes[at] as number;
      if (byte === QUOTE) return at;
      this.safe = at;
      if (byte < 0x20) return at >= limit ? INCOMPLETE : -2 - at;
      const length = byte === BACKSLASH ? escapeLength(bytes, at, limit) : sequenceLength(bytes, at, limit);
      if (length <= 0) return length === 0 ? -2 - at : INCOMPLETE;
      if (byte === BACKSLASH) {
        this.escaped = true;
        this.hasSurrogates ||= length === 6 && isSurrogateEscape(bytes, at);
      }
      at += length;
    }
  }

  /** A number; where bytes end, `final` says that it ends there too. */
  number(from: number, final: boolean): number {
    const { bytes, limit } = this.input;
    // 1 for a minus, without a branch: signs are as random as data is.
    const sign = (((bytes[from] as number) ^ MINUS) - 1) >>> 31;
    const first = from + sign;
    let at = first;
    let value = 0;
    for (let byte = bytes[at] as number; (byte ^ ZERO) < 10; byte = bytes[++at] as number) value = value * 10 + (byte ^ ZERO);
    if (at === first) return at < limit || final ? -2 - at : INCOMPLETE;
    if (bytes[first] === ZERO && at > first + 1) {
      at = first + 1;
      value = 0;
    }
    this.isFloat = false;
    this.digits = at - first;
    this.approx = sign === 1 ? -value : value;
    let end = at;
    if (bytes[at] === POINT) {
      at = skipDigits(bytes, at + 1);
      if (at > end + 1) {
        this.isFloat = true;
        end = at;
      }
    }
    if (((bytes[at] as number) | 0x20) === SMALL_E && at === end) {
      const letter = bytes[at + 1];
      const digits = letter === PLUS || letter === MINUS ? at + 2 : at + 1;
      at = skipDigits(bytes, digits);
      if (at > digits) {
        this.isFloat = true;
        end = at;
      }
    }
    return at >= limit && !final ? INCOMPLETE : end;
  }

  /** One of JSON's words. */
  word(from: number, word: string): number {
    const { bytes, limit } = this.input;
    for (let index = 0; index < word.length; index++) {
      if (from + index >= limit) return INCOMPLETE;
      if (bytes[from + index] !== word.charCodeAt(index)) return -2 - from;
    }
    return from + word.length;
  }
}

/** The word that its first bytes call for. */
export function wordAt(bytes: Uint8Array, at: number): readonly [word: string, code: ScalarCode] | undefined {
  const byte = bytes[at] as number;
  return byte === MINUS && bytes[at + 1] === CAPITAL_I ? MINUS_INFINITY : WORDS.get(byte);
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (((bytes[at] as number) ^ ZERO) < 10) at++;
  return at;
}

/** Four ASCII characters as a little-endian word. */
function wordOf(text: string): number {
  return [...text].reduceRight((word, letter) => (word << 8) | letter.charCodeAt(0), 0);
}
