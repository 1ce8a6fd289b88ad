import { SignetError } from "../errors.ts";

const FRAME_MAGIC = 0x184d2204;
/** 16 magics whose frames hold what is not data. */
const SKIPPABLE = 0x184d2a50;

const broken = (what: string) => new RangeError(`The LZ4 data is broken: ${what}.`);

/** liblz4 copies bytes that it has not written yet, so its result is not known. */
const unchecked = () =>
  new SignetError("Undecided", "The LZ4 data repeat bytes that they do not have, which liblz4 does not notice.", {
    remedy: "Download or write the file again.",
  });

/** A length goes on in further bytes for as long as they are 255. */
function longLength(source: Uint8Array, at: number, short: number): { readonly length: number; readonly at: number } {
  let length = short;
  for (let next = at; ; next++) {
    const byte = source[next];
    if (byte === undefined) throw broken("a length is cut off");
    length += byte;
    if (byte < 255) return { length, at: next + 1 };
  }
}

/** Below this many bytes a loop is faster than a call. */
const SHORT = 32;

function copyLiterals(source: Uint8Array, at: number, target: Uint8Array, to: number, length: number): void {
  if (length < SHORT) for (let index = 0; index < length; index++) target[to + index] = source[at + index] as number;
  else target.set(source.subarray(at, at + length), to);
}

/** Copies `length` bytes that lie `offset` back, byte by byte where they overlap what is written: so LZ4 repeats a pattern. */
function copyBack(target: Uint8Array, to: number, offset: number, length: number): void {
  const from = to - offset;
  if (length >= SHORT && offset >= length) target.copyWithin(to, from, from + length);
  else if (length >= SHORT && offset === 1) target.fill(target[from] as number, to, to + length);
  else for (let index = 0; index < length; index++) target[to + index] = target[from + index] as number;
}

/**
 * Decompresses one LZ4 block into `target` from `start`; `history` is where in `target` the bytes begin that it may refer to.
 * Returns the end of what was written. Throws a RangeError where the block is broken or does not fit. Source: lz4_Block_format.md.
 */
export function unpackLz4Block(source: Uint8Array, target: Uint8Array, start = 0, history = start): number {
  let at = 0;
  let to = start;
  while (at < source.length) {
    const token = source[at++] as number;
    let literals = token >> 4;
    if (literals === 15) ({ length: literals, at } = longLength(source, at, literals));
    if (literals > source.length - at) throw broken("literals are cut off");
    if (literals > target.length - to) throw broken("it is longer than announced");
    copyLiterals(source, at, target, to, literals);
    at += literals;
    to += literals;
    // The last sequence is only literals.
    if (at === source.length) return to;
    if (source.length - at < 2) throw broken("an offset is cut off");
    const offset = (source[at] as number) | ((source[at + 1] as number) << 8);
    at += 2;
    if (offset === 0) throw unchecked();
    if (offset > to - history) throw broken("an offset goes back too far");
    let length = token & 15;
    if (length === 15) ({ length, at } = longLength(source, at, length));
    length += 4;
    if (length > target.length - to) throw broken("it is longer than announced");
    copyBack(target, to, offset, length);
    to += length;
  }
  throw broken(source.length === 0 ? "a block is empty" : "a block does not end with literals");
}

const PRIMES = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1] as const;
const rotated = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));

/** xxHash of fewer than 16 bytes, which all headers of frames have. Source: xxhash_spec.md. */
function shortHash(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = PRIMES[4] + bytes.length;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) hash = Math.imul(rotated(hash + Math.imul(view.getUint32(at, true), PRIMES[2]), 17), PRIMES[3]);
  for (; at < bytes.length; at++) hash = Math.imul(rotated(hash + Math.imul(bytes[at] as number, PRIMES[4]), 11), PRIMES[0]);
  hash = Math.imul(hash ^ (hash >>> 15), PRIMES[1]);
  hash = Math.imul(hash ^ (hash >>> 13), PRIMES[2]);
  return (hash ^ (hash >>> 16)) >>> 0;
}

interface FrameHeader {
  readonly isIndependent: boolean;
  readonly hasBlockChecksums: boolean;
  readonly hasContentChecksum: boolean;
  /** Where the blocks begin. */
  readonly end: number;
}

function frameHeader(view: DataView, at: number): FrameHeader {
  if (view.byteLength - at < 7) throw broken("a frame's header is cut off");
  const flags = view.getUint8(at + 4);
  if (flags >> 6 !== 1) throw broken("a frame has an unknown version");
  if ((flags & 1) !== 0) throw broken("a frame needs a dictionary");
  // Flags, block size and perhaps the content's size.
  const end = at + 6 + ((flags & 8) === 0 ? 0 : 8);
  if (end >= view.byteLength) throw broken("a frame's header is cut off");
  const blockSize = view.getUint8(at + 5);
  if ((flags & 2) !== 0 || (blockSize & 0x8f) !== 0 || blockSize >> 4 < 4) throw broken("a frame's header is not valid");
  const header = new Uint8Array(view.buffer, view.byteOffset + at + 4, end - at - 4);
  if (view.getUint8(end) !== ((shortHash(header) >>> 8) & 0xff)) throw broken("the checksum of a frame's header is not its own");
  return {
    isIndependent: (flags & 0x20) !== 0,
    hasBlockChecksums: (flags & 0x10) !== 0,
    hasContentChecksum: (flags & 4) !== 0,
    end: end + 1,
  };
}

/** Decompresses the blocks of one frame; returns where the frame and what was written end. */
function unpackFrame(source: Uint8Array, view: DataView, start: number, target: Uint8Array, written: number) {
  const { isIndependent, hasBlockChecksums, hasContentChecksum, end } = frameHeader(view, start);
  let at = end;
  let to = written;
  while (true) {
    if (source.length - at < 4) throw broken("a block's size is cut off");
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fff_ffff;
    if (size > source.length - at) throw broken("a block is cut off");
    const block = source.subarray(at, at + size);
    if (word >>> 31 === 0) to = unpackLz4Block(block, target, to, isIndependent ? to : written);
    else if (size > target.length - to) throw broken("it is longer than announced");
    else {
      target.set(block, to);
      to += size;
    }
    at += size + (hasBlockChecksums ? 4 : 0);
  }
  if (hasContentChecksum) at += 4;
  if (at > source.length) throw broken("a checksum is cut off");
  return { at, to };
}

/**
 * Decompresses LZ4 frames, one after another, to the `byteLength` bytes that they are known to hold; skippable frames are passed over.
 * Of the checksums only those of headers are compared. Throws a RangeError where the data is broken, needs a dictionary or has another length.
 * Source: lz4_Frame_format.md.
 */
export function unpackLz4Frames(source: Uint8Array, byteLength: number): Uint8Array {
  // A byte says at most 255 more.
  if (byteLength > 255 * source.length) throw broken(`${source.length} bytes cannot unpack to ${byteLength}`);
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const target = new Uint8Array(byteLength);
  let at = 0;
  let to = 0;
  while (at < source.length) {
    if (source.length - at < 8) throw broken("a frame is cut off");
    const magic = view.getUint32(at, true);
    if (magic >>> 4 === SKIPPABLE >>> 4) at += 8 + view.getUint32(at + 4, true);
    else if (magic === FRAME_MAGIC) ({ at, to } = unpackFrame(source, view, at, target, to));
    else throw broken("it is not a frame");
  }
  if (at > source.length || to !== byteLength) throw broken("it is shorter than announced");
  return target;
}
