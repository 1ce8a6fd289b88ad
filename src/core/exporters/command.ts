import { jsonDumps } from "../python/json-dumps.ts";
import type { PythonValue } from "../python/value.ts";

/** A word as a POSIX shell takes it, whatever is in it. */
function shellWord(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export interface CommandSide {
  readonly files: readonly string[];
  /** Settings beyond the file itself: reader options, `astype`, `to`. */
  readonly read: ReadonlyMap<string, PythonValue>;
}

/** The `signet sign` line that gives the same bytes as the page's download. */
export function exportCommand(
  sides: { readonly inputs?: CommandSide; readonly outputs?: CommandSide; readonly params?: string },
  format: "mlmodel" | "json" | "python",
): string {
  const words = ["npm", "run", "--silent", "signet", "--", "sign"];
  for (const name of ["inputs", "outputs"] as const) {
    const side = sides[name];
    if (side === undefined) continue;
    words.push(`--${name}`, ...side.files);
    if (side.read.size > 0) words.push(`--read-${name}`, jsonDumps(side.read));
  }
  if (sides.params !== undefined) words.push("--params", sides.params);
  words.push("--format", format);
  return words.map(shellWord).join(" ");
}
