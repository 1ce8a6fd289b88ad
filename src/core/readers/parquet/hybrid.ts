/** Numbers of a fixed width that a page's levels or indices fill. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

const cutOff = () => new Error("unexpected end of stream: a run is cut off");

function unpack(bytes: Uint8Array, start: number, width: number, target: Numbers, from: number, to: number): void {
  if (start + Math.ceil(((to - from) * width) / 8) > bytes.length) throw cutOff();
  const mask = 2 ** width - 1;
  let at = start;
  let held = 0;
  let bits = 0;
  if (width <= 24) {
    for (let index = from; index < to; index++) {
      while (bits < width) {
        held |= (bytes[at++] as number) << bits;
        bits += 8;
      }
      target[index] = held & mask;
      held >>>= width;
      bits -= width;
    }
    return;
  }
  // Past 31 bits the machine's own shifts lose some, so these rare widths are counted in floats, which are exact to 53.
  for (let index = from; index < to; index++) {
    while (bits < width) {
      held += (bytes[at++] as number) * 2 ** bits;
      bits += 8;
    }
    target[index] = held % (mask + 1);
    held = Math.floor(held / (mask + 1));
    bits -= width;
  }
}

/** Single bits, as most levels are. */
function unpackBits(bytes: Uint8Array, start: number, target: Numbers, from: number, to: number): void {
  if (start + ((to - from + 7) >> 3) > bytes.length) throw cutOff();
  let at = start;
  let index = from;
  for (; index + 8 <= to; index += 8) {
    const byte = bytes[at++] as number;
    target[index] = byte & 1;
    target[index + 1] = (byte >> 1) & 1;
    target[index + 2] = (byte >> 2) & 1;
    target[index + 3] = (byte >> 3) & 1;
    target[index + 4] = (byte >> 4) & 1;
    target[index + 5] = (byte >> 5) & 1;
    target[index + 6] = (byte >> 6) & 1;
    target[index + 7] = byte >> 7;
  }
  for (let bit = 0; index < to; index++, bit++) target[index] = ((bytes[at] as number) >> bit) & 1;
}

/** The header of the run that begins at `at`, and where its values begin. Throws where it is cut off, or the run is empty. */
function runHeader(bytes: Uint8Array, start: number): { readonly header: number; readonly at: number } {
  let header = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    if (at >= bytes.length || shift > 28) throw cutOff();
    const byte = bytes[at++] as number;
    header |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  header >>>= 0;
  if (header >>> 1 === 0) throw cutOff();
  return { header, at };
}

/** Whether runs that begin with the bytes say that they hold `count` numbers. Throws where a run's header is cut off. */
export function holdsRuns(bytes: Uint8Array, width: number, count: number): boolean {
  for (let [next, held] = [0, 0]; held < count; ) {
    if (next >= bytes.length) return false;
    const { header, at } = runHeader(bytes, next);
    const isPacked = (header & 1) === 1;
    held += (header >>> 1) * (isPacked ? 8 : 1);
    next = at + (isPacked ? (header >>> 1) * width : (width + 7) >> 3);
  }
  return true;
}

/**
 * Fills `target` from runs that repeat a value or pack several, of `width` bits each, beginning at `start`; runs of no bits repeat 0.
 * Throws where the bytes end before. Sources: Parquet's Encodings.md, RLE / bit-packing hybrid; `RleBitPackedParser::PeekImpl` in `arrow/util/rle_encoding_internal.h`.
 */
export function readHybrid(bytes: Uint8Array, start: number, width: number, target: Numbers): void {
  const count = target.length;
  let next = start;
  let filled = 0;
  while (filled < count) {
    const { header, at } = runHeader(bytes, next);
    if ((header & 1) === 1) {
      const groups = header >>> 1;
      // Some writers leave out the padding of the last group, and pyarrow takes what is there of it; not more may be missing.
      const here = width === 0 ? groups * 8 : Math.floor(((bytes.length - at) * 8) / width);
      if (here <= (groups - 1) * 8) throw cutOff();
      const end = Math.min(count, filled + groups * 8);
      if (width === 1) unpackBits(bytes, at, target, filled, end);
      else unpack(bytes, at, width, target, filled, end);
      next = at + groups * width;
      filled = end;
    } else {
      const end = Math.min(count, filled + (header >>> 1));
      const byteLength = (width + 7) >> 3;
      if (at + byteLength > bytes.length) throw cutOff();
      let value = 0;
      for (let byte = 0; byte < byteLength; byte++) value += (bytes[at + byte] as number) * 2 ** (byte * 8);
      target.fill(value, filled, end);
      next = at + byteLength;
      filled = end;
    }
  }
}

/** Fills `target` from values that are packed one behind the other, of `width` bits each. Throws where the bytes end before. */
export function readPacked(bytes: Uint8Array, start: number, width: number, target: Numbers): void {
  unpack(bytes, start, width, target, 0, target.length);
}

/**
 * The value that one run repeats for all of `count` numbers, or -1 where it takes more than one run to say them: most levels are all the same,
 * and need not be written out.
 */
export function onlyValue(bytes: Uint8Array, start: number, width: number, count: number): number {
  const first = bytes[start] ?? 1;
  if ((first & 1) === 1 || width > 8) return -1;
  let repeats = 0;
  let at = start;
  for (let shift = 0; shift <= 28; shift += 7) {
    const byte = bytes[at++] ?? 0;
    repeats |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return repeats >>> 1 >= count ? (bytes[at] ?? -1) : -1;
}

/** The bits that a number up to `most` takes. */
export function bitWidth(most: number): number {
  return 32 - Math.clz32(most);
}
