import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";
import type { DataType } from "../../../src/core/mlflow/types.ts";
import { enforceDatatype, NeedsNumbers } from "../../../src/core/validation/enforce-datatype.ts";
import { type PythonArgument, PythonObject } from "../../../src/core/validation/python-argument.ts";
import { Raised, UndecidedError } from "../../../src/core/validation/raised.ts";
import { type Series, seriesFromList, seriesOfCells } from "../../../src/core/validation/series.ts";

const TYPES: readonly DataType[] = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"];

/** `=` kept, `->dtype` converted, `X` refused by MLflow's own words, the Python class where something else raises. */
function outcomes(series: Series): string {
  return TYPES.map((type) => {
    try {
      const enforced = enforceDatatype("c", series, type);
      return enforced.kind === "kept" ? "=" : `->${enforced.to}`;
    } catch (error) {
      if (error instanceof Raised) return renderText(error.text).startsWith("Incompatible") ? "X" : error.pythonError;
      return error instanceof NeedsNumbers ? "numbers" : error instanceof UndecidedError ? "?" : "other";
    }
  }).join(" ");
}

const of = (dtype: string, ...cells: PythonArgument[]) => seriesOfCells(knownDtype(dtype), cells);
const list = (...cells: PythonArgument[]) => seriesFromList(cells);
const date = new PythonObject("datetime.date");
const decimal = new PythonObject("decimal.Decimal");

// Each row is what MLflow 3.17.2's `_enforce_mlflow_datatype` was seen to do with such a Series.
describe("a column under each scalar type", () => {
  it.each<readonly [string, Series, string]>([
    ["int64", list(5n), "X X = X X X X X"],
    ["int64 of 0 and 1", list(0n, 1n), "X X = ->float32 ->float64 X X X"],
    ["int32", of("int32", 5n), "X = ->int64 X ->float64 X X X"],
    ["uint16", of("uint16", 5n), "X ->int32 ->int64 X ->float64 X X X"],
    ["uint32", of("uint32", 5n), "X X ->int64 X ->float64 X X X"],
    ["uint64", of("uint64", 1n), "X X X X X X X X"],
    ["float16", of("float16", 5), "X X X ->float32 ->float64 X X X"],
    ["float64 with missing cells", list(5, Number.NaN), "X X X X = X X X"],
    ["bool", list(true), "= X X X X X X X"],
    ["bool with missing cells", list(true, null), "= X X X ->float64 = = TypeError"],
    ["None alone", list(null, null), "= X X X ->float64 = = ->datetime64[ns]"],
    ["text", list("2024-01-01"), "X X X X X = = X"],
    ["numbers and text", list(1n, "2"), "= X X X ->float64 = = MlflowException"],
    ["numbers and words", list(1n, "word"), "= X X X MlflowException = = MlflowException"],
    ["dates", list(date), "= X X X TypeError = = ->datetime64[ns]"],
    ["decimals", list(decimal), "= X X X ->float64 = = TypeError"],
    ["lists", list([1n]), "= X X X TypeError = = TypeError"],
    ["empty dicts", list(new Map()), "= X X X ->float64 = = TypeError"],
    ["category", of("category", "a"), "X X X X X X X X"],
    ["Int64", of("Int64", 1n), "X X ->int64 X X X X X"],
    ["Int64 with missing cells", of("Int64", 1n, null), "X X ValueError X X X X X"],
    ["boolean with missing cells", of("boolean", true, null), "ValueError X X X X X X X"],
    ["int64[pyarrow] with missing cells", of("int64[pyarrow]", 1n, null), "X X TypeError X X X X X"],
    ["datetime64[s]", of("datetime64[s]", 0n), "X X X X X X X ->datetime64[ns]"],
    ["datetime64[us, UTC]", of("datetime64[us, UTC]", 0n), "X X X X X X X MlflowException"],
  ])("%s", (_, series, expected) => {
    expect(outcomes(series)).toBe(expected);
  });

  it("asks for numbers where integers may all be 0 or 1 and nobody has looked", () => {
    const counted = { ...list(5n), cells: null, zeroOrOne: null };
    expect(() => enforceDatatype("c", counted, "double")).toThrow(NeedsNumbers);
  });

  it("hints at missing values where floats are whole and some are missing", () => {
    const message = () => {
      try {
        enforceDatatype("c", list(5, Number.NaN), "long");
        return "";
      } catch (error) {
        return error instanceof Raised ? renderText(error.text) : "";
      }
    };
    expect(message()).toContain("Can not safely convert float64 to int64. Hint: the type mismatch is likely caused by missing values");
  });
});
