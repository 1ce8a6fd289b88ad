import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { concatDtype } from "../../../src/core/ladders/concat-dtypes.ts";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";

/**
 * The dtype of the column that `pd.concat(frames, ignore_index=True)` of pandas 3.1.1 makes of columns of these dtypes: of them alone, and with a
 * frame that lacks the column. Null where Signet leaves it open. `category:int64:1` are categories of int64 with a missing cell.
 */
const JOINED: readonly (readonly [dtypes: readonly string[], joined: string | null, withAbsent: string | null])[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "concat-dtypes.json"), "utf8"),
);

function column(written: string) {
  const [name = "", categories, missing] = written.split(":");
  const dtype = knownDtype(name);
  if (categories === undefined) return { dtype };
  return { dtype, categories, ...(missing === "1" ? { missing: { count: 1, first: { row: 1 } } } : {}) };
}

describe("concatDtype", () => {
  it.each(JOINED)("of %j is %s, and %s where a frame lacks it", (dtypes, joined, withAbsent) => {
    const found = [false, true].map((hasAbsent) => concatDtype(dtypes.map(column), hasAbsent)?.name ?? null);
    expect(found).toEqual([joined, withAbsent]);
  });

  it("is open without columns, and for categories of which nothing is known beside others", () => {
    expect(concatDtype([], true)).toBeNull();
    expect(concatDtype([{ dtype: knownDtype("category") }, { dtype: knownDtype("int64") }], false)).toBeNull();
  });
});
