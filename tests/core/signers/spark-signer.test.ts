import { expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { sentence } from "../../../src/core/errors.ts";
import { readSide, readSideFor, signSides } from "../../../src/core/sign.ts";
import { signerFromChoice } from "../../../src/core/signers/choice.ts";
import { parseSignerConfig } from "../../../src/core/signers/config-text.ts";

const CHOICE = parseSignerConfig("KIND: SparkSigner", "test");

async function signed(content: string, name: string, preprocessing = {}) {
  const sources = [sourceFromBytes(new TextEncoder().encode(content), name)];
  const settings = { options: new Map(), preprocessing };
  const side = await readSideFor(CHOICE, "inputs", sources, () => readSide(sources, settings), settings);
  return signSides({ inputs: side }, signerFromChoice(CHOICE));
}

const typesOf = ({ signature }: Awaited<ReturnType<typeof signed>>) =>
  signature.inputs?.specs.map((spec) => [spec.name, "type" in spec && spec.type.kind === "scalar" ? spec.type.name : "other"]);

it("says of each column what Spark reads differently, and which row decided", async () => {
  const result = await signed("id,day,n\n1,2024-01-31,5\n2,2024-02-01,\n3000000000,2024-02-02,7\n", "X.csv");
  expect(typesOf(result)).toEqual([
    ["id", "long"],
    ["day", "datetime"],
    ["n", "integer"],
  ]);
  const [problem, ...more] = result.problems.filter(({ kind }) => kind !== "missing-side");
  expect(more).toEqual([]);
  expect(problem?.each?.map(({ message }) => sentence(message))).toEqual([
    "Spark: datetime; pandas: string. Row 1 has `2024-01-31` and makes it date in Spark.",
    "Spark: integer, required; pandas: double, optional. Row 1 has `5` and makes it int in Spark.",
  ]);
  expect(result.sides.inputs?.specs[0]?.steps.map(({ to, at }) => [to, at?.row])).toEqual([
    ["int", 0],
    ["bigint", 2],
  ]);
});

it("signs what only Spark can read", async () => {
  expect(typesOf(await signed('{"a": 1,}', "X.json"))).toEqual([["_corrupt_record", "string"]]);
});

it("refuses what Spark refuses, and formats that it has no reader for", async () => {
  const { sides } = await signed('[{"a": 1, "A": 2}]', "X.json");
  expect(sides.inputs?.failure?.stage).toBe("read");
  expect(sides.inputs?.failure?.error.pythonError).toBe("AnalysisException");
});

it("renames and drops, and says that it does not cast", async () => {
  const preprocessing = { rename: new Map([["a", "x"]]), drop: ["b"], astype: "str" };
  const result = await signed("a,b\n1,2\n", "X.csv", preprocessing);
  expect(typesOf(result)).toEqual([["x", "integer"]]);
  expect(result.problems.some(({ kind }) => kind === "only-in-pandas")).toBe(true);
});
