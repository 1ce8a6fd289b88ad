import { join } from "node:path";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** Data sets in several files that differ. */
export function run({ count, node, seed, signet }) {
  count(["data_sets.py", signet, node, join(cache, "data-sets"), "300", String(seed)], 300);
}
