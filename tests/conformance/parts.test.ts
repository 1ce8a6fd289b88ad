import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { compareCasesInParts } from "./compare-parts.ts";

const golden = join(dirname(fileURLToPath(import.meta.url)), "golden");

// Fewer files than these would mean that cuts are no longer made.
it.each([
  ["edges", 1_300],
  ["random", 1_200],
  ["files", 12],
])("gives one pass' evidence of every golden file read in parts: %s", async (name, least) => {
  const { inParts, different } = await compareCasesInParts(join(golden, `${name}.jsonl`));
  expect(different).toEqual([]);
  expect(inParts).toBeGreaterThanOrEqual(least);
});
