import { describe, expect, it } from "vitest";
import type { ColSpec } from "../../../src/core/mlflow/types.ts";
import { frameStep } from "../../../src/core/validation/advice/steps.ts";
import { NumpyArray, type PythonArgument } from "../../../src/core/validation/python-argument.ts";

const text = (value: string) => new NumpyArray("str", [], [value]);
const spec: ColSpec = { kind: "column", type: { kind: "scalar", name: "string" }, name: "index", required: false };
const schema = { kind: "columns", specs: [spec] } as const;

// `pd.DataFrame` of a dict without a dimension raises: MLflow makes one row of it, and so must the Python.
describe("a frame of a dict", () => {
  it.each<readonly [string, readonly (readonly [string, PythonArgument])[], string]>([
    ["texts in arrays without a dimension", [["index", text("a")]], "arrays = pd.DataFrame([arrays])"],
    ["scalars", [["index", "a"]], "arrays = pd.DataFrame([arrays])"],
    ["lists", [["index", [1n, 2n]]], "arrays = pd.DataFrame(arrays)"],
  ])("of %s is made as MLflow makes it", (_, entries, line) => {
    expect(frameStep({ kind: "dict", dict: new Map(entries) }, schema)?.lines("arrays")).toEqual([line]);
  });

  it("is not offered where pandas raises", () => {
    const dict = new Map<string, PythonArgument>([["index", new NumpyArray("int64", [], [1n])]]);
    expect(frameStep({ kind: "dict", dict }, schema)).toBeNull();
  });
});
