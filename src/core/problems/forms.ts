import { text } from "../errors.ts";
import { tupleText } from "../python/repr.ts";
import { inferSide } from "../signers/infer-signer.ts";
import type { Problem } from "../signers/signer.ts";
import type { ProblemContext } from "./context.ts";
import { problem } from "./make-problem.ts";
import { isAllNumbers, signedColumns } from "./sides.ts";

/** scikit-learn's `predict` returns an array, which a CSV of its numbers does not show: both signatures are shown. */
export function arrayRule(context: ProblemContext): readonly Problem[] {
  const { side, input, result } = context;
  const { dataset, preprocessing = {} } = input;
  if (side !== "outputs" || preprocessing.to !== undefined || dataset.kind !== "table" || dataset.columns[0]?.evidence.kind !== "text")
    return [];
  if (!isAllNumbers(context)) return [];
  const form = result.specs.length === 1 ? "column" : "numpy";
  const [tensor] = inferSide({ dataset, preprocessing: { ...preprocessing, to: form } }).schema?.specs ?? [];
  if (tensor?.kind !== "tensor") return [];
  const message = text`scikit-learn's \`predict\` usually returns an array. As a table it is signed ${signedColumns(context)}; as an array, Tensor('${tensor.dtype}', ${tupleText(tensor.shape)}).`;
  const consequence = "The outputs are signed as the array that `predict` returned, not as the table in the file.";
  return [
    problem(context, "outputs-often-array", "notes", [], message, [{ kind: "to", to: form, label: "Sign as the array", consequence }]),
  ];
}

/** An npz that `scipy.sparse` wrote, read as plain arrays. */
export function sparseRule(context: ProblemContext): readonly Problem[] {
  const note = context.input.dataset.notes.find(({ kind }) => kind === "scipy-sparse");
  if (note === undefined || context.options.get("sparse") === true) return [];
  const consequence = "The file is read again as the sparse matrix that was saved in it.";
  return [
    problem(context, "scipy-sparse", "warns", [], note.message, [
      { kind: "option", columns: [], options: new Map([["sparse", true]]), label: "Read as sparse", consequence },
    ]),
  ];
}
