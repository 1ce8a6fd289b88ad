import { join } from "node:path";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** Real files of other programs: the Python that Signet gives for each is run, and writes what was in the file. */
export function run({ count, node, signet }) {
  count(["foreign.py", signet, node, join(cache, "foreign")]);
}
