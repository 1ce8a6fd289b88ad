import { joinBytes } from "../../bytes/join-bytes.ts";
import { decodeError } from "./utf8-check.ts";

const MARK = 0xfeff;

/** UTF-16 as UTF-8, in chunks of any size; a byte order mark at its start is dropped. A browser's TextDecoder says the same, by way of strings. */
export class Utf16Decoder {
  private readonly encoding: string;
  private readonly bigEndian: boolean;
  /** A byte that is half of a unit, and the first unit of a pair, where a chunk cuts them. */
  private half: Uint8Array = new Uint8Array();
  private high = 0;
  /** Bytes of the file before the next unit. */
  private seen = 0;

  /** `encoding` is Python's name, for messages. */
  constructor(encoding: string, bigEndian: boolean) {
    this.encoding = encoding;
    this.bigEndian = bigEndian;
  }

  /** The next bytes. Throws `UnreadableFile` (`UnicodeDecodeError`) at the first unit that is half a pair alone. */
  decode(chunk: Uint8Array): Uint8Array {
    const bytes = this.half.length === 0 ? chunk : joinBytes(this.half, chunk);
    const units = this.unitsOf(bytes);
    this.half = bytes.slice(units.length * 2);
    const out = new Uint8Array(units.length * 3 + 1);
    let to = 0;
    for (let at = this.seen === 0 && units[0] === MARK ? 1 : 0; at < units.length; at++) {
      const unit = units[at] as number;
      if (unit < 0x80 && this.high === 0) out[to++] = unit;
      else if ((unit & 0xf800) === 0xd800 || this.high !== 0) to = this.surrogate(unit, out, to, at);
      else if (unit < 0x800) {
        out[to++] = 0xc0 | (unit >> 6);
        out[to++] = 0x80 | (unit & 0x3f);
      } else {
        out[to++] = 0xe0 | (unit >> 12);
        out[to++] = 0x80 | ((unit >> 6) & 0x3f);
        out[to++] = 0x80 | (unit & 0x3f);
      }
    }
    this.seen += units.length * 2;
    return out.subarray(0, to);
  }

  /** Ends the bytes. Throws where they end within a character. */
  end(): void {
    if (this.high !== 0 || this.half.length > 0) throw decodeError(this.encoding, this.seen - (this.high === 0 ? 0 : 2));
  }

  /** The whole units, in the machine's order of bytes, which is little-endian wherever there is a browser. */
  private unitsOf(bytes: Uint8Array): Uint16Array {
    const count = bytes.length >> 1;
    if (!this.bigEndian && bytes.byteOffset % 2 === 0) return new Uint16Array(bytes.buffer, bytes.byteOffset, count);
    const units = new Uint16Array(count);
    const [low, high] = this.bigEndian ? [1, 0] : [0, 1];
    for (let at = 0; at < count; at++) units[at] = (bytes[at * 2 + low] as number) | ((bytes[at * 2 + high] as number) << 8);
    return units;
  }

  /** A unit that is half of a pair, or follows one. Returns where the next byte goes. */
  private surrogate(unit: number, out: Uint8Array, to: number, at: number): number {
    const isLow = (unit & 0xfc00) === 0xdc00;
    if (isLow !== (this.high !== 0)) throw decodeError(this.encoding, this.seen + at * 2 - (this.high === 0 ? 0 : 2));
    if (!isLow) {
      this.high = unit;
      return to;
    }
    const point = 0x10000 + ((this.high - 0xd800) << 10) + (unit - 0xdc00);
    this.high = 0;
    out[to] = 0xf0 | (point >> 18);
    out[to + 1] = 0x80 | ((point >> 12) & 0x3f);
    out[to + 2] = 0x80 | ((point >> 6) & 0x3f);
    out[to + 3] = 0x80 | (point & 0x3f);
    return to + 4;
  }
}
