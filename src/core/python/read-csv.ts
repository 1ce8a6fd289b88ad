import { uncompressedName } from "../bytes/compression.ts";
import { pythonCall } from "./repr.ts";
import type { Dict, PythonValue } from "./value.ts";

/** Whether a file's name says that tabs are between its cells: `.tsv` or `.tab`, packed or not. */
export const isTabbed = (name: string): boolean => /\.(tsv|tab)$/i.test(uncompressedName(name));

/**
 * The call that reads CSV as Signet does: in one piece, and by tabs where its name says so. An option that is given comes before both.
 *
 * @example
 * readCsvCall("x.tsv", new Map([["nrows", 5n]]), true) // pd.read_csv('x.tsv', low_memory=False, sep='\t', nrows=5)
 */
export function readCsvCall(name: string, options: Dict, isTabs: boolean): string {
  const tabs: readonly (readonly [string, PythonValue])[] = isTabs && !options.has("sep") ? [["sep", "\t"]] : [];
  return pythonCall("pd.read_csv", [name], new Map([["low_memory", false], ...tabs, ...options]));
}
