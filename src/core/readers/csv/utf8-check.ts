import { SignetError, text } from "../../errors.ts";
import { isUtf8 } from "../recognise/beginning.ts";

/** Bytes that are not of the encoding; the place of the first of them, from 0. */
export const decodeError = (encoding: string, byte: number) =>
  new SignetError("UnreadableFile", text`The file is not valid ${encoding}: see byte ${byte}.`, {
    place: { byte },
    pythonError: "UnicodeDecodeError",
    remedy: "Set encoding to the one that the file was written in, or encoding_errors='replace' if single bytes are damaged.",
  });

/** From so many bytes on the machine's own decoder is faster. */
const LARGE_BYTES = 1 << 10;
const LONGEST_CHARACTER = 4;

/** Checks UTF-8 in chunks of any size. */
export class Utf8Check {
  private readonly encoding: string;
  private readonly asciiOnly: boolean;
  private pending = 0;
  private minimum = 0x80;
  private maximum = 0xbf;
  private seen: number;

  /** `startByte` is where the first chunk lies in the file. */
  constructor(encoding: string, startByte = 0, { asciiOnly = false }: { readonly asciiOnly?: boolean } = {}) {
    this.encoding = encoding;
    this.asciiOnly = asciiOnly;
    this.seen = startByte;
  }

  /** Takes the next bytes. Throws `UnreadableFile` (`UnicodeDecodeError`) at the first that is wrong. */
  check(chunk: Uint8Array): void {
    for (let at = this.soundUpTo(chunk); at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.pending > 0) {
        if (byte < this.minimum || byte > this.maximum) throw decodeError(this.encoding, this.seen + at);
        this.pending--;
        this.minimum = 0x80;
        this.maximum = 0xbf;
      } else if (byte >= 0x80) this.lead(byte, this.seen + at);
    }
    this.seen += chunk.length;
  }

  /** Where to begin byte by byte, such that all before is UTF-8 and ends with a character: near the end of a large chunk without a fault. */
  private soundUpTo(chunk: Uint8Array): number {
    if (chunk.length < LARGE_BYTES || this.pending > 0 || this.asciiOnly || !isUtf8(chunk)) return 0;
    for (let at = chunk.length - 1; at > chunk.length - LONGEST_CHARACTER; at--) if ((chunk[at] as number) >= 0xc0) return at;
    return chunk.length;
  }

  /** Ends the bytes. Throws where a character is cut off. */
  end(): void {
    if (this.pending > 0) throw decodeError(this.encoding, this.seen);
  }

  private lead(byte: number, at: number): void {
    if (this.asciiOnly) throw decodeError(this.encoding, at);
    if (byte >= 0xc2 && byte <= 0xdf) this.pending = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.pending = 2;
      if (byte === 0xe0) this.minimum = 0xa0;
      if (byte === 0xed) this.maximum = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.pending = 3;
      if (byte === 0xf0) this.minimum = 0x90;
      if (byte === 0xf4) this.maximum = 0x8f;
    } else throw decodeError(this.encoding, at);
  }
}
