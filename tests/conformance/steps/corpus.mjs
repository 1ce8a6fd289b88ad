import { existsSync } from "node:fs";
import { join } from "node:path";
import { readLines, shared } from "../../../scripts/conformance/kit.mjs";

/** How many files may be undecided; none may differ. These are damaged ones, where pyarrow reads beyond its buffers. */
const MOST_UNDECIDED = 3;

const corpus = join(shared, "corpus", "answers.jsonl");

/** Public files and models, compared with the reference's answers to them. */
export async function run(kit) {
  if (!existsSync(corpus)) {
    console.log("corpus: skipped, it is not beside the repository");
    return;
  }
  compareFiles(kit);
  await compareParts(kit);
  compareModels(kit);
}

function compareFiles({ answer, differences, file, tally }) {
  const started = Date.now();
  answer(corpus, file("corpus.actual.jsonl"));
  const { same, total, undecided, lines } = differences(corpus, file("corpus.actual.jsonl"));
  console.log(`corpus (${((Date.now() - started) / 1000).toFixed(1)} s): ${same} of ${total} the same, ${undecided} undecided`);
  if (total !== same) console.log(lines.slice(0, 10).join("\n"));
  const differ = total - same - undecided;
  const isMore = undecided > MOST_UNDECIDED;
  if (isMore) console.log(`${undecided} files are undecided, and at most ${MOST_UNDECIDED} may be`);
  tally(total - differ, differ + (isMore ? 1 : 0));
}

async function compareParts({ load, tally }) {
  const { compareCasesInParts } = await load("compare-parts.ts");
  const { inParts, different } = await compareCasesInParts(corpus);
  console.log(`corpus read in parts: ${inParts - different.length} of ${inParts} files as in one pass`);
  for (const line of different) console.log(`  ${line}`);
  tally(inParts - different.length, different.length);
}

function compareModels({ answer, file, tally }) {
  const models = join(shared, "corpus", "mlmodel-answers.jsonl");
  answer(models, file("mlmodel.actual.jsonl"));
  const loaded = new Map(readLines(file("mlmodel.actual.jsonl")).map((model) => [model.name, model]));
  const isAlike = ({ name, loads, signature }) =>
    loaded.get(name)?.loads === loads && JSON.stringify(loaded.get(name)?.signature) === JSON.stringify(signature);
  const wanted = readLines(models);
  const differing = wanted.filter((model) => !isAlike(model));
  console.log(`models of the corpus: ${wanted.length - differing.length} of ${wanted.length} load as Model.load does`);
  for (const { name } of differing) console.log(`  ${name}`);
  tally(wanted.length - differing.length, differing.length);
}
