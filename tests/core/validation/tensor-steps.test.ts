import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { arrayAnswers } from "../../helpers/array-answers.ts";

// `npm run conformance -- columns` runs what is recorded in NumPy.
it("advises on arrays of every dtype, shape and range", () => {
  const path = join(import.meta.dirname, "..", "..", "fixtures", "wide", "arrays.jsonl");
  const lines = readFileSync(path, "utf-8").trimEnd().split("\n");
  const recorded = Object.fromEntries(lines.map((line) => JSON.parse(line)).map(({ question, answer }) => [question, answer]));
  expect(arrayAnswers()).toEqual(recorded);
});
