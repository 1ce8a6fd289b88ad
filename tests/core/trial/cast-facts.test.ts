import { expect, it } from "vitest";
import { preprocessedColumns } from "../../../src/core/ladders/frame.ts";
import type { Preprocessing } from "../../../src/core/python/preprocessing.ts";
import { readSide } from "../../../src/core/sign.ts";
import { withCastFacts } from "../../../src/core/trial/cast-facts.ts";
import { textSource } from "../../helpers/sources.ts";

/** The dtype or the error of the first column, under casts that were chosen after reading. */
async function castLater(cells: readonly string[], preprocessing: Preprocessing) {
  const sources = [textSource(`a,b\n${cells.map((cell) => `${cell},1.0\n`).join("")}`)];
  const read = await readSide(sources, { options: new Map(), format: "csv" });
  const counted = await withCastFacts(read, sources, preprocessing);
  if (counted.dataset.kind !== "table") throw new Error("a CSV is a table");
  const [{ outcome } = { outcome: null }] = preprocessedColumns(counted.dataset, preprocessing);
  const found =
    outcome?.kind === "series" ? outcome.series.dtype.name : outcome?.kind === "refused" ? outcome.error.pythonError : outcome?.kind;
  return { found, isReadAgain: counted !== read };
}

it.each([
  [["1.0", "2.0"], "int64", { found: "int64", isReadAgain: true }],
  [["1.0", ""], "Int64", { found: "Int64", isReadAgain: true }],
  [["1.5", "2.0"], "Int64", { found: "TypeError", isReadAgain: true }],
  [["1e300", "2.0"], "Int64", { found: "TypeError", isReadAgain: true }],
  [["0.0", "1.0"], "boolean", { found: "boolean", isReadAgain: true }],
  [["0", "3"], "boolean", { found: "TypeError", isReadAgain: true }],
  // These casts depend on no number.
  [["1", "2"], "int32", { found: "int32", isReadAgain: false }],
  [["1.5", "2.0"], "float32", { found: "float32", isReadAgain: false }],
  [["1.5", "2.0"], "str", { found: "str", isReadAgain: false }],
  [["x", "y"], "timedelta64[ns]", { found: "undecided", isReadAgain: false }],
])("reads %j again for a cast to %s if it depends on the numbers", async (cells, dtype, answer) => {
  expect(await castLater(cells, { astype: new Map([["a", dtype]]) })).toEqual(answer);
});

it("counts every column that is cast, so that one more cast keeps what another has", async () => {
  const astype = new Map([
    ["a", "Int64"],
    ["b", "Int64"],
  ]);
  const sources = [textSource("a,b\n1.0,2.0\n")];
  const read = await readSide(sources, { options: new Map(), format: "csv" });
  const first = await withCastFacts(read, sources, { astype: new Map([["a", "Int64"]]) });
  const both = await withCastFacts(first, sources, { astype });
  if (both.dataset.kind !== "table") throw new Error("a CSV is a table");
  expect(preprocessedColumns(both.dataset, { astype }).map(({ outcome }) => outcome.kind)).toEqual(["series", "series"]);
});
