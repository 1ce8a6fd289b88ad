import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { makeArray, makeArrayOf } from "../../../src/core/validation/numpy-array.ts";
import { NumpyArray, type PythonArgument, plainValue } from "../../../src/core/validation/python-argument.ts";
import { Raised, UndecidedError } from "../../../src/core/validation/raised.ts";

const scalar = (dtype: string, value: PythonArgument) => new NumpyArray(dtype, [], [value]);

// Each row is the dtype that NumPy 2.4 gives the array of such a list.
describe("np.array of a list", () => {
  it.each<readonly [string, readonly PythonArgument[], string]>([
    ["integers of 64 bits", [1n, -1n], "int64"],
    ["an integer past int64 alone", [2n ** 63n], "uint64"],
    ["one past int64 beside a smaller one", [1n, 2n ** 63n, 1n], "float64"],
    ["one past uint64", [1n, 2n ** 64n], "object"],
    ["booleans beside one past int64", [true, 2n ** 63n], "uint64"],
    ["arrays of int64 and uint64 without dimensions", [scalar("int64", 1n), scalar("uint64", 2n ** 63n)], "float64"],
    ["int32 beside float32", [scalar("int32", 1n), scalar("float32", 0.5)], "float64"],
    ["int8 beside uint16, then float32", [scalar("int8", 1n), scalar("uint16", 1n), scalar("float32", 0.5)], "float64"],
    ["float32 beside int8, then uint16", [scalar("float32", 0.5), scalar("int8", 1n), scalar("uint16", 1n)], "float32"],
    ["numbers beside text", [1n, true, "a"], "str"],
    ["an object beside what NumPy would promote", [null, 1n, "a"], "object"],
    ["nothing", [], "float64"],
  ])("finds the dtype of %s", (_, list, dtype) => {
    expect(makeArray(list).dtype).toBe(dtype);
  });
});

describe("np.array of a list as objects", () => {
  it.each<readonly [string, PythonArgument, readonly number[]]>([
    ["as deep as all lists agree", [[[1n]], [[1n]], [[]]], [3, 1]],
    ["beside scalars", [[1n, [true]]], [1, 2]],
    ["of unequal lengths", [[1n], [1n, 2n]], [2]],
    ["of none", [], [0]],
  ])("has the shape of lists %s", (_, list, shape) => {
    expect(makeArrayOf(list, "object").shape).toEqual(shape);
  });
});

describe("np.array of a list as integers", () => {
  it.each<readonly [string, PythonArgument, bigint]>([
    ["numbers of NumPy", scalar("int64", 3_000_000_000n), -1_294_967_296n],
    ["a missing float of NumPy", scalar("float64", Number.NaN), -2_147_483_648n],
  ])("wraps %s", (_, value, wrapped) => {
    expect(makeArrayOf(value, "int32").items).toEqual([wrapped]);
  });

  it("refuses Python's own that do not fit", () => {
    expect(() => makeArrayOf([3_000_000_000n], "int32")).toThrow("OverflowError");
  });
});

/** The array with its items where they are numbers or text, or the name of what is raised. */
function answer(value: PythonValue, dtype: string | null): PythonValue {
  try {
    const array = dtype === null ? makeArray(value) : makeArrayOf(value, dtype);
    const hasItems = /^(bool|u?int|float|str|bytes)/.test(array.dtype) && dtype !== "float16";
    const items = hasItems ? ([["items", (array.items ?? []).map(plainValue)]] as const) : [];
    return new Map<string, PythonValue>([["dtype", array.dtype], ["shape", array.shape], ...items]);
  } catch (error) {
    if (error instanceof Raised) return error.pythonError;
    if (error instanceof UndecidedError) return "undecided";
    throw error;
  }
}

/** Whole floats and integers are one here: which of them an item is, its dtype says. */
const written = (value: PythonValue) => jsonDumps(value).replace(/(\d)\.0\b/g, "$1");

// Each line is a value, the dtype that is asked for, and what NumPy 2.4.6 makes of it.
describe("np.array of any value", () => {
  const lines = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "numpy-arrays.jsonl"), "utf8")
    .split("\n")
    .filter(Boolean);
  const all = lines.map((line) => jsonLoads(line) as readonly [PythonValue, string | null, PythonValue]);

  it.each([...new Set(all.map(([, dtype]) => dtype))])("answers as NumPy does, dtype %s", (dtype) => {
    const cases = all.filter((one) => one[1] === dtype);
    const found = cases.map(([value]) => `${written(value)}: ${written(answer(value, dtype))}`);
    expect(found).toEqual(cases.map(([value, , expected]) => `${written(value)}: ${written(expected)}`));
  });
});
