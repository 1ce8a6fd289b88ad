import { crc32 } from "./crc32.ts";
import { BrokenDeflate, inflateTo } from "./inflate.ts";

const cutOff = () => new BrokenDeflate(true);
const broken = () => new BrokenDeflate(false);

const Flag = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/** Where a text ends, behind its zero. */
function textEnd(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(0, at);
  if (end < 0) throw cutOff();
  return end + 1;
}

/** Where the data behind a gzip header begin. zlib looks at more of it than Python does. Source: `inflate` in zlib's `inflate.c`. */
function gzipStart(bytes: Uint8Array): number {
  const [, , method, flags = 0] = bytes;
  if (bytes.length < 10) throw cutOff();
  if (method !== 8 || (flags & Flag.reserved) !== 0) throw broken();
  let at = 10;
  if ((flags & Flag.extra) !== 0) at += 2 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  if ((flags & Flag.name) !== 0) at = textEnd(bytes, at);
  if ((flags & Flag.comment) !== 0) at = textEnd(bytes, at);
  if ((flags & Flag.headerCrc) === 0) return at;
  if (at + 2 > bytes.length) throw cutOff();
  const declared = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  if ((crc32(bytes.subarray(0, at)) & 0xffff) !== declared) throw broken();
  return at + 2;
}

/** Where the data behind a zlib header begin. Source: RFC 1950. */
function zlibStart(bytes: Uint8Array): number {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) throw cutOff();
  const needsDictionary = (second & 0x20) !== 0;
  if (((first << 8) | second) % 31 !== 0 || (first & 15) !== 8 || first >> 4 > 7 || needsDictionary) throw broken();
  return 2;
}

/** Source: RFC 1950, section 8.2. */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return ((high << 16) | low) >>> 0;
}

/** Unpacks the member that begins with the first byte; `end` is behind its trailer. */
function unpackMember(bytes: Uint8Array, byteLength: number): { readonly unpacked: Uint8Array; readonly end: number } {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const { unpacked, end, checksum } = inflateTo(bytes, isGzip ? gzipStart(bytes) : zlibStart(bytes), byteLength);
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end, bytes.byteLength - end);
  if (trailer.byteLength < (isGzip ? 8 : 4)) throw cutOff();
  const isWhole = isGzip
    ? trailer.getUint32(0, true) === checksum && trailer.getUint32(4, true) === unpacked.length % 2 ** 32
    : trailer.getUint32(0) === adler32(unpacked);
  if (!isWhole) throw broken();
  return { unpacked, end: end + (isGzip ? 8 : 4) };
}

/**
 * Unpacks gzip members one after another, or zlib data, to at most `byteLength` bytes in all, as codecs of Parquet do.
 * Throws {@link BrokenDeflate} where zlib refuses the data, or they unpack to more. Source: `GZipCodec` in `arrow/util/compression_zlib.cc`.
 */
export function gunzipTo(bytes: Uint8Array, byteLength: number): Uint8Array {
  if (byteLength === 0) return new Uint8Array();
  const first = unpackMember(bytes, byteLength);
  if (first.end === bytes.length) return first.unpacked;
  const joined = new Uint8Array(byteLength);
  joined.set(first.unpacked);
  let filled = first.unpacked.length;
  for (let at = first.end; at < bytes.length; ) {
    const { unpacked, end } = unpackMember(bytes.subarray(at), byteLength - filled);
    joined.set(unpacked, filled);
    filled += unpacked.length;
    at += end;
  }
  return joined.subarray(0, filled);
}
