// AssemblyScript. Where things lie in memory, how lines are cut, and what the last scan found. The host reads and writes through these.
import { fillStarts } from "./tables.as";

export const LF: u8 = 10;
export const CR: u8 = 13;

/** Bytes indexed at a time: their cell ends stay in the second cache. */
export const STRETCH: usize = 32768;
/** Counters a column: the kinds and marks, rounded up to a power of two. Each is a 64-bit integer. */
const SLOTS: usize = 32;
/** A sighting: counter, row, start and end of the cell, each a 32-bit integer. */
const SIGHTING_BYTES: usize = 16;
/** Bytes past the buffer's end that vector loads may touch. */
const SLACK: usize = 128;

/** Why a scan stopped. `scan-status.ts` has the same numbers. */
export const NEEDS_MORE: u32 = 0;
export const AT_LIMIT: u32 = 1;
/** pandas' tokenizer would do what masks cannot say: a stray quote, a bare carriage return. */
export const NOT_PLAIN: u32 = 2;
export const NOT_UTF8: u32 = 3;
export const TOO_MANY_FIELDS: u32 = 4;

export let delimiter: u8 = 44;
export let quote: i32 = 34;
export let fieldCount: u32 = 0;
export let refusesLong: bool = true;

export let counters: usize = 0;
/** The address of the counters of each field's column, or 0 where the field is not counted. */
export let columnOf: usize = 0;
export let index: usize = 0;
export let bytesStart: usize = 0;

/** Rows with fewer fields than they should have, and the first of them, of the last scan. */
let shortRows: u32 = 0;
let shortRowsFrom: u32 = 0;

let sightings: usize = 0;
let sightingCount: u32 = 0;

/** Lines that are rows, of the last scan. */
export let rows: u32 = 0;
/** Lines of the file, blank ones too, of the last scan. */
export let lines: u32 = 0;
/** Bytes of whole lines, of the last scan: the next one starts there. */
export let consumed: usize = 0;

/** Where nothing lies any more, and whether something was taken there. */
let top: usize = 0;
let isTaken: bool = false;

/** Bytes below all of these, for a kernel that keeps more than counters. */
let reserved: usize = 0;

/** Reserves bytes from a multiple of 64 on, for the next `configure`. Returns where they start. */
export function reserve(bytes: usize): usize {
  reserved = bytes;
  return round(__heap_base);
}

function round(size: usize): usize {
  return (size + 63) & ~63;
}

/**
 * Lays out memory for lines of `fields` fields, of which `columns` are counted, and chunks of `capacity` bytes.
 * `quoteByte` is -1 for none.
 */
export function configure(delimiterByte: u32, quoteByte: i32, fields: usize, columns: usize, refuseLong: bool, capacity: usize): void {
  delimiter = <u8>delimiterByte;
  quote = quoteByte;
  fieldCount = <u32>fields;
  refusesLong = refuseLong;
  fillStarts(quoteByte);
  counters = round(round(__heap_base) + reserved);
  columnOf = round(counters + columns * SLOTS * 8);
  sightings = round(columnOf + fields * 4);
  index = round(sightings + columns * SLOTS * SIGHTING_BYTES);
  isTaken = false;
  setCapacity(capacity);
  memory.fill(counters, 0, columns * SLOTS * 8);
  sightingCount = 0;
}

/** Makes room for chunks of `capacity` bytes; what was in the buffer is lost. */
export function setCapacity(capacity: usize): void {
  // What was taken stays where it is.
  if (isTaken) index = round(top);
  bytesStart = round(index + (capacity + STRETCH + 64) * 4) + 64;
  top = bytesStart + capacity + SLACK;
  makeRoom();
}

function makeRoom(): void {
  const pages = <i32>((top + 0xffff) >> 16);
  // Stop here if the host has no more memory: the code that follows would write past its end.
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) abort();
}

/** Takes bytes above all that is laid out, until the next `configure`. They hold what was there before. */
export function takeBytes(bytes: usize): usize {
  const at = round(top);
  top = at + bytes;
  isTaken = true;
  makeRoom();
  return at;
}

export function startScan(): void {
  rows = 0;
  lines = 0;
  shortRows = 0;
  consumed = 0;
}

export function addRow(): void {
  rows++;
}

/** Notes that the current row lacks fields. Comes before `addRow`. */
export function noteShortRow(): void {
  if (shortRows == 0) shortRowsFrom = rows;
  shortRows++;
}

export function addLine(): void {
  lines++;
}

export function setConsumed(bytes: usize): void {
  consumed = bytes;
}

/** Notes that a counter leaves zero: a kind is seen in a column for the first time. */
export function noteSighting(counter: usize, start: usize, end: usize): void {
  const sighting = sightings + sightingCount * SIGHTING_BYTES;
  store<u32>(sighting, <u32>((counter - counters) >> 3));
  store<u32>(sighting, rows, 4);
  store<u32>(sighting, <u32>(start - bytesStart), 8);
  store<u32>(sighting, <u32>(end - bytesStart), 12);
  sightingCount++;
}

export function countersAt(): usize {
  return counters;
}
export function columnOfAt(): usize {
  return columnOf;
}
export function sightingsAt(): usize {
  return sightings;
}
export function bytesAt(): usize {
  return bytesStart;
}
export function sightingsFound(): u32 {
  return sightingCount;
}
export function forgetSightings(): void {
  sightingCount = 0;
}
export function rowsScanned(): u32 {
  return rows;
}
export function shortRowsFound(): u32 {
  return shortRows;
}
export function firstShortRow(): u32 {
  return shortRowsFrom;
}
export function linesScanned(): u32 {
  return lines;
}
export function bytesConsumed(): usize {
  return consumed;
}
