import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { applyEdits } from "../../src/core/edit/apply-edits.ts";
import { exportPythonExplicit } from "../../src/core/exporters/python-explicit.ts";
import { signatureToDict } from "../../src/core/mlflow/signature-json.ts";
import { signatureWithEdits } from "../helpers/random-edits.ts";

/** Writes random signatures with random edits, a line each: the explicit Python, and what `to_dict` must give once it has run. */
export function writeEditedSignatures(path: string, number: number, seed: number): void {
  const cases = fc.sample(signatureWithEdits, { numRuns: number, seed }).map(({ base, edits }) => {
    const { signature } = applyEdits(base, edits);
    return JSON.stringify({ python: exportPythonExplicit(signature), expected: signatureToDict(signature) });
  });
  writeFileSync(path, `${cases.join("\n")}\n`);
}
