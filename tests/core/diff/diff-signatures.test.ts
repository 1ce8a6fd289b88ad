import { describe, expect, it } from "vitest";
import { diffSignatures, renderDifference } from "../../../src/core/diff/diff-signatures.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";
import type { ColSpec, ModelSignature, TensorSpec } from "../../../src/core/mlflow/types.ts";

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
