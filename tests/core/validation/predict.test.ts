import { expect, it } from "vitest";
import { checkPredict } from "../../../src/core/check/check-files.ts";
import { renderText } from "../../../src/core/errors.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { textSource } from "../../helpers/sources.ts";

const tensor = (dtype: string) => `[{"name": "c", "type": "tensor", "tensor-spec": {"dtype": "${dtype}", "shape": [-1]}}]`;

// Each row is what MLflow 3.17.2 answers.
it.each([
  [
    "an empty dict is a column of floats",
    "x.json",
    '{"c": {}}',
    '[{"type": "binary", "name": "c", "required": true}]',
    "Incompatible input types for column c. Can not safely convert float64 to |S0.",
  ],
  [
    "integers with leading zeros are looked at as others are",
    "x.csv",
    "c,k\n007,k\n",
    '[{"type": "double", "name": "c", "required": true}]',
    "Incompatible input types for column c. Can not safely convert int64 to float64.",
  ],
  ["a text column may be any boolean", "x.csv", "c\na\nb\n", tensor("bool"), "accepted"],
  [
    "a text column that holds no number is no tensor of floats",
    "x.csv",
    "c\na\nb\n",
    tensor("float64"),
    "a text cannot be converted to float64: a",
  ],
  [
    "a text column that holds no number is no tensor of integers",
    "x.csv",
    "c\n1\nb\n",
    tensor("int64"),
    "a text cannot be converted to int64: b",
  ],
  ["booleans with missing cells are floats", "x.csv", "c,k\nTrue,k\n,k\n", tensor("float32"), "accepted"],
])("%s", async (_, name, content, schema, answer) => {
  const { kind, refusals } = await checkPredict({
    sources: [textSource(content, name)],
    settings: { options: new Map() },
    schema: schemaFromValue(jsonLoads(schema)),
  });
  const [first] = refusals;
  expect(first === undefined ? kind : renderText(first.message)).toBe(answer);
});
