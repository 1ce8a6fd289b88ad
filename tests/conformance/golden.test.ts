import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import { DEFAULT_CHOICE } from "../../src/core/signers/choice.ts";
import { parseSignerConfig } from "../../src/core/signers/config-text.ts";
import { answerRecorded } from "./recorded-answer.ts";

const golden = join(dirname(fileURLToPath(import.meta.url)), "golden");

/** Case by case, the reference's answers of one file. */
function goldenCases(name: string, folder = golden): readonly ReadonlyMap<string, PythonValue>[] {
  return readFileSync(join(folder, `${name}.jsonl`), "utf-8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => jsonLoads(line))
    .filter((value): value is Map<string, PythonValue> => value instanceof Map);
}

/** Beside the golden ones: what other checks found once, as the reference answers it. */
const FOUND = join(golden, "..", "..", "fixtures");

describe.each([
  ["edges", golden, DEFAULT_CHOICE],
  ["files", golden, DEFAULT_CHOICE],
  ["random", golden, DEFAULT_CHOICE],
  ["peers", golden, DEFAULT_CHOICE],
  ["spark", golden, parseSignerConfig("KIND: SparkSigner", "golden")],
  ["typed", FOUND, DEFAULT_CHOICE],
  ["options", FOUND, DEFAULT_CHOICE],
  ["damaged", FOUND, DEFAULT_CHOICE],
  ["declared-ranges", FOUND, DEFAULT_CHOICE],
])("golden cases: %s", (name, folder, choice) => {
  const cases = goldenCases(name, folder);

  it.each(cases.map((expected) => ({ title: String(expected.get("name")), expected })))("$title", async ({ expected }) => {
    const { expected: answer, found } = await answerRecorded(expected, golden, choice);
    expect(found).toBe(answer);
  });
});

describe.each([
  ["against", golden],
  ["against-files", golden],
  ["against-params", golden],
  ["verdicts", FOUND],
])("golden verdicts: %s", (name, folder) => {
  it.each(goldenCases(name, folder).map((expected) => ({ title: String(expected.get("name")), expected })))(
    "$title",
    async ({ expected }) => {
      const { expected: answer, found } = await answerRecorded(expected, golden);
      expect(found).toBe(answer);
    },
  );
});
