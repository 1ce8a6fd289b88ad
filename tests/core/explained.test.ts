import { join } from "node:path";
import { expect, it } from "vitest";
import { goldenFolder, readCases } from "../conformance/recorded-cases.ts";
import { wordsOf } from "../helpers/explained.ts";

const root = join(import.meta.dirname, "..", "..");
const cases = readCases(join(root, "tests", "fixtures", "explained.jsonl")).map((one, index) => [index + 1, one] as const);

// Everything that Signet says, to the letter: cases that together reach nearly every rule of inference, enforcement and remedies.
it.each(cases)("explains case %s", async (_, one) => {
  expect(await wordsOf(one, goldenFolder(root))).toEqual(one.get("words"));
});
