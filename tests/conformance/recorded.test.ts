import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { answerRecorded } from "./recorded-answer.ts";
import { CHOSEN_FILE, casesOf, goldenFolder } from "./recorded-cases.ts";

const root = join(import.meta.dirname, "..", "..");
const cases = casesOf(CHOSEN_FILE, root).map((expected, index) => [index + 1, expected] as const);

it.each(cases)("answers recorded case %s as the reference does", async (_, one) => {
  const { expected, found } = await answerRecorded(one, goldenFolder(root));
  expect(found, jsonDumps(one)).toBe(expected);
});

it("reads no file of the machine that recorded it", () => {
  const fixtures = join(root, "tests", "fixtures");
  const named = readdirSync(fixtures)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(join(fixtures, name), "utf-8").match(/"(?:file|folder)": ?"(?:\/|[A-Z]:)[^"]*"/g) ?? []);
  expect(named).toEqual([]);
});
