import { defined } from "../../../core/defined.ts";
import { exportCommand } from "../../../core/exporters/command.ts";
import type { Exporter, InferredSide } from "../../../core/exporters/exporter.ts";
import { EXPORTERS, type ExportFile, type ExportLabel } from "../../../core/exporters/registry.ts";
import { notCarriedToSpark, sparkReaderOptions } from "../../../core/exporters/spark-options.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import { settingsDict } from "../../../core/problems/settings-json.ts";
import type { PythonValue } from "../../../core/python/value.ts";
import { CELL_OPTIONS, type CellOption } from "../../../core/review/cell-options.ts";
import type { DownloadName } from "../output/output-names.ts";
import { isCurrent } from "../state/chosen-environment.ts";
import { isDefault } from "../state/chosen-signer.ts";
import type { State } from "../state/shown-state.ts";
import { answerOf, type ReadySide, type SideState } from "../state/side-state.ts";

/** An output by its name on the page. */
export type ExportName = ExportLabel;

/** An output whose whole text is there at once. */
type ImmediateExport = Exclude<Extract<(typeof EXPORTERS)[number], { readonly write: (input: never) => string }>["label"], null>;

/** What a text is written from. */
type ExportedState = Pick<State, "sides" | "signer" | "params" | "model" | "edited" | "given">;

/** The outputs that have a name on the page, in the registry's order. */
export const EXPORTS: readonly ExportName[] = EXPORTERS.flatMap(({ label }) => label ?? []);

const exporterNamed = (name: ExportName) => EXPORTERS.find(({ label }) => label === name) ?? EXPORTERS[0];

/** The name of the file that an output is downloaded as. */
export const fileOf = (name: ExportName): ExportFile => exporterNamed(name).file;

/** Whether there are files or params that at least a part of the signature is made from. */
export function isMade({ sides, params }: Pick<State, "sides" | "params">): boolean {
  return answerOf(sides.inputs) !== null || answerOf(sides.outputs) !== null || params.value !== undefined;
}

/** Whether the whole signature is made from files and params, so that a command can make it again. */
export const isWhollyMade = (state: Pick<State, "sides" | "params" | "given">): boolean => isMade(state) && state.given.length === 0;

/** Whether Python with `infer_signature` gives the same signature: there are files or params to read again, InferSigner signs, and edits are of inferred parts. Given parts are written as they are. */
export function canInfer({ sides, params, signer, edited }: Pick<State, "sides" | "params" | "signer" | "edited">): boolean {
  return isDefault(signer) && edited.isInferable && isMade({ sides, params });
}

/** The outputs that the page offers, in the registry's order: Python that infers only where it would be true. */
export const offeredExports = (state: Pick<State, "sides" | "params" | "signer" | "edited">): readonly ExportName[] =>
  EXPORTS.filter((name) => name !== "Python: infer" || canInfer(state));

function inferredSide(
  { sides, signer: { choice } }: Pick<State, "sides" | "signer">,
  name: "inputs" | "outputs",
): InferredSide | undefined {
  const answer = answerOf(sides[name]);
  if (answer === null) return undefined;
  const config = "KIND" in choice ? choice : choice[name];
  const { options } = answer.settings;
  const notCarried = notCarriedToSpark(config, options) ?? undefined;
  const sparkOptions = sparkReaderOptions(config, options);
  return { preprocessing: answer.preprocessing, read: answer.summary.pythonRead, sparkOptions, ...defined({ notCarried }) };
}

function readSettings(side: ReadySide): ReadonlyMap<string, PythonValue> {
  return settingsDict({ options: side.settings.options, preprocessing: side.preprocessing });
}

/** The form of Python to show first: `infer` only for files that are neither preprocessed nor edited, without a model and with the default signer. */
export function defaultPython({ sides, model, edited, given, signer }: State): "Python: explicit" | "Python: infer" {
  const isPreprocessed = [sides.inputs, sides.outputs].some((side) =>
    (["astype", "drop", "rename"] as const).some((part) => answerOf(side)?.preprocessing[part] !== undefined),
  );
  return edited.parts.length > 0 || given.length > 0 || isPreprocessed || model !== null || !isDefault(signer)
    ? "Python: explicit"
    : "Python: infer";
}

/** The reader options that contain cell values. Python and commands that read the file again need them, so the page says so there. */
export function cellOptionsOf({ sides }: Pick<State, "sides">): readonly CellOption[] {
  const set = [sides.inputs, sides.outputs].flatMap((side) => [...(answerOf(side)?.settings.options.keys() ?? [])]);
  return CELL_OPTIONS.filter((name) => set.includes(name));
}

/** The file of edits next to the data, for the command. */
export const EDITS_FILE = "edits.json" satisfies DownloadName;

/** The command line that writes the same bytes as an export. */
export function commandText(name: ExportName, { sides, params, model, signer, environment, edited }: State): string {
  const side = (state: SideState) => {
    const answer = answerOf(state);
    return answer === null ? undefined : { files: answer.files.map(({ name }) => name), read: readSettings(answer) };
  };
  const inputs = side(sides.inputs);
  const outputs = side(sides.outputs);
  const { cli, takesMlmodel }: Exporter = exporterNamed(name);
  const hasMlmodel = typeof model?.source === "string" && takesMlmodel === true;
  // Without --environment, the command answers as the MLmodel's own versions.
  const hasOwnVersions = hasMlmodel && model?.environment !== null;
  return exportCommand({
    ...defined({
      inputs,
      outputs,
      params: params.value,
      signer: isDefault(signer) ? undefined : JSON.stringify(signer.choice),
      environment: isCurrent(environment) && !hasOwnVersions ? undefined : environment.environment,
      edits: edited.parts.length === 0 ? undefined : EDITS_FILE,
      format: cli.format,
      form: cli.isDefault === true ? undefined : cli.form,
      mlmodel: hasMlmodel ? "MLmodel" : undefined,
    }),
  });
}

/** The text of one export, always for the signature in the table. A promise where a part of the text is loaded late. */
export function exportText(name: ImmediateExport, state: ExportedState, signature: ModelSignature): string;
export function exportText(name: ExportName, state: ExportedState, signature: ModelSignature): string | Promise<string>;
export function exportText(
  name: ExportName,
  { sides, signer, params, model, edited, given }: ExportedState,
  signature: ModelSignature,
): string | Promise<string> {
  const inputs = inferredSide({ sides, signer }, "inputs");
  const outputs = inferredSide({ sides, signer }, "outputs");
  return exporterNamed(name).write({
    signature,
    ...defined({ inputs, outputs, params: params.value }),
    declared: [...new Set([...edited.parts, ...given])],
    mlmodel: model?.source ?? null,
  });
}
