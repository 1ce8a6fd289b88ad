// AssemblyScript. Plain decimal numbers, read eight digits at a time; what is written otherwise is left to others.

/** Digits that 64 bits always hold. */
const MOST_DIGITS: u32 = 19;
const MOST_EXACT: u64 = 1 << 53;
const MINUS: u8 = 45;
const PLUS: u8 = 43;

/** Not a plain decimal, or one with more digits than 64 bits hold. */
export const ODD: u32 = 0xffffffff;
// What `decimalShape` finds: the sign, the digits after the dot, and whether there is one.
const SIGNED: u32 = 1;
const NEGATIVE: u32 = 2;
const SCALE: u32 = 2;
const DOTTED: u32 = 1 << 8;

const POWERS: StaticArray<f64> = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
];
const WHOLE_POWERS: StaticArray<u64> = [
  1,
  10,
  100,
  1000,
  10000,
  100000,
  1000000,
  10000000,
  100000000,
  1000000000,
  10000000000,
  100000000000,
  1000000000000,
  10000000000000,
  100000000000000,
  1000000000000000,
  10000000000000000,
  100000000000000000,
  1000000000000000000,
  10000000000000000000,
];

/** The last `count` digits before `end`, one to eight. Method: Johnny Lee's, by pairs, fours and eights in one word. */
@inline
function eightDigits(end: usize, count: u32): u64 {
  let digits = (load<u64>(end - 8) ^ 0x3030303030303030) & (~(<u64>0) << (64 - (<u64>count << 3)));
  digits = digits * 10 + (digits >> 8);
  const low = (digits & 0x000000ff000000ff) * 0x000f424000000064;
  const high = ((digits >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  return (low + high) >> 32;
}

/** The integer of the `count` digits before `end`, up to nineteen. */
@inline
function integer(end: usize, count: u32): u64 {
  if (count == 0) return 0;
  if (count <= 8) return eightDigits(end, count);
  const low = eightDigits(end, 8);
  if (count <= 16) return eightDigits(end - 8, count - 8) * 100000000 + low;
  return (eightDigits(end - 16, count - 16) * 100000000 + eightDigits(end - 8, 8)) * 100000000 + low;
}

/** How a cell spells a number with digits, at most one dot and a sign; `ODD` where it does not. */
@inline
export function decimalShape(start: usize, length: u32): u32 {
  if (length > 21) return ODD;
  let digits = <u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(start), i8x16.splat(48)), i8x16.splat(10)));
  if (length > 16) digits |= <u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(start, 16), i8x16.splat(48)), i8x16.splat(10))) << 16;
  const first = load<u8>(start);
  const signed: u32 = u32(first == MINUS || first == PLUS);
  const sign = signed | (u32(first == MINUS) << 1);
  const rest = ((<u32>1 << length) - 1) & ~digits & ~signed;
  const figures = length - signed;
  if (rest == 0) return figures == 0 || figures > MOST_DIGITS ? ODD : sign;
  const dot = <u32>ctz(rest);
  if ((rest & (rest - 1)) != 0 || load<u8>(start + dot) != 46 || figures < 2 || figures > MOST_DIGITS + 1) return ODD;
  return sign | ((length - dot - 1) << SCALE) | DOTTED;
}

@inline
export function isNegative(shape: u32): bool {
  return (shape & NEGATIVE) != 0;
}

@inline
export function scaleOf(shape: u32): u32 {
  return (shape >> SCALE) & 31;
}

/** The digits of a cell as one integer, the dot left out. */
@inline
export function digitsOf(start: usize, length: u32, shape: u32): u64 {
  const end = start + length;
  const figures = length - (shape & SIGNED);
  if ((shape & DOTTED) == 0) return integer(end, figures);
  const scale = scaleOf(shape);
  return integer(end - scale - 1, figures - scale - 1) * unchecked(WHOLE_POWERS[scale]) + integer(end, scale);
}

/** Half of the bits of a float, so that its products are exact. Source: T. J. Dekker, 1971. */
@inline
function upperHalf(value: f64): f64 {
  const scaled = value * 134217729.0;
  return scaled - (scaled - value);
}

/**
 * `digits / 10**scale` where the digits are more than a float has: a quotient and its remainder, divided once more.
 * NaN where the result lies so near the middle of two floats that it may be wrong.
 */
function longQuotient(digits: u64, scale: u32): f64 {
  const high = <f64>digits;
  // Rounding up may leave 64 bits; the difference then wraps as it should.
  const low = <f64>(<i64>(digits - (high >= 18446744073709551616.0 ? 0 : <u64>high)));
  const power = unchecked(POWERS[scale]);
  const quotient = high / power;
  const product = quotient * power;
  const a = upperHalf(quotient);
  const b = quotient - a;
  const c = upperHalf(power);
  const d = power - c;
  const lost = b * d - (((product - a * c) - b * c) - a * d);
  const correction = ((high - product) - lost + low) / power;
  const sum = quotient + correction;
  const error = Math.abs(correction - (sum - quotient));
  const half = reinterpret<f64>(reinterpret<u64>(sum) + 1) - sum;
  return Math.abs(error * 2.0 - half) < half * 1e-9 ? NaN : sum;
}

/** The float nearest to `digits / 10**scale`; NaN where only exact arithmetic could tell it. */
@inline
export function floatOf(digits: u64, scale: u32): f64 {
  if (scale == 0) return <f64>digits;
  if (digits <= MOST_EXACT) return <f64>digits / unchecked(POWERS[scale]);
  return longQuotient(digits, scale);
}
