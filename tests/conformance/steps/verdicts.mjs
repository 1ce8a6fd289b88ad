import { join } from "node:path";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** Two thousand six hundred verdicts: data, params, typed files and every further form of data against a schema. */
export function run({ ask, seed }) {
  ask("fresh data against a schema", "against", ["cases.py", "against", "700", String(seed)]);
  ask("fresh params against a schema", "params", ["cases.py", "params", "300", String(seed)]);
  const tables = ask("fresh typed files", "checked-tables", ["tables.py", join(cache, "checked-tables"), "200", String(seed + 1)]);
  ask("further data and typed files against a schema", "checks", ["checks.py", "600", String(seed), tables]);
  ask("data in every further form against a schema", "wider", ["wider_checks.py", "1000", String(seed)]);
}
