import { describe, expect, it } from "vitest";
import { checkPredict, checkScoring } from "../../../src/core/check/check-files.ts";
import { type RecognisedError, recogniseError } from "../../../src/core/messages/recognise.ts";
import { reproductionOf } from "../../../src/core/messages/reproduction.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";
import { textSource } from "../../helpers/sources.ts";

const schema = makeSchema([
  { kind: "column", type: { kind: "scalar", name: "long" }, name: "a", required: true },
  { kind: "column", type: { kind: "scalar", name: "double" }, name: "b", required: true },
]);

const options = { options: new Map() };
const predict = (csv: string) => checkPredict({ sources: [textSource(csv, "X.csv")], settings: options, schema });
const scoring = (csv: string) => checkScoring({ sources: [textSource(csv, "X.csv")], settings: options, schema, format: "csv" });

function recognised(message: string): RecognisedError {
  const error = recogniseError(message);
  if (error === null) throw new Error(`not recognised: ${message}`);
  return error;
}

const CONVERT = "mlflow.exceptions.MlflowException: Failed to enforce schema of data 'x' with schema 'y'. Error: ";

describe("reproductionOf", () => {
  it.each([
    ["a column missing", `${CONVERT}Model is missing inputs ['b']. Note that there were extra inputs: ['c'].`, "a,c\n1,2\n"],
    ["a dtype", `${CONVERT}Incompatible input types for column a. Can not safely convert str to int64.`, "a,b\nx,2\n"],
    [
      "missing integers",
      `${CONVERT}Incompatible input types for column a. Can not safely convert float64 to int64. Hint: the type mismatch is likely caused by missing values.`,
      "a,b\n1,2\n,3\n",
    ],
  ])("finds the same refusal: %s", async (_, message, csv) => {
    expect(reproductionOf(recognised(message), [await predict(csv)]).kind).toBe("same");
  });

  it("distinguishes another refusal of the same column", async () => {
    const error = recognised(`${CONVERT}Incompatible input types for column a. Can not safely convert float64 to int64.`);
    expect(reproductionOf(error, [await predict("a,b\nx,2\n")]).kind).toBe("same column");
  });

  it("does not take a refusal of another column for it", async () => {
    const error = recognised(`${CONVERT}Incompatible input types for column b. Can not safely convert str to float64.`);
    expect(reproductionOf(error, [await predict("a,b\nx,2.5\n")]).kind).toBe("none");
  });

  it("looks at the way in that the wording names", async () => {
    const error = recognised(`${CONVERT}Incompatible input types for column a. Can not safely convert str to int64.`);
    expect(error.via).toBe("predict");
    expect(reproductionOf(error, [await scoring("a,b\nx,2\n")]).kind).toBe("none");
  });
});
