import type { Decode } from "./codec.ts";

/** UTF-8 in which faults are allowed: each is the longest beginning of a character that was cut off, as in Python. */
export const utf8Codec: Decode = (bytes, isEnd, out, fault) => {
  let at = 0;
  let clean = 0;
  const flush = () => {
    if (at > clean) out.append(bytes.subarray(clean, at));
  };
  while (at < bytes.length) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const { length, minimum, maximum } = leadOf(lead);
    let end = at + 1;
    for (; end < at + length && end < bytes.length; end++) {
      const byte = bytes[end] as number;
      if (byte < (end === at + 1 ? minimum : 0x80) || byte > (end === at + 1 ? maximum : 0xbf)) break;
    }
    if (length > 0 && end === at + length) {
      at = end;
      continue;
    }
    flush();
    if (length > 0 && end === bytes.length && !isEnd) return at;
    fault(bytes, at, end, out);
    at = end;
    clean = end;
  }
  flush();
  return at;
};

function leadOf(lead: number): { readonly length: number; readonly minimum: number; readonly maximum: number } {
  if (lead >= 0xc2 && lead <= 0xdf) return { length: 2, minimum: 0x80, maximum: 0xbf };
  if (lead >= 0xe0 && lead <= 0xef) return { length: 3, minimum: lead === 0xe0 ? 0xa0 : 0x80, maximum: lead === 0xed ? 0x9f : 0xbf };
  if (lead >= 0xf0 && lead <= 0xf4) return { length: 4, minimum: lead === 0xf0 ? 0x90 : 0x80, maximum: lead === 0xf4 ? 0x8f : 0xbf };
  return { length: 0, minimum: 0, maximum: 0 };
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** UTF-16 of a fixed order. Source: `_PyUnicode_DecodeUTF16Stateful`. */
export function utf16Codec(isBig: boolean): Decode {
  return (bytes, isEnd, out, fault) => {
    const unitAt = (at: number) =>
      isBig ? ((bytes[at] as number) << 8) | (bytes[at + 1] as number) : (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
    let at = 0;
    while (at < bytes.length) {
      const isCut = at + 2 > bytes.length || (isHigh(unitAt(at)) && at + 4 > bytes.length);
      if (isCut) {
        if (!isEnd) return at;
        fault(bytes, at, bytes.length, out);
        return bytes.length;
      }
      const unit = unitAt(at);
      if (isHigh(unit) && isLow(unitAt(at + 2))) {
        out.codePoint(0x10000 + ((unit - 0xd800) << 10) + unitAt(at + 2) - 0xdc00);
        at += 4;
      } else {
        if (isHigh(unit) || isLow(unit)) fault(bytes, at, at + 2, out);
        else out.codePoint(unit);
        at += 2;
      }
    }
    return at;
  };
}

/** UTF-32 of a fixed order. Source: `PyUnicode_DecodeUTF32Stateful`. */
export function utf32Codec(isBig: boolean): Decode {
  return (bytes, isEnd, out, fault) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (; at + 4 <= bytes.length; at += 4) {
      const code = view.getUint32(at, !isBig);
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) fault(bytes, at, at + 4, out);
      else out.codePoint(code);
    }
    if (at === bytes.length || !isEnd) return at;
    fault(bytes, at, bytes.length, out);
    return bytes.length;
  };
}

/** UTF-16 and UTF-32 whose order a mark gives. Python's stream readers refuse a text without one, which `unmarked` throws. */
export function markedCodec(width: 2 | 4, codec: (isBig: boolean) => Decode, unmarked: () => Error): Decode {
  let chosen: Decode | null = null;
  return (bytes, isEnd, out, fault) => {
    if (chosen !== null) return chosen(bytes, isEnd, out, fault);
    if (bytes.length < width) {
      if (isEnd && bytes.length > 0) fault(bytes, 0, bytes.length, out);
      return isEnd ? bytes.length : 0;
    }
    const little = bytes[0] === 0xff && bytes[1] === 0xfe && (width === 2 || (bytes[2] === 0 && bytes[3] === 0));
    const big =
      width === 2 ? bytes[0] === 0xfe && bytes[1] === 0xff : bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff;
    if (little || big) {
      chosen = codec(big);
      return width;
    }
    throw unmarked();
  };
}
