import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { frameNumpyDtype, promoteNumbers, seriesNumpyDtype } from "../../../src/core/ladders/numpy-dtype.ts";
import type { PandasSeries } from "../../../src/core/ladders/pandas.ts";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";

/**
 * What NumPy 2.4.6 and pandas 3.1.1 answer: `promoted` by `np.promote_types`, `series` and `frames` by `to_numpy().dtype`. A question mark follows
 * the dtype of a column with a missing cell, and what categories are of follows `category:`.
 */
const ANSWERS: Readonly<Record<"promoted" | "series" | "frames", Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "numpy-dtypes.json"), "utf8"),
);

function column(written: string): PandasSeries {
  const [name = "", categories] = written.replace("?", "").split(":");
  const missing = written.endsWith("?") ? { missing: { count: 1, first: { row: 1 } } } : {};
  return { name: "a", dtype: knownDtype(name), length: 2, steps: [], ...missing, ...(categories === undefined ? {} : { categories }) };
}

describe("promoteNumbers", () => {
  it.each(Object.entries(ANSWERS.promoted))("makes of %s what NumPy makes: %s", (pair, expected) => {
    const [left = "", right = ""] = pair.split(" ");
    expect(promoteNumbers(left, right)).toBe(expected);
  });

  it.each(["object int8", "int8 str", "xint8 int8", "int8 int8x"])("has nothing to say of %s", (pair) => {
    const [left = "", right = ""] = pair.split(" ");
    expect(promoteNumbers(left, right)).toBeNull();
  });
});

describe("seriesNumpyDtype", () => {
  it.each(Object.entries(ANSWERS.series))("makes of %s what pandas makes: %s", (written, expected) => {
    expect(seriesNumpyDtype(column(written))).toBe(expected);
    expect(frameNumpyDtype([column(written)])).toBe(expected);
  });

  it("takes categories of which nothing is known for objects", () => {
    expect(seriesNumpyDtype(column("category"))).toBe("object");
  });
});

describe("frameNumpyDtype", () => {
  it.each(Object.entries(ANSWERS.frames))("makes of %s what pandas makes: %s", (written, expected) => {
    expect(frameNumpyDtype(written.split(" | ").map(column))).toBe(expected);
  });

  it("is float64 without columns", () => {
    expect(frameNumpyDtype([])).toBe("float64");
  });

  it.each(["int64", "float64", "bool"])("is open where two columns are categories of %s, which may be the same ones", (categories) => {
    expect(frameNumpyDtype([column(`category:${categories}`), column(`category:${categories}`)])).toBeNull();
  });
});
