import { describe, expect, it } from "vitest";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";
import { counted, numberStats, plainCells, rangeOfDtype, statsOfNumbers } from "../../../src/core/validation/advice/cells.ts";
import { NumpyArray, type PythonArgument, PythonObject } from "../../../src/core/validation/python-argument.ts";
import { type Series, seriesOfCells } from "../../../src/core/validation/series.ts";

const exactly = (count: number) => ({ count, isUpTo: false });
const upTo = (count: number) => ({ count, isUpTo: true });

describe("counts in words", () => {
  it.each([
    [exactly(1), "1 value"],
    [exactly(0), "0 values"],
    [exactly(1234), "1,234 values"],
    [upTo(1), "up to 1 value"],
    [upTo(891), "up to 891 values"],
  ])("%o is %s", (count, words) => {
    expect(counted(count, "value")).toBe(words);
  });
});

describe("what numbers are", () => {
  it.each<readonly [string, readonly (number | bigint)[], object]>([
    ["none", [], { min: null, max: null, fractions: 0, infinite: 0, roundedIn32: exactly(0), roundedIn64: exactly(0) }],
    ["whole ones", [3n, -5n, 2], { min: -5n, max: 3n, fractions: 0, infinite: 0, roundedIn32: exactly(0), roundedIn64: exactly(0) }],
    ["fractions", [0.5, 0.1, 2], { min: 0.1, max: 2, fractions: 2, infinite: 0, roundedIn32: exactly(1), roundedIn64: exactly(0) }],
    [
      "infinities",
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1],
      { min: 1, max: 1, fractions: 0, infinite: 2, roundedIn32: exactly(0), roundedIn64: exactly(0) },
    ],
    [
      "integers past the floats",
      [2n ** 24n, 2n ** 24n + 1n, 2n ** 53n, 2n ** 53n + 1n],
      { min: 2n ** 24n, max: 2n ** 53n + 1n, fractions: 0, infinite: 0, roundedIn32: exactly(2), roundedIn64: exactly(1) },
    ],
  ])("%s", (_, numbers, stats) => {
    expect(statsOfNumbers(numbers)).toEqual(stats);
  });
});

describe("the range of a dtype", () => {
  it.each<readonly [string, bigint, bigint]>([
    ["int8", -128n, 127n],
    ["Int16", -32768n, 32767n],
    ["int32[pyarrow]", -(2n ** 31n), 2n ** 31n - 1n],
    ["int64", -(2n ** 63n), 2n ** 63n - 1n],
    ["uint8", 0n, 255n],
    ["UInt64", 0n, 2n ** 64n - 1n],
  ])("%s", (name, min, max) => {
    expect(rangeOfDtype(name)).toEqual({ min, max });
  });

  it.each(["float64", "int8x", "xint8", "int7", "int64[arrow]", "bool"])("%s has none", (name) => {
    expect(rangeOfDtype(name)).toBeUndefined();
  });
});

describe("what is known of a column of numbers", () => {
  const column = (dtype: string, more: Partial<Series> = {}): Series => ({
    ...seriesOfCells(knownDtype(dtype), [1n, 2n, 3n]),
    cells: null,
    length: 3,
    missing: 0,
    ...more,
  });
  const range = (min: bigint, max: bigint) => ({ kind: "values", count: 3, scalars: new Map(), integers: { min, max } }) as const;

  it("is what its cells are, where they are known", () => {
    expect(numberStats(column("float64"), undefined, [null, true, 0.5, 7n])).toMatchObject({ min: 0.5, max: 7n, fractions: 1 });
    expect(numberStats(column("float64"), undefined, [null, false, 1])).toMatchObject({ min: 0n, max: 1 });
  });

  it("is nothing where all are missing", () => {
    expect(numberStats(column("float64", { missing: 3 }), undefined, null)).toEqual(statsOfNumbers([]));
  });

  it("is the range of its integers, counted or else of their dtype", () => {
    expect(numberStats(column("int64"), range(-4n, 2n ** 24n), ["x"])).toMatchObject({ min: -4n, max: 2n ** 24n, roundedIn32: exactly(0) });
    expect(numberStats(column("int64"), range(-(2n ** 24n) - 1n, 0n), null)).toMatchObject({
      roundedIn32: upTo(3),
      roundedIn64: exactly(0),
    });
    expect(numberStats(column("int64"), range(0n, 2n ** 53n + 1n), null)).toMatchObject({
      roundedIn64: upTo(3),
      infinite: 0,
      fractions: 0,
    });
    expect(numberStats(column("uint8"), undefined, null)).toMatchObject({ min: 0n, max: 255n, roundedIn32: exactly(0) });
    expect(numberStats(column("int32", { missing: 1 }), undefined, null)).toMatchObject({ roundedIn32: upTo(2), roundedIn64: exactly(0) });
  });

  it("is 0 and 1 of booleans", () => {
    expect(numberStats(column("bool"), undefined, null)).toEqual(statsOfNumbers([0n, 1n]));
  });

  it("is little of floats that nobody has looked at", () => {
    const unknown = { min: null, max: null, fractions: null, infinite: null, roundedIn64: exactly(0) };
    expect(numberStats(column("float64", { whole: null }), undefined, null)).toEqual({ ...unknown, roundedIn32: upTo(3) });
    expect(numberStats(column("float32", { whole: null }), undefined, null)).toEqual({ ...unknown, roundedIn32: exactly(0) });
    expect(numberStats(column("float64", { whole: true }), undefined, null)).toMatchObject({ fractions: 0 });
  });
});

describe("values as cells", () => {
  it("are null where they are missing, and plain where Python has an object of them", () => {
    const values = [null, Number.NaN, new PythonObject("pandas.NA"), new PythonObject("numpy.int8", 7n), "x", true, 1n, 0.5];
    expect(plainCells(values)).toEqual([null, null, null, 7n, "x", true, 1n, 0.5]);
  });

  it.each<readonly [string, PythonArgument]>([
    ["a list", [1n]],
    ["a dict", new Map()],
    ["an array", new NumpyArray("int64", [1], [1n])],
    ["an object without its value", new PythonObject("uuid.UUID")],
  ])("are not there where one is %s", (_, value) => {
    expect(plainCells([1n, value])).toBeNull();
  });
});
