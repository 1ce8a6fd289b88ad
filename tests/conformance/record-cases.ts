// Run by `npm run coverage -- --record`: of the cases that conformance asked, adds those that reach what no recorded case reaches.
import { appendFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { isList, type PythonValue } from "../../src/core/python/value.ts";
import { answerRecorded } from "./recorded-answer.ts";
import { CASE_FILES, casesOf, goldenFolder, readCases } from "./recorded-cases.ts";
import type { Case } from "./same-answer.ts";

/** Where conformance leaves the reference's answers. */
const ANSWERS = join(process.cwd(), ".cache", "conformance");
const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures");
/** Larger cases make the repository large. */
const MOST_BYTES = 6_000;
const RECORDED = join(FIXTURES, "recorded.jsonl");

/** Istanbul's counters of a file: for each branch, how often each of its ways was taken. */
interface Counters {
  readonly b: Readonly<Record<string, number[]>>;
}
type Coverage = Readonly<Record<string, Counters>>;

const running = (): Coverage => (globalThis as { __VITEST_COVERAGE__?: Coverage }).__VITEST_COVERAGE__ ?? {};

/** Each branch with which of its ways were taken before. */
type Taken = Map<number[], boolean[]>;

/** Forgets what was counted, so that each case is judged by what it takes itself. */
function startOver(coverage: Coverage): void {
  for (const { b } of Object.values(coverage)) for (const counts of Object.values(b)) counts.fill(0);
}

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

/** Answers all cases that tests ask, those recorded before as well. */
async function answerAll(): Promise<void> {
  const root = process.cwd();
  for (const file of CASE_FILES) for (const one of casesOf(file, root)) await answerRecorded(one, goldenFolder(root), file.choice);
}

/** The files of a case with several, by their names, in base64; null for larger ones, and for folders in folders. */
function containedParts(given: Case, paths: readonly string[]): Map<string, PythonValue> | null {
  const [only = ""] = paths;
  const isFolder = paths.length === 1 && statSync(only).isDirectory();
  const files = isFolder
    ? readdirSync(only)
        .sort()
        .map((name) => join(only, name))
    : paths;
  if (files.some((path) => statSync(path).isDirectory())) return null;
  const parts = new Map(files.map((path) => [basename(path), readFileSync(path).toString("base64")] as const));
  const own = new Map(given);
  for (const key of ["paths", "files"]) own.delete(key);
  if (isFolder) own.set("folder", "data");
  return own.set("parts", parts);
}

/** A case with its files in itself, for files as small as a case may be; null for larger ones. */
function contained(given: Case): Map<string, PythonValue> | null {
  const paths = given.get("paths");
  const own = isList(paths) ? containedParts(given, paths.map(String)) : containedFile(given);
  return own === null || jsonDumps(own).length > MOST_BYTES ? null : own;
}

function containedFile(given: Case): Map<string, PythonValue> {
  const file = given.get("file");
  if (typeof file !== "string") return new Map(given);
  const path = resolve(ANSWERS, file);
  const own = new Map(given);
  own.delete("file");
  if (!own.has("format")) own.set("format", extname(path).slice(1));
  return own.set("base64", readFileSync(path).toString("base64"));
}

/** Each file of the reference's answers, or of advice that the reference has run, with the versions that it is of. */
function answerFiles(): readonly { readonly path: string; readonly environment: string | null }[] {
  return readdirSync(ANSWERS).flatMap((name) => {
    if (!name.endsWith(".expected.jsonl") && !["advice.actual.jsonl", "tensors.jsonl"].includes(name)) return [];
    const [, mlflow, pandas] = /^mlflow-([\d.]+)-pandas-([\d.]+)-/.exec(name) ?? [];
    return [{ path: join(ANSWERS, name), environment: mlflow === undefined ? null : `mlflow=${mlflow},pandas=${pandas}` }];
  });
}

/** How a case is recorded: as it is where Signet answers alike, marked where it leaves the answer open, and null where it differs. */
async function recordable(own: Map<string, PythonValue>): Promise<Map<string, PythonValue> | null> {
  const answer = await answerRecorded(own, ANSWERS).catch(() => null);
  if (answer === null) return null;
  if (answer.expected === answer.found) return own;
  return answer.isUndecided ? own.set("undecided", true) : null;
}

/** The cases of a file of answers, with all that they need, the smallest first, so that the least is recorded. */
function candidates({ path, environment }: ReturnType<typeof answerFiles>[number]): readonly Map<string, PythonValue>[] {
  const found = readCases(path).flatMap((one) => contained(environment === null ? one : one.set("environment", environment)) ?? []);
  return found.sort((left, right) => jsonDumps(left).length - jsonDumps(right).length);
}

it("adds cases that reach what no test reaches", async () => {
  const known: Taken = new Map();
  await answerAll();
  const before = newWays(running(), known);
  console.log(`${before} ways are taken by the cases recorded before`);
  const kept: string[] = [];
  for (const answers of answerFiles()) {
    const figures = { cases: 0, answered: 0, kept: 0, ways: 0 };
    for (const one of candidates(answers)) {
      figures.cases++;
      startOver(running());
      const own = await recordable(one);
      if (own === null) continue;
      figures.answered++;
      const found = newWays(running(), known);
      if (found === 0) continue;
      figures.kept++;
      figures.ways += found;
      kept.push(jsonDumps(own));
    }
    console.log(answers.path.slice(ANSWERS.length + 1), figures);
  }
  appendFileSync(RECORDED, kept.map((line) => `${line}\n`).join(""));
  expect(known.size).toBeGreaterThan(0);
}, 3_600_000);
