// AssemblyScript. 64-bit hashes of values and of texts; core/profile/hash64.ts gives the same in TypeScript.
// The finalizer is MurmurHash3's (Austin Appleby, public domain): a bijection, so that different numbers never share a hash.

/** Every bit of a value spread over all bits. */
@inline
export function mix64(value: u64): u64 {
  let bits = value;
  bits ^= bits >> 33;
  bits *= 0xff51afd7ed558ccd;
  bits ^= bits >> 33;
  bits *= 0xc4ceb9fe1a85ec53;
  return bits ^ (bits >> 33);
}

const WORD_FACTOR: u64 = 0x9e3779b97f4a7c15;
const HIGH_BITS: u64 = 0x8080808080808080;

/** Whether the text that was hashed last has a byte past ASCII. */
export let hasHighBytes: bool = false;

/** The hash of `length` bytes; up to seven more are read and not used. */
export function hashText(start: usize, length: u32): u64 {
  let hash: u64 = length;
  let all: u64 = 0;
  let at = start;
  const last = start + (length & ~7);
  while (at < last) {
    const word = load<u64>(at);
    all |= word;
    hash = (hash ^ word) * WORD_FACTOR;
    hash ^= hash >> 32;
    at += 8;
  }
  const rest = <u64>(length & 7);
  if (rest != 0) {
    const word = load<u64>(at) & (~(<u64>0) >> (64 - (rest << 3)));
    all |= word;
    hash = (hash ^ word) * WORD_FACTOR;
    hash ^= hash >> 32;
  }
  hasHighBytes = (all & HIGH_BITS) != 0;
  return mix64(hash);
}

/** Characters of a text in UTF-8: its bytes but for those that continue a character. */
export function countCharacters(start: usize, length: u32): u32 {
  let count = length;
  for (let at = start; at < start + length; at++) if ((load<u8>(at) & 0xc0) == 0x80) count--;
  return count;
}
