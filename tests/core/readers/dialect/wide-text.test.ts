import { describe, expect, it } from "vitest";
import { isDamagedUtf8, isIso2022Jp, markedEncoding, unmarkedWide } from "../../../../src/core/readers/dialect/encoding/wide-text.ts";

const bytes = (...values: readonly number[]) => new Uint8Array(values);

/** ASCII with so many zero bytes before and behind each byte. */
const wide = (text: string, before: number, behind: number) =>
  bytes(...[...text].flatMap((letter) => [...Array(before).fill(0), letter.charCodeAt(0), ...Array(behind).fill(0)]));

// Source: the Unicode standard, "Byte Order Mark".
describe("a byte order mark", () => {
  it.each([
    ["utf-16", bytes(0xff, 0xfe, 0x61, 0)],
    ["utf-16", bytes(0xfe, 0xff, 0, 0x61)],
    ["utf-32", bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
    // Too short for a character of UTF-32: a mark and a null character in UTF-16.
    ["utf-16", bytes(0xff, 0xfe, 0, 0)],
    ["utf-32", bytes(0, 0, 0xfe, 0xff, 0, 0, 0, 0x61)],
    [null, bytes(0, 0, 0xfe, 0x61)],
    [null, bytes(0, 0, 0x61, 0xff)],
    [null, bytes(0xfe, 0x61)],
    [null, bytes(0xff, 0x61)],
    [null, bytes(0xef, 0xbb, 0xbf, 0x61)],
    [null, bytes()],
  ])("of %s: %j", (encoding, head) => {
    expect(markedEncoding(head)).toBe(encoding);
  });
});

describe("text in several bytes without a mark", () => {
  it.each([
    ["utf-16-le", wide("a,b\n1,2\n", 0, 1)],
    ["utf-16-be", wide("a,b\n1,2\n", 1, 0)],
    ["utf-32-le", wide("a,b\n1,2\n", 0, 3)],
    ["utf-32-be", wide("a,b\n1,2\n", 3, 0)],
    // Without a line's end or a delimiter, chance may have made it.
    [null, wide("abcd", 0, 1)],
    [null, new TextEncoder().encode("a,b\n1,2\n")],
    [null, bytes(1, 0, 2, 0, 0x2c, 0)],
  ])("is %s: %j", (encoding, head) => {
    expect(unmarkedWide(head)).toBe(encoding);
  });
});

describe("Japanese in seven bits", () => {
  it.each([
    [true, bytes(0x61, 0x1b, 0x24, 0x42, 0x30, 0x21, 0x1b, 0x28, 0x42)],
    [true, bytes(0x1b, 0x24, 0x40, 0x30, 0x21, 0x1b, 0x28, 0x42)],
    [false, bytes(0x1b, 0x24, 0x41, 0x30, 0x21)],
    [false, bytes(0x1b, 0x5b, 0x30, 0x6d)],
    [false, bytes(0x61)],
    // 0x7f is in no row of the kanji.
    [false, bytes(0x1b, 0x24, 0x42, 0x7f, 0x7f, 0x1b, 0x28, 0x42)],
  ])("%s: %j", (isIt, head) => {
    expect(isIso2022Jp(head)).toBe(isIt);
  });
});

describe("damaged UTF-8", () => {
  const text = new TextEncoder().encode("é".repeat(6));
  it.each([
    [true, bytes(...text, 0xff, 0xff)],
    [false, bytes(...text, 0xff, 0xff, 0xff)],
    [false, bytes(0xe9, 0x74, 0xe9)],
  ])("%s: %j", (isIt, head) => {
    expect(isDamagedUtf8(head)).toBe(isIt);
  });
});
