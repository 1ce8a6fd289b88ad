import { join } from "node:path";
import { sparkEnvironment } from "../../../scripts/conformance/environments.mjs";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** Fresh CSV, JSON and Parquet files with options of Spark's, read by a local Spark. */
export function run({ ask, python, seed }) {
  const environment = sparkEnvironment(python);
  if (environment === null) {
    console.log("fresh files as Spark reads them: skipped, since there is no Java 17 or later");
    return;
  }
  ask("fresh files as Spark reads them", "spark", ["spark_cases.py", join(cache, "spark"), "500", String(seed)], environment);
}
