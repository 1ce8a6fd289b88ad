import { describe, expect, it } from "vitest";
import { checkRequest } from "../../../src/core/check/check-request.ts";
import { foreignRequest } from "../../../src/core/check/foreign-request.ts";
import { renderText } from "../../../src/core/errors.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { textSource } from "../../helpers/sources.ts";

const column = (name: string, type = "double") => `{"type": "${type}", "name": "${name}", "required": true}`;
const NAMED = `[${column("a")}, ${column("b", "long")}]`;
const tensor = (shape: string, name = "", dtype = "float32") =>
  `{"type": "tensor", "tensor-spec": {"dtype": "${dtype}", "shape": ${shape}}${name === "" ? "" : `, "name": "${name}"`}}`;
const SPLIT = '{"dataframe_split": {"columns": ["a", "b"], "data": [[1.5, 2]]}}';

async function offered(body: string, schema: string) {
  const signature = { inputs: schemaFromValue(jsonLoads(schema)), outputs: null, params: null };
  const { checked } = await checkRequest(textSource(body, "request.json"), signature);
  const [data] = checked;
  const notes = data?.advice?.flatMap(({ notes: all }) => all.map(({ message }) => renderText(message))) ?? [];
  const protocol = notes.map((note) => /^The body has the form of (.*?)\. MLflow/.exec(note)?.[1]).find((found) => found !== undefined);
  return { protocol: protocol ?? null, corrected: data?.corrected?.data ?? null };
}

it.each([
  [
    "Azure ML",
    "a split table",
    '{"input_data": {"columns": ["a", "b"], "index": [0], "data": [[1.5, 2]]}}',
    NAMED,
    '{"dataframe_split": {"columns": ["a", "b"], "index": [0], "data": [[1.5, 2]]}}',
  ],
  ["Azure ML", "rows without names", '{"input_data": [[1.5, 2]]}', NAMED, SPLIT],
  ["Azure ML", "a table without names", '{"input_data": {"data": [[1.5, 2]]}}', NAMED, SPLIT],
  ["Azure ML", "records", '{"input_data": [{"a": 1.5, "b": 2}]}', NAMED, '{"dataframe_records": [{"a": 1.5, "b": 2}]}'],
  [
    "Azure ML",
    "the designer's inputs",
    '{"Inputs": {"input1": [{"a": 1.5, "b": 2}]}, "GlobalParameters": {}}',
    NAMED,
    '{"dataframe_records": [{"a": 1.5, "b": 2}]}',
  ],
  [
    "the Open Inference Protocol (V2)",
    "a flat tensor",
    '{"inputs": [{"name": "img", "shape": [2, 2], "datatype": "FP32", "data": [1, 2, 3, 4]}]}',
    `[${tensor("[-1, 2]")}]`,
    '{"inputs": [[1, 2], [3, 4]]}',
  ],
  [
    "the Open Inference Protocol (V2)",
    "a nested tensor of a name",
    '{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [[1, 2]]}]}',
    `[${tensor("[-1, 2]", "x")}]`,
    '{"inputs": {"x": [[1, 2]]}}',
  ],
  [
    "the Open Inference Protocol (V2)",
    "a column per tensor",
    '{"inputs": [{"name": "a", "shape": [1], "datatype": "FP64", "data": [1.5]}, {"name": "b", "shape": [1, 1], "datatype": "INT64", "data": [2]}]}',
    NAMED,
    '{"inputs": {"a": [1.5], "b": [2]}}',
  ],
  [
    "the Open Inference Protocol (V2)",
    "a matrix of the columns",
    '{"inputs": [{"name": "predict", "shape": [1, 2], "datatype": "FP64", "data": [1.5, 2]}]}',
    NAMED,
    SPLIT,
  ],
  ["SageMaker", "features", '{"instances": [{"features": [1.5, 2]}]}', NAMED, SPLIT],
  ["SageMaker", "features of values", '{"instances": [{"data": {"features": {"values": [1.5, 2]}}}]}', NAMED, SPLIT],
  ["Seldon", "an array with names", '{"data": {"names": ["a", "b"], "ndarray": [[1.5, 2]]}}', NAMED, SPLIT],
  ["Vertex AI", "instances with parameters", '{"instances": [[1.5, 2]], "parameters": {}}', NAMED, SPLIT],
  [
    "TensorFlow Serving",
    "bytes in base64 beside a text for a number",
    '{"signature_name": "serving_default", "instances": [{"img": {"b64": "aGk="}, "b": "x2"}, {"img": {"b64": "aGk="}, "b": "7"}]}',
    `[${column("img", "binary")}, ${column("b", "long")}]`,
    null,
  ],
])("recognises the form of %s: %s", async (protocol, _, body, schema, corrected) => {
  expect(await offered(body, schema)).toEqual({ protocol, corrected });
});

it("offers the whole body, however long", async () => {
  const rows = Array.from({ length: 100 }, (_, row) => `[${row}.5, ${row}]`).join(", ");
  const { corrected } = await offered(`{"input_data": [${rows}]}`, NAMED);
  expect(corrected).toBe(`{"dataframe_split": {"columns": ["a", "b"], "data": [${rows}]}}`);
});

it("names values that have none, where there are as many as the signature has columns", async () => {
  expect(await offered('{"instances": [[1.5, 2]]}', NAMED)).toEqual({ protocol: null, corrected: SPLIT });
});

it.each([
  ["rows that are longer than the signature", '{"input_data": [[1.5, 2, 3]]}', NAMED, "Azure ML"],
  [
    "a tensor of another shape",
    '{"inputs": [{"name": "x", "shape": [1, 3], "datatype": "FP32", "data": [1, 2, 3]}]}',
    `[${tensor("[-1, 2]")}]`,
    "the Open Inference Protocol (V2)",
  ],
  [
    "data that does not fill its shape",
    '{"inputs": [{"name": "x", "shape": [2, 2], "datatype": "FP32", "data": [1, 2]}]}',
    `[${tensor("[-1, 2]")}]`,
    "the Open Inference Protocol (V2)",
  ],
  ["values that would change", '{"input_data": [[1.5, 2.7]]}', NAMED, "Azure ML"],
])("offers nothing for %s", async (_, body, schema, protocol) => {
  expect(await offered(body, schema)).toEqual({ protocol, corrected: null });
});

const converted = (body: string, schema: string | null) => {
  const inputs = schema === null ? null : schemaFromValue(jsonLoads(schema));
  const found = foreignRequest(jsonLoads(body), { inputs, outputs: null, params: null });
  return found === null ? null : { protocol: found.protocol, body: found.body === null ? null : jsonDumps(found.body) };
};

describe("a request in another server's form", () => {
  const oip = (...inputs: readonly string[]) => `{"inputs": [${inputs.join(", ")}]}`;
  const input = (name: string, shape: string, data: string) =>
    `{"name": "${name}", "shape": ${shape}, "datatype": "FP32", "data": ${data}}`;
  const UNNAMED = `[${tensor("[-1, 2]")}]`;

  it.each([
    ["values by their names", '{"input_data": {"a": [1.5], "b": [2]}}', NAMED, '{"inputs": {"a": [1.5], "b": [2]}}'],
    ["one record", '{"input_data": {"a": 1.5, "b": 2}}', NAMED, '{"dataframe_records": [{"a": 1.5, "b": 2}]}'],
    ["one row without names", '{"input_data": [1.5, 2]}', NAMED, SPLIT],
    ["one row of another length", '{"input_data": [1.5]}', NAMED, '{"inputs": [1.5]}'],
    ["rows for tensors", '{"input_data": [[1.5, 2]]}', UNNAMED, '{"inputs": [[1.5, 2]]}'],
    ["nothing", '{"input_data": []}', NAMED, null],
    ["a scalar", '{"input_data": 1}', NAMED, null],
    ["a data set that is empty", '{"Inputs": {}}', NAMED, null],
  ])("of Azure ML: %s", (_, body, schema, expected) => {
    expect(converted(body, schema)).toEqual({ protocol: "Azure ML", body: expected });
  });

  it.each([
    ["a tensor without a name", oip(input("x", "[1, 2]", "[1, 2]")), UNNAMED, '{"inputs": [[1, 2]]}'],
    ["a tensor of rank 0", oip(input("x", "[]", "[1]")), UNNAMED, '{"inputs": 1}'],
    ["two tensors for one without a name", oip(input("x", "[1]", "[1]"), input("y", "[1]", "[2]")), UNNAMED, null],
    ["a shape of another size", oip(input("x", "[2, 2]", "[1, 2]")), UNNAMED, null],
    ["a matrix of another size within", oip(input("x", "[2, 2]", "[1, 2, 3]")), NAMED, null],
    ["vectors for columns", oip(input("a", "[1]", "[1.5]"), input("b", "[1, 1]", "[2]")), NAMED, '{"inputs": {"a": [1.5], "b": [2]}}'],
    ["a matrix for columns", oip(input("x", "[1, 2]", "[1.5, 2]")), NAMED, SPLIT],
    ["without a signature", oip(input("x", "[2]", "[1, 2]")), null, '{"inputs": {"x": [1, 2]}}'],
  ])("of the Open Inference Protocol: %s", (_, body, schema, expected) => {
    expect(converted(body, schema)).toEqual({ protocol: "the Open Inference Protocol (V2)", body: expected });
  });

  it.each([
    ["a tensor of a negative side", oip(input("x", "[-1]", "[1]"))],
    ["inputs that are values", '{"inputs": [1, 2]}'],
    ["records", '{"inputs": [{"a": 1}]}'],
  ])("is MLflow's own form: %s", (_, body) => {
    expect(converted(body, NAMED)).toBeNull();
  });

  it.each([
    [
      "named rows",
      '{"data": {"names": ["a", "b"], "ndarray": [[1.5, 2]]}}',
      NAMED,
      '{"dataframe_split": {"columns": ["a", "b"], "data": [[1.5, 2]]}}',
    ],
    ["rows without names", '{"data": {"names": [], "ndarray": [[1.5, 2]]}}', NAMED, SPLIT],
    ["rows that name none", '{"data": {"ndarray": [[1.5, 2]]}}', NAMED, SPLIT],
    ["a tensor", '{"data": {"tensor": {"shape": [1, 2], "values": [1.5, 2]}}}', UNNAMED, '{"inputs": [[1.5, 2]]}'],
    ["a tensor without values", '{"data": {"tensor": {"shape": [1, 2]}}}', UNNAMED, null],
    ["a tensor without a shape", '{"data": {"tensor": {"values": [1]}}}', UNNAMED, null],
  ])("of Seldon: %s", (_, body, schema, expected) => {
    expect(converted(body, schema)).toEqual({ protocol: "Seldon", body: expected });
  });

  it("is none of Seldon's without rows and a tensor", () => {
    expect(converted('{"data": {"names": ["a"]}}', NAMED)).toBeNull();
  });

  it("keeps a column that SageMaker's rows are called like", () => {
    const features = `[${column("features")}]`;
    expect(converted('{"instances": [{"features": [1.5, 2]}]}', features)).toEqual({ protocol: "SageMaker", body: null });
    expect(converted('{"instances": [{"features": [1.5, 2]}]}', NAMED)).toEqual({ protocol: "SageMaker", body: SPLIT });
  });

  it.each([
    ["instances for tensors", '{"signature_name": "s", "instances": [[1, 2]]}', UNNAMED, '{"instances": [[1, 2]]}'],
    ["inputs", '{"signature_name": "s", "inputs": [[1, 2]]}', UNNAMED, '{"inputs": [[1, 2]]}'],
    ["records with bytes", '{"instances": [{"a": {"b64": "YQ=="}, "b": 1}]}', NAMED, '{"dataframe_records": [{"a": "YQ==", "b": 1}]}'],
  ])("of TensorFlow Serving: %s", (_, body, schema, expected) => {
    expect(converted(body, schema)).toEqual({ protocol: "TensorFlow Serving", body: expected });
  });
});
