import { describe, expect, it } from "vitest";
import type { PythonScalar } from "../../../src/core/evidence/value-evidence.ts";
import { checkNumeric, checkTime } from "../../../src/core/validation/object-casts.ts";
import { type PythonArgument, PythonObject } from "../../../src/core/validation/python-argument.ts";
import { Raised, UndecidedError } from "../../../src/core/validation/raised.ts";

function answer(check: (value: PythonArgument, row: number) => void, value: PythonArgument): string {
  try {
    check(value, 0);
    return "takes";
  } catch (error) {
    if (error instanceof Raised) return error.pythonError;
    if (error instanceof UndecidedError) return "open";
    throw error;
  }
}

const NUMPY = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"];

/** What pandas 3.1.1 makes of a column of objects with one such value: `pd.to_numeric`, and `astype("datetime64[ns]")`. */
const SCALARS: readonly (readonly [PythonScalar, numeric: string, time: string])[] = [
  ["None", "takes", "takes"],
  ["nan", "takes", "takes"],
  ["pandas.NA", "takes", "takes"],
  ["pandas.NaT", "TypeError", "takes"],
  ["bool", "takes", "TypeError"],
  ["numpy.bool", "takes", "TypeError"],
  ["decimal.Decimal", "takes", "TypeError"],
  ["datetime.date", "TypeError", "takes"],
  ["datetime.time", "TypeError", "TypeError"],
  ["datetime.datetime", "TypeError", "takes"],
  ["datetime.timedelta", "TypeError", "TypeError"],
  ["pandas.Timestamp", "TypeError", "takes"],
  ["pandas.Timedelta", "TypeError", "TypeError"],
  ["uuid.UUID", "TypeError", "TypeError"],
  ["tuple", "TypeError", "TypeError"],
  ["numpy.datetime64", "TypeError", "takes"],
  ["numpy.timedelta64", "TypeError", "TypeError"],
  ...NUMPY.map((dtype) => [`numpy.${dtype}` as PythonScalar, "takes", "takes"] as const),
];

describe("a column of objects", () => {
  it.each(SCALARS)("with %s: to_numeric %s, astype %s", (type, numeric, time) => {
    const value = new PythonObject(type, type.startsWith("numpy.") ? 1n : null);
    expect([answer(checkNumeric, value), answer(checkTime, value)]).toEqual([numeric, time]);
  });

  /** DateParseError is a ValueError. `open`: Signet asks for Python. */
  const VALUES: readonly (readonly [PythonArgument, numeric: string, time: string])[] = [
    ["", "takes", "takes"],
    ["1", "takes", "ValueError"],
    ["1e5", "takes", "ValueError"],
    ["x", "ValueError", "ValueError"],
    ["1_000", "open", "open"],
    ["NaT", "ValueError", "takes"],
    ["nan", "takes", "takes"],
    ["inf", "takes", "ValueError"],
    ["True", "ValueError", "ValueError"],
    ["2024-01-31", "open", "takes"],
    ["2024-02-30", "open", "ValueError"],
    ["1676-12-31", "open", "OutOfBoundsDatetime"],
    ["1677-12-31", "open", "open"],
    ["1678-01-01", "open", "takes"],
    ["2261-12-31", "open", "takes"],
    ["2262-01-01", "open", "open"],
    ["2263-01-01", "open", "OutOfBoundsDatetime"],
    ["2024-01-31T10:00:00Z", "ValueError", "ValueError"],
    ["2024-01-31T10:00:00", "ValueError", "takes"],
    [2n ** 63n - 1n, "takes", "takes"],
    [2n ** 63n, "takes", "OverflowError"],
    [-(2n ** 63n), "takes", "takes"],
    [-(2n ** 63n) - 1n, "takes", "OverflowError"],
    [1.5, "takes", "takes"],
    [1e30, "takes", "OutOfBoundsDatetime"],
    [-1e30, "takes", "OutOfBoundsDatetime"],
    [Number.POSITIVE_INFINITY, "takes", "open"],
    [true, "takes", "TypeError"],
    [[], "takes", "TypeError"],
    [[1n], "TypeError", "TypeError"],
    [new Map(), "takes", "TypeError"],
    [new Map([["a", 1n]]), "TypeError", "TypeError"],
    [new PythonObject("bytes", "x"), "ValueError", "TypeError"],
    [new PythonObject("bytes"), "open", "TypeError"],
    [new PythonObject("str"), "open", "open"],
    [new PythonObject("pandas.Timestamp", null, true), "TypeError", "ValueError"],
    [new PythonObject("datetime.datetime", null, true), "TypeError", "ValueError"],
  ];

  it.each(VALUES)("with the value %s: to_numeric %s, astype %s", (value, numeric, time) => {
    expect([answer(checkNumeric, value), answer(checkTime, value)]).toEqual([numeric, time]);
  });
});
