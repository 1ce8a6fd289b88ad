import { describe, expect, it } from "vitest";
import { datum } from "../../../src/core/errors.ts";
import {
  cellText,
  joinMissing,
  joinTallies,
  mergeMissing,
  mergeTally,
  shownSample,
  type Tally,
} from "../../../src/core/evidence/sighting.ts";

describe("a cell that was seen", () => {
  it("is shown and compared as it is written, where it was kept", () => {
    expect([shownSample({ row: 1, sample: datum("n.a.") }), cellText({ row: 1, sample: datum("n.a.") })]).toEqual([
      { data: "n.a." },
      "n.a.",
    ]);
    expect([shownSample({ row: 1 }), cellText({ row: 1 })]).toEqual([{ data: "a cell" }, ""]);
  });
});

describe("tallies", () => {
  const tally = (count: number, row: number, rows?: readonly number[]): Tally => ({
    count,
    first: { row },
    ...(rows === undefined ? {} : { rows }),
  });

  it("of neighbouring parts count on in the right one", () => {
    expect(mergeTally(tally(2, 0, [0, 1]), tally(1, 3, [3]), 10)).toEqual(tally(3, 0, [0, 1, 13]));
    expect(mergeTally(undefined, tally(1, 3), 10)).toEqual(tally(1, 13));
    expect(mergeTally(undefined, tally(1, 3, [3]), 10)).toEqual(tally(1, 13, [13]));
    expect(mergeTally(tally(2, 0, [0]), tally(1, 3), 10)).toEqual(tally(3, 0, [0]));
    expect(mergeTally(tally(1, 3), undefined, 10)).toEqual(tally(1, 3));
    expect(mergeTally(undefined, undefined, 10)).toBeUndefined();
  });

  it("of the same rows keep the first of both, and the rows in order", () => {
    expect(joinTallies(tally(1, 5, [5]), tally(2, 2, [2, 7]))).toEqual(tally(3, 2, [2, 5, 7]));
    expect(joinTallies(tally(1, 1, [1]), tally(2, 2))).toEqual(tally(3, 1, [1]));
    expect(joinTallies(tally(1, 1), tally(2, 2, [2]))).toEqual(tally(3, 1, [2]));
    expect(joinTallies(undefined, tally(2, 2))).toEqual(tally(2, 2));
  });

  it("of missing cells know no first one where one of both does not", () => {
    const unknown = { count: 2, first: null };
    expect(joinMissing(tally(1, 5), tally(2, 2))).toEqual({ count: 3, first: { row: 2 } });
    expect(joinMissing(tally(1, 1), tally(2, 2))).toEqual({ count: 3, first: { row: 1 } });
    expect(joinMissing(tally(1, 1), unknown)).toEqual({ count: 3, first: null });
    expect(joinMissing(unknown, { ...tally(1, 1), atLeast: true })).toEqual({ count: 3, first: null, atLeast: true });
    expect(mergeMissing(undefined, { ...tally(1, 1, [1]), atLeast: true }, 10)).toEqual({
      count: 1,
      first: { row: 11 },
      rows: [11],
      atLeast: true,
    });
    expect(mergeMissing(undefined, unknown, 10)).toEqual(unknown);
    expect(mergeMissing(unknown, tally(1, 1), 10)).toEqual({ count: 3, first: null });
    expect(mergeMissing({ ...unknown, atLeast: true }, tally(1, 1), 10)).toEqual({ count: 3, first: null, atLeast: true });
    expect(mergeMissing(unknown, undefined, 10)).toEqual(unknown);
    expect(mergeMissing(undefined, undefined, 10)).toBeUndefined();
  });
});
