import type { Environment } from "../environment/environment.ts";
import { environmentText } from "../environment/parse.ts";
import { DATA_SIDES } from "../mlflow/parts.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { PythonValue } from "../python/value.ts";

/** A word as a POSIX shell takes it, whatever is in it. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A file's name that no command line takes for an option. */
const fileWord = (name: string) => (name.startsWith("-") ? `./${name}` : name);

/** One side of the command. */
export interface CommandSide {
  readonly files: readonly string[];
  /** Settings beyond the file itself: reader options, `astype`, `to`. */
  readonly read: ReadonlyMap<string, PythonValue>;
}

/**
 * A comment of the shell. Outside the repository npm ends without a word, and browsers give files' names, not their paths. It has no mark
 * that a shell would expand: an interactive zsh takes it for a command, says that it finds none, and runs the next line.
 */
const WHERE = "# Run in a checkout of the Signet repository, with the paths of your files instead of their names";

/**
 * The `signet sign` line that gives the same bytes as the page's download, after a comment line that says where to run it.
 */
export function exportCommand(given: {
  readonly inputs?: CommandSide;
  readonly outputs?: CommandSide;
  /** The parameters themselves: they are in the line, so that it needs no file that nobody has written. */
  readonly params?: PythonValue;
  /** Another signer's config as JSON, which is in the line too. */
  readonly signer?: string;
  /** Other versions than the current ones, or than the MLmodel may name. */
  readonly environment?: Environment;
  /** The file of edits that were made by hand. */
  readonly edits?: string;
  /** `--format` and `--form`; without a form the format's default is written. */
  readonly format: string;
  readonly form?: string;
  /** The MLmodel to patch, where one was dropped. */
  readonly mlmodel?: string;
}): string {
  const words = ["npm", "run", "--silent", "signet", "--", "sign"];
  for (const name of DATA_SIDES) {
    const side = given[name];
    if (side === undefined) continue;
    words.push(`--${name}`, ...side.files.map(fileWord));
    if (side.read.size > 0) words.push(`--read-${name}`, jsonDumps(side.read));
  }
  if (given.params !== undefined) words.push("--params", jsonDumps(given.params));
  if (given.signer !== undefined) words.push("--signer", given.signer);
  if (given.environment !== undefined) words.push("--environment", environmentText(given.environment));
  if (given.edits !== undefined) words.push("--edits", given.edits);
  words.push("--format", given.format);
  if (given.form !== undefined) words.push("--form", given.form);
  if (given.mlmodel !== undefined) words.push("--mlmodel", given.mlmodel);
  return `${WHERE}\n${words.map(shellWord).join(" ")}`;
}
