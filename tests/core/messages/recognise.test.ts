import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recogniseError } from "../../../src/core/messages/recognise.ts";

/** A traceback's last lines as `predict` ends. */
const raised = (message: string) =>
  `Traceback (most recent call last):\n  File "pyfunc.py", line 733, in _validate_prediction_input\nmlflow.exceptions.MlflowException: Failed to enforce schema of data '   a\n0  x' with schema '['a': long (required)]'. Error: ${message}`;
const answered = (message: string) => JSON.stringify({ error_code: "BAD_REQUEST", message });

describe("the reason", () => {
  const why = (types: string) => recogniseError(raised(`Incompatible input types for column a. Can not safely convert ${types}`))?.why;

  it("is an empty cell, for integers that arrive as floats and for floats that arrive as integers", () => {
    expect(why("float64 to int64. Hint: the type mismatch is likely caused by missing values.")).toMatch(/^One empty cell is enough: /);
    expect(why("int64 to float64.")).toContain("One empty cell makes pandas read a column of integers as float64");
    for (const types of ["str to int64.", "int64 to int32.", "bool to float64."]) expect(why(types)).not.toContain("empty cell");
  });
});

describe("recogniseError", () => {
  it.each([
    [
      raised("Model is missing inputs ['a', \"it's\"]. Note that there were extra inputs: ['b']."),
      "missing inputs",
      ["a", "it's"],
      "predict",
    ],
    [raised("Incompatible input types for column a.b. Can not safely convert str to int64."), "incompatible type", ["a.b"], "predict"],
    [
      raised(
        "Incompatible input types for column a. Can not safely convert float64 to int64. Hint: the type mismatch is likely caused by missing values.",
      ),
      "integers with missing values",
      ["a"],
      "predict",
    ],
    [
      raised("Please ensure that the input data of datetime column only contains timezone-naive datetime objects."),
      "time zone",
      [],
      "predict",
    ],
    [raised("Missing required properties: {'x'}"), "missing properties", ["x"], "predict"],
    [raised("Invalid properties not defined in the schema found: {'z', 'y'}"), "unknown properties", ["z", "y"], "predict"],
    [raised("Failed to enforce schema for key `x`. Expected type long, received type str"), "nested value", ["x"], "predict"],
    [raised("Shape of input (3, 2) does not match expected shape (-1, 4)."), "tensor shape", [], "predict"],
    [raised("dtype of input >i4 does not match expected dtype int32"), "tensor dtype", [], "predict"],
    [
      "MlflowException: Invalid parameters found: {('n', \"Failed to validate type and shape for 'n': long\"), ('t', 'x')}",
      "params",
      ["n", "t"],
      null,
    ],
    [
      answered(
        "Invalid input. Data is not compatible with model signature. Failed to convert column a to type 'int64'. Error: 'ValueError(\"invalid literal\")'",
      ),
      "conversion failed",
      ["a"],
      "scoring",
    ],
    [
      answered(
        "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid CSV-formatted Pandas DataFrame. Error: 'Integer column has NA values in column 1'",
      ),
      "body not parsed",
      [],
      "scoring",
    ],
    [
      answered("The input must be a JSON dictionary with exactly one of the input fields {'inputs'}. Received a list."),
      "request form",
      [],
      "scoring",
    ],
  ])("%s", (message, cause, columns, via) => {
    expect(recogniseError(message)).toMatchObject({ cause, columns, via });
  });

  it("names the class, and what was found and asked for", () => {
    expect(recogniseError(raised("Incompatible input types for column a. Can not safely convert str to int64."))).toMatchObject({
      error: "MlflowException",
      found: "str",
      expected: "int64",
    });
  });

  it("does not take another error for one of MLflow's", () => {
    expect(recogniseError("KeyError: 'a'")).toBeNull();
  });
});

interface Provoked {
  readonly message: string;
  readonly cause: string;
  readonly columns: readonly string[];
  readonly via: string | null;
}

// Made by tests/conformance/error_messages.py.
const provoked: readonly Provoked[] = JSON.parse(readFileSync(new URL("../../fixtures/error-messages.json", import.meta.url), "utf-8"));

describe("messages that were provoked from MLflow", () => {
  it("are more than ten", () => {
    expect(provoked.length).toBeGreaterThan(10);
  });

  it.each(provoked.map((one, index) => ({ ...one, title: `${index + 1}: ${one.cause}` })))(
    "find their cause, column and way in ($title)",
    ({ message, cause, columns, via }) => {
      expect(recogniseError(message)).toMatchObject({ cause, columns, via });
    },
  );
});
