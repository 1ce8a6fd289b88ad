// AssemblyScript. CRC-32 of the kernel's memory, eight bytes at a time: a table gives the effect of a byte on the remainder some bytes later.

const crcTables: usize = memory.data(8 * 1024, 64);
let areTablesMade: bool = false;

/** Makes the tables, once. */
export function prepareCrc(): void {
  if (areTablesMade) return;
  for (let byte: u32 = 0; byte < 256; byte++) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    store<u32>(crcTables + (byte << 2), rest);
  }
  for (let at: u32 = 256; at < 2048; at++) {
    const before = load<u32>(crcTables + ((at - 256) << 2));
    store<u32>(crcTables + (at << 2), load<u32>(crcTables + ((before & 0xff) << 2)) ^ (before >>> 8));
  }
  areTablesMade = true;
}

@inline
function crcOf(table: u32, byte: u32): u32 {
  return load<u32>(crcTables + (((table << 8) | (byte & 0xff)) << 2));
}

/** The CRC-32 of bytes of the kernel's memory that follow those whose CRC-32 is `before`. */
export function crc32(at: usize, end: usize, before: u32): u32 {
  let rest = ~before;
  for (; at + 8 <= end; at += 8) {
    const low = rest ^ load<u32>(at);
    const high = load<u32>(at, 4);
    rest =
      crcOf(7, low) ^ crcOf(6, low >>> 8) ^ crcOf(5, low >>> 16) ^ crcOf(4, low >>> 24) ^
      crcOf(3, high) ^ crcOf(2, high >>> 8) ^ crcOf(1, high >>> 16) ^ crcOf(0, high >>> 24);
  }
  for (; at < end; at++) rest = crcOf(0, rest ^ load<u8>(at)) ^ (rest >>> 8);
  return ~rest;
}
