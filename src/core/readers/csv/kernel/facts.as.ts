// AssemblyScript. What a check or a cast asks of a column next to the kinds of its cells: its first rows, and what its numbers are.
import { decimalShape, digitsOf, floatOf, isNegative, ODD, scaleOf } from "./decimal.as";
import {
  BIG_NEGATIVE_INT,
  FLOAT,
  INT64,
  LONG_INTEGER,
  NEGATIVE_INFINITY,
  NEGATIVE_INT64,
  NEGATIVE_LONG_INTEGER,
  NEGATIVE_PAST_FLOAT,
  NEGATIVE_SPACED_INTEGER,
  PAST_FLOAT,
  SPACED_INTEGER,
  UINT64,
  ZERO_LED,
} from "./kinds.as";
import { bytesStart, rows } from "./memory.as";

/** Tells the host the row of a cell of this kind or mark. */
@external("env", "listRow")
declare function listRow(column: u32, kind: u32, row: u32): void;

/** Tells the host the first row of a fact. */
@external("env", "noteFact")
declare function noteFact(column: u32, fact: u32, row: u32): void;

/** Hands an integer to the host, which knows them of any size. The place is relative to the buffer. */
@external("env", "addInteger")
declare function addInteger(column: u32, start: usize, length: u32): void;

/** The number that a cell spells, read by the host; NaN where it spells none. The place is relative to the buffer. */
@external("env", "readNumber")
declare function readNumber(start: usize, length: u32): f64;

/** Tells the host a whole float, in a column of which they must lie within a dtype. */
@external("env", "addWhole")
declare function addWhole(column: u32, value: f64): void;

/** The slot of a column's counters, next to the kinds, that has the address of its facts; 0 where nothing is asked. */
const FACTS_SLOT: usize = 31 << 3;

// A column's facts: offsets into them. csv-kernel.ts has the same numbers.
const FRACTIONS: usize = 0;
const NOT_ZERO_OR_ONE: usize = 8;
/** Extremes of the integers that 64 bits hold. */
const MIN: usize = 16;
const MAX: usize = 24;
const COLUMN: usize = 32;
/** How many rows of each kind are listed. */
const LISTED: usize = 40;
/** A bit for each kind of which the cells themselves are looked at. */
const LOOKED_AT: usize = 48;
/** Extremes of the floats. */
const LEAST_FLOAT: usize = 56;
const GREATEST_FLOAT: usize = 64;
/** The bit of LOOKED_AT that asks for whole floats. */
const WHOLE_FLOATS: u32 = 31;

/** Whether anything is asked of any column. */
export let isAsked: bool = false;

/** Lets go of what was asked. Comes after `configure`. */
export function askNothing(): void {
  isAsked = false;
}

/**
 * Asks for the facts of the column whose counters are at `counters`; they are counted at `facts`, where all is zero.
 * `lookedAt` has a bit for each kind of which the cells themselves are looked at.
 */
export function ask(counters: usize, facts: usize, column: u32, listed: u32, lookedAt: u32): void {
  isAsked = true;
  store<u64>(counters + FACTS_SLOT, <u64>facts);
  store<i64>(facts, i64.MAX_VALUE, MIN);
  store<i64>(facts, i64.MIN_VALUE, MAX);
  store<f64>(facts, Infinity, LEAST_FLOAT);
  store<f64>(facts, -Infinity, GREATEST_FLOAT);
  store<u32>(facts, column, COLUMN);
  store<u32>(facts, listed, LISTED);
  store<u32>(facts, lookedAt, LOOKED_AT);
}

@inline
function countFact(facts: usize, fact: usize): void {
  const before = load<u64>(facts + fact);
  if (before == 0) noteFact(load<u32>(facts, COLUMN), <u32>(fact >> 3), rows);
  store<u64>(facts + fact, before + 1);
}

@inline
function lookAtWhole(facts: usize, value: i64): void {
  if (value < load<i64>(facts, MIN)) store<i64>(facts, value, MIN);
  if (value > load<i64>(facts, MAX)) store<i64>(facts, value, MAX);
  if (<u64>value > 1) countFact(facts, NOT_ZERO_OR_ONE);
}

function lookAtInteger(facts: usize, start: usize, length: u32): void {
  const shape = decimalShape(start, length);
  if (shape != ODD) {
    const digits = digitsOf(start, length, shape);
    lookAtWhole(facts, isNegative(shape) ? -(<i64>digits) : <i64>digits);
    return;
  }
  // White space, or more digits than are read at once: it may still be 0 or 1.
  addInteger(load<u32>(facts, COLUMN), start - bytesStart, length);
  const value = readNumber(start - bytesStart, length);
  if (value != 0 && value != 1) countFact(facts, NOT_ZERO_OR_ONE);
}

function lookAtFloat(facts: usize, start: usize, length: u32): void {
  const shape = decimalShape(start, length);
  let value: f64 = NaN;
  if (shape != ODD) {
    value = floatOf(digitsOf(start, length, shape), scaleOf(shape));
    if (isNegative(shape)) value = -value;
  }
  if (value != value) value = readNumber(start - bytesStart, length);
  if (value < load<f64>(facts, LEAST_FLOAT)) store<f64>(facts, value, LEAST_FLOAT);
  if (value > load<f64>(facts, GREATEST_FLOAT)) store<f64>(facts, value, GREATEST_FLOAT);
  if (trunc(value) != value || abs(value) == Infinity) countFact(facts, FRACTIONS);
  else if (load<u32>(facts, LOOKED_AT) >> WHOLE_FLOATS != 0) addWhole(load<u32>(facts, COLUMN), value);
  if (value != 0 && value != 1) countFact(facts, NOT_ZERO_OR_ONE);
}

function isFloat(kind: u32): bool {
  if (kind >= FLOAT && kind <= NEGATIVE_INFINITY) return true;
  return kind == PAST_FLOAT || kind == NEGATIVE_PAST_FLOAT || kind == SPACED_INTEGER || kind == NEGATIVE_SPACED_INTEGER;
}

function lookAtCell(facts: usize, kind: u32, start: usize, length: u32): void {
  if (kind == INT64 || kind == NEGATIVE_INT64 || kind == ZERO_LED) lookAtInteger(facts, start, length);
  else if (isFloat(kind)) lookAtFloat(facts, start, length);
  else if ((kind >= UINT64 && kind <= BIG_NEGATIVE_INT) || kind == LONG_INTEGER || kind == NEGATIVE_LONG_INTEGER) {
    addInteger(load<u32>(facts, COLUMN), start - bytesStart, length);
    countFact(facts, NOT_ZERO_OR_ONE);
  }
}

/** Looks at a cell, where its column is asked about. `before` is how many of its kind were counted before it. */
@inline
export function look(column: usize, kind: u32, before: u64, start: usize, length: u32): void {
  const facts = <usize>load<u64>(column + FACTS_SLOT);
  if (facts == 0) return;
  if (before < <u64>load<u32>(facts, LISTED)) listRow(load<u32>(facts, COLUMN), kind, rows);
  if (((load<u32>(facts, LOOKED_AT) >> kind) & 1) != 0) lookAtCell(facts, kind, start, length);
}
