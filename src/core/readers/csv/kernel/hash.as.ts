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

const FIRST_FACTOR: u64 = 0x9e3779b97f4a7c15;
const SECOND_FACTOR: u64 = 0xd6e8feb86659fd93;
const SECOND_START: u64 = 0xa0761d6478bd642f;
const HIGH_BITS: u64 = 0x8080808080808080;

/** Whether the text that was hashed last has a byte past ASCII. */
export let hasHighBytes: bool = false;

/** Two words of a text, multiplied side by side. */
@inline
function addWords(hash: u64, first: u64, second: u64): u64 {
  const mixed = ((hash ^ first) * FIRST_FACTOR) ^ rotr((second ^ SECOND_START) * SECOND_FACTOR, 32);
  return mixed ^ (mixed >> 32);
}

/** The hash of `length` bytes, one at least; up to fifteen more are read and not used. */
export function hashText(start: usize, length: u32): u64 {
  let hash: u64 = length;
  let all: u64 = 0;
  let at = start;
  let rest = length;
  while (rest > 16) {
    const first = load<u64>(at);
    const second = load<u64>(at, 8);
    all |= first | second;
    hash = addWords(hash, first, second);
    at += 16;
    rest -= 16;
  }
  const bits = <u64>rest << 3;
  const first = load<u64>(at) & select<u64>(~(<u64>0), ~(<u64>0) >> ((64 - bits) & 63), rest >= 8);
  const second = select<u64>(0, load<u64>(at, 8) & (~(<u64>0) >> ((128 - bits) & 63)), rest <= 8);
  all |= first | second;
  hasHighBytes = (all & HIGH_BITS) != 0;
  return mix64(addWords(hash, first, second));
}

/** Characters of a text in UTF-8: its bytes except those that continue a character. */
export function countCharacters(start: usize, length: u32): u32 {
  let count = length;
  for (let at = start; at < start + length; at++) if ((load<u8>(at) & 0xc0) == 0x80) count--;
  return count;
}
