import { join } from "node:path";
import { capture } from "../../../scripts/conformance/kit.mjs";
import { root } from "../../../scripts/setup.mjs";

/** Properties of the readers, with fifteen times as many random cases as `npm test`, and others: both CSV engines, files in parts, JSON beside a model, rows that are refused. */
export function run({ seed, tally }) {
  const files = [
    "conformance/parts",
    "core/readers/csv/engines",
    "core/readers/csv/profile-engines",
    "core/readers/json/json-lines-parts",
    "core/readers/json/json-model",
    "core/check/failing-rows",
  ].map((name) => `tests/${name}.test.ts`);
  const vitest = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--project", "node", "--reporter=json", ...files];
  const { stdout, stderr } = capture(process.execPath, vitest, {
    cwd: root,
    env: { ...process.env, CASES_TIMES: "15", SEED: String(seed) },
  });
  const report = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const failures = report.testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(({ failureMessages }) => failureMessages));
  console.log(`Engines: ${report.numPassedTests} of ${report.numTotalTests} properties hold`);
  if (report.numFailedTests > 0) console.log(failures.join("\n"), stderr);
  tally(report.numPassedTests, report.numFailedTests);
}
