import { join } from "node:path";
import { cache } from "../../../scripts/conformance/kit.mjs";

const TABLES = 300;

/** The distributions of fresh tables, compared with pandas'. */
export async function run({ load, make, seed, tally }) {
  const cases = make("profiles.jsonl", ["profiles.py", join(cache, "profiles"), String(TABLES), String(seed)], TABLES);
  const { compareProfiles } = await load("compare-profiles.ts");
  const { same, wrong } = await compareProfiles(cases);
  console.log(`profiles against pandas: ${same} of ${same + wrong.length} columns within the errors that they state`);
  if (wrong.length > 0) console.log(wrong.slice(0, 10).join("\n"));
  tally(same, wrong.length);
}
