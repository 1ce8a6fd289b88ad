import { must } from "../../../defined.ts";
import type { Decode } from "./codec.ts";
import { HANGUL_PAIRS, PAIRS, type PairTable, TRIPLES } from "./tables.ts";

const HALF_WIDTH_KANA = 0xff61;
/** JIS X 0212 in euc_jp: this byte and two more. */
const THREE_BYTES = 0x8f;
const FOUR_BYTE_BASIC = 39_420;

function* runs(written: string): Generator<number> {
  let last = 0;
  for (const run of written === "" ? [] : written.split(" ")) {
    const [gap = "", length = ""] = run.split("+");
    const start = last + Number.parseInt(gap, 36);
    for (let at = start; at < start + Number.parseInt(length, 36); at++) yield at;
    last = start + Number.parseInt(length, 36) - 1;
  }
}

/** The code point of every pair, 0 where it has none. The engine gives what all engines and Python agree on. */
function codesOf({ label, defined, own, characters }: PairTable, prefix: readonly number[] = []): Uint32Array {
  const codes = new Uint32Array(1 << 16);
  const decoder = new TextDecoder(label);
  const exceptions = new Map([...runs(own)].map((pair, index) => [pair, [...characters][index]] as const));
  const written = [...characters];
  let exception = 0;
  for (const pair of runs(defined)) {
    const character = exceptions.has(pair) ? written[exception++] : decoder.decode(Uint8Array.of(...prefix, pair >> 8, pair & 0xff));
    codes[pair] = must(character?.codePointAt(0));
  }
  return codes;
}

function hangulInto(codes: Uint32Array): void {
  const known = new Set(codes);
  let next = 0xac00;
  for (const pair of runs(HANGUL_PAIRS)) {
    while (known.has(next)) next++;
    codes[pair] = next++;
  }
}

/** The bytes that are characters by themselves. */
function singlesOf(name: string): Uint32Array {
  const singles = Uint32Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte + 1 : 0));
  if (name === "cp932" || name === "shift_jis")
    for (let byte = 0xa1; byte <= 0xdf; byte++) singles[byte] = HALF_WIDTH_KANA + byte - 0xa1 + 1;
  if (name === "cp932") {
    singles[0x80] = 0x80 + 1;
    singles[0xa0] = 0xf8f0 + 1;
    for (let byte = 0xfd; byte <= 0xff; byte++) singles[byte] = 0xf8f1 + byte - 0xfd + 1;
  }
  return singles;
}

/** gb18030's four bytes as a code point; 0 where they are not one, from the ranges of the basic plane that two bytes leave out. */
function fourBytes(bytes: Uint8Array, at: number, decoder: TextDecoder): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (third < 0x81 || third > 0xfe || fourth < 0x30 || fourth > 0x39) return 0;
  const linear = ((first - 0x81) * 10 + second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
  if (first >= 0x90) return linear - 189_000 + 0x10000 <= 0x10ffff ? linear - 189_000 + 0x10000 : 0;
  if (linear >= FOUR_BYTE_BASIC) return 0;
  const character = decoder.decode(Uint8Array.of(first, second, third, fourth));
  return [...character].length === 1 && character !== "\ufffd" ? must(character.codePointAt(0)) : 0;
}

/** The consonants and vowels of a syllable that euc_kr spells out, by their second byte from 0xa1; -1 where it cannot be there. Source: `cjkcodecs/_codecs_kr.c`. */
const INITIALS = [0, 1, -1, 2, -1, -1, 3, 4, 5, -1, -1, -1, -1, -1, -1, -1, 6, 7, 8, -1, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const FINALS = [1, 2, 3, 4, 5, 6, 7, -1, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, 20, 21, 22, -1, 23, 24, 25, 26, 27];
const JAMO = 0xa4;
const FILLER = 0xd4;
const SPELLED_OUT = 8;

/** The syllable that euc_kr spells out in eight bytes: filler, initial, vowel, final; 0 if it is not one. */
function spelledOut(bytes: Uint8Array, at: number): number {
  if (bytes[at + 2] !== JAMO || bytes[at + 4] !== JAMO || bytes[at + 6] !== JAMO) return 0;
  const initial = INITIALS[(bytes[at + 3] as number) - 0xa1] ?? -1;
  const vowel = (bytes[at + 5] as number) - 0xbf;
  const last = bytes[at + 7] === FILLER ? 0 : (FINALS[(bytes[at + 7] as number) - 0xa1] ?? -1);
  return initial < 0 || vowel < 0 || vowel > 20 || last < 0 ? 0 : 0xac00 + initial * 588 + vowel * 28 + last;
}

const tables = new Map<string, Uint32Array>();

/** The code points of a codec's pairs, made once. */
export function pairCodes(name: string): Uint32Array {
  const made = tables.get(name);
  if (made !== undefined) return made;
  const table = PAIRS[name] as PairTable;
  const codes = codesOf(table);
  if (name === "cp949") hangulInto(codes);
  tables.set(name, codes);
  return codes;
}

function tripleCodes(): Uint32Array {
  const made = tables.get("triples") ?? codesOf(TRIPLES, [THREE_BYTES]);
  tables.set("triples", made);
  return made;
}

/**
 * A codec of one or two bytes per character (euc_jp: three, gb18030: four), by Python's name; null where it is not one.
 * A pair that is not defined is a fault of its first byte, as in Python's `cjkcodecs`.
 */
export function pairCodec(name: string): Decode | null {
  if (!Object.hasOwn(PAIRS, name)) return null;
  const codes = pairCodes(name);
  const singles = singlesOf(name);
  const triples = name === "euc_jp" ? tripleCodes() : null;
  const isGb18030 = name === "gb18030";
  const decoder = new TextDecoder("gb18030");
  return (bytes, isEnd, out, fault) => {
    out.reserve(bytes.length * 3);
    let at = 0;
    while (at < bytes.length) {
      const lead = bytes[at] as number;
      const single = singles[lead] as number;
      if (single !== 0) {
        out.codePoint(single - 1);
        at++;
        continue;
      }
      const trail = bytes[at + 1];
      const isFour = isGb18030 && trail !== undefined && trail >= 0x30 && trail <= 0x39 && lead !== 0x80 && lead !== 0xff;
      const isSpelledOut = name === "euc_kr" && lead === JAMO && trail === FILLER;
      const length = isSpelledOut ? SPELLED_OUT : isFour ? 4 : triples !== null && lead === THREE_BYTES ? 3 : 2;
      if (at + length > bytes.length) {
        if (!isEnd) return at;
        fault(bytes, at, bytes.length, out);
        return bytes.length;
      }
      const code = isFour
        ? fourBytes(bytes, at, decoder)
        : isSpelledOut
          ? spelledOut(bytes, at)
          : length === 3
            ? (triples?.[((trail as number) << 8) | (bytes[at + 2] as number)] ?? 0)
            : (codes[(lead << 8) | (trail ?? 0)] as number);
      if (code === 0) fault(bytes, at++, at, out);
      else {
        out.codePoint(code);
        at += length;
      }
    }
    return at;
  };
}
