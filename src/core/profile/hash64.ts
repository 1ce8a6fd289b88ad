/**
 * 64-bit hashes as two halves of 32 bits, the same that readers/csv/kernel/hash.as.ts makes. The finalizer is MurmurHash3's (Austin
 * Appleby, public domain): a bijection, so that different numbers never share a hash and a number can be read back from its own.
 */
export interface Hash {
  high: number;
  low: number;
}

/** The upper half of the 64-bit product of two 32-bit integers. */
function upperProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000);
}

/** Multiplies in place, modulo 2^64. */
function multiply(hash: Hash, factorHigh: number, factorLow: number): void {
  const { high } = hash;
  const low = hash.low >>> 0;
  hash.high = (upperProduct(low, factorLow) + Math.imul(high, factorLow) + Math.imul(low, factorHigh)) >>> 0;
  hash.low = Math.imul(low, factorLow) >>> 0;
}

/** `hash ^= hash >> 33`. */
function foldHigh(hash: Hash): void {
  hash.low = (hash.low ^ (hash.high >>> 1)) >>> 0;
}

/** Spreads every bit over all bits, in place. */
export function mix64(hash: Hash): void {
  foldHigh(hash);
  multiply(hash, 0xff51afd7, 0xed558ccd);
  foldHigh(hash);
  multiply(hash, 0xc4ceb9fe, 0x1a85ec53);
  foldHigh(hash);
}

/** Four bytes of a text as an integer, the first the lowest; zeros past its end. */
function word(bytes: Uint8Array, at: number, end: number): number {
  let found = 0;
  for (let byte = Math.min(3, end - at - 1); byte >= 0; byte--) found = (found << 8) | (bytes[at + byte] as number);
  return found;
}

const second: Hash = { high: 0, low: 0 };

/** The hash of the bytes from `start` to `end`. */
export function hashText(hash: Hash, bytes: Uint8Array, start: number, end: number): void {
  hash.high = 0;
  hash.low = end - start;
  for (let at = start; at < end; at += 16) {
    hash.high ^= word(bytes, at + 4, end);
    hash.low ^= word(bytes, at, end);
    multiply(hash, 0x9e3779b9, 0x7f4a7c15);
    second.high = word(bytes, at + 12, end) ^ 0xa0761d64;
    second.low = word(bytes, at + 8, end) ^ 0x78bd642f;
    multiply(second, 0xd6e8feb8, 0x6659fd93);
    // The other product goes in with its halves exchanged.
    hash.high = (hash.high ^ second.low) >>> 0;
    hash.low = (hash.low ^ second.high ^ hash.high) >>> 0;
  }
  mix64(hash);
}

/** The inverse of an odd factor modulo 2^64, by Newton's method: each step doubles the bits that are right. */
function inverse(factor: bigint): bigint {
  let found = factor;
  for (let bits = 3; bits < 64; bits *= 2) found = BigInt.asUintN(64, found * (2n - factor * found));
  return found;
}

const UNDO_FIRST = inverse(0xff51afd7ed558ccdn);
const UNDO_SECOND = inverse(0xc4ceb9fe1a85ec53n);

const halvesOf = (factor: bigint): readonly [number, number] => [Number(factor >> 32n), Number(factor & 0xffffffffn)];
const [SECOND_HIGH, SECOND_LOW] = halvesOf(UNDO_SECOND);
const [FIRST_HIGH, FIRST_LOW] = halvesOf(UNDO_FIRST);

/** Undoes {@link mix64}, in place: the hash becomes the value that it was made of. */
export function unmix64(hash: Hash): void {
  foldHigh(hash);
  multiply(hash, SECOND_HIGH, SECOND_LOW);
  foldHigh(hash);
  multiply(hash, FIRST_HIGH, FIRST_LOW);
  foldHigh(hash);
}
