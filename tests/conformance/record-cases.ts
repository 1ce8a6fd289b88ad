// Run by `npm run coverage -- --record`: of the cases that conformance asked, keeps those that reach what no test reaches.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import { answerRecorded } from "./recorded-answer.ts";
import type { Case } from "./same-answer.ts";

/** Where conformance leaves the reference's answers. */
const ANSWERS = join(process.cwd(), ".cache", "conformance");
const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures");
/** Larger cases make the repository large. */
const MOST_BYTES = 6_000;

/** Istanbul's counters of a file: for each branch, how often each of its ways was taken. */
interface Counters {
  readonly b: Readonly<Record<string, number[]>>;
}
type Coverage = Readonly<Record<string, Counters>>;

const running = (): Coverage => (globalThis as { __VITEST_COVERAGE__?: Coverage }).__VITEST_COVERAGE__ ?? {};

/** Each branch with which of its ways were taken before. */
type Taken = Map<number[], boolean[]>;

/** How many ways are taken that were not before; they are from then on. */
function newWays(coverage: Coverage, taken: Taken): number {
  let found = 0;
  for (const { b } of Object.values(coverage))
    for (const counts of Object.values(b)) {
      const known = taken.get(counts) ?? counts.map(() => false);
      taken.set(counts, known);
      for (let way = 0; way < counts.length; way++) {
        if (known[way] === true || counts[way] === 0) continue;
        known[way] = true;
        found++;
      }
    }
  return found;
}

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), "golden");

/** Answers all cases that other tests ask. */
async function answerAll(): Promise<void> {
  const names = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".jsonl") && !NOT_ASKED.includes(name));
  for (const folder of [GOLDEN, FIXTURES])
    for (const name of names(folder))
      for (const one of casesOf(join(folder, name))) {
        if (name === "spark.jsonl") one.set("signer", new Map([["KIND", "SparkSigner"]]));
        await answerRecorded(one, folder);
      }
}

/** Recorded anew, and not cases. */
const NOT_ASKED = ["recorded.jsonl", "message-wordings.jsonl"];

/** The cases of a JSON Lines file. */
const casesOf = (path: string): readonly Map<string, PythonValue>[] =>
  readFileSync(path, "utf-8")
    .split("\n")
    .filter(Boolean)
    .map((line) => jsonLoads(line))
    .filter((value): value is Map<string, PythonValue> => value instanceof Map);

/** A case with its file in itself, for files as small as a case may be; null for larger ones, and for cases of several files. */
function contained(given: Case): Map<string, PythonValue> | null {
  if (jsonDumps(new Map(given)).length > MOST_BYTES || given.has("paths")) return null;
  const file = given.get("file");
  if (typeof file !== "string") return new Map(given);
  const path = resolve(ANSWERS, file);
  if (statSync(path).size > MOST_BYTES / 2) return null;
  const own = new Map(given);
  own.delete("file");
  if (!own.has("format")) own.set("format", extname(path).slice(1));
  own.set("base64", readFileSync(path).toString("base64"));
  return own;
}

/** Each file of the reference's answers, or of advice that the reference has run, with the versions that it is of. */
function answerFiles(): readonly { readonly path: string; readonly environment: string | null }[] {
  return readdirSync(ANSWERS).flatMap((name) => {
    if (!name.endsWith(".expected.jsonl") && !["advice.actual.jsonl", "tensors.jsonl"].includes(name)) return [];
    const [, mlflow, pandas] = /^mlflow-([\d.]+)-pandas-([\d.]+)-/.exec(name) ?? [];
    return [{ path: join(ANSWERS, name), environment: mlflow === undefined ? null : `mlflow=${mlflow},pandas=${pandas}` }];
  });
}

const isAnswered = async (own: Case): Promise<boolean> => {
  const answer = await answerRecorded(own, ANSWERS).catch(() => null);
  return answer !== null && answer.expected === answer.found;
};

it("keeps cases that reach what no test reaches", async () => {
  const known: Taken = new Map();
  await answerAll();
  const before = newWays(running(), known);
  console.log(`${before} ways are taken by the cases recorded before`);
  const kept: string[] = [];
  for (const { path, environment } of answerFiles()) {
    const figures = { cases: 0, answered: 0, kept: 0, ways: 0 };
    for (const one of casesOf(path)) {
      figures.cases++;
      if (environment !== null) one.set("environment", environment);
      const own = contained(one);
      if (own === null || !(await isAnswered(own))) continue;
      figures.answered++;
      const found = newWays(running(), known);
      if (found === 0) continue;
      figures.kept++;
      figures.ways += found;
      kept.push(jsonDumps(own));
    }
    console.log(path.slice(ANSWERS.length + 1), figures);
  }
  writeFileSync(join(FIXTURES, "recorded.jsonl"), `${kept.join("\n")}\n`);
  expect(kept.length).toBeGreaterThan(0);
}, 3_600_000);
