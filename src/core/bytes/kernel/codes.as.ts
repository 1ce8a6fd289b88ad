// AssemblyScript. The tables by which deflate's codes are decoded. Source: RFC 1951; `inflate_table` in zlib's `inftrees.c`.

/**
 * Tables of codes: an entry for each pattern of the first bits, and subtables for longer codes.
 * An entry is the bits of its code (8), its extra bits or a subtable's bits (5), flags (3), and a value (16).
 */
export const LITERAL: u32 = 1 << 15;
export const SPECIAL: u32 = 1 << 14;
export const SUBTABLE: u32 = 1 << 13;
/** How many bits the tables of lengths and distances are looked up by; subtables add less than as much. */
export const LENGTH_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 8;

const sorted: usize = memory.data(2 * 512);

const LENGTH_BASE: StaticArray<u16> = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA: StaticArray<u8> = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE: StaticArray<u16> = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];

/** An entry of a symbol without the bits of its code; 0 for symbols that no data may use. */
function entryOf(symbol: u32, isLength: bool): u32 {
  if (!isLength) return symbol > 29 ? SPECIAL : (<u32>unchecked(DISTANCE_BASE[symbol]) << 16) | ((symbol < 4 ? 0 : (symbol >> 1) - 1) << 8);
  if (symbol < 256) return (symbol << 16) | LITERAL;
  // The end of a block, and what the fixed code has and no data may use.
  if (symbol == 256) return SPECIAL | (1 << 16);
  if (symbol > 285) return SPECIAL;
  return (<u32>unchecked(LENGTH_BASE[symbol - 257]) << 16) | (<u32>unchecked(LENGTH_EXTRA[symbol - 257]) << 8);
}

const counts: usize = memory.data(4 * 16);
const offsets: usize = memory.data(4 * 16);

@inline
function reversed(code: u32, length: u32): u32 {
  let rest = code;
  rest = ((rest & 0x5555) << 1) | ((rest >> 1) & 0x5555);
  rest = ((rest & 0x3333) << 2) | ((rest >> 2) & 0x3333);
  rest = ((rest & 0x0f0f) << 4) | ((rest >> 4) & 0x0f0f);
  rest = ((rest & 0x00ff) << 8) | ((rest >> 8) & 0x00ff);
  return rest >> (16 - length);
}

/**
 * Makes the table of a code by the lengths of its symbols' codes. Returns whether zlib would take the code: it must be complete, unless it has
 * one symbol of one bit, or none, and is not the code of code lengths.
 */
export function makeTable(table: usize, lengths: usize, count: u32, tableBits: u32, isLength: bool): bool {
  memory.fill(counts, 0, 64);
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const slot = counts + ((<u32>load<u8>(lengths + symbol)) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
  }
  let left: i32 = 1;
  let most: u32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    const used = load<u32>(counts + (length << 2));
    left = (left << 1) - <i32>used;
    if (left < 0) return false;
    if (used > 0) most = length;
  }
  // zlib gives a code without symbols a table whose every entry is invalid.
  memory.fill(table, 0, 4 << tableBits);
  if (most == 0) return count != 19;
  if (left > 0 && (count == 19 || most != 1)) return false;
  let next: u32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    store<u32>(offsets + (length << 2), next);
    next += load<u32>(counts + (length << 2));
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const length = <u32>load<u8>(lengths + symbol);
    if (length == 0) continue;
    const slot = offsets + (length << 2);
    const place = load<u32>(slot);
    store<u32>(slot, place + 1);
    store<u16>(sorted + (place << 1), <u16>symbol);
  }
  fillTable(table, most, tableBits, isLength);
  return true;
}

function fillTable(table: usize, most: u32, tableBits: u32, isLength: bool): void {
  let code: u32 = 0;
  let place: u32 = 0;
  let free: u32 = 1 << tableBits;
  let prefix: u32 = 0xffffffff;
  let subtable: u32 = 0;
  let subBits: u32 = 0;
  for (let length: u32 = 1; length <= most; length++, code <<= 1) {
    for (let left = load<u32>(counts + (length << 2)); left > 0; left--, code++, place++) {
      const entry = entryOf(load<u16>(sorted + (place << 1)), isLength);
      const pattern = reversed(code, length);
      if (length <= tableBits) {
        for (let slot = pattern; slot < (<u32>1 << tableBits); slot += 1 << length) store<u32>(table + (slot << 2), entry | length);
        continue;
      }
      const low = pattern & ((1 << tableBits) - 1);
      if (low != prefix) {
        prefix = low;
        subtable = free;
        // As many bits as the codes of this prefix have, which are those that follow.
        subBits = length - tableBits;
        let room: i32 = 1 << subBits;
        let more = left;
        for (let longer = length; longer < most; ) {
          room -= <i32>more;
          if (room <= 0) break;
          longer++;
          subBits++;
          room <<= 1;
          more = load<u32>(counts + (longer << 2));
        }
        free += 1 << subBits;
        store<u32>(table + (low << 2), (subtable << 16) | SPECIAL | SUBTABLE | (subBits << 8) | tableBits);
      }
      const rest = length - tableBits;
      for (let slot = pattern >> tableBits; slot < (<u32>1 << subBits); slot += 1 << rest) store<u32>(table + ((subtable + slot) << 2), entry | rest);
    }
  }
}
