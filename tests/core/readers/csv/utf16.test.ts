import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Utf16Decoder } from "../../../../src/core/readers/csv/utf16.ts";

const bytesOf = (units: readonly number[], bigEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (const [index, unit] of units.entries()) view.setUint16(index * 2, unit, !bigEndian);
  return new Uint8Array(view.buffer);
};

/** What the chunks decode to, or null where they are refused. */
function decoded(bytes: Uint8Array, bigEndian: boolean, chunkSize: number): number[] | null {
  const decoder = new Utf16Decoder("utf-16", bigEndian);
  const found: number[] = [];
  try {
    for (let at = 0; at < bytes.length; at += chunkSize) found.push(...decoder.decode(bytes.subarray(at, at + chunkSize)));
    decoder.end();
    return found;
  } catch {
    return null;
  }
}

function byTheBrowser(bytes: Uint8Array, bigEndian: boolean): number[] | null {
  try {
    return [...new TextEncoder().encode(new TextDecoder(bigEndian ? "utf-16be" : "utf-16le", { fatal: true }).decode(bytes))];
  } catch {
    return null;
  }
}

describe("UTF-16", () => {
  const unit = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
    { weight: 2, arbitrary: fc.constantFrom(0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xffff) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
  );
  const pair = fc.tuple(fc.integer({ min: 0xd800, max: 0xdbff }), fc.integer({ min: 0xdc00, max: 0xdfff }));
  const lone = fc.integer({ min: 0xd800, max: 0xdfff }).map((half) => [half]);
  const piece = fc.oneof(
    { weight: 20, arbitrary: unit.map((one) => [one]) },
    { weight: 4, arbitrary: pair },
    { weight: 1, arbitrary: lone },
  );

  it("is decoded and refused as TextDecoder does, cut anywhere", () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (pieces, big, size, isCut) => {
          const bytes = bytesOf(pieces.flat(), big);
          const given = isCut ? bytes.subarray(1) : bytes;
          expect(decoded(given, big, size)).toEqual(byTheBrowser(given, big));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it.each([
    [[0x61, 0xdc00], 2],
    [[0x61, 0xd800, 0x62], 2],
    [[0x61, 0x62, 0xd83d], 4],
  ])("%j: is refused at byte %i", (units, byte) => {
    const decoder = new Utf16Decoder("utf-16", false);
    expect(() => {
      decoder.decode(bytesOf(units, false));
      decoder.end();
    }).toThrow(expect.objectContaining({ place: { byte }, pythonError: "UnicodeDecodeError" }));
  });
});
