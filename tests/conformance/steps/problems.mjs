import { join } from "node:path";
import { cache } from "../../../scripts/conformance/kit.mjs";
import { root } from "../../../scripts/setup.mjs";

/** Every fix of every problem, of the fixtures and of fresh messy tables, taken by pandas and MLflow and checked both ways in. */
export function run({ count, node, seed, signet }) {
  const fixtures = join(root, "tests", "fixtures", "problems");
  count(["problems.py", signet, node, fixtures, String(seed), "250", join(cache, "messy-tables")]);
}
