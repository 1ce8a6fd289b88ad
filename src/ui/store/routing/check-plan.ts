import type { ModelSignature } from "../../../core/mlflow/types.ts";
import { appendTo } from "../../../core/multimap.ts";
import { parseParamsText } from "../../../core/python/params-text.ts";
import { pythonLiteral } from "../../../core/python/repr.ts";
import type { ReadSettings } from "../../../core/readers/settings.ts";
import type { DataSide, FilePart } from "../../../worker/protocol.ts";
import { answerOf, type SideState } from "../state/side-state.ts";
import { roleByName } from "./file-roles.ts";

/** A request's envelope, among the first keys of its JSON. Source: `SUPPORTED_FORMATS` in `mlflow/pyfunc/scoring_server`. */
const ENVELOPE = /^\s*\{\s*"(dataframe_split|dataframe_records|instances|inputs|params)"\s*:/;
const HEAD_BYTES = 256;

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** The data sets to check: each file is one, and the files of a folder together are one. */
export function dataSetsOf(files: readonly FilePart[]): readonly (readonly FilePart[])[] {
  const sets = new Map<string, FilePart[]>();
  for (const [index, file] of files.entries()) {
    const folder = folderOf(file.name);
    const key = folder === "" ? `${index}` : folder;
    appendTo(sets, key, file);
  }
  return [...sets.values()];
}

/** The name of a data set in a table: its file's, or its folder's. */
export function nameOfSet(files: readonly FilePart[]): string {
  const [first, second] = files;
  if (first === undefined) return "";
  return second === undefined ? first.name : `${folderOf(first.name).slice(0, -1) || first.name} (${files.length} files)`;
}

/** The side that data is checked against: the one in its name if the signature has it, or else the one that the signature has. */
export function sideOf(name: string, { inputs, outputs, params }: ModelSignature): DataSide | "params" {
  const named = roleByName(name);
  if (named === "params" && params !== null) return "params";
  if (named === "outputs" && outputs !== null) return "outputs";
  return inputs === null && outputs !== null ? "outputs" : "inputs";
}

/** Whether a JSON file is a request's body, which is checked only for the scoring server. */
export async function isRequest(files: readonly FilePart[]): Promise<boolean> {
  const [first, second] = files;
  if (first === undefined || second !== undefined || !/\.json$/i.test(first.name)) return false;
  return ENVELOPE.test(await first.blob.slice(0, HEAD_BYTES).text());
}

/** How new data is read: with the typed options, or else as the signed side was read. Text that is not a dict yet counts as no options. */
export function settingsOf(typed: string | null, side: SideState): ReadSettings {
  if (typed !== null) return { options: typedOptions(typed) ?? new Map() };
  const answer = answerOf(side);
  return answer === null ? { options: new Map() } : { options: answer.asked, preprocessing: answer.preprocessing };
}

/** The reader options of a side that signed, as the dict that Python would take. */
export function inheritedOptions(side: SideState): string {
  const asked = answerOf(side)?.asked ?? new Map();
  return asked.size > 0 ? pythonLiteral(asked) : "";
}

/** The dict that was typed; null where it is none. */
export function typedOptions(typed: string): ReadSettings["options"] | null {
  if (typed.trim() === "") return new Map();
  try {
    const value = parseParamsText(typed);
    return value instanceof Map ? value : null;
  } catch {
    return null;
  }
}
