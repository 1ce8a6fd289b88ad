import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { referencePython as python, root } from "../setup.mjs";

/** The folder of the scripts that ask the reference. */
export const folder = join(root, "tests", "conformance");
/** Where cases, answers and the reference's environment are kept between runs. */
export const cache = join(root, ".cache", "conformance");
/** The public files with the reference's answers, and what users reported; both lie next to the repository, or are missing. */
export const shared = join(root, "..", "shared");

/** Runs a command and returns its output; throws only if it does not start. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30, ...options });
  if (result.error) throw result.error;
  return result;
}

/** The lines of a JSON Lines file, parsed. */
export const readLines = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Of each comparison of fresh cases, 60 to 2,000, so many may differ. */
export const MOST_FRESH = 1;

/** How many lines a file of Python's JSON has, which may hold NaN. */
const countLines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).length;

/** The path of a TypeScript module of `tests/conformance`, compiled to one file with the kernels and the packages that it imports, as the command line is. */
export async function compiled(name, plugins = []) {
  const { build } = await import("vite");
  const { kernels } = await import("../kernel-plugin.mjs");
  const outDir = join(cache, "compiled", name);
  await build({
    configFile: false,
    root,
    logLevel: "error",
    plugins: [...plugins, kernels()],
    ssr: { noExternal: true },
    build: {
      ssr: join(folder, name),
      outDir,
      emptyOutDir: true,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "index.mjs" } },
    },
  });
  return join(outDir, "index.mjs");
}

const load = async (name) => import(pathToFileURL(await compiled(name)).href);

/** Writes the cases that a script makes to a file, and returns its path; throws if the script fails, or makes other than `count` cases where that is given. */
function make(name, [script, ...args], count = null) {
  const { stdout, stderr, status } = capture(python, [join(folder, script), ...args]);
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr.slice(-2000)}`);
  const path = join(cache, name);
  writeFileSync(path, stdout);
  const made = countLines(path);
  if (made === 0 || (count !== null && made !== count)) throw new Error(`${script} made ${made} of ${count ?? "some"} cases`);
  return path;
}

/** Compares two files of answers as the reference does; `lines` are what is not the same, one line per case, first what differs, then what is undecided. */
function differences(expected, actual) {
  const { stdout, stderr } = capture(python, [join(folder, "compare.py"), expected, actual, String(countLines(expected))]);
  const figure = /(\d+) of (\d+) the same, (\d+) undecided/.exec(stdout);
  if (!figure) throw new Error(`compare.py printed no figures for ${expected}: ${stderr}`);
  const [same, total, undecided] = figure.slice(1).map(Number);
  if (total !== countLines(expected)) throw new Error(`${total} of ${countLines(expected)} cases of ${expected} were compared`);
  // The last two lines are figures.
  const lines = stdout.trim().split("\n").slice(0, -2);
  const isUndecided = (line) => line.slice(line.lastIndexOf(" | got ")).includes('"stage": "undecided"');
  return { same, total, undecided, lines: [...lines.filter((line) => !isUndecided(line)), ...lines.filter(isUndecided)] };
}

/** Runs tests of Vitest's, says why some failed, and returns how many passed and how many failed; `args` name the project and the files, `env` is added to the environment. */
export function runVitest(title, args, env) {
  const command = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--reporter=json", ...args];
  const { stdout, stderr } = capture(process.execPath, command, { cwd: root, env: { ...process.env, ...env } });
  const report = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const failures = report.testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(({ failureMessages }) => failureMessages));
  const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : "";
  console.log(`${title}: ${report.numPassedTests} of ${report.numTotalTests} passed${skipped}`);
  if (report.numFailedTests > 0) console.log(failures.join("\n"), stderr);
  return [report.numPassedTests, report.numFailedTests];
}

/** What a step of the conformance run works with. `signet` is the built command line, `seed` that of the run. */
export function conformanceKit(signet, seed) {
  const counts = { passed: 0, failed: 0 };
  const file = (name) => join(cache, name);

  /** Counts `passed` and `failed` towards the run. A step that compared nothing has not passed. */
  function tally(passed, failed) {
    if (!(passed + failed > 0)) throw new Error("nothing was compared");
    counts.passed += passed;
    counts.failed += failed;
  }

  /** Answers a cases file with Signet; `more` goes to `signet answer`. A step that gets fewer answers than it has cases would pass by comparing nothing. */
  function answer(cases, out, more = []) {
    const { stdout, stderr } = capture(process.execPath, [signet, "answer", cases, ...more]);
    writeFileSync(out, stdout);
    const [asked, answered] = [cases, out].map(countLines);
    if (asked === 0 || answered !== asked) throw new Error(`${answered} answers to ${asked} cases of ${cases}: ${stderr.slice(-2000)}`);
  }

  /**
   * Compares two files of answers, and counts. `most`: how many may differ without a failure, of cases that no run has met before: what is found by
   * chance is printed, to be mended and recorded, but says nothing about the commit that met it. docs/fidelity.md has the rate that was measured.
   */
  function compare(title, expected, actual, most = 0) {
    const { same, total, undecided, lines } = differences(expected, actual);
    const differ = total - same - undecided;
    console.log(`${title}: ${same} of ${total} the same, ${undecided} undecided${differ > 0 ? `, ${differ} differ` : ""}`);
    if (total !== same) console.log(lines.slice(0, Math.max(10, differ)).join("\n"));
    tally(same + undecided, differ > most ? differ : 0);
  }

  /**
   * Asks the reference and Signet the cases that one of the scripts makes; returns the path of the reference's answers. `environment`: another
   * one's Python with its script, and its versions as `--environment` names them.
   */
  function ask(title, name, [script, ...args], environment = null) {
    const [expected, actual] = [".expected", ".actual"].map((part) => file(`${name}${part}.jsonl`));
    const cases = make(`${name}.jsonl`, [script, ...args]);
    const { python: asked = python, script: oracle = "oracle.py", versions } = environment ?? {};
    writeFileSync(expected, capture(asked, [join(folder, oracle), "--batch", cases]).stdout);
    const [count, answered] = [cases, expected].map(countLines);
    if (answered !== count) throw new Error(`the reference answered ${answered} of ${count} cases of ${cases}`);
    answer(cases, actual, versions === undefined ? [] : ["--environment", versions]);
    compare(title, expected, actual, MOST_FRESH);
    return expected;
  }

  /**
   * Runs a script of the reference that ends with "N passed, N failed"; one that prints nothing, or has not counted `cases`, has failed.
   * `asked`: another environment's Python.
   */
  function count([script, ...args], cases = null, asked = python) {
    const { stdout, stderr } = capture(asked, [join(folder, script), ...args], {
      env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true" },
    });
    const figures = /(\d+) passed, (\d+) failed/.exec(stdout);
    console.log(figures ? stdout.trim() : stderr.slice(-2000));
    if (figures === null) return tally(0, 1);
    const [passed, failed] = figures.slice(1).map(Number);
    if (cases !== null && passed + failed !== cases) throw new Error(`${script} counted ${passed + failed} of ${cases} cases`);
    tally(passed, failed);
  }

  return { answer, ask, compare, count, counts, differences, file, load, make, node: process.execPath, python, seed, signet, tally };
}
