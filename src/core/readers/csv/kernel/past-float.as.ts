// AssemblyScript. Which floats are past what float64 holds: cell-kind.ts says the same in TypeScript.

const ZERO: u8 = 48;
const PLUS: u8 = 43;
const MINUS: u8 = 45;
const DOT: u8 = 46;

/** Digits that pandas reads of a number; of those that follow, it counts the places before the point. */
const FLOAT_DIGITS: i32 = 17;
/** The largest 17 digits that float64 holds before 292 zeros. */
const LARGEST: u64 = 17976931348623157;

/** Whether the float whose digits start here is past what float64 holds, as `isPastFloat` of cell-kind.ts has it. */
export function isPastFloat(digitsStart: usize, cellEnd: usize): bool {
  // Short of an exponent of three digits, and of three hundred digits, none is.
  if (cellEnd - digitsStart < 4) return false;
  let digits: u64 = 0;
  let count: i32 = 0;
  let exponent: i64 = 0;
  let at = digitsStart;
  for (; at < cellEnd && <u8>(load<u8>(at) - ZERO) < 10; at++) {
    if (count < FLOAT_DIGITS) {
      digits = digits * 10 + (load<u8>(at) - ZERO);
      count++;
    } else exponent++;
  }
  if (at < cellEnd && load<u8>(at) == DOT) {
    for (at++; at < cellEnd && <u8>(load<u8>(at) - ZERO) < 10; at++) {
      if (count >= FLOAT_DIGITS) continue;
      digits = digits * 10 + (load<u8>(at) - ZERO);
      count++;
      exponent--;
    }
  }
  if (at < cellEnd && (load<u8>(at) | 32) == 101) {
    at++;
    const negative = at < cellEnd && load<u8>(at) == MINUS;
    if (negative || (at < cellEnd && load<u8>(at) == PLUS)) at++;
    let power: i64 = 0;
    const powerStart = at;
    for (; at < cellEnd && <u8>(load<u8>(at) - ZERO) < 10; at++) if (power < 1000000) power = power * 10 + (load<u8>(at) - ZERO);
    // Of an exponent, 17 digits are read too; one that goes on is none.
    if (<i32>(at - powerStart) > FLOAT_DIGITS) return true;
    exponent += negative ? -power : power;
  }
  if (exponent > 308) return true;
  if (digits == 0) return false;
  while (digits < 10000000000000000) {
    digits *= 10;
    exponent--;
  }
  return exponent > 292 || (exponent == 292 && digits > LARGEST);
}
