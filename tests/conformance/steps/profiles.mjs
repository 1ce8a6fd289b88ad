import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, capture, folder } from "../../../scripts/conformance/kit.mjs";

/** The distributions of fresh tables, compared with pandas'. */
export async function run({ file, load, python, seed, tally }) {
  const { stdout, stderr, status } = capture(python, [join(folder, "profiles.py"), join(cache, "profiles"), "300", String(seed)]);
  if (status !== 0) throw new Error(stderr.slice(-2000));
  writeFileSync(file("profiles.jsonl"), stdout);
  const { compareProfiles } = await load("compare-profiles.ts");
  const { same, wrong } = await compareProfiles(file("profiles.jsonl"));
  console.log(`profiles against pandas: ${same} of ${same + wrong.length} columns within the errors that they state`);
  if (wrong.length > 0) console.log(wrong.slice(0, 10).join("\n"));
  tally(same, wrong.length);
}
