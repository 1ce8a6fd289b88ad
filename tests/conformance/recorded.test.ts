import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import { answerRecorded } from "./recorded-answer.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures");

const lines = readFileSync(join(FIXTURES, "recorded.jsonl"), "utf-8").split("\n").filter(Boolean);

// Random cases with the reference's answers, chosen for the branches that no other case reaches (`npm run coverage -- --record`).
it.each(lines.map((line, index) => [index + 1, line] as const))("answers recorded case %s as the reference does", async (_, line) => {
  const parsed = jsonLoads(line);
  if (!(parsed instanceof Map)) throw new Error("not a case");
  const { expected, found, isUndecided } = await answerRecorded(parsed, FIXTURES);
  // Where Signet left the answer open when the case was recorded it may still do so, and may say nothing else than the reference.
  if (parsed.get("undecided") !== true || !isUndecided) expect(found, line).toBe(expected);
});
