import { join } from "node:path";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** Fresh random text and JSON files, and typed files, signed. */
export function run({ ask, seed }) {
  ask("fresh random cases", "random", ["cases.py", "random", "2000", String(seed)]);
  ask("fresh random Parquet, Feather and Arrow files", "tables", ["tables.py", join(cache, "tables"), "200", String(seed)]);
}
