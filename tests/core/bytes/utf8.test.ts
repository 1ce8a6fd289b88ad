import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasHighByte, isUtf8 } from "../../../src/core/bytes/utf8.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

function decodes(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Bytes that lie near UTF-8's borders, so that random ones are often almost right. */
const nearlyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff),
      fc.nat(255),
    ),
    {
      maxLength: 12,
    },
  )
  .map((bytes) => Uint8Array.from(bytes));

describe("UTF-8", () => {
  it("is what a strict decoder takes", () => {
    fc.assert(
      fc.property(nearlyText, (bytes) => {
        expect(isUtf8(bytes)).toBe(decodes(bytes));
      }),
      { numRuns: 20_000 },
    );
  });

  it("is looked at only from start to end", () => {
    const bytes = Uint8Array.from([0xff, 0xc3, 0xa9, 0xff]);
    expect(isUtf8(bytes, 1, 3)).toBe(true);
    expect(isUtf8(bytes, 1, 2)).toBe(false);
  });
});

describe("a high byte", () => {
  it("is found wherever it is, whatever the alignment", () => {
    for (let offset = 0; offset < 5; offset++)
      for (let at = 0; at < 20; at++) {
        const bytes = new Uint8Array(32).subarray(offset, offset + 22);
        bytes[at] = 0x80;
        expect([hasHighByte(bytes, 0, 22), hasHighByte(bytes, 0, at), hasHighByte(bytes, at + 1, 22)]).toEqual([true, false, false]);
      }
  });
});
