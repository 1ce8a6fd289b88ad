import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isExtensionDtype, knownDtype, pandasDtype } from "../../../src/core/ladders/pandas-dtype.ts";

/** What `pandas.api.types.pandas_dtype` of pandas 3.1.1 makes of each spelling: name, kind and, of numbers and times, the bytes of one. */
const DTYPES: Readonly<Record<string, readonly [name: string, kind: string, itemsize?: number] | null>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "dtypes.json"), "utf8"),
);

describe("pandasDtype", () => {
  it.each(Object.entries(DTYPES))("reads %s as pandas does", (spelling, expected) => {
    const found = pandasDtype(spelling);
    const [name, kind, itemsize] = expected ?? [];
    expect(found === null ? null : { name: found.name, kind: found.kind }).toEqual(expected === null ? null : { name, kind });
    if (itemsize !== undefined) expect(found?.itemsize).toBe(itemsize);
  });

  it("is of objects where the name is not one of them", () => {
    expect(knownDtype("interval[int64]")).toEqual({ name: "interval[int64]", kind: "O", itemsize: 8 });
  });

  it.each([
    ["Int64", true],
    ["Float32", true],
    ["boolean", true],
    ["int64[pyarrow]", true],
    ["int64", false],
    ["bool", false],
    ["category", false],
    ["datetime64[ns, UTC]", false],
  ])("knows of %s whether it has pd.NA: %s", (name, expected) => {
    expect(isExtensionDtype(knownDtype(name))).toBe(expected);
  });
});
