// Asks the pinned reference and this project the same fresh random cases, and fails on a difference. Ends with "N passed, N failed".
// Each file of tests/conformance/steps is one step; `npm run conformance -- NAME …` runs only those whose file name contains a NAME.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cache, conformanceKit, folder } from "./conformance/kit.mjs";
import { ensureCli, referencePython as python, root } from "./setup.mjs";

mkdirSync(cache, { recursive: true });

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
  // The reference's own, and what writes the files of other programs.
  const requirements = ["requirements.txt", "requirements-foreign.txt"].map((name) => join(folder, name));
  const venv = join(cache, "venv");
  const stamp = join(cache, "installed.txt");
  const wanted = requirements.map((path) => readFileSync(path, "utf8")).join("");
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the reference (MLflow, pandas, pyarrow) …");
  for (const [command, args] of [
    [findPython(), ["-m", "venv", "--clear", venv]],
    [python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...requirements.flatMap((path) => ["-r", path])]],
  ]) {
    const { status } = spawnSync(command, args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
  }
  writeFileSync(stamp, wanted);
}

/** A number from the commit: each commit meets cases that no other has met, and a second run of it meets the same. Null outside a repository. */
function commitSeed() {
  const { status, stdout } = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  return status === 0 ? Number.parseInt(stdout.slice(0, 8), 16) % 1_000_000 : null;
}

const signet = ensureCli();
ensureReference();
const seed = Number(process.env.SEED ?? commitSeed() ?? Date.now() % 1_000_000);
console.log(`seed ${seed} (SEED=${seed} repeats this run)`);

// Sets of text have another order in each Python otherwise, and a seed would not repeat its cases.
process.env.PYTHONHASHSEED = "0";
const kit = conformanceKit(signet, seed);
const names = process.argv.slice(2);
const steps = join(folder, "steps");
for (const step of readdirSync(steps).sort()) {
  if (names.length > 0 && !names.some((name) => step.includes(name))) continue;
  const { run } = await import(pathToFileURL(join(steps, step)).href);
  const started = Date.now();
  try {
    await run(kit);
  } catch (error) {
    // A step that cannot run has failed; the others still tell what they find.
    console.error(error);
    kit.tally(0, 1);
  }
  console.log(`  (${step}: ${((Date.now() - started) / 1000).toFixed(0)} s)`);
}

console.log(`${kit.counts.passed} passed, ${kit.counts.failed} failed`);
process.exitCode = kit.counts.failed === 0 ? 0 : 1;
