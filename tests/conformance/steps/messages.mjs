import { join } from "node:path";
import { folder } from "../../../scripts/conformance/kit.mjs";

const COUNT = 250;
/** Messages about logged models that `logged_models.py` provokes. */
const LOGGED = 4;

/** MLflow's messages: all strings of its sources, 250 provoked ones, and their advice as Python, also on models that are really logged. */
export async function run({ answer, count, file, load, make, seed, tally }) {
  const { matchMessages, coverSources } = await load("match-messages.ts");
  const covered = coverSources(make("wordings.jsonl", ["message_wordings.py"]), join(folder, "message-scope.json"));
  console.log(
    `messages in MLflow's sources: ${covered.known} in the catalogue, ${covered.beyond} beyond its scope, ${covered.wrong.length} in neither`,
  );
  console.log(covered.wrong.slice(0, 10).join("\n"));
  tally(covered.known + covered.beyond, covered.wrong.length);

  const cases = make("messages.jsonl", ["provoke_messages.py", "make", String(COUNT), String(seed)], COUNT);
  const { same, wrong, ids } = matchMessages(cases);
  console.log(`provoked messages: ${same} of ${same + wrong.length} find their entry, columns and types (${ids} different entries)`);
  console.log(wrong.slice(0, 10).join("\n"));
  tally(same, wrong.length);

  const answers = file("messages.actual.jsonl");
  answer(cases, answers);
  count(["provoke_messages.py", "check", String(COUNT), String(seed), answers]);

  const advised = file("logged-models.actual.jsonl");
  answer(make("logged-models.jsonl", ["logged_models.py", "make"], LOGGED), advised);
  count(["logged_models.py", "check", advised]);
}
