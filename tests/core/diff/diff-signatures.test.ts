import { describe, expect, it } from "vitest";
import { diffSignatures, renderDifference } from "../../../src/core/diff/diff-signatures.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";
import type { ColSpec, ModelSignature, ParamSpec, TensorSpec } from "../../../src/core/mlflow/types.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";

const column = (name: ColSpec["name"], type: "long" | "double", required = true): ColSpec => ({
  kind: "column",
  type: { kind: "scalar", name: type },
  required,
  ...(name === undefined ? {} : { name }),
});

const inputs = (...specs: readonly (ColSpec | TensorSpec)[]): ModelSignature => ({
  inputs: makeSchema(specs),
  outputs: null,
  params: null,
});

const lines = (before: ModelSignature, after: ModelSignature) => diffSignatures(before, after).map(renderDifference);

describe("what differs from another signature", () => {
  it("is nothing where they are the same", () => {
    const same = inputs(column("a", "long"), column("a", "long"), column(1n, "long"));
    expect(lines(same, same)).toEqual([]);
  });

  it("names columns that were added, removed, or have another type or requiredness", () => {
    expect(lines(inputs(column("a", "long"), column("b", "long")), inputs(column("a", "double", false), column("c", "long")))).toEqual([
      "inputs: a type changed from long to double",
      "inputs: a required changed from required to optional",
      "inputs: b removed: was long",
      "inputs: c added: long",
    ]);
  });

  it("names a tensor without a name by its type, and several unnamed columns by MLflow's own index", () => {
    const tensor = (dtype: string): TensorSpec => ({ kind: "tensor", dtype, shape: [-1, 3] });
    expect(lines(inputs(tensor("float64")), inputs(tensor("float32")))).toEqual([
      "inputs: (unnamed) type changed from Tensor('float64', (-1, 3)) to Tensor('float32', (-1, 3))",
    ]);
    const unnamed = inputs(column(undefined, "long"), column(undefined, "long"));
    expect(lines(unnamed, inputs(column(undefined, "long"), column(undefined, "double")))).toEqual([
      "inputs: (unnamed 1) type changed from long to double",
    ]);
  });

  it("distinguishes a column that is called like a place, or a number like its text, from the others", () => {
    expect(lines(inputs(column(undefined, "long")), inputs(column("#0", "long")))).toHaveLength(2);
    expect(lines(inputs(column(1n, "long")), inputs(column("1", "long")))).toHaveLength(2);
  });

  it("compares the second of two columns of one name with the second", () => {
    const before = inputs(column("a", "long"), column("a", "long"));
    expect(lines(before, inputs(column("a", "long"), column("a", "double")))).toEqual(["inputs: a type changed from long to double"]);
    expect(lines(before, inputs(column("a", "long")))).toEqual(["inputs: a removed: was long"]);
  });

  it("shows where orders part, not all names", () => {
    const all = "abcdefgh".split("").map((name) => column(name, "long"));
    const [a, b, c, d, ...rest] = all;
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("There are fewer.");
    expect(lines(inputs(...all), inputs(a, b, d, c, ...rest))).toEqual(["inputs: the order changed from …, c, d, e, … to …, d, c, e, …"]);
    expect(lines(inputs(a, b), inputs(b, a))).toEqual(["inputs: the order changed from a, b to b, a"]);
  });
});

describe("what differs in the params", () => {
  const param = (name: string, type: "long" | "double", value: PythonValue, shape: readonly [-1] | null = null): ParamSpec => ({
    name,
    type: { kind: "scalar", name: type },
    default: value,
    shape,
  });
  const withParams = (...params: readonly ParamSpec[]): ModelSignature => ({ ...inputs(column("a", "long")), params: { params } });

  it("is nothing where they are the same, whatever their order", () => {
    const [a, b] = [param("a", "long", 1n), param("b", "double", [0.5], [-1])];
    expect(lines(withParams(a, b), withParams(b, a))).toEqual([]);
  });

  it("names what was added, removed, or has another type, shape or default", () => {
    const before = withParams(param("gone", "long", 1n), param("t", "long", 1n), param("l", "long", 1n), param("d", "long", 1n));
    const after = withParams(param("t", "double", 1), param("l", "long", [1n], [-1]), param("d", "long", 2n), param("new", "double", 0.5));
    expect(lines(before, after)).toEqual([
      "params: gone removed: was long",
      "params: t type changed from long to double",
      "params: l type changed from long to long (-1,)",
      "params: d default changed from 1 to 2",
      "params: new added: double",
    ]);
  });
});

it("names a vector of Spark's as MLflow does", () => {
  const vector: ColSpec = { kind: "column", type: { kind: "sparkml_vector" }, name: "v", required: true };
  expect(lines(inputs(vector), inputs(column("v", "long")))).toEqual(["inputs: v type changed from SparkML vector to long"]);
});
