import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { compareCasesInParts } from "./compare-parts.ts";

const golden = join(dirname(fileURLToPath(import.meta.url)), "golden");

/** All in conformance, which asks for more cases than `npm test` has time for. */
const EVERY = process.env.CASES_TIMES === undefined ? 5 : 1;
const SEED = Number(process.env.SEED ?? 1);

// Fewer files than these would mean that cuts are no longer made.
it.each([
  ["edges", 1_300],
  ["random", 1_200],
  ["files", 12],
])("gives one pass' evidence of golden files read in parts: %s", async (name, least) => {
  const { inParts, different } = await compareCasesInParts(join(golden, `${name}.jsonl`), EVERY, SEED);
  expect(different).toEqual([]);
  // Which of them fall to this seed varies a little.
  expect(inParts).toBeGreaterThanOrEqual(Math.floor((least / EVERY) * 0.8));
});
