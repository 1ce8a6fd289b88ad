// Run by `npm run coverage -- --record`, or alone by `npx vitest run -c vitest.record.config.ts record-explained`, after words were changed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { wordsOf } from "../helpers/explained.ts";
import { goldenFolder, readCases } from "./recorded-cases.ts";

it("writes what Signet says of the explained cases, for review by git diff", async () => {
  const root = process.cwd();
  const path = join(root, "tests", "fixtures", "explained.jsonl");
  const lines: string[] = [];
  for (const one of readCases(path)) lines.push(`${jsonDumps(one.set("words", await wordsOf(one, goldenFolder(root))))}\n`);
  writeFileSync(path, lines.join(""));
}, 600_000);
