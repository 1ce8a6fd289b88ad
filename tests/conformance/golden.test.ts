import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerRecorded } from "./recorded-answer.ts";
import { type CaseFile, casesOf, goldenFolder, SCHEMA_FILES, VERDICT_FILES } from "./recorded-cases.ts";

const root = join(import.meta.dirname, "..", "..");

function answersAll(file: CaseFile): void {
  const cases = casesOf(file, root).map((expected) => ({ title: String(expected.get("name")), expected }));
  it.each(cases)("$title", async ({ expected }) => {
    const { expected: answer, found } = await answerRecorded(expected, goldenFolder(root), file.choice);
    expect(found).toBe(answer);
  });
}

describe.each(SCHEMA_FILES)("golden cases: $name", answersAll);

describe.each(VERDICT_FILES)("golden verdicts: $name", answersAll);
