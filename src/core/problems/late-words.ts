import type { PythonValue } from "../python/value.ts";
import type { Fix } from "../signers/signer.ts";
import { cleanFix } from "./clean-fix.ts";
import { MOST_SPELLINGS, NUMBER } from "./odd-cells.ts";
import { standsForNothing } from "./written-number.ts";

/** Words that a label names at most. */
const MOST_NAMED = 3;

/** The label of a fix that reads words as missing, by column. */
export function missingLabel(missing: ReadonlyMap<string, readonly string[]>): string {
  const words = [...new Set([...missing.values()].flat())].map((word) => `\`${word}\``);
  const more = words.length - MOST_NAMED;
  return `Treat ${words.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""} as missing`;
}

const isText = (value: PythonValue): value is string => typeof value === "string";

/** The words that a fix reads as missing, by column; null where it reads none. */
function wordsOf(fix: Fix): ReadonlyMap<string, readonly string[]> | null {
  if (fix.kind === "python" && fix.change.kind === "clean") {
    const { missing } = fix.change.cleaning;
    return new Map(fix.columns.map((name) => [String(name), missing]));
  }
  const words = fix.kind === "option" ? fix.options.get("na_values") : undefined;
  if (!(words instanceof Map)) return null;
  return new Map([...words].map(([name, list]) => [String(name), Array.isArray(list) ? list.filter(isText) : []]));
}

/** Whether a fix reads words as missing, and so may lack some that come late. */
export const readsMissingWords = (fix: Fix) => wordsOf(fix) !== null;

/**
 * A fix that also reads those words as missing which come after the first rows, by which it was made; null if it is not one of that kind, or
 * there are no such words, or too many. `cells`: the filled cells of each of its columns.
 */
export function withLateWords(fix: Fix, cells: ReadonlyMap<string, readonly string[]>): Fix | null {
  const known = wordsOf(fix);
  if (known === null) return null;
  const isWord = fix.kind === "python" ? standsForNothing : (cell: string) => !NUMBER.test(cell);
  const words = new Map([...known].map(([name, first]) => [name, [...new Set([...first, ...(cells.get(name) ?? []).filter(isWord)])]]));
  const isSame = [...words].every(([name, all]) => all.length === known.get(name)?.length);
  if (isSame || [...words.values()].some((all) => all.length > MOST_SPELLINGS)) return null;
  if (fix.kind === "option") return { ...fix, options: new Map([...fix.options, ["na_values", words]]), label: missingLabel(words) };
  if (fix.kind !== "python" || fix.change.kind !== "clean") return null;
  const { cleaning, sample, reason } = fix.change;
  return cleanFix(fix.columns, { ...cleaning, missing: [...new Set([...words.values()].flat())] }, sample, reason);
}
