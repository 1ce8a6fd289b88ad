import { describe, expect, it } from "vitest";
import { preprocessedColumns } from "../../../src/core/ladders/frame.ts";
import { csvReader } from "../../../src/core/readers/csv/csv-reader.ts";
import { textSource } from "../../helpers/sources.ts";

async function castOf(cells: readonly string[], astype: string, dtype?: string): Promise<string | undefined> {
  const options = new Map(dtype === undefined ? [] : [["dtype", dtype]]);
  const source = textSource(`a\n${cells.join("\n")}\n`);
  const dataset = await csvReader.read(source, { options, preprocessing: { astype } }, {});
  if (dataset.kind !== "table") throw new Error("not a table");
  const outcome = preprocessedColumns(dataset, { astype })[0]?.outcome;
  return outcome?.kind === "series" ? outcome.series.dtype.name : outcome?.kind === "refused" ? outcome.error.pythonError : outcome?.kind;
}

describe("astype of floats to integers", () => {
  // pandas reads some floats a unit in the last place off, and machines differ in casts of what does not fit 64 bits.
  it.each([
    ["9223372036854775808.0", "Int64"],
    ["-9223372036854775808.0", "int64[pyarrow]"],
    ["18446744073709551616.0", "UInt64"],
  ])("leaves open %s as %s, at the end of what fits", async (cell, dtype) => {
    expect(await castOf([cell, "1.0"], dtype)).toBe("undecided");
  });

  it.each([
    ["9223372036800000000.0", "Int64", "Int64"],
    ["9223372036900000000.0", "Int64", "TypeError"],
    ["0.0", "UInt64", "UInt64"],
    ["18446744073800000000.0", "uint64[pyarrow]", "ArrowInvalid"],
    ["2147483647.0", "Int32", "Int32"],
    ["2147483648.0", "Int32", "TypeError"],
  ])("decides %s as %s: %s", async (cell, dtype, answer) => {
    expect(await castOf([cell, "1.0"], dtype)).toBe(answer);
  });

  // Every dtype and error is what pandas 3.1.1 answers.
  it.each([
    ["2147483647", "Int32", "TypeError"],
    ["16777217", "Int32", "Int32"],
    ["1e39", "int64", "IntCastingNaNError"],
  ])("rounds %s to float32 before it is cast to %s: %s", async (cell, dtype, answer) => {
    expect(await castOf([cell, "1"], dtype, "float32")).toBe(answer);
  });

  it("leaves open fractions that a smaller float may round to whole numbers", async () => {
    expect(await castOf(["0.99999999999", "1"], "Int64", "float32")).toBe("undecided");
    expect(await castOf(["1e-60", "1"], "boolean", "float32")).toBe("undecided");
    expect(await castOf(["0.5", "1"], "Int64", "float16")).toBe("undecided");
  });
});
