import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Answers, columnAnswers, FILES, TOPICS } from "../helpers/column-answers.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "wide");
const recorded = readFileSync(join(folder, "answers.jsonl"), "utf-8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as { file: string; topic: string; question: string; answers: Answers[string] });

const cases = FILES.flatMap((file) => Object.keys(TOPICS).map((topic) => [file, topic] as const));

// `npm run conformance -- columns` compares what is recorded with pandas, NumPy and MLflow.
it.each(cases)("answers about each column of %s: %s", async (file, topic) => {
  const expected = recorded.filter((one) => one.file === file && one.topic === topic);
  expect(expected.length).toBeGreaterThan(0);
  expect(await columnAnswers(folder, file, topic)).toEqual(
    Object.fromEntries(expected.map(({ question, answers }) => [question, answers])),
  );
});
