import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, readLines, shared } from "../../../scripts/conformance/kit.mjs";

const GOLDEN = ["against", "against-files", "against-params"];

/** The golden cases that are refused, asked for what would fix them. */
function refusedCases() {
  return GOLDEN.flatMap((name) => readLines(join(folder, "golden", `${name}.jsonl`)))
    .filter(({ against, accepted }) => against !== undefined && accepted === false)
    .map(({ accepted: _, problem: __, extra: ___, ...asked }) => {
      const file = asked.file === undefined ? {} : { file: join(folder, "golden", asked.file) };
      return JSON.stringify({ ...asked, ...file, advise: true });
    });
}

/** Every way out of refused data, executed: its Python by pandas, its signature by MLflow, its request by MLflow's scoring server. */
export function run({ answer, count, file, make, seed }) {
  const reports = join(shared, "reports", "cases");
  const fresh = make("advice-fresh.jsonl", ["advice_cases.py", "1000", String(seed), ...(existsSync(reports) ? [reports] : [])]);
  const [cases, answers] = [file("advice.jsonl"), file("advice.actual.jsonl")];
  writeFileSync(cases, `${refusedCases().join("\n")}\n${readFileSync(fresh, "utf8")}`);
  answer(cases, answers);
  count(["advice.py", answers]);
}
