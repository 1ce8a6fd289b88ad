import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { unpackLz4Block, unpackLz4Frames } from "../../../src/core/bytes/lz4.ts";
import { isSignetError } from "../../../src/core/errors.ts";

const path = join(dirname(fileURLToPath(import.meta.url)), "../../fixtures/lz4/pyarrow.json");
/** What `pyarrow.Codec(codec).compress` gives: frames for `lz4`, bare blocks for `lz4_raw`. */
const CASES = z
  .array(z.object({ codec: z.enum(["lz4", "lz4_raw"]), plain: z.string(), packed: z.string() }))
  .parse(JSON.parse(readFileSync(path, "utf-8")))
  .map(({ codec, plain, packed }) => ({
    codec,
    plain: new Uint8Array(Buffer.from(plain, "base64")),
    packed: new Uint8Array(Buffer.from(packed, "base64")),
  }));

function unpacked(codec: "lz4" | "lz4_raw", packed: Uint8Array, byteLength: number): Uint8Array {
  if (codec === "lz4") return unpackLz4Frames(packed, byteLength);
  const target = new Uint8Array(byteLength);
  if (unpackLz4Block(packed, target) !== byteLength) throw new RangeError("short");
  return target;
}

const HEADER = [0x04, 0x22, 0x4d, 0x18];
const bytes = (...values: readonly number[]) => new Uint8Array(values);
const LETTERS = [...new TextEncoder().encode("abcdefgh")];
const FIRST = [9, 0, 0, 0, 0x80, ...LETTERS];
/** A match of eight bytes eight back, then five letters. */
const SECOND = [9, 0, 0, 0, 0x04, 8, 0, 0x50, ...LETTERS.slice(0, 5)];
const END = [0, 0, 0, 0];
const linked = bytes(...HEADER, 0x40, 0x40, 0xc0, ...FIRST, ...SECOND, ...END);

describe("LZ4", () => {
  it("is unpacked as pyarrow packed it", () => {
    for (const { codec, plain, packed } of CASES) expect(unpacked(codec, packed, plain.length)).toEqual(plain);
  });

  it("is refused wherever it is cut, and with any other length", () => {
    for (const { codec, plain, packed } of CASES) {
      for (let end = 0; end < packed.length; end += 1 + (end >> 6)) {
        if (end === 0 && plain.length === 0) continue;
        expect(() => unpacked(codec, packed.subarray(0, end), plain.length)).toThrow(RangeError);
      }
      expect(() => unpacked(codec, packed, plain.length + 1)).toThrow(RangeError);
      if (plain.length > 0) expect(() => unpacked(codec, packed, plain.length - 1)).toThrow(RangeError);
    }
  });

  it("ends in bytes of the right length or in an error of its own, whatever bytes change", () => {
    const change = fc.record({ at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.constantFrom(...CASES), fc.array(change, { minLength: 1, maxLength: 4 }), ({ codec, plain, packed }, changes) => {
        const broken = packed.slice();
        for (const { at, byte } of changes) broken[Math.floor(at * broken.length)] = byte;
        try {
          expect(unpacked(codec, broken, plain.length)).toHaveLength(plain.length);
        } catch (error) {
          expect(error instanceof RangeError || isSignetError(error, "Undecided")).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("repeats patterns of any period and length", () => {
    for (let offset = 1; offset <= 40; offset++)
      for (const length of [4, 18, 19, 31, 32, 33, 273, 274, 600]) {
        const period = Array.from({ length: offset }, (_, index) => index + 1);
        const longer = (value: number) => (value < 15 ? [] : [...Array(Math.floor((value - 15) / 255)).fill(255), (value - 15) % 255]);
        const token = (Math.min(offset, 15) << 4) | Math.min(length - 4, 15);
        const block = bytes(token, ...longer(offset), ...period, offset, 0, ...longer(length - 4), 0x50, 90, 91, 92, 93, 94);
        const expected = [...Array.from({ length: offset + length }, (_, index) => (index % offset) + 1), 90, 91, 92, 93, 94];
        const target = new Uint8Array(expected.length);
        expect([unpackLz4Block(block, target), [...target]]).toEqual([expected.length, expected]);
      }
  });

  it("has blocks that refer to earlier blocks of their frame, where the frame says so, and to none of another", () => {
    expect(new TextDecoder().decode(unpackLz4Frames(linked, 21))).toBe("abcdefghabcdefghabcde");
    const independent = linked.slice();
    independent.set([0x60, 0x40, 0x82], 4);
    expect(() => unpackLz4Frames(independent, 21)).toThrow("goes back too far");
    const twoFrames = bytes(...HEADER, 0x40, 0x40, 0xc0, ...FIRST, ...END, ...HEADER, 0x40, 0x40, 0xc0, ...SECOND, ...END);
    expect(() => unpackLz4Frames(twoFrames, 21)).toThrow("goes back too far");
  });

  it("takes checksums, a content size, stored blocks and skippable frames", () => {
    const skippable = [0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    const sized = [...HEADER, 0x7c, 0x40, 8, 0, 0, 0, 0, 0, 0, 0, 0x2d, ...FIRST, 1, 2, 3, 4, ...END, 5, 6, 7, 8];
    const stored = [...HEADER, 0x60, 0x40, 0x82, 2, 0, 0, 0x80, 104, 105, ...END];
    expect(new TextDecoder().decode(unpackLz4Frames(bytes(...skippable, ...sized, ...stored), 10))).toBe("abcdefghhi");
  });

  it("refuses what it cannot unpack", () => {
    expect(() => unpackLz4Frames(bytes(...HEADER, 0x61, 0x40, 0, ...END), 0)).toThrow("needs a dictionary");
    expect(() => unpackLz4Frames(bytes(...HEADER, 0x80, 0x40, 0, ...END), 0)).toThrow("unknown version");
    expect(() => unpackLz4Frames(bytes(1, 2, 3, 4, 5, 6, 7, 8), 0)).toThrow("not a frame");
    expect(() => unpackLz4Block(bytes(0x10, 97, 0, 0), new Uint8Array(9))).toThrow("which liblz4 does not notice");
    expect(() => unpackLz4Frames(bytes(...HEADER, 0x60, 0x40, 0, ...END), 0)).toThrow("checksum");
    expect(() => unpackLz4Frames(linked, 2 ** 31)).toThrow("cannot unpack to");
  });
});
