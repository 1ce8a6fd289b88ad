import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, folder, MOST_FRESH, readLines } from "../../../scripts/conformance/kit.mjs";

const COUNT = 600;

/** Where a verdict ends: `accepted`, or the stage of its problem. */
const endOf = ({ accepted, problem }) => (accepted ? "accepted" : problem.stage);

/** The same end and, where the reference could compare the body with what the model got, the same columns that change, with their first rows. */
const isSame = (expected, actual) =>
  endOf(expected) === endOf(actual) &&
  (expected.changed === undefined || JSON.stringify(sorted(expected.changed)) === JSON.stringify(sorted(actual.changed ?? {})));

const sorted = (changed) => Object.entries(changed).sort();

/** Requests of every form against MLflow's real scoring server, by the app that serves a model, and against `predict` of hinted models. */
export function run({ answer, ask, file, make, python, seed, tally }) {
  const [expected, actual] = [".expected", ".actual"].map((part) => file(`requests${part}.jsonl`));
  const cases = make("requests.jsonl", ["request_cases.py", String(COUNT), String(seed)], COUNT);
  writeFileSync(expected, capture(python, [join(folder, "served.py"), cases]).stdout);
  answer(cases, actual);
  const answers = new Map(readLines(actual).map((one) => [one.name, one]));
  const wrong = [];
  let undecided = 0;
  let same = 0;
  for (const one of readLines(expected)) {
    const found = answers.get(one.name);
    if (found?.problem?.stage === "undecided") undecided++;
    else if (found !== undefined && isSame(one, found)) same++;
    else wrong.push([one, found]);
  }
  if (same + undecided + wrong.length !== COUNT)
    throw new Error(`the reference answered ${same + undecided + wrong.length} of ${COUNT} requests`);
  console.log(`requests to the real scoring server: ${same} of ${same + undecided + wrong.length} the same, ${undecided} undecided`);
  for (const [one, found] of wrong.slice(0, 5)) console.log(JSON.stringify({ expected: one, found }).slice(0, 600));
  tally(same + undecided, wrong.length > MOST_FRESH ? wrong.length : 0);
  ask("typed columns against tensors", "tensor-columns", ["tensor_columns.py", "400", String(seed)]);
}
