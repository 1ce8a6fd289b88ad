import { describe, expect, it } from "vitest";
import { isSignatureRepr, schemaFromRepr, signatureFromRepr } from "../../../src/core/mlflow/signature-repr.ts";
import type { ColumnType } from "../../../src/core/mlflow/types.ts";

// What MLflow 3.17.2 prints.
const PRINTED = `inputs: 
  ['a': Any (required), 'l': Array(long) (optional), 'm': Map(str -> Array(string)) (required), 'o': {x: double (required), y: Array(Any) (optional)} (required), 'v': SparkML vector (required), 'it\\'s "q"': string (required)]
outputs: 
  [Tensor('float32', (-1, 3))]
params: 
  ['n': long (default: 3), 't': string (default: a, 'b'), 'l': double (default: [0.5, 1.0]) (shape: (-1,)), 'd': datetime (default: 2024-01-31 10:00:00), 'none': string (default: None), 'o': {k: long (required)} (default: {'k': 1}), 'b': boolean (default: True)]
`;

const scalar = (name: "double" | "long" | "string" | "boolean" | "datetime"): ColumnType & { readonly kind: "scalar" } => ({
  kind: "scalar",
  name,
});

describe("a printed signature", () => {
  it("is read with every type, and with defaults, which are written bare", () => {
    const { inputs, outputs, params } = signatureFromRepr(PRINTED);
    expect(inputs?.specs).toEqual([
      { kind: "column", name: "a", type: { kind: "any" }, required: true },
      { kind: "column", name: "l", type: { kind: "array", items: scalar("long") }, required: false },
      { kind: "column", name: "m", type: { kind: "map", values: { kind: "array", items: scalar("string") } }, required: true },
      {
        kind: "column",
        name: "o",
        type: {
          kind: "object",
          properties: [
            { name: "x", type: scalar("double"), required: true },
            { name: "y", type: { kind: "array", items: { kind: "any" } }, required: false },
          ],
        },
        required: true,
      },
      { kind: "column", name: "v", type: { kind: "sparkml_vector" }, required: true },
      { kind: "column", name: 'it\'s "q"', type: scalar("string"), required: true },
    ]);
    expect(outputs?.specs).toEqual([{ kind: "tensor", dtype: "float32", shape: [-1, 3] }]);
    expect(params?.params).toEqual([
      { name: "n", type: scalar("long"), default: 3n, shape: null },
      { name: "t", type: scalar("string"), default: "a, 'b'", shape: null },
      { name: "l", type: scalar("double"), default: [0.5, 1], shape: [-1] },
      { name: "d", type: scalar("datetime"), default: "2024-01-31 10:00:00", shape: null },
      { name: "none", type: scalar("string"), default: null, shape: null },
      {
        name: "o",
        type: { kind: "object", properties: [{ name: "k", type: scalar("long"), required: true }] },
        default: new Map([["k", 1n]]),
        shape: null,
      },
      { name: "b", type: scalar("boolean"), default: true, shape: null },
    ]);
  });

  it("has named tensors, one unnamed column, and parts that are None", () => {
    const source =
      "inputs: \n  ['a': Tensor('int64', (-1,)), 'b': Tensor('str', (2, 2))]\noutputs: \n  [long (required)]\nparams: \n  None\n";
    expect(isSignatureRepr(source)).toBe(true);
    expect(signatureFromRepr(source)).toMatchObject({
      inputs: {
        specs: [
          { name: "a", dtype: "int64", shape: [-1] },
          { name: "b", dtype: "str", shape: [2, 2] },
        ],
      },
      outputs: { specs: [{ type: scalar("long"), required: true }] },
      params: null,
    });
  });

  it("of releases without params has none, and a column without a word is required", () => {
    expect(signatureFromRepr("inputs: \n  ['a': long]\noutputs: \n  None\n")).toMatchObject({
      inputs: { specs: [{ name: "a", required: true }] },
      outputs: null,
      params: null,
    });
  });

  it.each([
    ["what is no signature", "inputs: long", "inputs: long"],
    ["a type that MLflow does not have", "inputs: \n  ['a': decimal (required)]\noutputs: \n  None", "decimal"],
    ["more behind a part", "inputs: \n  ['a': long (required)] and\noutputs: \n  None", "  ['a': long (required)] and"],
    ["a list that is cut off", "inputs: \n  ['a': long (required)\noutputs: \n  None", ""],
    ["a param without a name", "inputs: \n  None\noutputs: \n  None\nparams: \n  [long (default: 1)]", "long (default: 1)]"],
    ["a param of a list", "inputs: \n  None\noutputs: \n  None\nparams: \n  ['a': Array(long) (default: [1])]", "]"],
  ])("is refused from where it is not one: %s", (_, source, from) => {
    expect(() => signatureFromRepr(source)).toThrow(
      expect.objectContaining({
        tag: "InvalidModel",
        message: `This is not a printed signature: Signet does not understand it from "${from}" on.`,
      }),
    );
  });
});

describe("a printed schema", () => {
  it("is that of a message", () => {
    expect(schemaFromRepr("['a': long (required)]")?.specs).toEqual([{ kind: "column", name: "a", type: scalar("long"), required: true }]);
    expect(schemaFromRepr("None")).toBeNull();
  });

  it("ends with its bracket", () => {
    expect(() => schemaFromRepr("['a': long (required)] (cut")).toThrow(/does not understand it from/);
  });
});
