// Everything that must pass: lint, types, unit tests, golden cases, browser tests. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser, ensureCli, ensurePackages, root, run } from "./setup.mjs";

ensurePackages();
const browser = ensureBrowser();
const bin = (name, path) => [process.execPath, [join(root, "node_modules", ...name.split("/"), path)]];
const results = [];

function step(title, [command, first], args) {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CHROME_PATH: browser },
  });
  results.push({ title, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 });
}

step("lint", bin("@biomejs/biome", "bin/biome"), ["check", "--error-on-warnings"]);
for (const project of ["core", "ui", "node"]) step(`types: ${project}`, bin("typescript", "bin/tsc"), ["-p", `tsconfig.${project}.json`]);

ensureCli();
const vite = join(root, "node_modules", "vite", "bin", "vite.js");
run(process.execPath, [vite, "build", "--logLevel", "warn"]);
run(process.execPath, [vite, "build", "-c", "vite.signer.config.ts", "--logLevel", "warn"]);
run(process.execPath, [vite, "build", "-c", "vite.library.config.ts", "--logLevel", "warn"]);
for (const project of ["signer", "library"])
  run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", `tsconfig.${project}.json`]);
const report = join(root, "test-results", "vitest.json");
mkdirSync(join(root, "test-results"), { recursive: true });
rmSync(report, { force: true });
console.log("\n── tests");
const [node, vitest] = bin("vitest", "vitest.mjs");
const { status } = spawnSync(node, [...vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, CHROME_PATH: browser },
});
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
