import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { sourceFromBytes } from "../../src/core/bytes/byte-source.ts";
import { applyEdits } from "../../src/core/edit/apply-edits.ts";
import type { Edit } from "../../src/core/edit/edit.ts";
import { baseOfResult } from "../../src/core/edit/edit-base.ts";
import { exportPythonExplicit } from "../../src/core/exporters/python-explicit.ts";
import { exportPythonInfer } from "../../src/core/exporters/python-infer.ts";
import { SIGNATURE_PARTS } from "../../src/core/mlflow/parts.ts";
import { signatureToDict } from "../../src/core/mlflow/signature-json.ts";
import { DEFAULT_SETTINGS } from "../../src/core/readers/settings.ts";
import { readSide, signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import { signatureWithEdits } from "../helpers/random-edits.ts";

/** Writes random signatures with random edits, a line each: the explicit Python, and what `to_dict` must give once it has run. */
export function writeEditedSignatures(path: string, number: number, seed: number): void {
  const cases = fc.sample(signatureWithEdits, { numRuns: number, seed }).map(({ base, edits }) => {
    const { signature } = applyEdits(base, edits);
    return JSON.stringify({ python: exportPythonExplicit(signature), expected: signatureToDict(signature) });
  });
  writeFileSync(path, `${cases.join("\n")}\n`);
}

const DATA = 'id,price,"it\'s",__proto__\n1,0.5,x,3\n2,,y,4\n';
const PREDICTIONS = "prediction\n0.5\n1.5\n";

const scalar = (name: "double" | "string" | "long") => ({ kind: "scalar", name }) as const;

/** Edits of each kind, alone and together, by what they change. */
const EDITS: readonly (readonly Edit[])[] = [
  [{ kind: "type", side: "inputs", at: [{ key: '"id"' }, { key: '"__proto__"' }], type: scalar("double") }],
  [{ kind: "required", side: "inputs", at: [{ key: '"it\'s"' }], required: false }],
  [{ kind: "rename", side: "outputs", names: [{ at: { key: '"prediction"' }, name: "seen \\" }] }],
  [{ kind: "drop", side: "inputs", at: [{ key: '"price"' }] }],
  [{ kind: "drop", side: "outputs", at: [{ key: '"prediction"' }] }],
  [{ kind: "move", side: "inputs", keys: ['"__proto__"'], before: '"id"' }],
  [
    {
      kind: "add",
      side: "inputs",
      key: "+1",
      spec: { kind: "column", name: "late", type: { kind: "array", items: scalar("long") }, required: true },
      before: null,
    },
    { kind: "param", key: '"k"', type: scalar("double"), default: 0.5, shape: null },
    { kind: "type", side: "outputs", at: [{ key: '"prediction"' }], type: { kind: "map", values: scalar("string") } },
  ],
];

/** Writes files and, one line per case, the Python that infers from them and then puts the edits in, with what `to_dict` must give; a case has its folder. */
export async function writeEditedInference(path: string): Promise<void> {
  const folder = join(dirname(path), "edited-inference");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "X.csv"), DATA);
  writeFileSync(join(folder, "y.csv"), PREDICTIONS);
  const read = (name: string, text: string) => readSide([sourceFromBytes(new TextEncoder().encode(text), name)], DEFAULT_SETTINGS);
  const [inputs, outputs] = [await read("X.csv", DATA), await read("y.csv", PREDICTIONS)];
  const params = new Map([["k", 5n]]);
  const base = baseOfResult(signSides({ inputs, outputs, params }, new InferSigner({ KIND: "InferSigner" })));
  const cases = EDITS.map((edits) => {
    const edited = applyEdits(base, edits);
    if (edited.refused.length > 0) throw new Error(`An edit was refused: ${JSON.stringify(edited.refused)}`);
    const { signature } = edited;
    const parts = SIGNATURE_PARTS.filter((part) => edited[part].isEdited);
    const python = exportPythonInfer({
      inputs: { read: inputs.pythonRead },
      outputs: { read: outputs.pythonRead },
      params,
      declared: { signature, parts },
    });
    return JSON.stringify({ python, folder, expected: signatureToDict(signature) });
  });
  writeFileSync(path, `${cases.join("\n")}\n`);
}
