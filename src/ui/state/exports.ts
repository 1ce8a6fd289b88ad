import { exportCommand } from "../../core/exporters/command.ts";
import { exportMlmodel } from "../../core/exporters/mlmodel.ts";
import { exportPythonExplicit } from "../../core/exporters/python-explicit.ts";
import { exportPythonInfer, type InferredSide } from "../../core/exporters/python-infer.ts";
import { exportPythonSet } from "../../core/exporters/python-set.ts";
import { exportSignatureJson } from "../../core/exporters/signature-json.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { settingsDict } from "../../core/problems/settings-json.ts";
import type { PythonValue } from "../../core/python/value.ts";
import { CELL_OPTIONS, type CellOption } from "../../core/review/cell-options.ts";
import { isSigned } from "../model/declared-result.ts";
import { isDefault } from "../signer/chosen-signer.ts";
import type { DownloadName } from "./handed-out.ts";
import { answerOf, type ReadySide, type SideState } from "./side-state.ts";
import type { State } from "./state.ts";

/** What can be taken away, by its form. */
export const EXPORTS = ["MLmodel", "JSON", "Python: infer", "Python: explicit", "Python: set on a logged model"] as const;

export type ExportName = (typeof EXPORTS)[number];

/** The signature, where there is something in it to take away. */
export function takenSignature({ result }: Pick<State, "result">): ModelSignature | null {
  return isSigned(result?.signature) ? result.signature : null;
}

/** Whether there are files or params that at least a part of the signature is made from. */
export function isMade({ sides, params }: Pick<State, "sides" | "params">): boolean {
  return answerOf(sides.inputs) !== null || answerOf(sides.outputs) !== null || params.value !== undefined;
}

/** Whether the whole signature is made from files and params, so that a command can make it again. */
export const isWhollyMade = (state: Pick<State, "sides" | "params" | "given">): boolean => isMade(state) && state.given.length === 0;

/** Whether Python that lets MLflow infer would be true: there are files or params to read again, InferSigner signs, and what is edited was inferred; what is given stands in it as it is. */
export function canInfer({ sides, params, signer, edited }: Pick<State, "sides" | "params" | "signer" | "edited">): boolean {
  return isDefault(signer) && edited.isInferable && isMade({ sides, params });
}

function inferredSide(side: SideState): InferredSide | undefined {
  const answer = answerOf(side);
  return answer === null ? undefined : { ...answer.handing, read: answer.summary.pythonRead };
}

function readSettings(side: ReadySide): ReadonlyMap<string, PythonValue> {
  return settingsDict({ ...side.handing, options: side.settings.options });
}

/** The Python that fits what the page holds: inferring needs the files, and says little more of what was edited, or loaded. */
export function defaultPython({ sides, model, edited, given, signer }: State): ExportName {
  const isHanded = [sides.inputs, sides.outputs].some((side) =>
    (["astype", "drop", "rename"] as const).some((part) => answerOf(side)?.handing[part] !== undefined),
  );
  return edited.parts.length > 0 || given.length > 0 || isHanded || model !== null || !isDefault(signer)
    ? "Python: explicit"
    : "Python: infer";
}

const COMMAND_FORMATS: Readonly<Record<ExportName, Pick<Parameters<typeof exportCommand>[0], "format" | "form">>> = {
  MLmodel: { format: "mlmodel" },
  JSON: { format: "json" },
  "Python: infer": { format: "python", form: "infer" },
  "Python: explicit": { format: "python" },
  "Python: set on a logged model": { format: "python", form: "set" },
};

/** The reader options of a side that spell cells: Python and commands that read the file again need them, so they are told of there. */
export function cellOptionsOf({ sides }: Pick<State, "sides">): readonly CellOption[] {
  const set = [sides.inputs, sides.outputs].flatMap((side) => [...(answerOf(side)?.settings.options.keys() ?? [])]);
  return CELL_OPTIONS.filter((name) => set.includes(name));
}

/** The file in which the edits lie beside the data, for the command. */
export const EDITS_FILE = "edits.json" satisfies DownloadName;

/** The command line that writes the same bytes as an export. */
export function commandText(name: ExportName, { sides, params, model, signer, edited }: State): string {
  const side = (state: SideState) => {
    const answer = answerOf(state);
    return answer === null ? undefined : { files: answer.files.map(({ name }) => name), read: readSettings(answer) };
  };
  const inputs = side(sides.inputs);
  const outputs = side(sides.outputs);
  return exportCommand({
    ...(inputs === undefined ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(params.value === undefined ? {} : { params: params.value }),
    ...(isDefault(signer) ? {} : { signer: JSON.stringify(signer.choice) }),
    ...(edited.parts.length === 0 ? {} : { edits: EDITS_FILE }),
    ...COMMAND_FORMATS[name],
    ...(typeof model?.source !== "string" || !(name === "MLmodel" || name === "Python: set on a logged model")
      ? {}
      : { mlmodel: "MLmodel" }),
  });
}

/** The text of one export, always true to the table. */
export function exportText(
  name: ExportName,
  state: Pick<State, "sides" | "params" | "model" | "edited" | "given">,
  signature: ModelSignature,
): string {
  switch (name) {
    case "MLmodel":
      return exportMlmodel(signature, state.model?.source ?? null);
    case "JSON":
      return exportSignatureJson(signature);
    case "Python: infer": {
      const inputs = inferredSide(state.sides.inputs);
      const outputs = inferredSide(state.sides.outputs);
      return exportPythonInfer({
        ...(inputs === undefined ? {} : { inputs }),
        ...(outputs === undefined ? {} : { outputs }),
        ...(state.params.value === undefined ? {} : { params: state.params.value }),
        declared: { signature, parts: [...new Set([...state.edited.parts, ...state.given])] },
      });
    }
    case "Python: explicit":
      return exportPythonExplicit(signature);
    case "Python: set on a logged model":
      return exportPythonSet(signature, state.model);
  }
}
