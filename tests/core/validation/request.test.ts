import { expect, it } from "vitest";
import { checkScoring } from "../../../src/core/check/check-files.ts";
import { renderText } from "../../../src/core/errors.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { textSource } from "../../helpers/sources.ts";

/** What MLflow's scoring server would say of a request's body: `accepted`, or its first refusal in words. */
async function judged(body: string, schema: string): Promise<string> {
  const sources = [textSource(body, "request.json")];
  const settings = { options: new Map(), format: "json" } as const;
  const { kind, refusals } = await checkScoring({ sources, settings, schema: schemaFromValue(jsonLoads(schema)), format: "json" });
  const [first] = refusals;
  return first === undefined ? kind : renderText(first.message);
}

// Each row is what MLflow 3.17.2 answers.
it.each([
  [
    "instances become an array of the dtype that all of them promote to",
    '{"instances": [{"c0": 1}, {"c0": 9223372036854775808}, {"c0": 1}]}',
    '[{"type": "binary", "required": true}]',
    "Incompatible input types for column c0. Can not safely convert float64 to |S0.",
  ],
  [
    "instances under a name are cast one by one",
    '{"instances": [{"c0": 1}, {"c0": 9223372036854775808}, {"c0": 1}]}',
    '[{"type": "binary", "name": "c0", "required": true}]',
    "accepted",
  ],
  [
    "an array of bytes stays one, which is no text",
    '{"inputs": [["a", "b"]]}',
    '[{"type": "binary", "required": true}, {"type": "string", "required": true}]',
    "Incompatible input types for column 1. Can not safely convert |S to <U0.",
  ],
  [
    "objects may be lists of unequal length",
    '{"inputs": [[[1]], [[1]], [[]]]}',
    '[{"name": "c0", "type": "tensor", "tensor-spec": {"dtype": "object", "shape": [-1, -1]}}]',
    "accepted",
  ],
  [
    "arrays without dimensions are no numbers",
    '{"inputs": [{"x": 1}]}',
    '[{"type": "double", "required": true}]',
    "len() of unsized object",
  ],
  [
    "nothing in records stays an array without dimensions",
    '{"instances": [{"c0": null}, {"c0": null}]}',
    '[{"type": "double", "required": true}]',
    "len() of unsized object",
  ],
  [
    "a missing list passes the cast where the signature has no names, and the model's own check refuses it",
    '{"dataframe_records": [{"a": [1.5]}, {"a": null}]}',
    '[{"type": "array", "items": {"type": "double"}, "required": true}]',
    "Expected data to be list or numpy array, got NoneType",
  ],
  [
    "integers of NumPy wrap",
    '{"dataframe_split": {"columns": ["c0"], "data": [[3000000000]]}}',
    '[{"name": "c0", "type": "tensor", "tensor-spec": {"dtype": "int32", "shape": [-1, 1]}}]',
    "accepted",
  ],
  [
    "an array of one empty dict equals one",
    '{"instances": [{"c0": {}}]}',
    '[{"type": "object", "properties": {"x": {"type": "long", "required": true}}, "name": "c0", "required": false}]',
    "accepted",
  ],
  [
    "a year of one digit is a time to NumPy",
    '{"inputs": ["2", "1"]}',
    '[{"type": "datetime", "name": "c0", "required": true}]',
    "accepted",
  ],
])("%s", async (_, body, schema, answer) => {
  expect(await judged(body, schema)).toBe(answer);
});
