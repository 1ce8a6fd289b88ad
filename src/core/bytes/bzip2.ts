import { SignetError } from "../errors.ts";
import { PulledBytes } from "./pulled-bytes.ts";

/** bzip2 data that libbzip2 refuses. */
export class BrokenBzip2 extends Error {}

const broken = () => new BrokenBzip2("they are damaged");

const BLOCK_UNIT = 100_000;
/** No block takes more: 900,000 symbols of 20 bits and its tables. */
const MOST_BLOCK_BYTES = 2_400_000;
const GROUP_SYMBOLS = 50;
const MAX_CODE_BITS = 20;
/** The longest run that a block may say. Source: `BZ2_decompress` in bzip2's `decompress.c`. */
const MAX_RUN = 2 * 1024 * 1024;
const BLOCK_MARK = [0x314159, 0x265359] as const;
const END_MARK = [0x177245, 0x385090] as const;

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest;
});

/** Bits of the bytes that are held, the highest first. */
class Bits {
  private readonly bytes: Uint8Array;
  /** Of the next bit. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** At most 24 bits. */
  take(count: number): number {
    const first = this.at >> 3;
    const { bytes } = this;
    if (this.at + count > bytes.length * 8) throw broken();
    const word =
      ((bytes[first] as number) << 24) | ((bytes[first + 1] ?? 0) << 16) | ((bytes[first + 2] ?? 0) << 8) | (bytes[first + 3] ?? 0);
    const value = (word << (this.at & 7)) >>> (32 - count);
    this.at += count;
    return count === 0 ? 0 : value;
  }

  word(): number {
    return this.take(16) * 0x10000 + this.take(16);
  }
}

/** A code by the lengths of its symbols: of each length the greatest code, and where its symbols begin among those that are sorted by code. */
interface Code {
  readonly limits: Int32Array;
  readonly bases: Int32Array;
  readonly symbols: Uint16Array;
}

function codeOf(lengths: Uint8Array): Code {
  const limits = new Int32Array(MAX_CODE_BITS + 1).fill(-1);
  const bases = new Int32Array(MAX_CODE_BITS + 1);
  const symbols = new Uint16Array(lengths.length);
  let [code, place] = [0, 0];
  for (let length = 1; length <= MAX_CODE_BITS; length++, code <<= 1) {
    bases[length] = place - code;
    for (const [symbol, own] of lengths.entries()) {
      if (own !== length) continue;
      symbols[place++] = symbol;
      limits[length] = code++;
    }
  }
  return { limits, bases, symbols };
}

function symbolOf(bits: Bits, { limits, bases, symbols }: Code): number {
  for (let length = 1, code = 0; length <= MAX_CODE_BITS; length++) {
    code = (code << 1) | bits.take(1);
    const place = (bases[length] as number) + code;
    if (code <= (limits[length] as number) && place < symbols.length) return symbols[place] as number;
  }
  throw broken();
}

/** The bytes that a block has, in their order. */
function usedBytes(bits: Bits): Uint8Array {
  const groups = bits.take(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group++) {
    if (((groups >> (15 - group)) & 1) === 0) continue;
    const members = bits.take(16);
    for (let member = 0; member < 16; member++) if (((members >> (15 - member)) & 1) === 1) used.push(group * 16 + member);
  }
  if (used.length === 0) throw broken();
  return Uint8Array.from(used);
}

/** Which code each group of symbols is written in. */
function selectorsOf(bits: Bits, codes: number): Uint8Array {
  const count = bits.take(15);
  if (codes < 2 || codes > 6 || count < 1) throw broken();
  const order = [0, 1, 2, 3, 4, 5];
  return Uint8Array.from({ length: count }, () => {
    let place = 0;
    while (bits.take(1) === 1) if (++place >= codes) throw broken();
    const [code = 0] = order.splice(place, 1);
    order.unshift(code);
    return code;
  });
}

function lengthsOf(bits: Bits, symbols: number): Uint8Array {
  let length = bits.take(5);
  return Uint8Array.from({ length: symbols }, () => {
    for (;;) {
      if (length < 1 || length > MAX_CODE_BITS) throw broken();
      if (bits.take(1) === 0) return length;
      length += bits.take(1) === 0 ? 1 : -1;
    }
  });
}

/** The bytes of a block, as they were sorted. `target` has as many places as a block may have bytes. */
function sortedBytes(bits: Bits, target: Uint32Array): number {
  const order = usedBytes(bits);
  const codeCount = bits.take(3);
  const selectors = selectorsOf(bits, codeCount);
  const codes = Array.from({ length: codeCount }, () => codeOf(lengthsOf(bits, order.length + 2)));
  const end = order.length + 1;
  let [filled, run, weight] = [0, 0, 1];
  for (let index = 0; ; index++) {
    const code = codes[selectors[Math.floor(index / GROUP_SYMBOLS)] ?? -1];
    if (code === undefined) throw broken();
    const symbol = symbolOf(bits, code);
    if (symbol <= 1) {
      // A run is written in digits of 1 and 2.
      run += weight << symbol;
      weight *= 2;
      if (run > MAX_RUN) throw broken();
      continue;
    }
    if (filled + run + (symbol === end ? 0 : 1) > target.length) throw broken();
    target.fill(order[0] as number, filled, filled + run);
    filled += run;
    [run, weight] = [0, 1];
    if (symbol === end) return filled;
    const byte = order[symbol - 1] as number;
    order.copyWithin(1, 0, symbol - 1);
    order[0] = byte;
    target[filled++] = byte;
  }
}

/** Undoes the sorting: each place then holds its byte, and above it the place of the next. */
function link(sorted: Uint32Array, count: number): void {
  const starts = new Uint32Array(257);
  for (let at = 0; at < count; at++) (starts[(sorted[at] as number) + 1] as number)++;
  for (let byte = 1; byte <= 256; byte++) starts[byte] = (starts[byte] as number) + (starts[byte - 1] as number);
  for (let at = 0; at < count; at++) {
    const byte = (sorted[at] as number) & 0xff;
    const place = starts[byte] as number;
    starts[byte] = place + 1;
    sorted[place] = ((sorted[place] as number) & 0xff) | (at << 8);
  }
}

/** The bytes of a block with their runs written out, in pieces; returns their checksum. */
function* unlinked(sorted: Uint32Array, count: number, first: number): Generator<Uint8Array, number> {
  let piece = new Uint8Array(1 << 16);
  let [filled, crc, same, before] = [0, -1, 0, -1];
  let place = (sorted[first] as number) >>> 8;
  for (let index = 0; index < count; index++) {
    const entry = sorted[place] as number;
    const byte = entry & 0xff;
    place = entry >>> 8;
    // After four bytes that are the same, one says how many more there are.
    const isCount = same === 4;
    const [value, times] = isCount ? [before, byte] : [byte, 1];
    same = isCount ? 0 : byte === before ? same + 1 : 1;
    before = isCount ? -1 : byte;
    if (filled + times > piece.length) {
      yield piece.subarray(0, filled);
      piece = new Uint8Array(1 << 16);
      filled = 0;
    }
    for (let time = 0; time < times; time++) {
      piece[filled++] = value;
      crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ value] as number);
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
  return ~crc >>> 0;
}

/** Unpacks the block whose mark was read; returns its checksum. */
function* unpackBlock(bits: Bits, sorted: Uint32Array): Generator<Uint8Array, number> {
  const declared = bits.word();
  if (bits.take(1) === 1)
    throw new SignetError("Undecided", "A block of the bzip2 data is randomised, as versions before 0.9.5 wrote them.", {
      remedy: "Unpack it first with bunzip2.",
    });
  const first = bits.take(24);
  const count = sortedBytes(bits, sorted);
  if (first >= count) throw broken();
  link(sorted, count);
  if ((yield* unlinked(sorted, count, first)) !== declared) throw new BrokenBzip2("a block's checksum is not that of what it unpacks to");
  return declared;
}

/** Unpacks the stream whose header was taken. */
async function* unpackStream(input: PulledBytes, level: number, breathe: () => Promise<void>): AsyncGenerator<Uint8Array> {
  const sorted = new Uint32Array(level * BLOCK_UNIT);
  let [combined, bit] = [0, 0];
  for (;;) {
    await breathe();
    await input.want(MOST_BLOCK_BYTES);
    const bits = new Bits(input.held, bit);
    const [high, low] = [bits.take(24), bits.take(24)];
    if (high === END_MARK[0] && low === END_MARK[1]) {
      if (bits.word() !== combined) throw new BrokenBzip2("their checksum is not that of their blocks");
      input.take((bits.at + 7) >> 3);
      return;
    }
    if (high !== BLOCK_MARK[0] || low !== BLOCK_MARK[1]) throw broken();
    const crc = yield* unpackBlock(bits, sorted);
    combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
    input.take(bits.at >> 3);
    bit = bits.at & 7;
  }
}

/**
 * What the streams of a bzip2 file unpack to, one after the other. What follows a stream and does not begin as another is not looked at.
 * Throws {@link BrokenBzip2} where Python raises. Sources: bzip2's `decompress.c`; `BZ2File` in Python's `bz2.py`.
 */
export async function* bunzip2(chunks: AsyncIterable<Uint8Array>, breathe: () => Promise<void>): AsyncIterable<Uint8Array> {
  const input = new PulledBytes(chunks);
  try {
    for (let isFirst = true; await input.want(1); isFirst = false) {
      await input.want(4);
      const isHeader = [0x42, 0x5a, 0x68].every((byte, index) => (input.held[index] ?? byte) === byte);
      if (!isHeader && !isFirst) return;
      const level = (input.held[3] ?? 0) - 0x30;
      if (!isHeader || level < 1 || level > 9) throw new BrokenBzip2("they do not begin as bzip2's do, or are cut off");
      input.take(4);
      yield* unpackStream(input, level, breathe);
    }
  } finally {
    await input.close();
  }
}
