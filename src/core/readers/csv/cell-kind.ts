import { must } from "../../defined.ts";
import { TEXT_KINDS, type TextKind } from "../../evidence/text-evidence.ts";
import { MAX_INT_DIGITS } from "../../python/int-range.ts";

const code = (kind: TextKind): number => TEXT_KINDS.indexOf(kind);

/** The kinds as small integers, so that counting needs no strings. */
export const KIND = {
  missing: code("missing"),
  int64: code("int64"),
  negativeInt64: code("negativeInt64"),
  uint64: code("uint64"),
  bigInt: code("bigInt"),
  bigNegativeInt: code("bigNegativeInt"),
  float: code("float"),
  negativeFloat: code("negativeFloat"),
  infinity: code("infinity"),
  negativeInfinity: code("negativeInfinity"),
  bool: code("bool"),
  text: code("text"),
  negativeText: code("negativeText"),
  pythonInt: code("pythonInt"),
} as const;

const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const ZERO = 48;
const UNDERSCORE = 95;
const LOWER_E = 101;

const isDigit = (byte: number) => (byte - ZERO) >>> 0 < 10;

/** `isspace` of C in its own locale: what pandas skips around a number. */
const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

const INT64_MAX_DIGITS = "9223372036854775807";
const INT64_MIN_DIGITS = "9223372036854775808";
const UINT64_MAX_DIGITS = "18446744073709551615";

/** Compares the digits of `bytes` with those of `limit`; leading zeros must be gone. */
function exceeds(bytes: Uint8Array, start: number, end: number, limit: string): boolean {
  if (end - start !== limit.length) return end - start > limit.length;
  for (let index = 0; index < limit.length; index++) {
    const difference = (bytes[start + index] as number) - limit.charCodeAt(index);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The kind of an integer of any size: its sign and digits lie in `start..end`. */
function integerKind(bytes: Uint8Array, start: number, end: number, negative: boolean): number {
  let first = start;
  while (first < end - 1 && bytes[first] === ZERO) first++;
  if (negative) return exceeds(bytes, first, end, INT64_MIN_DIGITS) ? KIND.bigNegativeInt : KIND.negativeInt64;
  if (!exceeds(bytes, first, end, INT64_MAX_DIGITS)) return KIND.int64;
  return exceeds(bytes, first, end, UINT64_MAX_DIGITS) ? KIND.bigInt : KIND.uint64;
}

function matchesIgnoringCase(bytes: Uint8Array, start: number, end: number, lower: string): boolean {
  if (end - start !== lower.length) return false;
  for (let index = 0; index < lower.length; index++) if (((bytes[start + index] as number) | 32) !== lower.charCodeAt(index)) return false;
  return true;
}

/** `PyLong_FromString` in base 10: digits with single underscores between them. */
function isUnderscoredInteger(bytes: Uint8Array, start: number, end: number): boolean {
  let previousWasDigit = false;
  let underscores = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (isDigit(byte)) previousWasDigit = true;
    else if (byte === UNDERSCORE && previousWasDigit) {
      previousWasDigit = false;
      underscores++;
    } else return false;
  }
  return previousWasDigit && underscores > 0;
}

/** Whether an `int64` is written with leading zeros (`007`), which reading as a number loses. Only plain digits count, since the kernel sees them at once. */
export function isZeroLed(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  return length > 1 && length <= 18 && bytes[start] === ZERO && isDigit(bytes[end - 1] as number);
}

/** Whether the bytes of a longer cell are all such as numbers have, so that it may be one, by pandas or by Python. */
export function canBeNumber(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const isPart =
      isDigit(byte) || isSpace(byte) || byte === MINUS || byte === PLUS || byte === DOT || byte === UNDERSCORE || (byte | 32) === LOWER_E;
    if (!isPart) return false;
  }
  return true;
}

/** Whether an integer has more digits than Python's `int` takes. */
export function isLongInteger(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= MAX_INT_DIGITS) return false;
  let digits = 0;
  for (let at = start; at < end; at++) if (isDigit(bytes[at] as number)) digits++;
  return digits > MAX_INT_DIGITS;
}

/** Whether a cell ends with a space, as C knows them. */
export const endsWithSpace = (bytes: Uint8Array, start: number, end: number): boolean => end > start && isSpace(bytes[end - 1] as number);

/** Whether a cell is the word `None`. */
export const isNone = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start === 4 && bytes[start] === 78 && bytes[start + 1] === 111 && bytes[start + 2] === 110 && bytes[start + 3] === LOWER_E;

/** Digits that pandas reads of a number; of those that follow, it counts the places before the point. */
const FLOAT_DIGITS = 17;

/** The largest 17 digits that float64 holds before 292 zeros. */
const LARGEST = "17976931348623157";

/**
 * Whether a float is past what float64 holds by pandas' own arithmetic, which counts leading zeros as digits: `1e400`, and `0e400` as well; found by trial on pandas 2.3.3.
 * Source: `precise_xstrtod` in `pandas/_libs/src/parser/tokenizer.c`.
 */
export function isPastFloat(number: string): boolean {
  const [, whole = "", fraction = "", power = "0"] = must(/^[ \t-\r]*[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?/.exec(number));
  const places = Math.min(fraction.length, Math.max(0, FLOAT_DIGITS - whole.length));
  const exponent = Number(power) + Math.max(0, whole.length - FLOAT_DIGITS) - places;
  // Of an exponent, 17 digits are read too; one that goes on is none.
  if (exponent > 308 || power.replace(/^[+-]/, "").length > FLOAT_DIGITS) return true;
  const digits = `${whole.slice(0, FLOAT_DIGITS)}${fraction.slice(0, places)}`.replace(/^0+/, "");
  if (digits === "") return false;
  const scaled = exponent - (FLOAT_DIGITS - digits.length);
  return scaled > 292 || (scaled === 292 && digits.padEnd(FLOAT_DIGITS, "0") > LARGEST);
}

/**
 * The kind of a cell that is not missing, as pandas' C parser reads it with `decimal="."` and no `thousands`.
 * Source: `pandas/_libs/src/parser/tokenizer.cpp`, `str_to_int64`, `precise_xstrtod_with_end`, `parse_special_float`, `to_boolean`.
 */
export function cellKind(bytes: Uint8Array, cellStart: number, cellEnd: number): number {
  let start = cellStart;
  let at = cellStart;
  let byte = at < cellEnd ? (bytes[at] as number) : 0;
  if (isSpace(byte) && at < cellEnd) {
    while (at < cellEnd && isSpace(bytes[at] as number)) at++;
    start = at;
    byte = at < cellEnd ? (bytes[at] as number) : 0;
  }
  const negative = byte === MINUS;
  if (negative || byte === PLUS) at++;
  const digitsStart = at;
  while (at < cellEnd && isDigit(bytes[at] as number)) at++;
  const digitsEnd = at;
  if (at === cellEnd && at > digitsStart) {
    if (at - digitsStart < 19) return negative ? KIND.negativeInt64 : KIND.int64;
    return integerKind(bytes, digitsStart, digitsEnd, negative);
  }
  const numberEnd = floatEnd(bytes, digitsStart, digitsEnd, cellEnd);
  if (numberEnd > 0) {
    let rest = numberEnd;
    while (rest < cellEnd && isSpace(bytes[rest] as number)) rest++;
    if (rest === cellEnd) {
      if (numberEnd === digitsEnd) return integerKind(bytes, digitsStart, digitsEnd, negative);
      return negative ? KIND.negativeFloat : KIND.float;
    }
  }
  return wordKind(bytes, cellStart, cellEnd, start, digitsStart, negative);
}

/** Where the number that began with the digits ends, or 0 if there is none. `1e` ends after its 1, as strtod has it. */
function floatEnd(bytes: Uint8Array, digitsStart: number, digitsEnd: number, cellEnd: number): number {
  let at = digitsEnd;
  let digits = digitsEnd - digitsStart;
  if (at < cellEnd && bytes[at] === DOT) {
    at++;
    const fractionStart = at;
    while (at < cellEnd && isDigit(bytes[at] as number)) at++;
    digits += at - fractionStart;
  }
  if (digits === 0) return 0;
  if (at < cellEnd && ((bytes[at] as number) | 32) === LOWER_E) {
    let exponent = at + 1;
    if (exponent < cellEnd && (bytes[exponent] === PLUS || bytes[exponent] === MINUS)) exponent++;
    const exponentStart = exponent;
    while (exponent < cellEnd && isDigit(bytes[exponent] as number)) exponent++;
    if (exponent > exponentStart) at = exponent;
  }
  return at;
}

/** Infinities, booleans, and text. White space counts here: ` inf` and ` true` are text. */
function wordKind(bytes: Uint8Array, cellStart: number, cellEnd: number, start: number, wordStart: number, negative: boolean): number {
  if (start === cellStart) {
    if (matchesIgnoringCase(bytes, wordStart, cellEnd, "inf") || matchesIgnoringCase(bytes, wordStart, cellEnd, "infinity")) {
      return negative ? KIND.negativeInfinity : KIND.infinity;
    }
    if (wordStart === start && (matchesIgnoringCase(bytes, start, cellEnd, "true") || matchesIgnoringCase(bytes, start, cellEnd, "false")))
      return KIND.bool;
  }
  if (negative) return KIND.negativeText;
  let end = cellEnd;
  while (end > wordStart && isSpace(bytes[end - 1] as number)) end--;
  return isUnderscoredInteger(bytes, wordStart, end) ? KIND.pythonInt : KIND.text;
}
