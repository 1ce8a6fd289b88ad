import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tablesPython } from "../../../scripts/conformance/environments.mjs";
import { cache, capture, folder, MOST_FRESH } from "../../../scripts/conformance/kit.mjs";

/** Data sets in several files that differ, and tables of Delta and Iceberg as their own packages write and read them. */
export function run({ answer, compare, count, file, node, python, seed, signet }) {
  count(["data_sets.py", signet, node, join(cache, "data-sets"), "200", String(seed)], 200);
  const [expected, actual] = [file("lake.expected.jsonl"), file("lake.actual.jsonl")];
  const made = capture(tablesPython(python), [join(folder, "lake_tables.py"), join(cache, "lake"), "60", String(seed)]);
  if (made.status !== 0) throw new Error(`lake_tables.py ended with ${made.status}: ${made.stderr.slice(-2000)}`);
  writeFileSync(expected, made.stdout);
  answer(expected, actual);
  compare("tables of Delta and Iceberg", expected, actual, MOST_FRESH);
}
