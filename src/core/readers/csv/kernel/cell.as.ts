// AssemblyScript. The kind of one cell, by its bytes: cell-kind.ts and missing-values.ts say the same in TypeScript.
import { integerKind } from "./integer.as";
import {
  BOOL,
  FLOAT,
  INFINITY,
  INT64,
  MISSING,
  NEGATIVE_FLOAT,
  NEGATIVE_INFINITY,
  NEGATIVE_INT64,
  NEGATIVE_PAST_FLOAT,
  NEGATIVE_TEXT,
  NONE,
  PAST_FLOAT,
  PYTHON_INT,
  TEXT,
  ZERO_LED,
} from "./kinds.as";
import { isPastFloat } from "./past-float.as";
import { NUMBER_START, STARTS, TEXT_START, WORD_START } from "./tables.as";

const ZERO: u8 = 48;
const PLUS: u8 = 43;
const MINUS: u8 = 45;
const DOT: u8 = 46;
const UNDERSCORE: u8 = 95;

/** Digits of a number that surely fits int64. */
const SAFE_DIGITS: u32 = 18;

// Words as the little-endian integers that a load of their bytes gives.
const NA: u64 = 0x414e;
const nan: u64 = 0x6e616e;
const NaN_: u64 = 0x4e614e;
const NsA: u64 = 0x412f4e;
const nsa: u64 = 0x612f6e;
const HASH_NA: u64 = 0x414e23;
const inf: u64 = 0x666e69;
const null_: u64 = 0x6c6c756e;
const NULL_: u64 = 0x4c4c554e;
const None_: u64 = 0x656e6f4e;
const HASH_NsA: u64 = 0x412f4e23;
const ANGLE_NA: u64 = 0x3e414e3c;
const MINUS_nan: u64 = 0x6e616e2d;
const MINUS_NaN: u64 = 0x4e614e2d;
const true_: u64 = 0x65757274;
const false_: u64 = 0x65736c6166;
const IND: u64 = 0x444e49232e31; // 1.#IND
const QNAN: u64 = 0x4e414e51232e31; // 1.#QNAN
const MINUS_IND: u64 = 0x444e49232e312d;
const MINUS_QNAN: u64 = 0x4e414e51232e312d;
const HASH_NsA_NsA: u64 = 0x412f4e20412f4e23;
const infinity_: u64 = 0x7974696e69666e69;
const LOWER3: u64 = 0x202020;
const LOWER4: u64 = 0x20202020;
const LOWER5: u64 = 0x2020202020;
const LOWER8: u64 = 0x2020202020202020;

@inline
function isDigit(byte: u8): bool {
  return <u8>(byte - ZERO) < 10;
}

@inline
function isSpace(byte: u8): bool {
  return byte == 32 || <u8>(byte - 9) < 5;
}

/** The first `length` bytes, at most eight, as an integer. */
@inline
function word(start: usize, length: u32): u64 {
  return load<u64>(start) & (~(<u64>0) >> <u64>(64 - (length << 3)));
}

export function isMissing(start: usize, length: u32): bool {
  if (length == 0) return true;
  if (length > 8 || length == 1 || length == 5) return false;
  const letters = word(start, length);
  switch (length) {
    case 2:
      return letters == NA;
    case 3:
      return letters == nan || letters == NaN_ || letters == NsA || letters == nsa || letters == HASH_NA;
    case 4:
      return (
        letters == null_ ||
        letters == NULL_ ||
        letters == None_ ||
        letters == HASH_NsA ||
        letters == ANGLE_NA ||
        letters == MINUS_nan ||
        letters == MINUS_NaN
      );
    case 6:
      return letters == IND;
    case 7:
      return letters == QNAN || letters == MINUS_IND;
    default:
      return letters == MINUS_QNAN || letters == HASH_NsA_NsA;
  }
}

/** A cell that begins like a word of pandas: missing, a boolean, an infinity, or text. */
function wordKind(start: usize, length: u32): u32 {
  if (length > 8) return TEXT;
  const letters = word(start, length);
  if (isMissing(start, length)) return letters == None_ ? NONE : MISSING;
  switch (length) {
    case 3:
      return (letters | LOWER3) == inf ? INFINITY : TEXT;
    case 4:
      return (letters | LOWER4) == true_ ? BOOL : TEXT;
    case 5:
      return (letters | LOWER5) == false_ ? BOOL : TEXT;
    case 8:
      return (letters | LOWER8) == infinity_ ? INFINITY : TEXT;
    default:
      return TEXT;
  }
}

/** A bit for each of 16 bytes that is a digit. */
@inline
function digitBits(bytes: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10)));
}

@inline
function dotBits(bytes: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(46)));
}

/** Whether the byte after a number's first digits makes it text: no dot, exponent, white space or underscore. */
@inline
function endsNumber(byte: u8): bool {
  return byte != DOT && (byte | 32) != 101 && byte != UNDERSCORE && !isSpace(byte);
}

/** Bytes of a word that are not digits, as their highest bits. */
@inline
function otherThanDigits(bytes: u64): u64 {
  const offsets = bytes ^ 0x3030303030303030;
  return (((offsets & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | offsets) & 0x8080808080808080;
}

/**
 * A cell of at most eight bytes that begins with a digit, a sign or a dot. Integers and decimals take the same way, without a branch between
 * them: which of the two a cell is, no processor can foretell.
 */
@inline
function shortNumberKind(start: usize, length: u32, first: u8): u32 {
  const bytes = load<u64>(start);
  const all: u64 = ~(<u64>0) >> <u64>(64 - (length << 3));
  const others = otherThanDigits(bytes) & all;
  const negative: u32 = first == MINUS ? 1 : 0;
  const signed: u64 = first == MINUS || first == PLUS ? 0x80 : 0;
  const rest = others & ~signed;
  const isDecimal: u32 = rest != 0 ? 1 : 0;
  // At most one byte next to the sign and the digits, which must be a dot, and at least one digit.
  const odd = (rest & (rest - 1) & -<u64>isDecimal) | (((bytes >> (ctz(rest) & 56)) ^ 46) & -<u64>isDecimal & 255);
  if (odd != 0 || others == (all & 0x8080808080808080)) return longNumberKind(start, length, first);
  // A flag begins with a zero and ends there; one with a digit behind it is distinguished.
  if (first == ZERO && rest == 0 && length > 1) return ZERO_LED;
  return INT64 + negative + isDecimal * (FLOAT - INT64);
}

/** A cell that begins with a digit, a sign or a dot: plain numbers at once, the rest byte by byte. */
@inline
function numberKind(start: usize, length: u32, first: u8): u32 {
  return length <= 8 ? shortNumberKind(start, length, first) : longNumberKind(start, length, first);
}

/** As {@link numberKind}, whatever the length. */
function longNumberKind(start: usize, length: u32, first: u8): u32 {
  if (length > 32) return anyKind(start, length);
  const low = v128.load(start);
  let digits = digitBits(low);
  let dots = dotBits(low);
  if (length > 16) {
    const high = v128.load(start, 16);
    digits |= digitBits(high) << 16;
    dots |= dotBits(high) << 16;
  }
  const all: u32 = ~(<u32>0) >> (32 - length);
  const signed: u32 = first == MINUS || first == PLUS ? 1 : 0;
  const rest = all & ~digits & ~signed;
  const negative: u32 = first == MINUS ? 1 : 0;
  if ((digits & all) != 0) {
    // One condition, which ordinary columns never meet: flags begin with a zero and end there. No digit is right behind a cell.
    if (rest == 0 && length - signed <= SAFE_DIGITS) {
      if (((digits >> 1) & u32(first == ZERO)) != 0) return ZERO_LED;
      return INT64 + negative;
    }
    // One digit more is safe where the first is below the limit's own, a 9; one with leading zeros is looked at closely.
    if (rest == 0 && length - signed == SAFE_DIGITS + 1 && <u8>(load<u8>(start + signed) - 49) < 8) return INT64 + negative;
    if (rest != 0 && rest == (dots & all) && (rest & (rest - 1)) == 0) return FLOAT + negative;
    // A date, a time or a version: digits, and then what no number has there.
    if (rest != 0 && (digits & 1) != 0 && endsNumber(load<u8>(start + ctz(rest)))) return TEXT;
  }
  return anyKind(start, length);
}

/** Where the number that began with the digits ends, or 0 if there is none. */
function floatEnd(digitsStart: usize, digitsEnd: usize, cellEnd: usize): usize {
  let at = digitsEnd;
  let digits = digitsEnd - digitsStart;
  if (at < cellEnd && load<u8>(at) == DOT) {
    at++;
    const fraction = at;
    while (at < cellEnd && isDigit(load<u8>(at))) at++;
    digits += at - fraction;
  }
  if (digits == 0) return 0;
  if (at < cellEnd && (load<u8>(at) | 32) == 101) {
    let exponent = at + 1;
    if (exponent < cellEnd && (load<u8>(exponent) == PLUS || load<u8>(exponent) == MINUS)) exponent++;
    const exponentStart = exponent;
    while (exponent < cellEnd && isDigit(load<u8>(exponent))) exponent++;
    if (exponent > exponentStart) at = exponent;
  }
  return at;
}

function isUnderscored(start: usize, end: usize): bool {
  let previousWasDigit = false;
  let underscores = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (isDigit(byte)) previousWasDigit = true;
    else if (byte == UNDERSCORE && previousWasDigit) {
      previousWasDigit = false;
      underscores++;
    } else return false;
  }
  return previousWasDigit && underscores > 0;
}

function isWord(start: usize, end: usize, lower3: u64, lower8: u64): bool {
  const length = <u32>(end - start);
  if (length == 3) return (word(start, 3) | LOWER3) == lower3;
  return length == 8 && (word(start, 8) | LOWER8) == lower8;
}

/** Any cell, as `cellKind` of cell-kind.ts has it, missing ones included. */
export function anyKind(cellStart: usize, length: u32): u32 {
  if (isMissing(cellStart, length)) return length == 4 && word(cellStart, length) == None_ ? NONE : MISSING;
  const cellEnd = cellStart + length;
  let start = cellStart;
  while (start < cellEnd && isSpace(load<u8>(start))) start++;
  const first: u8 = start < cellEnd ? load<u8>(start) : 0;
  const negative = first == MINUS;
  const digitsStart = negative || first == PLUS ? start + 1 : start;
  let digitsEnd = digitsStart;
  while (digitsEnd < cellEnd && isDigit(load<u8>(digitsEnd))) digitsEnd++;
  const numberEnd = floatEnd(digitsStart, digitsEnd, cellEnd);
  if (numberEnd > 0) {
    let rest = numberEnd;
    while (rest < cellEnd && isSpace(load<u8>(rest))) rest++;
    if (rest == cellEnd) {
      if (numberEnd == digitsEnd) return integerKind(digitsStart, digitsEnd, negative, numberEnd < cellEnd);
      if (isPastFloat(digitsStart, cellEnd)) return negative ? NEGATIVE_PAST_FLOAT : PAST_FLOAT;
      return negative ? NEGATIVE_FLOAT : FLOAT;
    }
  }
  if (start == cellStart && isWord(digitsStart, cellEnd, inf, infinity_)) return negative ? NEGATIVE_INFINITY : INFINITY;
  if (negative) return NEGATIVE_TEXT;
  let end = cellEnd;
  while (end > digitsStart && isSpace(load<u8>(end - 1))) end--;
  return isUnderscored(digitsStart, end) ? PYTHON_INT : TEXT;
}

/** The kind of the cell of `length` bytes at `start`, quotes taken off, pandas' nineteen spellings being missing. */
@inline
export function cellKind(start: usize, length: u32): u32 {
  if (length == 0) return MISSING;
  const first = load<u8>(start);
  const begins = load<u8>(STARTS + first);
  if (begins == TEXT_START) return TEXT;
  if (begins == NUMBER_START) return numberKind(start, length, first);
  if (begins == WORD_START) return wordKind(start, length);
  return anyKind(start, length);
}
