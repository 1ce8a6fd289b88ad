// AssemblyScript. 64 bytes as masks of 64 bits, the first byte in the lowest.

/** A bit for each byte of four vectors that equals `byte`, a vector of equal bytes. */
@inline
export function equalBits(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(i8x16.eq(a, byte)) | (<u32>i8x16.bitmask(i8x16.eq(b, byte)) << 16)) |
    (<u64>(<u32>i8x16.bitmask(i8x16.eq(c, byte)) | (<u32>i8x16.bitmask(i8x16.eq(d, byte)) << 16)) << 32)
  );
}

/** Each bit the parity of itself and all lower ones: between an odd quote and the next, ones. */
@inline
export function prefixXor(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}

/** Writes the places of the set bits as 32-bit integers, counted from `base`; up to three more are overwritten. Returns the end. */
@inline
export function writeBits(bits: u64, base: u32, to: usize): usize {
  const count = <usize>popcnt(bits);
  let at = to;
  const end = to + (count << 2);
  while (at < end) {
    store<u32>(at, base + <u32>ctz(bits));
    bits &= bits - 1;
    store<u32>(at, base + <u32>ctz(bits), 4);
    bits &= bits - 1;
    store<u32>(at, base + <u32>ctz(bits), 8);
    bits &= bits - 1;
    store<u32>(at, base + <u32>ctz(bits), 12);
    bits &= bits - 1;
    at += 16;
  }
  return end;
}
