// Measures which branches of src/core the tests take that run in Node: `npm run coverage`, with the figures of each folder. Fails below the goal.
// `npm run coverage -- --record` first chooses cases among those that conformance asked last (.cache/conformance): tests/fixtures/recorded.jsonl.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, root, run } from "./setup.mjs";

ensurePackages();
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
if (process.argv.includes("--record")) run(process.execPath, [vitest, "run", "-c", "vitest.record.config.ts"]);

/** Percent of the branches that are to be taken: docs/reliability.md. */
const GOAL = 95;

const folder = join(root, "test-results", "coverage");
// What the kernels do is compiled to WebAssembly, where nothing is counted; engines.test.ts compares them with what is.
const coverage = {
  enabled: "",
  provider: "v8",
  reportOnFailure: "",
  include: "src/core/**/*.ts",
  exclude: "**/*.as.ts",
  reporter: "json-summary",
  reportsDirectory: folder,
};
const options = Object.entries(coverage).map(([name, value]) => `--coverage.${name}${value === "" ? "" : `=${value}`}`);
run(process.execPath, [vitest, "run", "--project=node", "--reporter=dot", ...options]);

/** Branches of a folder of src/core: all, and those that a test takes. */
const folders = new Map();
const { total, ...files } = JSON.parse(readFileSync(join(folder, "coverage-summary.json"), "utf8"));
for (const [path, { branches }] of Object.entries(files)) {
  const [name] = path.slice(join(root, "src", "core").length + 1).split(/[\\/]/);
  const [all, taken] = folders.get(name) ?? [0, 0];
  folders.set(name, [all + branches.total, taken + branches.covered]);
}
const percent = (taken, all) => `${((100 * taken) / all).toFixed(1)} %`;
for (const [name, [all, taken]] of [...folders].sort())
  if (all > 0) console.log(`${name}: ${taken} of ${all} branches, ${percent(taken, all)}`);
console.log(
  `src/core: ${total.branches.covered} of ${total.branches.total} branches, ${percent(total.branches.covered, total.branches.total)}`,
);
if (total.branches.pct < GOAL) {
  console.error(`Below the goal of ${GOAL} %.`);
  process.exitCode = 1;
}
