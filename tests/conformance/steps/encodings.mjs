import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, folder, readLines } from "../../../scripts/conformance/kit.mjs";

/** Decoders compared with Python's codecs, byte by byte and pair by pair. */
export async function run(kit) {
  await compareDecoders(kit);
}

async function compareDecoders({ file, load, python, seed, tally }) {
  const path = file("decodings.jsonl");
  writeFileSync(path, capture(python, [join(folder, "decodings.py"), "4000", String(seed)]).stdout);
  const cases = readLines(path);
  const { compareDecodings } = await load("compare-decodings.ts");
  const { different, undecided } = await compareDecodings(cases);
  console.log(
    `encodings: ${cases.length - different.length - undecided} of ${cases.length} decoded as Python does, ${undecided} undecided`,
  );
  for (const line of different.slice(0, 20)) console.log(`  ${line}`);
  tally(cases.length - different.length, different.length);
}
