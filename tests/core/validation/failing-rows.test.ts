import { expect, it } from "vitest";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { csvReader } from "../../../src/core/readers/csv/csv-reader.ts";
import { checkData } from "../../../src/core/validation/check-input.ts";
import { textSource } from "../../helpers/sources.ts";

const SCHEMA = schemaFromValue(jsonLoads('[{"name": "a", "type": "long", "required": true}]'));

// Whole floats are how pandas writes integers next to a missing cell: MLflow's hint blames that cell.
it.each([
  ["a missing cell next to whole floats", ["", "0.0", "2.0"], { count: 1, first: [1] }],
  ["a missing cell next to integers", ["1", "", "3"], { count: 1, first: [2] }],
  ["fractions next to whole floats", ["1.0", "2.5", "3.0", ""], { count: 2, first: [2, 4] }],
  ["fractions alone", ["1", "2.5", "inf"], { count: 2, first: [2, 3] }],
  ["whole floats alone", ["1.0", "2.0", "3"], { count: 2, first: [1, 2] }],
  ["a word next to whole floats", ["1.0", "x"], { count: 1, first: [2] }],
])("integers: %s", async (_, cells, rows) => {
  const source = textSource(`a,b\n${cells.map((cell) => `${cell},k\n`).join("")}`);
  const dataset = await csvReader.read(source, { options: new Map(), numberFacts: ["a"] }, {});
  const { refusals } = checkData({ dataset }, SCHEMA, { via: "predict", isEnforced: true }).verdict;
  expect(refusals[0]?.rows).toMatchObject(rows);
});
