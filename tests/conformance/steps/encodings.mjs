import { readLines } from "../../../scripts/conformance/kit.mjs";

const FILES = 400;
/** Of a hundred files with more than one word in their encoding so many must be read by themselves, and no file wrongly without a word. */
const RIGHT_SHARE = 0.95;

/** Decoders compared with Python's codecs, byte by byte and pair by pair, and files in many encodings, whose names pandas gives. */
export async function run(kit) {
  await compareDecoders(kit);
  await recogniseEncodings(kit);
}

async function recogniseEncodings({ load, make, seed, tally }) {
  const path = make("encodings.jsonl", ["encodings.py", String(FILES), String(seed)], FILES);
  const { compareEncodings } = await load("compare-encodings.ts");
  const { counts, ofMoreWords, notes } = await compareEncodings(readLines(path));
  const { right, doubted, asked, lost, wrong } = counts;
  console.log(
    `encodings of ${FILES} files: ${right} recognised, ${doubted} with the right names and a doubt about cells, ${asked} asked with the right names among the choices, ${lost} asked without them, ${wrong} read wrongly; of more than one word ${ofMoreWords.right} of ${ofMoreWords.all} recognised`,
  );
  for (const note of notes.slice(0, 20)) console.log(`  ${note}`);
  tally(right + doubted + asked, wrong + lost);
  tally(...(ofMoreWords.right >= ofMoreWords.all * RIGHT_SHARE ? [1, 0] : [0, 1]));
}

async function compareDecoders({ load, make, seed, tally }) {
  const cases = readLines(make("decodings.jsonl", ["decodings.py", "2500", String(seed)]));
  const { compareDecodings } = await load("compare-decodings.ts");
  const { different, undecided } = await compareDecodings(cases);
  console.log(
    `encodings: ${cases.length - different.length - undecided} of ${cases.length} decoded as Python does, ${undecided} undecided`,
  );
  for (const line of different.slice(0, 20)) console.log(`  ${line}`);
  tally(cases.length - different.length, different.length);
}
