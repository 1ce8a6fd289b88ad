// AssemblyScript. Numbers of a column: distinct ones, extremes, and buckets that quantiles and the mean come from.
import { isMissing } from "./cell.as";
import { decimalShape, digitsOf, floatOf, isNegative, ODD, scaleOf } from "./decimal.as";
import { countHash } from "./distinct.as";
import { mix64 } from "./hash.as";
import { keepNumber } from "./journal.as";
import { bytesStart } from "./memory.as";
import {
  BUCKET_BYTES,
  BUCKETS,
  bucketSlots,
  FILLED,
  FRACTIONS,
  keepsAll,
  load32,
  MAX,
  MIN,
  MISSING,
  NEGATIVE_INFINITIES,
  POSITIVE_INFINITIES,
  ROW_BYTES,
  SHIFT,
  store32,
  THRESHOLD,
  UNSIGNED,
} from "./profile-memory.as";
import { fieldEnd, fieldStart, quoteBytes } from "./row-cells.as";

/** The number that a cell spells, read by the host; NaN where it spells none. The place is relative to the buffer. */
@external("env", "readNumber")
declare function readNumber(start: usize, length: u32): f64;

/** Asks the host to take a column's buckets, which are full, and to clear them. */
@external("env", "drainBuckets")
declare function drainBuckets(column: usize): void;

/** Tells the host that the sum of a bucket went past 64 bits. */
@external("env", "carryBucket")
declare function carryBucket(column: usize, key: u32): void;

const ZERO: u8 = 48;
const MINUS: u8 = 45;

function increment(column: usize, offset: usize): void {
  store<u32>(column + offset, load<u32>(column + offset) + 1);
}

function startBucket(column: usize, bucket: usize, key: u32, rest: u64, value: f64): void {
  if (<u32>load32(column, FILLED) << 1 >= bucketSlots) {
    drainBuckets(column);
    addAgain(column, value);
    return;
  }
  increment(column, FILLED);
  store<u32>(bucket, key);
  store<u32>(bucket, 1, 4);
  store<u64>(bucket, rest, 8);
}

/** Counts a finite number in the bucket of its upper bits, and adds its lower bits to the bucket's sum. */
@inline
function addToBucket(column: usize, value: f64): void {
  const bits = reinterpret<u64>(value);
  const shift = <u64>load32(column, SHIFT);
  const number = <u32>(bits >> shift);
  const rest = bits & ((<u64>1 << shift) - 1);
  const buckets = load32(column, BUCKETS);
  const mask = bucketSlots - 1;
  const key = number + 1;
  let slot = (number ^ (number >> 5)) & mask;
  while (true) {
    const bucket = buckets + <usize>slot * BUCKET_BYTES;
    const found = load<u32>(bucket);
    if (found == key) {
      const sum = load<u64>(bucket, 8) + rest;
      store<u32>(bucket, load<u32>(bucket, 4) + 1, 4);
      store<u64>(bucket, sum, 8);
      if (sum < rest) carryBucket(column, number);
      return;
    }
    if (found == 0) {
      startBucket(column, bucket, key, rest, value);
      return;
    }
    slot = (slot + 1) & mask;
  }
}

function addAgain(column: usize, value: f64): void {
  addToBucket(column, value);
}

@inline
function countNumber(column: usize, hash: u64): void {
  if (hash <= load<u64>(column, THRESHOLD)) countHash(column, hash);
}

@inline
function addNumber(column: usize, value: f64): void {
  if (value < load<f64>(column, MIN)) store<f64>(column, value, MIN);
  if (value > load<f64>(column, MAX)) store<f64>(column, value, MAX);
  addToBucket(column, value);
}

@inline
function addInteger(column: usize, integer: u64, negative: bool): void {
  const bits = negative ? 0 - integer : integer;
  if (!negative && <i64>integer < 0) store32(column, 1, UNSIGNED);
  if (keepsAll) {
    keepNumber(column, bits);
    return;
  }
  countNumber(column, mix64(bits));
  const size = <f64>integer;
  addNumber(column, negative && integer != 0 ? -size : size);
}

@inline
function addFinite(column: usize, value: f64): void {
  if (keepsAll) {
    keepNumber(column, reinterpret<u64>(value));
    return;
  }
  countNumber(column, mix64(reinterpret<u64>(value)));
  if (trunc(value) != value) increment(column, FRACTIONS);
  addNumber(column, value);
}

/** An integer with white space, leading zeros or twenty digits; the first pass has seen that it is one. */
function addOddInteger(column: usize, start: usize, length: u32): void {
  let integer: u64 = 0;
  let negative = false;
  for (let at = start; at < start + length; at++) {
    const byte = load<u8>(at);
    if (byte == MINUS) negative = true;
    else if (<u8>(byte - ZERO) < 10) integer = integer * 10 + (byte - ZERO);
  }
  addInteger(column, integer, negative);
}

/** A float that is not a plain decimal, or one too long to be sure of. */
function addOddFloat(column: usize, start: usize, length: u32): void {
  // Adding zero makes minus zero zero.
  const value = readNumber(start - bytesStart, length) + 0.0;
  if (keepsAll || abs(value) != Infinity) {
    addFinite(column, value);
    return;
  }
  countNumber(column, mix64(reinterpret<u64>(value)));
  increment(column, value > 0 ? POSITIVE_INFINITIES : NEGATIVE_INFINITIES);
}

/** Profiles the cells of one field in a column of which every cell that is there is an integer. */
export function profileIntegers(column: usize, field: usize, firstRow: usize, rowsEnd: usize, endsLine: bool): void {
  for (let row = firstRow; row < rowsEnd; row += ROW_BYTES) {
    const fieldAt = fieldStart(row, field);
    const end = fieldEnd(row, field, fieldAt, endsLine);
    const quotes = quoteBytes(fieldAt, end);
    const start = fieldAt + quotes;
    const length = <u32>(end - quotes - start);
    const shape = decimalShape(start, length);
    if (shape != ODD) addInteger(column, digitsOf(start, length, shape), isNegative(shape));
    else if (isMissing(start, length)) increment(column, MISSING);
    else addOddInteger(column, start, length);
  }
}

/** Profiles the cells of one field in a column of which every cell that is there is a number. */
export function profileFloats(column: usize, field: usize, firstRow: usize, rowsEnd: usize, endsLine: bool): void {
  for (let row = firstRow; row < rowsEnd; row += ROW_BYTES) {
    const fieldAt = fieldStart(row, field);
    const end = fieldEnd(row, field, fieldAt, endsLine);
    const quotes = quoteBytes(fieldAt, end);
    const start = fieldAt + quotes;
    const length = <u32>(end - quotes - start);
    const shape = decimalShape(start, length);
    if (shape != ODD) {
      const size = floatOf(digitsOf(start, length, shape), scaleOf(shape));
      if (size == size) addFinite(column, isNegative(shape) && size != 0 ? -size : size);
      else addOddFloat(column, start, length);
    } else if (isMissing(start, length)) increment(column, MISSING);
    else addOddFloat(column, start, length);
  }
}
