import { describe, expect, it } from "vitest";
import type { PythonScalar, ValueEvidence } from "../../../src/core/evidence/value-evidence.ts";
import { castToNumpy } from "../../../src/core/ladders/numpy-cast.ts";
import { NUMPY_DTYPES, type NumpyDtype } from "../../../src/core/ladders/numpy-dtype.ts";
import type { PandasSeries } from "../../../src/core/ladders/pandas.ts";

const START = { row: 0 };
const TWICE = { count: 2, first: START };

const values = (scalars: readonly PythonScalar[], more: Partial<ValueEvidence> = {}): ValueEvidence => ({
  kind: "values",
  count: 2,
  scalars: new Map(scalars.map((type) => [type, TWICE])),
  ...more,
});

/** Arrays of lengths between two, empty ones among them where the least is none. */
const arrays = (min: number, max: number, items: ValueEvidence = values(["numpy.int64"])) =>
  values([], { arrays: { tally: TWICE, empty: min === 0 ? 1 : 0, hollow: 0, items, lengths: { min, max } } });

const objects = (found: ValueEvidence, more: Partial<PandasSeries> = {}): PandasSeries => ({
  name: "a",
  dtype: { name: "object", kind: "O", itemsize: 8 },
  length: 2,
  values: found,
  steps: [],
  ...more,
});

const NUMBERS = NUMPY_DTYPES.filter((dtype) => !["bool", "str", "object"].includes(dtype));
const FLOATS = NUMBERS.filter((dtype) => dtype.startsWith("float"));
const LIST = values([], { lists: { tally: TWICE, empty: 0, hollow: 0, items: values(["int"]), lengths: { min: 1, max: 1 } } });
const DICT = values([], { dicts: { tally: TWICE, empty: 0, keys: new Map(), absent: new Map() } });
const NULL = { missing: { count: 1, first: START } };

/** What `Series.to_numpy(dtype=…)` of pandas 3.1.1 and NumPy 2.4.6 says of objects: the dtypes that it takes; `open` ones depend on values. */
const CASES: readonly (readonly [
  string,
  PandasSeries,
  { readonly takes: readonly NumpyDtype[]; readonly open?: readonly NumpyDtype[] },
])[] = [
  ["arrays of one value", objects(arrays(1, 1)), { takes: ["bool"] }],
  ["arrays of several", objects(arrays(1, 3)), { takes: [] }],
  ["empty arrays among them", objects(arrays(0, 1)), { takes: [] }],
  ["arrays of arrays", objects(arrays(1, 1, arrays(2, 2))), { takes: [], open: ["bool"] }],
  ["lists", objects(LIST), { takes: ["bool"] }],
  ["dicts", objects(DICT), { takes: ["bool", "str"] }],
  ["bytes", objects(values(["bytes"])), { takes: ["bool"], open: ["str", ...NUMBERS] }],
  ["timedeltas", objects(values(["datetime.timedelta"])), { takes: ["bool", "str"] }],
  ["identifiers", objects(values(["uuid.UUID"])), { takes: ["bool", "str"] }],
  ["times of pandas", objects(values(["pandas.Timestamp"])), { takes: ["bool", "str"] }],
  ["dates", objects(values(["datetime.date"])), { takes: ["bool", "str"] }],
  ["booleans beside None", objects(values(["bool", "None"]), NULL), { takes: ["bool", "str", ...FLOATS] }],
  ["small integers", objects(values(["int"], { integers: { min: 0n, max: 100n } })), { takes: ["bool", "str", ...NUMBERS] }],
  [
    "decimals of a file that says nothing",
    objects(values(["decimal.Decimal"])),
    { takes: ["bool", "str", ...FLOATS], open: NUMBERS.slice(0, 8) },
  ],
];

describe("castToNumpy", () => {
  it.each(CASES)("takes %s as NumPy does", (_, series, { takes, open = [] }) => {
    const found = NUMPY_DTYPES.map((dtype) => [dtype, castToNumpy(series, null, dtype)?.kind ?? "takes"] as const);
    const expected = NUMPY_DTYPES.map(
      (dtype) => [dtype, dtype === "object" || takes.includes(dtype) ? "takes" : open.includes(dtype) ? "undecided" : "refused"] as const,
    );
    expect(found).toEqual(expected);
  });

  it.each<[number, number, NumpyDtype, string]>([
    [3, 2, "int8", "takes"],
    [5, 2, "int8", "undecided"],
    [20, 2, "int64", "takes"],
    [38, 2, "int64", "undecided"],
    [3, 2, "uint8", "undecided"],
  ])("knows by decimal(%d, %d) whether they fit %s", (precision, scale, dtype, kind) => {
    const counts = { length: 2, children: [] };
    const evidence = { kind: "arrow", type: { kind: "decimal", bits: 128, precision, scale }, counts } as const;
    expect(castToNumpy(objects(values(["decimal.Decimal"])), evidence, dtype)?.kind ?? "takes").toBe(kind);
  });

  it("fills Arrow's missing decimals for a float, and has no integer for them", () => {
    const dtype = { name: "decimal128(5, 2)[pyarrow]", kind: "O", itemsize: 16 } as const;
    const series = objects(values(["decimal.Decimal", "pandas.NA"]), { dtype, ...NULL });
    expect([castToNumpy(series, null, "float64")?.kind, castToNumpy(series, null, "int64")?.kind]).toEqual([undefined, "refused"]);
  });
});
