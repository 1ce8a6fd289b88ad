// Asks the pinned reference and this project the same fresh random cases, and fails on a difference. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureCli, referencePython as python, root } from "./setup.mjs";

const folder = join(root, "tests", "conformance");
const cache = join(root, ".cache", "conformance");
mkdirSync(cache, { recursive: true });
const counts = { passed: 0, failed: 0 };

function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30, ...options });
  if (result.error) throw result.error;
  return result;
}

/** A Python 3.11 or newer with venv; the reference is pinned to versions that install there. */
function findPython() {
  for (const name of [process.env.PYTHON, "python3.11", "python3.12", "python3", "python"]) {
    if (!name) continue;
    const { status, stdout } = spawnSync(name, ["-c", "import sys; print(sys.version_info >= (3, 11))"], { encoding: "utf8" });
    if (status === 0 && stdout.trim() === "True") return name;
  }
  throw new Error("Conformance needs Python 3.11 or newer; name one in PYTHON.");
}

function ensureReference() {
  const requirements = join(folder, "requirements.txt");
  const venv = join(cache, "venv");
  const stamp = join(cache, "installed.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the reference (MLflow, pandas, pyarrow) …");
  for (const [command, args] of [
    [findPython(), ["-m", "venv", "--clear", venv]],
    [python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]],
  ]) {
    const { status } = spawnSync(command, args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
  }
  writeFileSync(stamp, wanted);
}

/** Compares two files of answers as the reference does, and counts. */
function compare(title, expected, actual) {
  const { stdout, stderr } = capture(python, [join(folder, "compare.py"), expected, actual, "10"]);
  const figure = /(\d+) of (\d+) the same, (\d+) undecided/.exec(stdout);
  if (!figure) throw new Error(`compare.py said nothing of ${title}: ${stderr}`);
  const [same, total, undecided] = figure.slice(1).map(Number);
  console.log(`${title}: ${same} of ${total} the same, ${undecided} undecided`);
  const wrong = total - same - undecided;
  if (total !== same) console.log(stdout.split("\n").slice(0, 10).join("\n"));
  counts.passed += total - wrong;
  counts.failed += wrong;
}

const signet = ensureCli();
ensureReference();
const answer = (cases, out) => writeFileSync(out, capture(process.execPath, [signet, "answer", cases]).stdout);

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
console.log(`seed ${seed} (SEED=${seed} repeats this run)`);
const file = (name) => join(cache, name);

/** Asks the reference and this project the cases that one of its scripts makes. */
function ask(title, name, [script, ...args]) {
  const [cases, expected, actual] = ["", ".expected", ".actual"].map((part) => file(`${name}${part}.jsonl`));
  writeFileSync(cases, capture(python, [join(folder, script), ...args]).stdout);
  writeFileSync(expected, capture(python, [join(folder, "oracle.py"), "--batch", cases]).stdout);
  answer(cases, actual);
  compare(title, expected, actual);
  return expected;
}

ask("fresh random cases", "random", ["cases.py", "random", "2000", String(seed)]);
const tables = ask("fresh random Parquet, Feather and Arrow files", "tables", ["tables.py", join(cache, "tables"), "200", String(seed)]);
// A thousand verdicts: 700 of data and 300 of params, then other forms of data, and the tables above against their own and changed schemas.
ask("fresh data against a schema", "against", ["cases.py", "against", "700", String(seed)]);
ask("fresh params against a schema", "params", ["cases.py", "params", "300", String(seed)]);
ask("further data and typed files against a schema", "checks", ["checks.py", "600", String(seed), tables]);
ask("data in every further form against a schema", "wider", ["wider_checks.py", "1000", String(seed)]);

writeFileSync(file("profiles.jsonl"), capture(python, [join(folder, "profiles.py"), join(cache, "profiles"), "60", String(seed)]).stdout);
// Vite compiles the TypeScript and its kernels, once it is installed; the command line has no word for profiles.
const { runnerImport } = await import("vite");
const { kernels } = await import("./kernel-plugin.mjs");
const { module: profiles } = await runnerImport(join(folder, "compare-profiles.ts"), {
  configFile: false,
  plugins: [kernels()],
  root,
  logLevel: "error",
});
const { same: profiled, wrong: misprofiled } = await profiles.compareProfiles(file("profiles.jsonl"));
console.log(`profiles against pandas: ${profiled} of ${profiled + misprofiled.length} columns within the errors that they state`);
if (misprofiled.length > 0) console.log(misprofiled.slice(0, 10).join("\n"));
counts.passed += profiled;
counts.failed += misprofiled.length;

/** A script of the reference that ends with "N passed, N failed"; one that says nothing has failed. */
function count(args) {
  const { stdout, stderr } = capture(python, args, { env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true" } });
  const figures = /(\d+) passed, (\d+) failed/.exec(stdout);
  console.log(figures ? stdout.trim() : stderr.slice(-2000));
  counts.passed += figures ? Number(figures[1]) : 0;
  counts.failed += figures ? Number(figures[2]) : 1;
}

const { module: edited } = await runnerImport(join(folder, "edited-signatures.ts"), {
  configFile: false,
  plugins: [kernels()],
  root,
  logLevel: "error",
});
edited.writeEditedSignatures(file("edited.jsonl"), 1000, seed);
count([join(folder, "edits.py"), file("edited.jsonl")]);
await edited.writeEditedInference(file("edited-inference.jsonl"));
count([join(folder, "edits.py"), file("edited-inference.jsonl")]);

count([join(folder, "round_trip.py"), signet, process.execPath, join(cache, "round-trip")]);
count([join(folder, "problems.py"), signet, process.execPath, join(root, "tests", "fixtures", "problems")]);
count([join(folder, "downloads.py"), signet, process.execPath, join(folder, "golden", "edges.jsonl"), String(seed)]);

const signers = join(folder, "signers.py");

/** Cases with a signer each: made by the reference, answered here. */
function signerCases(kind) {
  writeFileSync(file(`${kind}.jsonl`), capture(python, [signers, kind, join(cache, kind), "500", String(seed)]).stdout);
  answer(file(`${kind}.jsonl`), file(`${kind}.actual.jsonl`));
}

signerCases("tensors");
compare("fresh random tables as tensors", file("tensors.jsonl"), file("tensors.actual.jsonl"));
signerCases("tolerant");
count([signers, "enforce", file("tolerant.actual.jsonl"), String(seed)]);
const some = readFileSync(file("tensors.actual.jsonl"), "utf8").split("\n").slice(0, 20);
writeFileSync(file("python.jsonl"), [...some, ...readFileSync(file("tolerant.actual.jsonl"), "utf8").split("\n").slice(0, 20)].join("\n"));
count([signers, "python", signet, process.execPath, file("python.jsonl")]);
count([signers, "fixtures", signet, process.execPath, join(root, "tests", "fixtures", "signers")]);

const pageDownloads = join(root, "test-results", "downloads");
if (existsSync(pageDownloads)) count([join(folder, "page_downloads.py"), pageDownloads]);
else console.log("page downloads: skipped, npm test makes them");

/** Real files' differences may not grow beyond what is known and explained. */
const CORPUS_CEILING = 6;
const corpus = join(root, "..", "shared", "corpus", "answers.jsonl");
if (existsSync(corpus)) {
  const started = Date.now();
  answer(corpus, file("corpus.actual.jsonl"));
  const { stdout } = capture(python, [join(folder, "compare.py"), corpus, file("corpus.actual.jsonl"), "0"]);
  console.log(`corpus (${((Date.now() - started) / 1000).toFixed(1)} s): ${stdout.trim().split("\n").join("; ")}`);
  const [same, total] = (/(\d+) of (\d+) the same/.exec(stdout) ?? []).slice(1).map(Number);
  if (total - same > CORPUS_CEILING) counts.failed += 1;
  else counts.passed += 1;
  const { module: parts } = await runnerImport(join(folder, "compare-parts.ts"), {
    configFile: false,
    plugins: [kernels()],
    root,
    logLevel: "error",
  });
  const { inParts, different } = await parts.compareCasesInParts(corpus);
  console.log(`corpus read in parts: ${inParts - different.length} of ${inParts} files as in one pass`);
  for (const line of different) console.log(`  ${line}`);
  counts.passed += inParts - different.length;
  counts.failed += different.length;
  const models = join(root, "..", "shared", "corpus", "mlmodel-answers.jsonl");
  answer(models, file("mlmodel.actual.jsonl"));
  const lines = (path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const loaded = new Map(lines(file("mlmodel.actual.jsonl")).map((model) => [model.name, model]));
  const answeredAlike = ({ name, loads, signature }) =>
    loaded.get(name)?.loads === loads && JSON.stringify(loaded.get(name)?.signature) === JSON.stringify(signature);
  const wanted = lines(models);
  const differing = wanted.filter((model) => !answeredAlike(model));
  console.log(`models of the corpus: ${wanted.length - differing.length} of ${wanted.length} load as Model.load does`);
  for (const { name } of differing) console.log(`  ${name}`);
  counts.passed += wanted.length - differing.length;
  counts.failed += differing.length;
} else console.log("corpus: skipped, it is not beside the repository");

console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
