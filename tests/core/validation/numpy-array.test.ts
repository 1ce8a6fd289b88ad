import { describe, expect, it } from "vitest";
import { makeArray, makeArrayOf } from "../../../src/core/validation/numpy-array.ts";
import { NumpyArray, type PythonArgument } from "../../../src/core/validation/python-argument.ts";

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
