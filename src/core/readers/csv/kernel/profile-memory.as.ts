// AssemblyScript. Where each column's profile lies. The host reads and writes through these; csv-profile-kernel.ts has the same numbers.
import { reserve, STRETCH, takeBytes } from "./memory.as";

/** What is profiled of a column's cells. */
export const INTEGERS: u32 = 1;
export const FLOATS: u32 = 2;
export const TEXT: u32 = 3;

// A column's block: offsets into it. Addresses and counts are 32-bit integers.
export const MODE: usize = 0;
export const MISSING: usize = 4;
/** The largest hash that is still wanted, 64 bits. */
export const THRESHOLD: usize = 8;
/** Distinct values held. */
export const ENTRIES: usize = 16;
/** Bits of a float below its bucket's number. */
export const SHIFT: usize = 20;
/** Smallest and largest finite number, as floats. */
export const MIN: usize = 24;
export const MAX: usize = 32;
/** Buckets that are not empty. */
export const FILLED: usize = 40;
export const FRACTIONS: usize = 44;
export const POSITIVE_INFINITIES: usize = 48;
export const NEGATIVE_INFINITIES: usize = 52;
export const INDEX: usize = 56;
export const HASHES: usize = 60;
export const COUNTS: usize = 64;
/** Where the text of each distinct value is, while all are kept; of numbers, nothing. */
export const TEXTS: usize = 68;
/** Buckets of numbers; for texts, how many have each length below `SHORT_LENGTHS`. */
export const BUCKETS: usize = 72;
/** Not zero where an integer was seen that only uint64 has. */
export const UNSIGNED: usize = 76;
/** Of a column whose values are all kept: the stretch that is being filled, and, of texts, those that were kept of late. */
export const STRETCH_AT: usize = 80;
export const RECENT: usize = 84;
const BLOCK_BYTES: usize = 128;

/** A threshold that every hash is within. */
export const ALL_HASHES: u64 = 0xffffffffffffffff;

/** Bytes kept of a text at most; kept-texts.ts has the same number. Its length goes before them. */
export const TEXT_BYTES: usize = 64;
/** Lengths in characters that have a counter of their own; longer ones the host counts. */
export const SHORT_LENGTHS: u32 = 128;
/** A bucket: its number plus one, its count, and the sum of the bits below its number. */
export const BUCKET_BYTES: usize = 16;

/** Distinct values held before the larger half is let go of; a power of two. */
export let sketchCapacity: u32 = 0;
/** Buckets a column, a power of two; half of them may be filled. */
export let bucketSlots: u32 = 0;

@inline
export function load32(column: usize, offset: usize): usize {
  return <usize>load<u32>(column + offset);
}

@inline
export function store32(column: usize, value: u32, offset: usize): void {
  store<u32>(column + offset, value);
}

/** Rows whose cells are profiled together, column by column: where each one's cell ends begin, and where it starts itself. */
export const ROW_BYTES: usize = 8;
/** As many as one stretch may hold. */
export let rowsAt: usize = 0;
let blocks: usize = 0;

/** Whether all values are kept, instead of sketches. */
export let keepsAll: bool = false;

/** Of a distinct value: its hash, its count, where its text is, and two slots in the hash table. */
const ENTRY_BYTES: usize = 8 + 4 + 4 + 8;

/** Texts kept of late, a power of two; of each its hash, and where its text is. */
export const RECENT_TEXTS: u32 = 64;
export const RECENT_BYTES: usize = 16;

/** Makes room for so many columns, of which so many are texts. Comes before `configure`. A `capacity` of 0 keeps all values. */
export function reserveProfiles(columns: usize, texts: usize, capacity: u32, slots: u32): void {
  sketchCapacity = capacity;
  keepsAll = capacity == 0;
  bucketSlots = slots;
  const each = BLOCK_BYTES + <usize>capacity * ENTRY_BYTES;
  const text = <usize>SHORT_LENGTHS * 4 + (keepsAll ? <usize>RECENT_TEXTS * RECENT_BYTES : 0);
  const numbers = keepsAll ? 0 : <usize>slots * BUCKET_BYTES;
  rowsAt = reserve(STRETCH * ROW_BYTES + columns * each + texts * text + (columns - texts) * numbers);
  blocks = rowsAt + STRETCH * ROW_BYTES;
  textAt = 0;
  textEnd = 0;
}

/** Texts are put one behind the other, into stretches of this many bytes. */
const TEXT_STRETCH: usize = 1 << 16;
let textAt: usize = 0;
let textEnd: usize = 0;

/** Room for a text of so many bytes, with its length before it. */
export function takeText(bytes: usize): usize {
  if (textAt + bytes + 1 > textEnd) {
    textAt = takeBytes(TEXT_STRETCH);
    textEnd = textAt + TEXT_STRETCH;
  }
  const at = textAt;
  textAt += bytes + 1;
  return at;
}

let next: usize = 0;

function take(bytes: usize): u32 {
  const at = next;
  next += bytes;
  return <u32>at;
}

function takeEmpty(bytes: usize): u32 {
  const at = take(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

/** Starts laying out columns. Comes after `configure`. */
export function startColumns(): void {
  next = blocks;
}

/** Lays out the next column. Returns its block. */
export function addColumn(mode: u32): usize {
  const column = <usize>take(BLOCK_BYTES);
  memory.fill(column, 0, BLOCK_BYTES);
  store32(column, mode, MODE);
  store<u64>(column, ALL_HASHES, THRESHOLD);
  store32(column, 52 - 6, SHIFT);
  store<f64>(column, Infinity, MIN);
  store<f64>(column, -Infinity, MAX);
  store32(column, take(<usize>sketchCapacity << 3), HASHES);
  store32(column, take(<usize>sketchCapacity << 2), COUNTS);
  store32(column, take(<usize>sketchCapacity << 2), TEXTS);
  store32(column, takeEmpty(<usize>sketchCapacity << 3), INDEX);
  if (mode == TEXT) {
    store32(column, takeEmpty(<usize>SHORT_LENGTHS * 4), BUCKETS);
    if (keepsAll) store32(column, takeEmpty(<usize>RECENT_TEXTS * RECENT_BYTES), RECENT);
  } else if (!keepsAll) store32(column, takeEmpty(<usize>bucketSlots * BUCKET_BYTES), BUCKETS);
  return column;
}

/** Lets go of what was counted of a column's numbers, which the host has taken; their buckets lie `shift` bits up from now on. */
export function clearBuckets(column: usize, shift: u32): void {
  store32(column, shift, SHIFT);
  store32(column, 0, FILLED);
  store32(column, 0, FRACTIONS);
  store32(column, 0, POSITIVE_INFINITIES);
  store32(column, 0, NEGATIVE_INFINITIES);
  memory.fill(load32(column, BUCKETS), 0, <usize>bucketSlots * BUCKET_BYTES);
}
