import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArrowField } from "../../../src/core/evidence/arrow-type.ts";
import { listCounts } from "../../../src/core/readers/arrow/buffer-counts.ts";
import { ListShapes } from "../../../src/core/readers/list-shapes.ts";
import { LevelCounter } from "../../../src/core/readers/parquet/level-counter.ts";
import type { ParquetNode } from "../../../src/core/readers/parquet/parquet-schema.ts";

/** A column of lists of lists of integers, nulls at every level. */
type Inner = readonly (number | null)[] | null;
type Outer = readonly Inner[] | null;

const inner = fc.option(fc.array(fc.option(fc.nat(9)), { maxLength: 3 }));
const column: fc.Arbitrary<readonly Outer[]> = fc.array(fc.option(fc.array(inner, { maxLength: 3 })), { minLength: 1, maxLength: 6 });

const isRagged = (rows: readonly Outer[]) => rows.some((row) => new Set(row?.map((list) => (list === null ? null : list.length))).size > 1);

const int: ArrowField["type"] = { kind: "int", bits: 64, signed: true };
const field = (type: ArrowField["type"]): ArrowField => ({ name: "item", nullable: true, type });
const listOf = (items: ArrowField["type"]): ArrowField["type"] => ({ kind: "list", layout: "small", items: field(items) });

function raggedByLevels(rows: readonly Outer[]): boolean {
  const leaf: ParquetNode = { field: field(int), presentLevel: 5, repeated: null, children: [], path: ["c"] };
  const lists: ParquetNode = {
    field: field(listOf(int)),
    presentLevel: 3,
    repeated: { repetition: 2, definition: 4 },
    children: [leaf],
    path: null,
  };
  const outer: ParquetNode = {
    field: field(listOf(listOf(int))),
    presentLevel: 1,
    repeated: { repetition: 1, definition: 2 },
    children: [lists],
    path: null,
  };
  const entries = rows.flatMap((row): readonly (readonly [number, number])[] => {
    if (row === null || row.length === 0) return [[0, row === null ? 0 : 1]];
    return row.flatMap((list, at): readonly (readonly [number, number])[] => {
      const start = at === 0 ? 0 : 1;
      if (list === null || list.length === 0) return [[start, list === null ? 2 : 3]];
      return list.map((value, index) => [index === 0 ? start : 2, value === null ? 4 : 5] as const);
    });
  });
  const counter = new LevelCounter([outer, lists, leaf], 5, null);
  const [repetitions, definitions] = [0, 1].map((side) => Uint8Array.from(entries.map((entry) => entry[side] ?? 0)));
  const present = entries.filter(([, definition]) => definition === 5).length;
  counter.addPage(repetitions ?? null, definitions ?? null, { count: entries.length, present, first: -1 });
  return counter.counts(0, []).lists?.ragged === true;
}

function offsetsOf(lengths: readonly number[]): Uint8Array {
  const offsets = new Int32Array(lengths.length + 1);
  for (const [index, length] of lengths.entries()) offsets[index + 1] = (offsets[index] ?? 0) + length;
  return new Uint8Array(offsets.buffer);
}

const bitmap = (valid: readonly boolean[]) => {
  const bytes = new Uint8Array((valid.length + 7) >> 3);
  for (const [index, isThere] of valid.entries()) if (isThere) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  return bytes;
};

function raggedByOffsets(rows: readonly Outer[]): boolean {
  const lists = rows.flatMap((row) => row ?? []);
  const shapes = new ListShapes();
  const found = { hollow: new Uint8Array(lists.length), shapes: new Int32Array(lists.length) };
  const common = { sizes: null, itemCount: 1000, wide: false, items: null, shapes };
  listCounts({
    ...common,
    offsets: offsetsOf(lists.map((list) => list?.length ?? 0)),
    validity: bitmap(lists.map((list) => list !== null)),
    length: lists.length,
    inner: undefined,
    outer: found,
  });
  const counted = listCounts({
    ...common,
    offsets: offsetsOf(rows.map((row) => row?.length ?? 0)),
    validity: bitmap(rows.map((row) => row !== null)),
    length: rows.length,
    inner: found,
    outer: undefined,
  });
  return counted.ragged === true;
}

describe("lists whose lists differ in shape", () => {
  it("are found by Parquet's levels", () => {
    fc.assert(
      fc.property(column, (rows) => {
        expect(raggedByLevels(rows)).toBe(isRagged(rows));
      }),
    );
  });

  it("are found by Arrow's offsets", () => {
    fc.assert(
      fc.property(column, (rows) => {
        expect(raggedByOffsets(rows)).toBe(isRagged(rows));
      }),
    );
  });
});
