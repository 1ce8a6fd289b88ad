import { join } from "node:path";
import { capture } from "../../../scripts/conformance/kit.mjs";
import { root } from "../../../scripts/setup.mjs";

/** Both engines of the CSV reader compared, on five times the random cases of `npm test`. */
export function run({ tally }) {
  const files = ["engines", "profile-engines"].map((name) => `tests/core/readers/csv/${name}.test.ts`);
  const vitest = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--project", "node", "--reporter=json", ...files];
  const { stdout, stderr } = capture(process.execPath, vitest, { cwd: root, env: { ...process.env, CASES_TIMES: "5" } });
  const report = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const failures = report.testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(({ failureMessages }) => failureMessages));
  console.log(`CSV engines: ${report.numPassedTests} of ${report.numTotalTests} properties hold`);
  if (report.numFailedTests > 0) console.log(failures.join("\n"), stderr);
  tally(report.numPassedTests, report.numFailedTests);
}
