import type { Decode } from "./codec.ts";
import { pairCodes } from "./pairs.ts";

const ESCAPE = 0x1b;
const FIRST_GRAPHIC = 0x20;
const YEN = 0xa5;
const OVERLINE = 0x203e;
const LONGEST_ESCAPE = 16;

type Charset = "ascii" | "roman" | "kanji";

/** The charsets of iso2022_jp by what follows the escape. Source: RFC 1468. */
const CHARSETS: ReadonlyMap<string, Charset> = new Map([
  ["(B", "ascii"],
  ["(J", "roman"],
  ["$@", "kanji"],
  ["$B", "kanji"],
]);

/** What ends an escape. Source: `IS_ESCEND`. */
const endsEscape = (byte: number) => byte >= 0x40 && byte <= 0x5a;

/** The length of an escape, 1 where it has no end; null where its end is yet to come. Source: `iso2022processesc`. */
function escapeLength(bytes: Uint8Array, at: number): number | null {
  for (let length = 2; length <= LONGEST_ESCAPE; length++) {
    const last = bytes[at + length - 1];
    if (last === undefined) return null;
    if (endsEscape(last)) return length;
  }
  return 1;
}

/** Japanese in seven bits, which switches its charsets by escapes. Source: `iso2022_decode` of Python's `_codecs_iso2022.c`. */
export function iso2022JpCodec(): Decode {
  const codes = pairCodes("euc_jp");
  let charset: Charset = "ascii";
  /** Set behind an escape that is none of ISO 2022's: its bytes are taken as they are, up to its end. Source: `F_ESCTHROUGHOUT`. */
  let isPassedOver = false;
  return (bytes, isEnd, out, fault) => {
    let at = 0;
    const cutOff = () => {
      if (!isEnd) return at;
      fault(bytes, at, bytes.length, out);
      return bytes.length;
    };
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      const next = bytes[at + 1];
      if (isPassedOver) {
        out.codePoint(byte);
        isPassedOver = !endsEscape(byte);
        at++;
        continue;
      }
      if (byte === ESCAPE) {
        if (next === undefined && !isEnd) return at;
        const isEscape = next !== undefined && "()$.&".includes(String.fromCharCode(next));
        const length = isEscape ? escapeLength(bytes, at) : 1;
        if (length === null) return cutOff();
        const designated = CHARSETS.get(String.fromCharCode(...bytes.subarray(at + 1, at + length)));
        isPassedOver = !isEscape;
        if (!isEscape) out.codePoint(ESCAPE);
        else if (designated === undefined) fault(bytes, at, at + length, out);
        else charset = designated;
        at += length;
        continue;
      }
      const isPair = charset === "kanji" && byte >= FIRST_GRAPHIC && byte < 0x80;
      if (isPair && next === undefined) return cutOff();
      const code = isPair ? codes[((byte | 0x80) << 8) | ((next as number) | 0x80)] : singleOf(byte, charset);
      if (byte >= 0x80 || (isPair && (code === 0 || (next as number) >= 0x80))) fault(bytes, at++, at, out);
      else {
        out.codePoint(code as number);
        at += isPair ? 2 : 1;
      }
    }
    return at;
  };
}

function singleOf(byte: number, charset: Charset): number {
  if (charset === "roman" && byte === 0x5c) return YEN;
  return charset === "roman" && byte === 0x7e ? OVERLINE : byte;
}
