// AssemblyScript. Writes UTF-16 as UTF-8: sixteen ASCII units at once, others one by one.

/** Bytes past the buffers' ends that vectors may touch. */
const SLACK: usize = 64;
/** A unit becomes three bytes at most; two that are one character become four. */
const MOST_GROWTH: usize = 2;

let input: usize = 0;
let output: usize = 0;
let consumed: usize = 0;
let isWrong: bool = false;

/** Makes room for `capacity` bytes of UTF-16, an even number, and for what they become. */
export function configure(capacity: usize): void {
  input = (__heap_base + 63) & ~63;
  output = input + capacity + SLACK;
  const pages = <i32>((output + capacity * MOST_GROWTH + SLACK + 0xffff) >> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

export function inputAt(): usize {
  return input;
}
export function outputAt(): usize {
  return output;
}
/** Bytes of whole characters that the last conversion took. */
export function bytesConsumed(): usize {
  return consumed;
}
/** Whether the last conversion stopped at a surrogate without its other. */
export function stoppedAtFault(): bool {
  return isWrong;
}

@inline
function unitAt(at: usize, bigEndian: bool): u32 {
  const unit = load<u16>(at);
  return bigEndian ? <u32>bswap<u16>(unit) : <u32>unit;
}

@inline
function eightUnits(at: usize, bigEndian: bool): v128 {
  const units = v128.load(at);
  return bigEndian ? v128.shuffle<u8>(units, units, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14) : units;
}

/** Converts the first `length` bytes of the input, up to the last whole character among them. Returns the bytes written. */
export function convert(length: usize, bigEndian: bool): usize {
  const end = input + (length & ~1);
  let at = input;
  let to = output;
  isWrong = false;
  while (at < end) {
    while (at + 32 <= end) {
      const low = eightUnits(at, bigEndian);
      const high = eightUnits(at + 16, bigEndian);
      if (v128.any_true(v128.and(v128.or(low, high), i16x8.splat(-128)))) break;
      v128.store(to, i8x16.narrow_i16x8_u(low, high));
      at += 32;
      to += 16;
    }
    // The units that the vectors could not take, and some after them: text that is not ASCII seldom comes alone.
    const stop = min(at + 32, end);
    while (at < stop) {
      const unit = unitAt(at, bigEndian);
      if (unit < 0x80) {
        store<u8>(to, <u8>unit);
        to += 1;
      } else if (unit < 0x800) {
        store<u8>(to, <u8>(0xc0 | (unit >> 6)));
        store<u8>(to, <u8>(0x80 | (unit & 0x3f)), 1);
        to += 2;
      } else if ((unit & 0xf800) != 0xd800) {
        store<u8>(to, <u8>(0xe0 | (unit >> 12)));
        store<u8>(to, <u8>(0x80 | ((unit >> 6) & 0x3f)), 1);
        store<u8>(to, <u8>(0x80 | (unit & 0x3f)), 2);
        to += 3;
      } else {
        const isCut = at + 4 > end;
        const next = isCut ? 0xdc00 : unitAt(at + 2, bigEndian);
        isWrong = unit >= 0xdc00 || (next & 0xfc00) != 0xdc00;
        if (isWrong || isCut) {
          consumed = at - input;
          return to - output;
        }
        const character = 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
        store<u8>(to, <u8>(0xf0 | (character >> 18)));
        store<u8>(to, <u8>(0x80 | ((character >> 12) & 0x3f)), 1);
        store<u8>(to, <u8>(0x80 | ((character >> 6) & 0x3f)), 2);
        store<u8>(to, <u8>(0x80 | (character & 0x3f)), 3);
        to += 4;
        at += 2;
      }
      at += 2;
    }
  }
  consumed = at - input;
  return to - output;
}
