/** The reflected polynomial of zip and gzip. */
const POLYNOMIAL = 0xedb88320;

/** Tables for eight bytes at a time: the n-th gives the effect of a byte on the remainder n bytes later. */
const TABLES: readonly Int32Array[] = (() => {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
    return remainder;
  });
  const tables = [first];
  for (let table = first; tables.length < 8; tables.push(table)) {
    const before = table;
    table = before.map((remainder) => (first[remainder & 0xff] as number) ^ (remainder >>> 8));
  }
  return tables;
})();

/** The CRC-32 of bytes that follow those whose CRC-32 is `before`; 0 before the first. */
export function crc32(bytes: Uint8Array, before = 0): number {
  // Eight tables were made above.
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let remainder = ~before;
  let at = 0;
  // Indices are masked to the tables' 256 entries, and the loop's end keeps them within the bytes.
  const byteAt = (index: number) => bytes[index] as number;
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low = remainder ^ (byteAt(at) | (byteAt(at + 1) << 8) | (byteAt(at + 2) << 16) | (byteAt(at + 3) << 24));
    remainder =
      (t7[low & 0xff] as number) ^
      (t6[(low >>> 8) & 0xff] as number) ^
      (t5[(low >>> 16) & 0xff] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[byteAt(at + 4)] as number) ^
      (t2[byteAt(at + 5)] as number) ^
      (t1[byteAt(at + 6)] as number) ^
      (t0[byteAt(at + 7)] as number);
  }
  for (; at < bytes.length; at++) remainder = (t0[(remainder ^ byteAt(at)) & 0xff] as number) ^ (remainder >>> 8);
  return ~remainder >>> 0;
}
