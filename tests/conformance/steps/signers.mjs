import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, MOST_FRESH } from "../../../scripts/conformance/kit.mjs";
import { root } from "../../../scripts/setup.mjs";

/** Cases with a signer each: signed by Signet, then compared with MLflow, enforced by it, and run as Python. */
export function run({ answer, compare, count, file, make, node, seed, signet }) {
  function signerCases(kind) {
    answer(make(`${kind}.jsonl`, ["signers.py", kind, join(cache, kind), "500", String(seed)], 500), file(`${kind}.actual.jsonl`));
  }
  const firstLines = (path) => readFileSync(path, "utf8").split("\n").slice(0, 20);

  signerCases("tensors");
  compare("fresh random tables as tensors", file("tensors.jsonl"), file("tensors.actual.jsonl"), MOST_FRESH);
  signerCases("tolerant");
  count(["signers.py", "enforce", file("tolerant.actual.jsonl"), String(seed)]);
  const both = [...firstLines(file("tensors.actual.jsonl")), ...firstLines(file("tolerant.actual.jsonl"))];
  writeFileSync(file("python.jsonl"), both.join("\n"));
  count(["signers.py", "python", signet, node, file("python.jsonl")]);
  count(["signers.py", "fixtures", signet, node, join(root, "tests", "fixtures", "signers")]);
}
