// Run by `npx vitest run -c vitest.record.config.ts record-columns`, after rules or words were changed; `npm run conformance -- columns` compares
// what it writes with pandas, NumPy and MLflow.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { arrayAnswers } from "../helpers/array-answers.ts";
import { columnAnswers, FILES, TOPICS } from "../helpers/column-answers.ts";

it("writes what Signet answers about each column of tests/fixtures/wide", async () => {
  const folder = join(process.cwd(), "tests", "fixtures", "wide");
  const lines: string[] = [];
  for (const file of FILES)
    for (const topic of Object.keys(TOPICS))
      for (const [question, answers] of Object.entries(await columnAnswers(folder, file, topic)))
        lines.push(JSON.stringify({ file, topic, question, answers }));
  writeFileSync(join(folder, "answers.jsonl"), `${lines.join("\n")}\n`);
  const arrays = Object.entries(arrayAnswers()).map(([question, answer]) => JSON.stringify({ question, answer }));
  writeFileSync(join(folder, "arrays.jsonl"), `${arrays.join("\n")}\n`);
}, 600_000);
