import { describe, expect, it } from "vitest";
import type { ValueEvidence } from "../../../src/core/evidence/value-evidence.ts";
import { inferObjects } from "../../../src/core/ladders/value-objects.ts";
import { pythonTypeSteps, seriesFromValues } from "../../../src/core/ladders/value-series.ts";
import { readJson } from "../../helpers/json-sources.ts";
import { int, list, rows, scalar } from "../../helpers/value-evidence.ts";

const none = scalar("None");
const nan = scalar("nan");

describe("inferObjects", () => {
  it.each<[string, ValueEvidence]>([
    ["int64", rows(int(1n), int(-1n))],
    ["uint64", rows(int(1n), int(2n ** 63n))],
    ["object", rows(int(-1n), int(2n ** 63n))],
    ["object", rows(int(2n ** 64n), int(1n))],
    ["object", rows(int(-(2n ** 63n) - 1n))],
    ["float64", rows(int(1n), none)],
    ["float64", rows(int(2n ** 63n), nan)],
    ["float64", rows(int(1n), scalar("float"))],
    ["float64", rows(nan, none)],
    ["object", rows(none)],
    ["object", rows()],
    ["bool", rows(scalar("bool"), scalar("numpy.bool"))],
    ["object", rows(scalar("bool"), none)],
    ["object", rows(scalar("bool"), int(1n))],
    ["str", rows(scalar("str"), none, nan)],
    ["object", rows(scalar("str"), int(1n))],
    ["object", rows(list(), none)],
    ["int32", rows(scalar("numpy.int32"), scalar("numpy.int8"))],
    ["float64", rows(scalar("numpy.int32"), scalar("None"))],
    ["float32", rows(scalar("numpy.int32"), scalar("numpy.float16"))],
    ["object", rows(scalar("numpy.int8"), scalar("numpy.uint8"))],
    ["int64", rows(scalar("numpy.int32"), int(1n))],
    ["datetime64[us]", rows(scalar("datetime.datetime"), scalar("pandas.NaT"), scalar("pandas.NA"))],
    ["object", rows(scalar("datetime.date"))],
    ["object", rows(int(1n), scalar("pandas.NA"))],
    ["object", rows(scalar("decimal.Decimal"))],
  ])("%s", (dtype, values) => {
    expect(inferObjects(values).name).toBe(dtype);
  });
});

async function column(values: string) {
  const dataset = await readJson(`{"dataframe_split": {"data": [${values}]}}`);
  const evidence = dataset.kind === "table" ? dataset.columns[0]?.evidence : undefined;
  if (evidence?.kind !== "values") throw new Error("no column of values");
  return seriesFromValues("c", evidence, evidence.count);
}

describe("seriesFromValues", () => {
  it("counts None and NaN as missing", async () => {
    expect(await column("1.5, null, NaN")).toMatchObject({ series: { missing: { count: 2, first: { row: 1 } } } });
  });

  it("explains each step from dtype to dtype", async () => {
    const steps = async (values: string) => {
      const outcome = await column(values);
      return outcome.kind === "series" ? outcome.series.steps.map(({ from, to, at }) => [from, to, at?.row]) : [];
    };
    expect(await steps('1, 2, null, true, "x"')).toEqual([
      ["", "int64", 0],
      ["int64", "float64", 2],
      ["float64", "object", 3],
    ]);
    expect(await steps("null, true")).toEqual([
      ["", "bool", 1],
      ["bool", "object", 0],
    ]);
    expect(await steps("null, null")).toEqual([["", "object", 0]]);
  });

  it("keeps only the values of objects", async () => {
    expect(await column("1, 2")).not.toHaveProperty("series.values");
    expect(await column("2, [1]")).toHaveProperty("series.values");
  });

  it("refuses text that UTF-8 cannot hold, but not among other objects", async () => {
    expect(await column('"a", "\\udc00"')).toMatchObject({
      kind: "refused",
      error: { pythonError: "UnicodeEncodeError", message: expect.anything() },
    });
    expect(await column('1, "\\udc00"')).toMatchObject({ kind: "series" });
    expect(await column('"\\ud83d\\ude00"')).toMatchObject({ kind: "series" });
  });
});

describe("pythonTypeSteps", () => {
  it("shows which value joined which type to those before it", () => {
    expect(pythonTypeSteps(rows(int(1n), none, list(), scalar("str"), int(2n))).map(({ from, to, at }) => [from, to, at?.row])).toEqual([
      ["", "int", 0],
      ["int", "int | None", 1],
      ["int | None", "int | None | list", 2],
      ["int | None | list", "int | None | list | str", 3],
    ]);
  });
});
