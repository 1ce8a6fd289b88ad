import { expect, it } from "vitest";
import { CURRENT } from "../../../src/core/environment/environment.ts";
import { parseEnvironment } from "../../../src/core/environment/parse.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { csvReader } from "../../../src/core/readers/csv/csv-reader.ts";
import { checkData } from "../../../src/core/validation/check-input.ts";
import { zeroInIndex, zeroInTable } from "../../../src/core/validation/label-zero.ts";
import { textSource } from "../../helpers/sources.ts";

const SCHEMA = schemaFromValue(jsonLoads('[{"name": "a", "type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]'));

it.each([
  ["labels of their own", "i,a\n1,1.5\n", new Map([["index_col", 0n]]), "undecided"],
  ["labels without a name", "a\n1,1.5\n", new Map(), "undecided"],
  ["no labels", "i,a\n1,1.5\n", new Map(), "accepted"],
])("looks at the row with the label 0 of CSV with %s", async (_, cells, options, verdict) => {
  const dataset = await csvReader.read(textSource(cells), { options }, {});
  expect(checkData({ dataset }, SCHEMA, { via: "predict", isEnforced: true }).verdict.kind).toBe(verdict);
});

it.each([
  [{ start: 0, stop: 4, step: 2 }, 2, { row: 0 }],
  [{ start: -2, stop: 4, step: 2 }, 3, { row: 1 }],
  [{ start: -1, stop: 5, step: 2 }, 3, "none"],
  [{ start: 5, stop: 7, step: 1 }, 2, "none"],
  // pyarrow passes over a range of another length.
  [{ start: 5, stop: 7, step: 1 }, 3, { row: 0 }],
] as const)("finds 0 in the range %j of %i rows", (range, rowCount, zero) => {
  expect(zeroInTable(range, rowCount)).toEqual(zero);
});

it("takes the first row where labels are text before pandas 3, and leaves other mixtures open there", () => {
  const older = parseEnvironment("mlflow=3.17.2,pandas=2.3.3");
  if (typeof older === "string") throw new Error(older);
  expect(zeroInIndex(["x", "y"], older)).toEqual({ row: 0 });
  expect(zeroInIndex([5n, "x"], older)).toBe("none");
  expect(zeroInIndex([true, "x"], older)).toBe("unknown");
  expect(zeroInIndex(["x", "y"], CURRENT)).toBe("none");
});

it("leaves open what levels of several kinds have", () => {
  expect(
    zeroInIndex(
      [
        [0n, "x"],
        [1n, 2n],
      ],
      CURRENT,
    ),
  ).toBe("unknown");
});
