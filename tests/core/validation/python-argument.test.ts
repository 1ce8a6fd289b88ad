import { describe, expect, it } from "vitest";
import {
  asScalar,
  isNoneOrNan,
  isNumpyScalar,
  lengthOf,
  NumpyArray,
  type PythonArgument,
  PythonObject,
  plainValue,
  pythonRepr,
  scalarType,
  shallowEvidence,
  typeName,
} from "../../../src/core/validation/python-argument.ts";

const object = (type: PythonObject["type"], value: PythonObject["value"] = null) => new PythonObject(type, value);

/** A value, its type as evidence names it, `type(value).__name__`, its `repr`, `np.isscalar` of it, and whether MLflow takes it for missing. */
const VALUES: readonly (readonly [PythonArgument, string | null, string, string, boolean, boolean])[] = [
  [null, "None", "NoneType", "None", false, true],
  [Number.NaN, "nan", "float", 'float("nan")', true, true],
  [true, "bool", "bool", "True", true, false],
  [1n, "int", "int", "1", true, false],
  [0.5, "float", "float", "0.5", true, false],
  ["a", "str", "str", "'a'", true, false],
  [[1n, "a"], null, "list", "[1, 'a']", false, false],
  [new Map<string, PythonArgument>([["a", [true]]]), null, "dict", "{'a': [True]}", false, false],
  [new NumpyArray("int64", [2], [1n, 2n]), null, "ndarray", "array([1, 2])", false, false],
  [new NumpyArray("float32", [2], null), null, "ndarray", "array(…, dtype=float32)", false, false],
  [object("bytes", "ab"), "bytes", "bytes", "b'ab'", true, false],
  [object("numpy.bytes", "ab"), "numpy.bytes", "bytes", "b'ab'", true, false],
  [object("numpy.str", "a"), "numpy.str", "str", "'a'", true, false],
  [object("numpy.int8", 7n), "numpy.int8", "int8", "7", true, false],
  [object("numpy.bool", true), "numpy.bool", "bool", "True", true, false],
  [object("numpy.float32", Number.NaN), "numpy.float32", "float32", 'float("nan")', true, true],
  [object("decimal.Decimal"), "decimal.Decimal", "Decimal", "decimal.Decimal", true, false],
  [object("datetime.date"), "datetime.date", "date", "datetime.date", false, false],
  [object("pandas.NA"), "pandas.NA", "NA", "pandas.NA", false, true],
  [object("pandas.NaT"), "pandas.NaT", "NaT", "pandas.NaT", false, true],
];

describe("an argument of Python", () => {
  it.each(VALUES)("%s", (value, type, name, repr, isScalar, isMissing) => {
    expect([scalarType(value), typeName(value), pythonRepr(value), isNumpyScalar(value), isNoneOrNan(value)]).toEqual([
      type,
      name,
      repr,
      isScalar,
      isMissing,
    ]);
  });

  it("has a plain value where it is a scalar", () => {
    const values = [null, 1n, "a", [1n], new Map(), new NumpyArray("int64", [1], [1n]), object("numpy.int8", 7n)];
    expect(values.map(plainValue)).toEqual([null, 1n, "a", null, null, null, 7n]);
  });

  it("has a length where it is a list, dict or array", () => {
    const values = [[1n, 2n], new Map([["a", 1n]]), new NumpyArray("int64", [3, 2], null), "abc", null, object("tuple")];
    expect(values.map(lengthOf)).toEqual([2, 1, 3, 0, 0, 0]);
  });
});

describe("an item of an array", () => {
  it.each([
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
    "str",
    "bytes",
  ])("of %s is one of NumPy's scalars", (dtype) => {
    expect(asScalar(1n, dtype)).toEqual(object(`numpy.${dtype}` as PythonObject["type"], 1n));
  });

  it("of times is one of them, and an object stays what it is", () => {
    expect(asScalar("2024", "datetime64[ns]")).toEqual(object("numpy.datetime64", "2024"));
    expect(asScalar(1n, "timedelta64[s]")).toEqual(object("numpy.timedelta64", 1n));
    expect(asScalar(null, "object")).toBeNull();
  });
});

describe("what the items of a list are", () => {
  it("is counted by type, with the first row of each and the range of the integers", () => {
    const { count, scalars, integers, lists, arrays, dicts } = shallowEvidence([5n, null, -3n, "a", 9n, null]);
    expect([count, integers, lists, arrays, dicts]).toEqual([6, { min: -3n, max: 9n }, undefined, undefined, undefined]);
    expect([...scalars]).toEqual([
      ["int", { count: 3, first: { row: 0 } }],
      ["None", { count: 2, first: { row: 1 } }],
      ["str", { count: 1, first: { row: 3 } }],
    ]);
  });

  it("does not look into what is nested", () => {
    const items = [1n, [], [1n], new Map(), new Map([["a", 1n]]), new NumpyArray("int64", [0], []), new NumpyArray("int64", [1], [1n])];
    const { lists, arrays, dicts, integers } = shallowEvidence(items);
    expect(integers).toEqual({ min: 1n, max: 1n });
    expect([lists?.tally, lists?.empty]).toEqual([{ count: 2, first: { row: 1 } }, 1]);
    expect([dicts?.tally, dicts?.empty]).toEqual([{ count: 2, first: { row: 3 } }, 1]);
    expect([arrays?.tally, arrays?.empty]).toEqual([{ count: 2, first: { row: 5 } }, 1]);
    expect(shallowEvidence([]).integers).toBeUndefined();
  });
});

it("gives no rows and no items of an array whose items were not kept", () => {
  const counted = new NumpyArray("float32", [2], null);
  expect([counted.rows(), counted.keptRows(), counted.keptItems()]).toEqual([null, [], []]);
});
