// AssemblyScript. The kind of an integer, by its digits: cell-kind.ts says the same in TypeScript.
import {
  BIG_INT,
  BIG_NEGATIVE_INT,
  INT64,
  LONG_INTEGER,
  NEGATIVE_INT64,
  NEGATIVE_LONG_INTEGER,
  NEGATIVE_SPACED_INTEGER,
  SPACED_INTEGER,
  UINT64,
} from "./kinds.as";

const ZERO: u8 = 48;
/** Digits that Python's `int` takes from text. */
const PYTHON_DIGITS: usize = 4300;

/** The digits of an integer compared with those of `limit`, both without leading zeros. */
function exceeds(start: usize, end: usize, limit: StaticArray<u8>): bool {
  const length = <i32>(end - start);
  if (length != limit.length) return length > limit.length;
  for (let at = 0; at < length; at++) {
    const digit = load<u8>(start + at) - ZERO;
    const other = unchecked(limit[at]);
    if (digit != other) return digit > other;
  }
  return false;
}

const INT64_MAX: StaticArray<u8> = [9, 2, 2, 3, 3, 7, 2, 0, 3, 6, 8, 5, 4, 7, 7, 5, 8, 0, 7];
const INT64_MIN: StaticArray<u8> = [9, 2, 2, 3, 3, 7, 2, 0, 3, 6, 8, 5, 4, 7, 7, 5, 8, 0, 8];
const UINT64_MAX: StaticArray<u8> = [1, 8, 4, 4, 6, 7, 4, 4, 0, 7, 3, 7, 0, 9, 5, 5, 1, 6, 1, 5];

/** The kind of an integer of any size, and its mark; `isSpaced` where spaces are behind it. */
export function integerKind(start: usize, end: usize, negative: bool, isSpaced: bool): u32 {
  let first = start;
  while (first < end - 1 && load<u8>(first) == ZERO) first++;
  const isLong = end - start > PYTHON_DIGITS;
  if (negative) {
    if (!exceeds(first, end, INT64_MIN)) return NEGATIVE_INT64;
    return isSpaced ? NEGATIVE_SPACED_INTEGER : isLong ? NEGATIVE_LONG_INTEGER : BIG_NEGATIVE_INT;
  }
  if (!exceeds(first, end, INT64_MAX)) return INT64;
  if (isSpaced) return SPACED_INTEGER;
  return !exceeds(first, end, UINT64_MAX) ? UINT64 : isLong ? LONG_INTEGER : BIG_INT;
}
