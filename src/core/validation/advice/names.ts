import { type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import type { ColumnName } from "../../python/value.ts";
import type { Verdict } from "../verdict.ts";

/** A name without case, accents, and all that is neither a letter nor a digit. */
const bare = (name: ColumnName): string =>
  columnLabel(name)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * Which extra column is likely which missing one: by the same letters and digits, or as the only one on both sides.
 * Empty where they cannot be distinguished.
 */
export function likelyRenames(
  missing: readonly ColumnName[],
  extra: readonly ColumnName[],
): readonly (readonly [ColumnName, ColumnName])[] {
  const named = extra.filter((name) => !Array.isArray(name));
  const pairs: (readonly [ColumnName, ColumnName])[] = [];
  for (const wanted of missing) {
    const key = bare(wanted);
    const alike = named.filter((name) => bare(name) === key);
    const [only] = alike;
    if (key !== "" && alike.length === 1 && only !== undefined && missing.filter((name) => bare(name) === key).length === 1)
      pairs.push([only, wanted]);
  }
  if (pairs.length > 0) return pairs;
  const [wanted, second] = missing;
  const [only, third] = named;
  return wanted !== undefined && second === undefined && only !== undefined && third === undefined ? [[only, wanted]] : [];
}

/** An extra column of which the missing ones are the encoded values: `color` for `color_red` and `color_blue`. */
export function encodedColumns(
  missing: readonly ColumnName[],
  extra: readonly ColumnName[],
): { readonly column: string; readonly encoded: readonly string[] } | null {
  for (const column of extra) {
    if (typeof column !== "string" || column === "") continue;
    const encoded = missing.filter((name): name is string => typeof name === "string" && name.startsWith(`${column}_`));
    if (encoded.length >= 2) return { column, encoded };
  }
  return null;
}

/** Missing columns that are the encoded values of an extra one: without them the model would not get what it was trained on. */
export function encodedNames(verdict: Verdict): readonly ColumnName[] {
  const missing = verdict.refusals.flatMap(({ column, expected }) => (column !== undefined && expected === undefined ? [column] : []));
  return encodedColumns(missing, verdict.extra)?.encoded ?? [];
}

export const encodedNote = (column: string, encoded: readonly string[]): Text =>
  text`The model needs ${column} encoded: ${encoded.slice(0, 3).join(", ")}${encoded.length > 3 ? ` and ${encoded.length - 3} more` : ""} are missing, and ${column} is extra. Apply the encoding of the training data.`;
