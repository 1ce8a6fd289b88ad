// Everything that must pass: lint, types, builds, unit tests, golden cases, browser tests. Ends with "N passed, N failed".
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ensureBrowser, ensurePackages, root } from "./setup.mjs";

ensurePackages();
const env = { ...process.env, CHROME_PATH: ensureBrowser() };
const tool = (path, ...args) => [join(root, "node_modules", ...path.split("/")), ...args];
const tsc = (project) => tool("typescript/bin/tsc", "-p", `tsconfig.${project}.json`);
const vite = (config) => tool("vite/bin/vite.js", "build", "-c", config, "--logLevel", "warn");

/** Each runs its commands one after another, beside the others: what takes longest comes first. */
const CHECKS = [
  ["build: page", vite("vite.config.ts")],
  ["build: library", vite("vite.library.config.ts"), tsc("library")],
  ["types: node", tsc("node")],
  ["build: command line", vite("vite.cli.config.ts")],
  ["types: ui", tsc("ui")],
  ["types: core", tsc("core")],
  ["build: signer", vite("vite.signer.config.ts"), tsc("signer")],
  ["lint", tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings")],
  ["rules of hooks", tool("oxlint/bin/oxlint", "src/ui")],
  ["unused code", tool("knip/bin/knip.js")],
];

/** Resolves to the exit code of a Node script and to all that it printed. */
function outcome(command) {
  return new Promise((resolve) => {
    let printed = "";
    const child = spawn(process.execPath, command, { cwd: root, env });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
    child.on("close", (status) => resolve({ status, printed }));
  });
}

/** Runs a check, shows what it printed, and resolves to whether it passed. */
async function passes([title, ...commands]) {
  let [passed, text] = [true, ""];
  for (const command of commands) {
    if (!passed) break;
    const { status, printed } = await outcome(command);
    passed = status === 0;
    text += printed;
  }
  console.log(`── ${title}${passed ? "" : ": failed"}\n${text}`.trimEnd());
  return passed;
}

const results = [];
const waiting = [...CHECKS];
async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const passed = await passes(check);
    results.push({ title: check[0], passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));

const report = join(root, "test-results", "vitest.json");
mkdirSync(join(root, "test-results"), { recursive: true });
rmSync(report, { force: true });
console.log("\n── tests");
const { status } = spawnSync(
  process.execPath,
  tool("vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`),
  { cwd: root, stdio: "inherit", env },
);
const counted = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { numPassedTests: 0, numFailedTests: 0 };
results.push({
  title: "tests",
  passed: counted.numPassedTests,
  failed: status === 0 ? counted.numFailedTests : Math.max(1, counted.numFailedTests),
});

console.log("");
for (const { title, failed } of results) if (failed > 0) console.log(`failed: ${title}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
