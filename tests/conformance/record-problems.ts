// Run by `npm run coverage -- --record`, or alone by `npx vitest run -c vitest.record.config.ts record-problems`, after words were changed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { problemWords } from "../helpers/problem-words.ts";
import { readCases } from "./recorded-cases.ts";

it("writes what is said of problems again, for review by git diff", async () => {
  const path = join(process.cwd(), "tests", "fixtures", "problem-words.jsonl");
  const lines: string[] = [];
  for (const one of readCases(path)) lines.push(`${jsonDumps(one.set("words", await problemWords(one)))}\n`);
  writeFileSync(path, lines.join(""));
}, 600_000);
