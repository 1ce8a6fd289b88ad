import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { scanFloatsInParts } from "../../../../src/core/readers/arrow/float-parts.ts";
import { type FloatBuffer, type FloatColumn, scanFloats } from "../../../../src/core/readers/arrow/float-scan.ts";
import { countingSource } from "../../../helpers/counting-source.ts";
import { localPool, shared } from "../../../helpers/sources.ts";

/** A file of float buffers with gaps between them, and its columns by turns; `nans` are places in a column. */
function floatFile(
  columnCount: number,
  batches: readonly number[],
  nans: readonly (readonly [column: number, row: number])[],
  bits: 32 | 64,
) {
  const width = bits / 8;
  const columns: FloatColumn[] = Array.from({ length: columnCount }, () => ({ bits, firstNan: -1 }));
  const byteLength = batches.reduce((sum, rows) => sum + columnCount * (rows * width + 8), 8);
  const bytes = new Uint8Array(byteLength);
  const view = new DataView(bytes.buffer);
  const buffers: FloatBuffer[] = [];
  let at = 8;
  let row = 0;
  for (const length of batches) {
    for (const [index, column] of columns.entries()) {
      const isNan = (slot: number) => nans.some(([nanColumn, nanRow]) => nanColumn === index && nanRow === row + slot);
      for (let slot = 0; slot < length; slot++)
        if (bits === 64) view.setFloat64(at + slot * width, isNan(slot) ? Number.NaN : slot + 0.5, true);
        else view.setFloat32(at + slot * width, isNan(slot) ? Number.NaN : slot + 0.5, true);
      buffers.push({ column, start: at, end: at + length * width, row, length, codec: null });
      at += length * width + 8;
    }
    row += length;
  }
  const firsts = columns.map((_, index) =>
    nans.reduce((first, [column, place]) => (column === index && place < row && (first < 0 || place < first) ? place : first), -1),
  );
  return { bytes, buffers, columns, firsts };
}

describe("floats looked through by several threads", () => {
  it("have their first NaN found, for any cut and any number of threads", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          columnCount: fc.integer({ min: 1, max: 4 }),
          batches: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 }),
          nans: fc.array(fc.tuple(fc.nat(3), fc.nat(120)), { maxLength: 5 }),
          bits: fc.constantFrom(32 as const, 64 as const),
          partBytes: fc.integer({ min: 1, max: 800 }),
          threads: fc.integer({ min: 1, max: 5 }),
        }),
        async ({ columnCount, batches, nans, bits, partBytes, threads }) => {
          const { bytes, buffers, columns, firsts } = floatFile(columnCount, batches, nans, bits);
          const source = shared(sourceFromBytes(bytes, "x.arrow"));
          await scanFloatsInParts(source, buffers, false, { pool: localPool(threads, partBytes) });
          expect(columns.map(({ firstNan }) => firstNan)).toEqual(firsts);
        },
      ),
      { numRuns: 300 },
    );
  });

  // Runs as long as these are streamed, and chunks of odd sizes cut their values.
  it.each([1_000_003, 262_144, 70_001])("have their first NaN found in a stream cut every %i bytes", async (chunkSize) => {
    const nans = [
      [0, 131_072],
      [1, 139_999],
      [2, 3],
    ] as const;
    for (const bits of [32, 64] as const) {
      const { bytes, buffers, columns, firsts } = floatFile(4, [100_000, 40_000], nans, bits);
      await scanFloats(sourceFromBytes(bytes, "x.arrow", chunkSize), buffers, false, {});
      expect(columns.map(({ firstNan }) => firstNan)).toEqual(firsts);
    }
  });

  it("are left alone once every column has one", async () => {
    const { bytes, buffers } = floatFile(1, [400_000, 400_000], [[0, 5]], 64);
    const source = countingSource(sourceFromBytes(bytes, "x.arrow", 1 << 16));
    await scanFloats(source, buffers, false, {});
    expect(source.cost.bytes).toBe(1 << 16);
  });

  it("are refused where a buffer has fewer than its batch has rows", async () => {
    const { bytes, buffers } = floatFile(1, [100], [], 64);
    const short = buffers.map((buffer) => ({ ...buffer, end: buffer.end - 1 }));
    await expect(scanFloats(sourceFromBytes(bytes, "x.arrow"), short, false, {})).rejects.toMatchObject({ tag: "Undecided" });
  });
});
