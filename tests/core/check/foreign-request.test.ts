import { expect, it } from "vitest";
import { checkRequest } from "../../../src/core/check/check-request.ts";
import { renderText } from "../../../src/core/errors.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
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
