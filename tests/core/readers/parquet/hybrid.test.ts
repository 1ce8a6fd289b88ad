import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onlyValue, readHybrid } from "../../../../src/core/readers/parquet/hybrid.ts";

type Run =
  | { readonly kind: "repeat"; readonly value: number; readonly count: number }
  | { readonly kind: "pack"; readonly values: readonly number[] };

const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]);

/** Runs as the format writes them; packed ones are filled up to eight values. */
function encode(runs: readonly Run[], width: number): Uint8Array {
  return Uint8Array.from(
    runs.flatMap((run) => {
      if (run.kind === "repeat") {
        const value = Array.from({ length: (width + 7) >> 3 }, (_, byte) => Math.floor(run.value / 2 ** (byte * 8)) & 0xff);
        return [...varint(run.count * 2), ...value];
      }
      const groups = Math.ceil(run.values.length / 8);
      const bits = Array.from({ length: groups * 8 }, (_, index) => run.values[index] ?? 0).flatMap((value) =>
        Array.from({ length: width }, (_, bit) => Math.floor(value / 2 ** bit) % 2),
      );
      const packed = Array.from({ length: bits.length / 8 }, (_, at) =>
        bits.slice(at * 8, at * 8 + 8).reduce((byte, bit, index) => byte | (bit << index), 0),
      );
      return [...varint(groups * 2 + 1), ...packed];
    }),
  );
}

const valuesOf = (runs: readonly Run[]) =>
  runs.flatMap((run) => (run.kind === "repeat" ? Array<number>(run.count).fill(run.value) : run.values));

const runsOf = (width: number) => {
  const value = fc.integer({ min: 0, max: 2 ** width - 1 });
  const repeat = fc.record({ kind: fc.constant("repeat" as const), value, count: fc.integer({ min: 1, max: 300 }) });
  const eights = fc.array(fc.tuple(value, value, value, value, value, value, value, value), { minLength: 1, maxLength: 4 });
  return fc.array(
    fc.oneof(
      repeat,
      eights.map((groups) => ({ kind: "pack" as const, values: groups.flat() })),
    ),
    { minLength: 1 },
  );
};

describe("runs of repeated and packed values", () => {
  it.each([1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 24, 25, 31, 32])("are read at %d bits", (width) => {
    fc.assert(
      fc.property(runsOf(width), fc.nat(7), (runs, shortBy) => {
        const values = valuesOf(runs);
        const target = new Uint32Array(Math.max(0, values.length - shortBy));
        readHybrid(encode(runs, width), 0, width, target);
        expect([...target]).toEqual(values.slice(0, target.length));
      }),
      { numRuns: 50 },
    );
  });

  it("are refused where they are cut off, wherever that is", () => {
    const runs: Run[] = [
      { kind: "repeat", value: 5, count: 200 },
      { kind: "pack", values: [1, 2, 3, 4, 5, 6, 7, 0] },
    ];
    const bytes = encode(runs, 3);
    for (let length = 0; length < bytes.length; length++)
      expect(() => readHybrid(bytes.subarray(0, length), 0, 3, new Uint8Array(208))).toThrow("cut off");
  });

  it("need not be read if one run says all", () => {
    expect(onlyValue(encode([{ kind: "repeat", value: 3, count: 1000 }], 2), 0, 2, 1000)).toBe(3);
    expect(onlyValue(encode([{ kind: "repeat", value: 3, count: 999 }], 2), 0, 2, 1000)).toBe(-1);
    expect(onlyValue(encode([{ kind: "pack", values: Array(8).fill(1) }], 1), 0, 1, 8)).toBe(-1);
    expect(onlyValue(new Uint8Array(), 0, 1, 1)).toBe(-1);
  });
});
