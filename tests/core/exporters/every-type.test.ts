import { describe, expect, it } from "vitest";
import { parseEnvironment } from "../../../src/core/environment/parse.ts";
import { exportCommand, shellWord } from "../../../src/core/exporters/command.ts";
import type { InferredSide } from "../../../src/core/exporters/exporter.ts";
import { loadFailure, lossesIn } from "../../../src/core/exporters/losses.ts";
import { exportPythonExplicit } from "../../../src/core/exporters/python-explicit.ts";
import { exportPythonInfer } from "../../../src/core/exporters/python-infer.ts";
import { signatureFromDict, signatureToDict } from "../../../src/core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../../src/core/mlflow/types.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";

const environmentOf = (written: string) => {
  const found = parseEnvironment(written);
  if (typeof found === "string") throw new Error(found);
  return found;
};
const environmentBefore = (mlflow: string) => environmentOf(`mlflow=${mlflow},pandas=1.5.3`);

type Parts = Readonly<Partial<Record<"inputs" | "outputs" | "params", string>>>;
const signatureOf = (parts: Parts): ModelSignature => signatureFromDict(new Map<string, PythonValue>(Object.entries(parts)));

const COLUMNS =
  '[{"type": "long", "name": "a", "required": true}, {"type": "double", "name": "it\'s", "required": false}, {"type": "array", "items": {"type": "string"}, "name": "tags", "required": true}, {"type": "map", "values": {"type": "long"}, "name": "m", "required": true}, {"type": "object", "properties": {"x": {"type": "long", "required": true}, "y": {"type": "string", "required": false}}, "name": "o", "required": true}, {"type": "any", "name": "z", "required": false}]';
const VECTOR = '[{"type": "sparkml_vector", "name": "v", "required": true}]';
const TENSOR = '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 28, 28]}}]';
const NAMED_TENSORS =
  '[{"name": "ids", "type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 4]}}, {"name": "mask", "type": "tensor", "tensor-spec": {"dtype": "bool", "shape": [-1]}}]';
const PARAMS =
  '[{"name": "top_k", "default": 5, "shape": null, "type": "long"}, {"name": "stop", "default": ["a", "it\'s"], "shape": [-1], "type": "string"}, {"name": "t", "default": null, "shape": null, "type": "double"}]';
const UNNAMED = '[{"type": "string", "required": true}]';

// The Python was run by MLflow: `signature.to_dict()` is what the signature was made from.
describe("the Python of a signature", () => {
  it.each([
    ["every type of a column", { inputs: COLUMNS }],
    ["Spark's vectors and a column without a name", { inputs: VECTOR, outputs: UNNAMED }],
    ["tensors with and without names", { inputs: NAMED_TENSORS, outputs: TENSOR }],
    ["parameters", { inputs: UNNAMED, params: PARAMS }],
  ])("declares %s", (_, parts) => {
    const signature = signatureOf(parts);
    expect(exportPythonExplicit(signature)).toMatchSnapshot();
    expect(signatureToDict(signature)).toMatchObject(parts);
  });
});

const PLAIN = '[{"type": "long", "name": "a", "required": false}, {"type": "string", "name": "b", "required": true}]';

describe("a signature for an older MLflow", () => {
  // As MLflow of these versions writes it: `optional` came with 2.4, `required` with 2.10, params with 2.6.
  it.each([
    ["2.17.2", '[{"type": "long", "name": "a", "required": false}, {"type": "string", "name": "b", "required": true}]', []],
    ["2.9.2", '[{"type": "long", "name": "a", "optional": true}, {"type": "string", "name": "b"}]', []],
    [
      "2.3.2",
      '[{"name": "a", "type": "long"}, {"name": "b", "type": "string"}]',
      ["Optional columns become required: MLflow has optional ones since 2.4."],
    ],
  ])("%s", (version, inputs, losses) => {
    const environment = { mlflow: version, pandas: "1.5.3" };
    const signature = { ...signatureOf({ inputs: PLAIN }), environment };
    expect(signatureToDict(signature).inputs).toBe(inputs);
    expect(lossesIn(signature, environment)).toEqual(losses);
  });

  it("leaves parameters out where there are none, and writes their type as dtype in 2.6", () => {
    const params = { inputs: UNNAMED, params: PARAMS };
    const before = { mlflow: "2.5.0", pandas: "1.5.3" };
    expect(signatureToDict({ ...signatureOf(params), environment: before }).params).toBeNull();
    expect(lossesIn(signatureOf(params), before)).toEqual(["The params are left out: MLflow has them since 2.6."]);
    expect(exportPythonExplicit({ ...signatureOf(params), environment: before })).not.toContain("ParamSpec");
    const old = { mlflow: "2.6.0", pandas: "1.5.3" };
    expect(signatureToDict({ ...signatureOf(params), environment: old }).params).toContain('"dtype": "long"');
  });

  it.each([
    ["2.9.2", { inputs: COLUMNS }, "array"],
    [
      "2.9.2",
      { inputs: '[{"type": "object", "properties": {"x": {"type": "long", "required": true}}, "name": "o", "required": true}]' },
      "object",
    ],
    ["2.10.0", { inputs: UNNAMED, outputs: '[{"type": "map", "values": {"type": "long"}, "name": "m", "required": true}]' }, "map"],
    ["2.17.2", { inputs: '[{"type": "any", "name": "z", "required": false}]' }, "any"],
    ["2.10.0", { inputs: VECTOR }, "sparkml_vector"],
  ])("%s has no type for %o", (version, parts, type) => {
    const environment = { mlflow: version, pandas: "1.5.3" };
    expect(() => lossesIn(signatureOf(parts), environment)).toThrow(`has no type ${type}, and would not load the signature.`);
    expect(loadFailure(signatureOf(parts), environment)).toBe(`it has no type ${type}`);
  });

  it.each([
    ["3.17.2", "2.9.2", "it does not know the key required of a column"],
    ["2.9.2", "2.3.2", "it does not know the key optional of a column"],
    ["2.9.2", "2.5.0", null],
    ["2.3.2", "2.3.2", null],
    ["2.17.2", "3.17.2", null],
  ])("written by %s and read by %s: %s", (writer, reader, failure) => {
    const signature = { ...signatureOf({ inputs: PLAIN }), environment: { mlflow: writer, pandas: "1.5.3" } };
    expect(loadFailure(signature, { mlflow: reader, pandas: "1.5.3" })).toBe(failure);
  });
});

const side = (preprocessing: InferredSide["preprocessing"]): InferredSide => ({
  read: { imports: ["import pandas as pd"], setup: [], expression: "pd.read_csv('X.csv')" },
  ...(preprocessing === undefined ? {} : { preprocessing }),
});
const BOTH = "import pandas as pd\nfrom mlflow.models import infer_signature\n";

describe("the Python that infers", () => {
  it.each([
    [{ astype: "str" }, "inputs = inputs.astype('str')\n"],
    [{ astype: new Map([["a", "float64"]]) }, "inputs = inputs.astype({'a': 'float64'})\n"],
    [{ to: "numpy" as const }, "inputs = inputs.to_numpy()\n"],
    [{ to: "series" as const }, "inputs = inputs.iloc[:, 0]\n"],
    [{ rename: new Map([["a", "b"]]), drop: ["c"] }, "inputs = inputs.rename(columns={'a': 'b'})\ninputs = inputs.drop(columns=['c'])\n"],
    [{ rename: new Map<string, string>(), drop: [] }, ""],
  ])("does what is done between reading and inferring: %o", (preprocessing, lines) => {
    expect(exportPythonInfer({ inputs: side(preprocessing) })).toBe(
      `${BOTH}\ninputs = pd.read_csv('X.csv')\n${lines}signature = infer_signature(model_input=inputs)\n`,
    );
  });

  it("passes outputs and parameters, and marks what is optional at the end", () => {
    const made = exportPythonInfer({ inputs: side({}), outputs: side({ optional: ["y"] }), params: new Map([["k", 5n]]) });
    expect(made).toContain("from mlflow.types.schema import ColSpec, Schema\n");
    expect(made).toContain("signature = infer_signature(model_input=inputs, model_output=outputs, params={'k': 5})\n");
    expect(made.endsWith("required=spec.required and spec.name not in ['y']) for spec in signature.outputs])\n")).toBe(true);
    expect(exportPythonInfer({ outputs: side({}) })).toContain("infer_signature(model_output=outputs)");
  });

  it("puts declared parts in place of those inferred", () => {
    const signature = { ...signatureOf({ inputs: PLAIN, outputs: TENSOR }), environment: environmentBefore("2.14.1") };
    const made = exportPythonInfer({ inputs: side({}), declared: { signature, parts: ["outputs", "params"] } });
    expect(made.startsWith("# For MLflow 2.14.1 with pandas 1.5.3.\n")).toBe(true);
    expect(made).toContain("    inputs=signature.inputs,\n    outputs=Schema([\n");
    expect(made).toContain("    params=None,\n");
    expect(made).toContain("import numpy as np\n");
  });
});

describe("the command", () => {
  it("has all that was set, each as one word of the shell", () => {
    const command = exportCommand({
      inputs: { files: ["-x.csv", "it's.csv"], read: new Map([["sep", ";"]]) },
      outputs: { files: ["y.csv"], read: new Map() },
      params: new Map([["k", 5n]]),
      signer: '{"KIND":"SparkSigner"}',
      environment: environmentBefore("2.14.1"),
      edits: "edits.json",
      format: "mlmodel",
      form: "x",
      mlmodel: "MLmodel",
    });
    expect(command.split("\n")[1]).toBe(
      `npm run --silent signet -- sign --inputs ./-x.csv 'it'\\''s.csv' --read-inputs '{"sep": ";"}' --outputs y.csv --params '{"k": 5}' --signer '{"KIND":"SparkSigner"}' --environment mlflow=2.14.1,pandas=1.5.3 --edits edits.json --format mlmodel --form x --mlmodel MLmodel`,
    );
    expect(shellWord("a b")).toBe("'a b'");
    expect(exportCommand({ format: "json" }).endsWith("signet -- sign --format json")).toBe(true);
  });
});

// MLflow refuses each of them as well.
describe("JSON that is no signature", () => {
  it.each([
    ['[{"type": "array", "name": "a", "required": true}]', "Missing keys in Array JSON. Expected to find keys `items`"],
    ['[{"type": "object", "name": "a", "required": true}]', "Missing keys in Object JSON. Expected to find keys `properties`"],
    ['[{"type": "map", "name": "a", "required": true}]', "Missing keys in Map JSON. Expected to find keys `values`"],
    [
      '[{"type": "object", "properties": {"x": 5}, "name": "a", "required": true}]',
      "Missing keys in Property `x`. Expected to find key `type`",
    ],
    ['[{"type": "object", "properties": {}, "name": "a", "required": true}]', "Creating Object with empty properties is not allowed."],
    ['[{"type": "tensor"}]', "Missing keys in TensorSpec JSON. Expected to find keys `tensor-spec` and `type`"],
    [
      '[{"type": "tensor", "tensor-spec": {"dtype": "<U5", "shape": [-1]}}]',
      "MLflow does not support size information in flexible numpy data types",
    ],
  ])("%s", (inputs, message) => expect(() => signatureOf({ inputs })).toThrow(message));

  it.each([
    ['{"name": "k"}', "ParamSchema inputs only accept list"],
    ['[{"name": "k", "type": "array", "items": {"type": "long"}, "default": 1, "shape": null}]', "'dtype' must be DataType, Object or str"],
    [
      '[{"name": "k", "type": "long", "default": 1, "shape": [2]}]',
      "Shape must be None for scalar or dictionary value, or (-1,) for 1D array value",
    ],
  ])("parameters %s", (params, message) => expect(() => signatureFromDict(new Map([["params", jsonLoads(params)]]))).toThrow(message));
});
