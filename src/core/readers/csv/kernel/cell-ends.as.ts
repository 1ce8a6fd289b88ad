// AssemblyScript. Finds where cells end, 64 bytes at a time as bit masks: delimiters and line feeds that no quotes enclose.
import { equalBits, prefixXor, writeBits } from "./bits.as";
import { bytesStart, CR, delimiter, index, LF, NOT_PLAIN, NOT_UTF8, quote } from "./memory.as";
import { utf8Errors } from "./utf8.as";

// What goes from one block of 64 bytes to the next.
let inQuotes: u64 = 0;
/** Whether a quote may open here: after a delimiter, a line feed, or the quote that it doubles. */
let mayOpen: u64 = 1;
/** Whether the byte before closed a quoted cell, so that this one must end the cell or double the quote. */
let hasClosed: u64 = 0;
let afterReturn: u64 = 0;
let lastBytes: v128 = i64x2(0, 0);
let wasAscii: bool = true;

/** The first byte that masks cannot judge, and why; 0 while there is none. */
export let fault: u32 = 0;
let faultAt: usize = 0;

/** Cell ends found, and how many of them belong to lines whose end was found. */
export let found: usize = 0;
export let complete: usize = 0;

/** Starts at the start of a line. */
export function startCellEnds(): void {
  inQuotes = 0;
  mayOpen = 1;
  hasClosed = 0;
  afterReturn = 0;
  lastBytes = i64x2(0, 0);
  wasAscii = true;
  fault = 0;
  found = 0;
  complete = 0;
}

/** Lets go of the first `count` cell ends, which belong to lines that were counted. */
export function dropCellEnds(count: usize): void {
  found -= count;
  complete -= count;
  memory.copy(index, index + (count << 2), found << 2);
}

function noteFault(kind: u32, at: usize): void {
  if (fault != 0 && faultAt <= at) return;
  fault = kind;
  faultAt = at;
}

/** Whether 64 bytes are UTF-8 after those before them. A character that the chunk's end cuts is judged with the next chunk. */
function checkUtf8(a: v128, b: v128, c: v128, d: v128, before: v128, at: usize, end: usize): void {
  const ofA = utf8Errors(a, before);
  const ofB = utf8Errors(b, a);
  const ofC = utf8Errors(c, b);
  const ofD = utf8Errors(d, c);
  if (!v128.any_true(v128.or(v128.or(ofA, ofB), v128.or(ofC, ofD)))) return;
  const wrong = ~equalBits(ofA, ofB, ofC, ofD, i64x2(0, 0)) & lowBits(end - at);
  if (wrong != 0) noteFault(NOT_UTF8, at > 3 ? at - 3 : 0);
}

/** The lowest `count` bits. */
@inline
function lowBits(count: usize): u64 {
  return count >= 64 ? ~(<u64>0) : (<u64>1 << <u64>count) - 1;
}

/** Notes the first of the bytes that are not as they must be; what lies past the chunk's end is judged with the next. */
function noteWrong(wrong: u64, base: usize, end: usize): void {
  const seen = wrong & lowBits(end - base);
  if (seen != 0) noteFault(NOT_PLAIN, base + <usize>ctz(seen));
}

/**
 * Finds cell ends in the bytes from `start` to `end`, places relative to the buffer, and stops at the first fault.
 * Past the end of the chunk lie zeros, which are neither marks nor wrong in UTF-8.
 */
export function findCellEnds(start: usize, end: usize): void {
  const delimiters = i8x16.splat(<i8>delimiter);
  const feeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  const quotes = i8x16.splat(<i8>quote);
  const hasQuotes = quote >= 0;
  const first = index;
  const bytes = bytesStart;
  let quoted = inQuotes;
  let opening = mayOpen;
  let closed = hasClosed;
  let returned = afterReturn;
  let before = lastBytes;
  let ascii = wasAscii;
  let to = first + (found << 2);
  let done = complete;
  for (let base = start; base < end; base += 64) {
    const a = v128.load(bytes + base);
    const b = v128.load(bytes + base, 16);
    const c = v128.load(bytes + base, 32);
    const d = v128.load(bytes + base, 48);
    if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) != 0 || !ascii) {
      checkUtf8(a, b, c, d, before, base, end);
      ascii = i8x16.bitmask(d) == 0;
    }
    before = d;
    let feedBits = equalBits(a, b, c, d, feeds);
    let bits = equalBits(a, b, c, d, delimiters) | feedBits;
    const quoteBits: u64 = hasQuotes ? equalBits(a, b, c, d, quotes) : 0;
    const hasReturns = v128.any_true(
      v128.or(v128.or(i8x16.eq(a, returns), i8x16.eq(b, returns)), v128.or(i8x16.eq(c, returns), i8x16.eq(d, returns))),
    );
    const returnBits: u64 = hasReturns ? equalBits(a, b, c, d, returns) : 0;
    let inside = quoted;
    if ((quoteBits | quoted | closed) != 0) {
      inside = prefixXor(quoteBits) ^ quoted;
      const around = bits | quoteBits;
      const opens = quoteBits & inside;
      const closes = quoteBits & ~inside;
      const wrong = (opens & ~((around << 1) | opening)) | (((closes << 1) | closed) & ~(around | returnBits));
      if (wrong != 0) noteWrong(wrong, base, end);
      closed = closes >> 63;
      quoted = <u64>(<i64>inside >> 63);
    }
    opening = (bits | quoteBits) >> 63;
    if ((returnBits | returned) != 0) {
      const outside = returnBits & ~inside;
      const bare = ((outside << 1) | returned) & ~feedBits;
      if (bare != 0) noteWrong(bare, base, end);
      returned = outside >> 63;
    }
    bits &= ~inside;
    if (fault != 0) bits &= faultAt > base ? lowBits(faultAt - base) : 0;
    feedBits &= bits;
    if (feedBits != 0) done = ((to - first) >> 2) + <usize>popcnt(bits & (~(<u64>0) >> clz(feedBits)));
    to = writeBits(bits, <u32>base, to);
    if (fault != 0) break;
  }
  inQuotes = quoted;
  mayOpen = opening;
  hasClosed = closed;
  afterReturn = returned;
  lastBytes = before;
  wasAscii = ascii;
  found = (to - first) >> 2;
  complete = done;
}
