import { expect, it } from "vitest";
import { checkRequest } from "../../../src/core/check/check-request.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { changesOf } from "../../../src/core/validation/reports/check-report.ts";
import { textSource } from "../../helpers/sources.ts";

const columns = (type: string, more = "") => `[{"type": "${type}"${more}, "name": "a", "required": true}]`;
const records = (...cells: readonly string[]) => `{"dataframe_records": [${cells.map((cell) => `{"a": ${cell}}`).join(", ")}]}`;

async function warnings(body: string, schema: string, showValues = true): Promise<readonly string[]> {
  const signature = { inputs: schemaFromValue(jsonLoads(schema)), outputs: null, params: null };
  const { checked } = await checkRequest(textSource(body, "request.json"), signature);
  const [verdict] = checked.flatMap(({ verdicts }) => verdicts);
  if (verdict?.kind !== "accepted") throw new Error(`expected an accepted request, found ${verdict?.kind}`);
  return changesOf(verdict, { showValues }).filter((line) => line.startsWith("warning: "));
}

const one = (change: string) => [`warning: a: 1 value changes on the way to the model. ${change}`];

// Each row is what the model gets from MLflow 3.17.2's scoring server.
it.each([
  ["a fraction for a long", records("1", "2.7"), columns("long"), one("Row 2: 2.7 becomes 2")],
  [
    "an integer that 64 bits do not hold",
    records("9223372036854775808"),
    columns("long"),
    one("Row 1: 9223372036854775808 becomes -9223372036854775808"),
  ],
  ["an integer that 32 bits do not hold", records("3000000000"), columns("integer"), one("Row 1: 3000000000 becomes -1294967296")],
  [
    "an integer that a double does not hold",
    records("9007199254740993", "1"),
    columns("double"),
    one("Row 1: 9007199254740993 becomes 9007199254740992.0"),
  ],
  [
    "an integer that a float does not hold",
    '{"inputs": {"a": [1, 16777217]}}',
    columns("float"),
    one("Row 2: 16777217 becomes 16777216.0"),
  ],
  [
    "epoch milliseconds",
    records("1704067200000"),
    columns("datetime"),
    one("Row 1: 1704067200000 becomes 1970-01-01T00:28:24.0672 (read as nanoseconds since 1970)"),
  ],
  ["text for binary", records('"aGVsbG8="'), columns("binary"), one('Row 1: "aGVsbG8=" becomes 5 bytes, decoded from base64')],
  [
    "texts in a list of binary",
    records('["YQ=="]'),
    columns("array", ', "items": {"type": "binary"}'),
    one("Row 1: ['YQ=='] becomes [b'YQ==']"),
  ],
  [
    "a boolean among texts, which one array holds",
    '{"instances": [{"a": "x"}, {"a": true}]}',
    '[{"type": "string", "required": true}]',
    one('Row 2: true becomes "True"'),
  ],
  ["a boolean for a long", records("true"), columns("long"), one("Row 1: true becomes 1")],
  ["a text for a boolean", records('"false"'), columns("boolean"), one('Row 1: "false" becomes true')],
  ["a missing boolean", records("true", "null"), columns("boolean"), one("Row 2: null becomes false")],
  ["a text for a double", records('"1.50"'), columns("double"), one('Row 1: "1.50" becomes 1.5')],
  [
    "a list of floats for an integer tensor",
    records("[1, 2.5]"),
    '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 2]}, "name": "a"}]',
    one("Row 1: [1, 2.5] becomes [1, 2]"),
  ],
])("warns of %s", async (_, body, schema, expected) => {
  expect(await warnings(body, schema)).toEqual(expected);
});

it.each([
  ["numbers of their type", records("1", "2"), columns("long")],
  ["integers for a double", records("1", "2"), columns("double")],
  ["fractions for a float, which has fewer digits", records("0.1"), columns("float")],
  ["times as texts", records('"2024-01-31"'), columns("datetime")],
  ["missing doubles", records("null", "1.5"), columns("double")],
  ["0 and 1 for a boolean", records("0", "1"), columns("boolean")],
  [
    "the one row of a body of columns, which holds a list of one",
    '{"inputs": {"a": [1099511627776], "b": false}}',
    '[{"type": "array", "items": {"type": "long"}, "name": "a", "required": false}, {"type": "boolean", "name": "b", "required": false}]',
  ],
  ["lists of their type", records("[1.5, 2.5]"), columns("array", ', "items": {"type": "double"}')],
])("stays silent about %s", async (_, body, schema) => {
  expect(await warnings(body, schema)).toEqual([]);
});

it("leaves values out where they are not shown", async () => {
  expect(await warnings(records("1", "2.7"), columns("long"), false)).toEqual(one("Row 2"));
});
