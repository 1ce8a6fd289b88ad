import { isVersionFile } from "../../../core/environment/version-files.ts";
import { appendTo } from "../../../core/multimap.ts";
import type { DataSide } from "../../../worker/protocol.ts";

/** The role of a dropped file, by its name. */
export type Role = "inputs" | "outputs" | "params" | "mlmodel";

/** A place of the page that takes files: one for each role, and the one where they are checked. */
export type Place = Role | "check";

/** Words of names by the side that they say. */
const SIDE_WORDS: Readonly<Record<DataSide, string>> = {
  inputs: "x|inputs?|features?|requests?|x_?(?:train|test|val)",
  outputs:
    "y|outputs?|targets?|labels?|predictions?|predicted|preds?|scores?|prob(?:a|as|s|abilit(?:y|ies))?|responses?|y_?(?:train|test|pred|hat|true|val|prob|proba|score)",
};
/** Short words that may also mean something else: other words are more certain. */
const SHORT_WORDS: Readonly<Record<DataSide, string>> = { inputs: "in", outputs: "out" };
const PARAMS = /(^|[^a-z])(params?|parameters?|inference_config)([^a-z].*)?\.(json|ya?ml)$/i;
const MLMODEL = /^MLmodel$|\.mlmodel\.ya?ml$/i;

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** Where the last of some words ends in a name; -1 if it has none of them. Digits and signs separate words. */
const endOfLast = (words: string, name: string): number =>
  [...name.matchAll(new RegExp(`(?<![a-z])(?:${words})(?![a-z])`, "gi"))].reduce((_, { index, 0: word }) => index + word.length, -1);

/** The side that a name says by its last such word: `prediction_inputs` are inputs. */
function sideByName(name: string): DataSide | null {
  for (const words of [SIDE_WORDS, SHORT_WORDS]) {
    const [inputs, outputs] = [endOfLast(words.inputs, name), endOfLast(words.outputs, name)];
    if (inputs !== outputs) return inputs > outputs ? "inputs" : "outputs";
  }
  return null;
}

/** The role of a file by its name, or by its folder's (`X_train/part-0.parquet`); null where neither says one. */
export function roleByName(path: string): Role | null {
  const name = baseOf(path);
  if (MLMODEL.test(name)) return "mlmodel";
  if (PARAMS.test(name) || /\.ya?ml$/i.test(name)) return "params";
  return sideByName(name) ?? sideByName(baseOf(folderOf(path).slice(0, -1)));
}

/** Whether a name says that a file has targets rather than predictions. */
export function looksLikeTargets(name: string): boolean {
  return /(^|[^a-z])(y_?(train|test|true|val)?|targets?|labels?)([^a-z]|$)/i.test(name) && !/pred|hat|output|prob|score/i.test(name);
}

/** `train` as a word of a path, and the words in its place for data that was held out of training. */
const TRAIN = /(^|[^a-z])train(ing)?(?![a-z])/i;
const HELD_OUT = /(^|[^a-z])(test|val|valid|validation|holdout|eval|dev)(?![a-z])/gi;

/**
 * Separates training data from held-out data, if both were dropped together: a file is held out if another one has the same name with
 * `train` in place of `test` or `val`.
 *
 * @example splitHeldOut([{ name: "X_train.csv" }, { name: "X_test.csv" }]).heldOut // [{ name: "X_test.csv" }]
 */
export function splitHeldOut<Named extends { readonly name: string }>(
  files: readonly Named[],
): { readonly made: readonly Named[]; readonly heldOut: readonly Named[] } {
  const marked = (name: string, found: RegExpMatchArray) =>
    `${name.slice(0, found.index)}${found[1] ?? ""}*${name.slice((found.index ?? 0) + found[0].length)}`.toLowerCase();
  const trained = new Set(
    files.flatMap(({ name }) => {
      const found = TRAIN.exec(name);
      return found === null ? [] : [marked(name, found)];
    }),
  );
  const isHeldOut = ({ name }: Named) => [...name.matchAll(HELD_OUT)].some((found) => trained.has(marked(name, found)));
  return { made: files.filter((file) => !isHeldOut(file)), heldOut: files.filter(isHeldOut) };
}

/** The folders that contain an MLmodel. */
function modelFolders(files: readonly { readonly name: string }[]): readonly string[] {
  return files.filter(({ name }) => MLMODEL.test(baseOf(name)) && name.includes("/")).map(({ name }) => folderOf(name));
}

/** Whether a file lies in the folder of a model among the files. */
export const isInModel = ({ name }: { readonly name: string }, files: readonly { readonly name: string }[]): boolean =>
  modelFolders(files).some((folder) => name.startsWith(folder));

/**
 * What a file of a model's folder is for: the MLmodel, the JSON next to it, such as its example, and what says what is installed are the model;
 * all else is nothing.
 */
function roleInModel(name: string, folders: readonly string[]): "mlmodel" | "none" | null {
  const folder = folders.find((one) => name.startsWith(one));
  if (folder === undefined) return null;
  const isPart = folderOf(name) === folder && (name.endsWith(".json") || isVersionFile(name));
  return MLMODEL.test(baseOf(name)) || isPart ? "mlmodel" : "none";
}

/**
 * Assigns files to sides by name. If one of two files has a side, the other one gets the other side. Files whose names say nothing go where
 * they were dropped (`droppedOn`), or else to the side that is `free`, several together as parts of one data set. Files dropped on a side
 * belong there, whatever their names, unless the names tell them apart.
 */
export function assignRoles<Named extends { readonly name: string }>(
  given: readonly Named[],
  droppedOn: DataSide | null,
  free: DataSide = "inputs",
): ReadonlyMap<Role, readonly Named[]> {
  const folders = modelFolders(given);
  const files = given.filter(({ name }) => roleInModel(name, folders) !== "none");
  const roles = new Map<Role, Named[]>();
  const add = (role: Role, file: Named) => appendTo(roles, role, file);
  const unnamed: Named[] = [];
  const roleOf = ({ name }: Named) => (roleInModel(name, folders) === "mlmodel" ? "mlmodel" : roleByName(name));
  const areAlike = new Set(files.map(roleOf)).size === 1;
  for (const file of files) {
    const named = roleOf(file);
    const role = areAlike && droppedOn !== null && named !== "mlmodel" ? droppedOn : named;
    if (role === null) unnamed.push(file);
    else add(role, file);
  }
  const place = droppedOn ?? free;
  const other = place === "inputs" ? "outputs" : "inputs";
  for (const file of unnamed) add(unnamed.length === 1 && roles.has(place) ? other : place, file);
  return roles;
}
