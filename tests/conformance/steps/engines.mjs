import { runVitest } from "../../../scripts/conformance/kit.mjs";

/** Properties of the readers, with fifteen times as many random cases as `npm test`, and others: both CSV engines, files in parts, JSON beside a model, rows that are refused. */
export function run({ seed, tally }) {
  const files = [
    "conformance/parts",
    "core/readers/csv/engines",
    "core/readers/csv/profile-engines",
    "core/readers/json/json-lines-parts",
    "core/readers/json/json-model",
    "core/check/failing-rows",
  ].map((name) => `tests/${name}.test.ts`);
  tally(...runVitest("properties of the readers", ["--project=node", ...files], { CASES_TIMES: "15", SEED: String(seed) }));
}
