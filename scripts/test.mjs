// Everything that must pass: lint, types, builds, unit tests, golden cases, browser tests. Ends with "N passed, N failed".
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ensureBrowser, ensurePackages, root } from "./setup.mjs";

ensurePackages();
const env = { ...process.env, CHROME_PATH: ensureBrowser() };
const tool = (path, ...args) => [join(root, "node_modules", ...path.split("/")), ...args];
const tsc = (project) => tool("typescript/bin/tsc", "-p", `tsconfig.${project}.json`);
const vite = (config) => tool("vite/bin/vite.js", "build", "-c", config, "--logLevel", "warn");

/** What the tests need. Each runs its commands one after another, beside the others: what takes longest comes first. */
const BUILDS = [
  ["build: page", vite("vite.config.ts")],
  ["build: single file", vite("vite.single.config.ts")],
  ["build: library", vite("vite.library.config.ts"), tsc("library")],
  ["build: command line", vite("vite.cli.config.ts")],
  ["build: signer", vite("vite.signer.config.ts"), tsc("signer")],
];

/** What runs beside the tests. */
const CHECKS = [
  ["types: node", tsc("node")],
  ["types: ui", tsc("ui")],
  ["types: core", tsc("core")],
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

/** Runs a check, and resolves to whether it passed and what to print of it. */
async function checked([title, ...commands]) {
  let [passed, text] = [true, ""];
  for (const command of commands) {
    if (!passed) break;
    const { status, printed } = await outcome(command);
    passed = status === 0;
    text += printed;
  }
  return { title, passed: passed ? 1 : 0, failed: passed ? 0 : 1, text: `── ${title}${passed ? "" : ": failed"}\n${text}`.trimEnd() };
}

/** Runs checks, so many at a time, and shows each as it ends. */
async function allOf(checks, atOnce, show) {
  const waiting = [...checks];
  const results = [];
  async function work() {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await checked(check);
      show(result.text);
      results.push(result);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** Runs the tests with their output shown, and resolves to how many passed and failed. */
async function tests() {
  const report = join(root, "test-results", "vitest.json");
  mkdirSync(join(root, "test-results"), { recursive: true });
  rmSync(report, { force: true });
  // What the page is in other browsers, windows and colours is a step of conformance.
  const vitest = tool(
    "vitest/vitest.mjs",
    "run",
    "--project=!browsers",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  );
  const [status] = await once(spawn(process.execPath, vitest, { cwd: root, stdio: "inherit", env }), "close");
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { numPassedTests: 0, numFailedTests: 0 };
  const failed = status === 0 ? counted.numFailedTests : Math.max(1, counted.numFailedTests);
  return { title: "tests", passed: counted.numPassedTests, failed };
}

const results = await allOf(BUILDS, availableParallelism(), console.log);
console.log("\n── tests");
const texts = [];
const [counted, checks] = await Promise.all([tests(), allOf(CHECKS, 1, (text) => texts.push(text))]);
for (const text of texts) console.log(text);
results.push(...checks, counted);

console.log("");
for (const { title, failed } of results) if (failed > 0) console.log(`failed: ${title}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
