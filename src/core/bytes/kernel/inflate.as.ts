// AssemblyScript. Inflates raw deflate data piece by piece. Refuses what zlib's inflate refuses. Source: RFC 1951; zlib's `inflate.c`, `inftrees.c`.
import { DISTANCE_BITS, LENGTH_BITS, LITERAL, makeTable, SPECIAL, SUBTABLE } from "./codes.as.ts";
import { crc32, prepareCrc } from "./crc32.as.ts";

/** Why a run stopped; the numbers are those of INFLATE_STATUS in inflate.ts. */
const NEEDS_INPUT: i32 = 0;
const OUTPUT_FULL: i32 = 1;
const DONE: i32 = 2;
const BROKEN: i32 = 3;
const CUT_OFF: i32 = 4;

/** What comes next in the data. */
const HEADER: i32 = 0;
const STORED: i32 = 1;
const CODES: i32 = 2;

const INPUT_BYTES: usize = 1 << 16;
const WINDOW_BYTES: usize = 1 << 15;
const OUTPUT_BYTES: usize = 1 << 18;
/** The longest header of a block has fewer bytes, and a symbol far fewer. */
const HEADER_BYTES: usize = 640;
const SYMBOL_BYTES: usize = 16;
/** The longest match, and what its last copy may write past its end. */
const MATCH_SLACK: usize = 258 + 16;

const TABLE_BYTES: usize = 4 << 12;

const input: usize = memory.data(<i32>(INPUT_BYTES + 64), 64);
const output: usize = memory.data(<i32>(WINDOW_BYTES + OUTPUT_BYTES + 1024), 64);
const lengthTable: usize = memory.data(<i32>TABLE_BYTES, 64);
const distanceTable: usize = memory.data(<i32>TABLE_BYTES, 64);
const codeLengths: usize = memory.data(512);

let mode: i32 = HEADER;
let isLast: bool = false;
let storedLeft: usize = 0;
let bits: u64 = 0;
let bitCount: u32 = 0;
/** Bytes before the output that a match may refer to. */
let written: usize = WINDOW_BYTES;
let history: usize = 0;
let taken: usize = 0;
let checksum: u32 = 0;

export function inputAt(): usize {
  return input;
}
export function inputBytes(): usize {
  return INPUT_BYTES;
}
/** Where the bytes of the last run begin. */
export function outputAt(): usize {
  return output + WINDOW_BYTES;
}
export function outputBytes(): usize {
  return written - WINDOW_BYTES;
}
/** Bytes that the last run took of the input. */
export function bytesTaken(): usize {
  return taken;
}
/** CRC-32 of all bytes since the start. */
export function crc(): u32 {
  return checksum;
}

/** Begins another stream of deflate data. */
export function start(): void {
  prepareCrc();
  mode = HEADER;
  isLast = false;
  bits = 0;
  bitCount = 0;
  written = WINDOW_BYTES;
  history = 0;
  checksum = 0;
}

let at: usize = 0;
let end: usize = 0;

@inline
function refill(): void {
  bits |= load<u64>(at) << bitCount;
  at += (63 - bitCount) >> 3;
  bitCount |= 56;
}

@inline
function take(count: u32): u32 {
  const value = <u32>bits & ((1 << count) - 1);
  bits >>= count;
  bitCount -= count;
  return value;
}

/** Gives the whole bytes back that were taken in and not used. Returns whether none of them lie behind the input's end. */
function giveBack(): bool {
  at -= bitCount >> 3;
  bitCount &= 7;
  bits &= (1 << bitCount) - 1;
  return at <= end;
}

/**
 * Inflates the first `length` bytes of the input, which are the last ones if `isFinal`. What was written is at {@link outputAt}, and what was not
 * taken belongs before the next bytes.
 */
export function run(length: usize, isFinal: bool): i32 {
  // Of the bytes before, matches refer to the last.
  const kept = min(WINDOW_BYTES, history);
  if (written > WINDOW_BYTES) memory.copy(output + WINDOW_BYTES - kept, output + written - kept, kept);
  written = WINDOW_BYTES;
  at = input;
  end = input + length;
  // Behind the end, zeros are read: whether they were used is seen in the end.
  memory.fill(end, 0, 64);
  let status = proceed(isFinal);
  // Bytes behind the end are not data: a fault there means that the data are cut off.
  const isBehind = at - (bitCount >> 3) >= end;
  if (status == BROKEN && isFinal && isBehind) status = CUT_OFF;
  if (status != BROKEN && status != CUT_OFF && !giveBack()) status = CUT_OFF;
  taken = at - input;
  history += written - WINDOW_BYTES;
  checksum = crc32(output + WINDOW_BYTES, output + written, checksum);
  return status;
}

function proceed(isFinal: bool): i32 {
  while (true) {
    if (mode == HEADER) {
      if (!giveBack()) return BROKEN;
      if (isLast) return DONE;
      if (!isFinal && at + HEADER_BYTES > end) return NEEDS_INPUT;
      if (at >= end && bitCount == 0) return isFinal ? BROKEN : NEEDS_INPUT;
      if (!readHeader()) return BROKEN;
    } else if (mode == STORED) {
      const status = copyStored();
      if (status != DONE) return status == NEEDS_INPUT && isFinal ? BROKEN : status;
    } else {
      const status = decodeCodes(isFinal);
      if (status != DONE) return status;
    }
  }
}

function readHeader(): bool {
  refill();
  isLast = take(1) == 1;
  const type = take(2);
  if (type == 0) return readStored();
  if (type == 3) return false;
  mode = CODES;
  if (type == 2) return readDynamic();
  memory.fill(codeLengths, 8, 144);
  memory.fill(codeLengths + 144, 9, 112);
  memory.fill(codeLengths + 256, 7, 24);
  memory.fill(codeLengths + 280, 8, 8);
  if (!makeTable(lengthTable, codeLengths, 288, LENGTH_BITS, true)) return false;
  memory.fill(codeLengths, 5, 32);
  return makeTable(distanceTable, codeLengths, 32, DISTANCE_BITS, false);
}

function readStored(): bool {
  take(bitCount & 7);
  if (!giveBack() || at + 4 > end) return false;
  const length = load<u16>(at);
  if (length != (~load<u16>(at, 2) & 0xffff)) return false;
  at += 4;
  storedLeft = length;
  mode = STORED;
  return true;
}

function copyStored(): i32 {
  if (!giveBack()) return BROKEN;
  const count = min(min(storedLeft, end - at), WINDOW_BYTES + OUTPUT_BYTES - written);
  memory.copy(output + written, at, count);
  at += count;
  written += count;
  storedLeft -= count;
  if (storedLeft > 0) return at == end ? NEEDS_INPUT : OUTPUT_FULL;
  mode = HEADER;
  return DONE;
}

const ORDER: StaticArray<u8> = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function readDynamic(): bool {
  const lengths = take(5) + 257;
  const distances = take(5) + 1;
  const codes = take(4) + 4;
  if (lengths > 286 || distances > 30) return false;
  memory.fill(codeLengths, 0, 19);
  for (let index: u32 = 0; index < codes; index++) {
    refill();
    store<u8>(codeLengths + unchecked(ORDER[index]), <u8>take(3));
  }
  if (!makeTable(lengthTable, codeLengths, 19, 7, true)) return false;
  memory.fill(codeLengths, 0, 512);
  let index: u32 = 0;
  while (index < lengths + distances) {
    refill();
    const entry = load<u32>(lengthTable + ((<u32>bits & 127) << 2));
    if ((entry & 0xff) == 0) return false;
    take(entry & 0xff);
    const symbol = symbolOf(entry);
    if (symbol < 16) {
      store<u8>(codeLengths + index++, <u8>symbol);
      continue;
    }
    if (symbol == 16 && index == 0) return false;
    const value: u8 = symbol == 16 ? load<u8>(codeLengths + index - 1) : 0;
    const times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (index + times > lengths + distances) return false;
    memory.fill(codeLengths + index, value, times);
    index += times;
  }
  // Without an end no block ends.
  if (load<u8>(codeLengths + 256) == 0) return false;
  if (!makeTable(distanceTable, codeLengths + lengths, distances, DISTANCE_BITS, false)) return false;
  return makeTable(lengthTable, codeLengths, lengths, LENGTH_BITS, true);
}

/** The symbol of an entry that was made for the code of code lengths, all of which are literals. */
@inline
function symbolOf(entry: u32): u32 {
  return entry >>> 16;
}

/** Decodes symbols until the block ends. */
function decodeCodes(isFinal: bool): i32 {
  const limit = isFinal ? end + 8 : end;
  const outputEnd = WINDOW_BYTES + OUTPUT_BYTES;
  while (true) {
    if (at + SYMBOL_BYTES > limit) {
      // Near the end one symbol at a time: the bits that are left may hold some.
      if (!isFinal) return NEEDS_INPUT;
      if (at - (bitCount >> 3) > end) return BROKEN;
    }
    if (written + MATCH_SLACK > outputEnd) return OUTPUT_FULL;
    if (at + 8 <= end + 64) refill();
    let entry = load<u32>(lengthTable + ((<u32>bits & ((1 << LENGTH_BITS) - 1)) << 2));
    // Two literals mostly fit before more bits are needed: each is 11 bits long at most where it is not in a subtable.
    if (entry & LITERAL) {
      take(entry & 0xff);
      store<u8>(output + written++, <u8>(entry >>> 16));
      entry = load<u32>(lengthTable + ((<u32>bits & ((1 << LENGTH_BITS) - 1)) << 2));
      if (entry & LITERAL) {
        take(entry & 0xff);
        store<u8>(output + written++, <u8>(entry >>> 16));
        continue;
      }
      refill();
    }
    if (entry & SPECIAL) {
      if (entry & SUBTABLE) {
        take(LENGTH_BITS);
        entry = load<u32>(lengthTable + (((entry >>> 16) + (<u32>bits & ((1 << ((entry >> 8) & 31)) - 1))) << 2));
        if (entry & LITERAL) {
          take(entry & 0xff);
          store<u8>(output + written++, <u8>(entry >>> 16));
          continue;
        }
      }
      if (entry & SPECIAL) {
        take(entry & 0xff);
        if (entry >>> 16 == 0) return BROKEN;
        mode = HEADER;
        return DONE;
      }
    }
    if ((entry & 0xff) == 0) return BROKEN;
    take(entry & 0xff);
    const length = (entry >>> 16) + take((entry >> 8) & 31);
    let far = load<u32>(distanceTable + ((<u32>bits & ((1 << DISTANCE_BITS) - 1)) << 2));
    if (far & SUBTABLE) {
      take(DISTANCE_BITS);
      far = load<u32>(distanceTable + (((far >>> 16) + (<u32>bits & ((1 << ((far >> 8) & 31)) - 1))) << 2));
    }
    if ((far & SPECIAL) != 0 || (far & 0xff) == 0) return BROKEN;
    take(far & 0xff);
    const distance: usize = (far >>> 16) + take((far >> 8) & 31);
    if (distance > written - WINDOW_BYTES + history) return BROKEN;
    copyMatch(output + written, distance, length);
    written += length;
  }
}

/** Copies what lies `distance` back. May write some bytes past its end. */
@inline
function copyMatch(to: usize, distance: usize, length: usize): void {
  const stop = to + length;
  let from = to - distance;
  if (distance >= 8) {
    do {
      store<u64>(to, load<u64>(from));
      to += 8;
      from += 8;
    } while (to < stop);
  } else if (distance == 1) {
    const pattern = <u64>load<u8>(from) * 0x0101010101010101;
    do {
      store<u64>(to, pattern);
      to += 8;
    } while (to < stop);
  } else {
    do store<u8>(to++, load<u8>(from++)); while (to < stop);
  }
}
