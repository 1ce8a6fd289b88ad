import { join } from "node:path";
import { expect, it } from "vitest";
import { readCases } from "../../conformance/recorded-cases.ts";
import { problemWords } from "../../helpers/problem-words.ts";

const path = join(import.meta.dirname, "..", "..", "fixtures", "problem-words.jsonl");
const cases = readCases(path).map((one, index) => [index + 1, one] as const);

// Everything that is said of every fixture, and of tables that together reach nearly every rule, to the letter. That the fixes are right is shown by conformance.
it.each(cases)("says what is unusual about case %s, and what to do", async (_, one) => {
  expect(await problemWords(one)).toEqual(one.get("words"));
});
