import { join } from "node:path";
import { sparkEnvironment } from "../../../scripts/conformance/environments.mjs";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** The script that `signet job` writes, on a local Spark: its verdicts are those that Signet gives for the same files. */
export function run({ count, node, python, seed, signet }) {
  const environment = sparkEnvironment(python);
  if (environment === null) {
    console.log("the Spark job: skipped, since there is no Java 17 or later");
    return;
  }
  count(["spark_job_runs.py", signet, node, join(cache, "spark-job"), String(seed)], null, environment.python);
}
