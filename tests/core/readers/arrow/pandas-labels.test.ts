import { describe, expect, it } from "vitest";
import { dtypeNameKind } from "../../../../src/core/evidence/pandas-dtype-name.ts";
import { isTimeZone } from "../../../../src/core/evidence/time-zones.ts";
import { labelsFrom } from "../../../../src/core/readers/arrow/pandas-labels.ts";

const level = (pandasType: string, numpyType: string, timezone?: string) => ({ pandasType, numpyType, timezone });
const labels = (written: readonly (string | null)[], ...levels: ReturnType<typeof level>[]) => labelsFrom(written, levels);
const names = (written: readonly (string | null)[], ...levels: ReturnType<typeof level>[]) =>
  labels(written, ...levels).map(({ name, python }) => (python === undefined ? name : `${python} ${String(name)}`));

/** Seen on pandas 3.1.1 and pyarrow 25.0.1: `pa.Table.from_pandas(df).to_pandas().columns`. */
describe("labels of one level", () => {
  it.each([
    ["int64", "int64", ["1", " -2 ", "1_0"], [1n, -2n, 10n]],
    ["int64", "Int64", ["1"], ["int64 1"]],
    ["integer", "int64[pyarrow]", ["1"], [1n]],
    ["integer", "object", ["1"], [1n]],
    ["float64", "float64", ["1.5", null, "inf"], [1.5, Number.NaN, Number.POSITIVE_INFINITY]],
    ["float32", "float32", ["1.1"], [Math.fround(1.1)]],
    ["float64", "Float64", ["1.5"], [1.5]],
    ["bool", "bool", ["True", "False", ""], [true, true, false]],
    ["bool", "boolean", ["True"], ["bool true"]],
    ["unicode", "str", ["a", null], ["a", Number.NaN]],
    ["unicode", "object", ["1"], ["1"]],
    ["mixed-integer", "object", ["a", "1"], ["a", "1"]],
    ["mixed", "object", [null], [null]],
    ["bytes", "object", ["a"], ["bytes a"]],
    ["decimal", "object", ["1.5"], ["Decimal 1.5"]],
    ["datetime64[us]", "datetime64[us]", ["2020-01-01 00:00:00", "NaT"], ["Timestamp 2020-01-01 00:00:00", "Timestamp NaT"]],
    ["datetime", "object", ["2020-01-01 00:00:00"], ["Timestamp 2020-01-01 00:00:00"]],
    ["complex", "complex128", ["1j"], ["complex 1j"]],
  ])("%s as %s", (pandasType, numpyType, written, expected) => {
    expect(names(written, level(pandasType, numpyType))).toEqual(expected);
  });

  it("a time zone is the first level's", () => {
    expect(names(["2020-01-01 00:00:00+01:00"], level("datetimetz", "datetime64[us]", "Europe/Berlin"))).toEqual([
      "Timestamp 2020-01-01 00:00:00+01:00",
    ]);
    expect(() => labels(["2020-01-01"], level("datetimetz", "datetime64[us]", "europe/berlin"))).toThrow(/time zone/);
  });

  it.each([
    ["categorical", "int8", ["x"]],
    ["period", "period[D]", ["2020-01-01"]],
    ["timedelta64", "timedelta64[us]", ["1 days 00:00:00"]],
    ["date", "object", ["2020-01-01"]],
    ["int64", "int64", ["x"]],
    ["int8", "int8", ["300"]],
    ["integer", "object", ["100000000000000000000"]],
  ])("%s as %s is refused, as pyarrow raises", (pandasType, numpyType, written) => {
    expect(() => labels(written, level(pandasType, numpyType))).toThrow(expect.objectContaining({ tag: "UnreadableFile" }));
  });
});

describe("labels of several levels", () => {
  const text = level("unicode", "str");
  it("each level has its own dtype", () => {
    expect(names([`('a', '1')`, `('b"\\'', None)`], text, level("int64", "int64"))).toEqual([
      ["a", 1n],
      [`b"'`, Number.NaN],
    ]);
    expect(labels([`('a', '2020-01-01')`], text, level("datetime64[us]", "datetime64[us]"))).toEqual([
      { name: ["a", "2020-01-01"], python: "Timestamp" },
    ]);
    expect(labels([], text, text)).toEqual([]);
  });

  it.each([
    ["a label that is not a tuple", ["a"], [text, text]],
    ["NaN in a tuple", ["('a', nan)"], [text, text]],
    ["another number of levels", ["('a', 'b', 'c')"], [text, text]],
    ["values of a level that become equal", ["('a', 'True')", "('a', 'False')"], [text, level("bool", "bool")]],
  ])("%s is refused", (_, written, levels) => {
    expect(() => labels(written, ...levels)).toThrow(expect.objectContaining({ tag: "UnreadableFile" }));
  });
});

describe("names of dtypes", () => {
  it.each([
    ["int64", "plain"],
    ["datetime64[ns]", "plain"],
    ["category", "plain"],
    ["Sparse[float64, nan]", "plain"],
    ["Int64", "extension"],
    ["string[pyarrow]", "extension"],
    ["double[pyarrow]", "extension"],
    ["timestamp[us, tz=UTC][pyarrow]", "extension"],
    ["period[D]", "extension"],
    ["interval[int64, right]", "extension"],
    ["datetime64[ns, Europe/Brussels]", "extension"],
    ["datetime64[ns, Nowhere]", "refused"],
    ["struct<a: int64>[pyarrow]", "refused"],
    ["decimal128(3, 2)[pyarrow]", "refused"],
    ["categorical", "refused"],
    ["i8,f4", "undecided"],
    ["|S1", "plain"],
    ["<U12", "plain"],
    [">f8", "plain"],
    ["|b1", "plain"],
    ["i3", "undecided"],
    ["u16", "undecided"],
  ])("%s is %s", (name, kind) => {
    expect(dtypeNameKind(name)).toBe(kind);
  });
});

it.each([
  ["UTC", true],
  ["+03:00", true],
  ["US/Eastern", true],
  ["America/North_Dakota/Center", true],
  ["utc", false],
  ["UTC+3", false],
  ["+24:00", false],
  ["", false],
])("time zone %s: %s", (name, isKnown) => {
  expect(isTimeZone(name)).toBe(isKnown);
});
