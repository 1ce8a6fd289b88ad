import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, folder, readLines } from "../../../scripts/conformance/kit.mjs";
import { root } from "../../../scripts/setup.mjs";

/** What was found once, with the reference's answers. */
const RECORDED = join(root, "tests", "fixtures", "damaged.jsonl");
/** Seeds whose cases are all the same or undecided, and must stay so. */
const KNOWN_SEEDS = [1, 669_692];
/** Kinds of damage have no end: of 550 fresh files so many may differ. docs/reliability.md has the rate that was measured. */
const MOST_DAMAGED = 2;

/** Damaged files of every kind: flipped bits, cuts, splices, swapped lengths, declared sizes. */
export function run({ answer, compare, file, make, python, seed }) {
  const count = Number(process.env.HOSTILE ?? 560);
  const answered = (name, cases) => {
    const [expected, asked, actual] = ["expected", "asked", "actual"].map((part) => file(`hostile-${name}.${part}.jsonl`));
    writeFileSync(expected, capture(python, [join(folder, "hostile.py"), "ask", cases]).stdout);
    const known = new Set(readLines(expected).map(({ name: one }) => one));
    const all = readLines(cases);
    if (known.size < all.length * 0.9) throw new Error(`the reference answered ${known.size} of ${all.length} damaged files`);
    const lines = all.flatMap((one) => (known.has(one.name) ? [`${JSON.stringify(one)}\n`] : []));
    writeFileSync(asked, lines.join(""));
    answer(asked, actual);
    return [expected, actual];
  };
  const made = (name, own) => answered(name, make(`hostile-${name}.jsonl`, ["hostile.py", "make", String(count), String(own)], count));
  compare("damaged files that were recorded", ...answered("recorded", RECORDED));
  for (const known of KNOWN_SEEDS) compare(`damaged files of seed ${known}`, ...made(`known-${known}`, known));
  compare("fresh damaged files", ...made("fresh", seed), MOST_DAMAGED);
}
