import { editDistance } from "../../edit-distance.ts";
import { type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import type { ColumnName } from "../../python/value.ts";
import type { Refusal, Verdict } from "../verdict.ts";

/** Whether a column is refused because the data does not have it: then nothing was expected of its cells. */
export const isMissing = ({ column, expected }: Refusal): boolean => column !== undefined && expected === undefined;

/** The required columns that the data does not have. */
export const missingColumns = ({ refusals }: Pick<Verdict, "refusals">): readonly ColumnName[] =>
  refusals.flatMap((refusal) => (refusal.column !== undefined && isMissing(refusal) ? [refusal.column] : []));

/** A name without case, accents, and all that is neither a letter nor a digit. */
const bare = (name: ColumnName): string =>
  columnLabel(name)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The words of a name, without case and accents: `featureA`, `feature_a` and `feature.a` are `feature` and `a`. */
const wordsOf = (name: ColumnName): readonly string[] =>
  columnLabel(name)
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1 ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** Whether all words of one name begin or end the other: `age` in `feature_age` and in `age_years`. */
function areAround(name: ColumnName, other: ColumnName): boolean {
  const [one, two] = [wordsOf(name), wordsOf(other)];
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  const isSame = (part: readonly string[]) => part.join(" ") === short.join(" ");
  return short.length > 0 && (isSame(long.slice(0, short.length)) || isSame(long.slice(-short.length)));
}

/** Letters at the beginning by which two names are alike: `temp` and `temperature`. */
const COMMON_START = 3;

/** Whether one name may be a spelling of the other. Of names without letters, as of columns without a header, nothing can be said against it. */
function isAlike(left: ColumnName, right: ColumnName): boolean {
  const [one, other] = [bare(left), bare(right)];
  if (!/\p{L}/u.test(one) || !/\p{L}/u.test(other)) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (areAround(left, right)) return true;
  // A letter or two are found in any name.
  if (short.length >= COMMON_START && long.includes(short)) return true;
  if (short.slice(0, COMMON_START) === long.slice(0, COMMON_START)) return true;
  return editDistance(one, other) * 3 <= long.length;
}

/** Missing columns with the one extra column each that `isSame` finds, if that is found for no other missing one. */
function pairsBy(
  missing: readonly ColumnName[],
  extra: readonly ColumnName[],
  isSame: (wanted: ColumnName, found: ColumnName) => boolean,
): readonly (readonly [ColumnName, ColumnName])[] {
  return missing.flatMap((wanted) => {
    const [only, second] = extra.filter((found) => isSame(wanted, found));
    if (only === undefined || second !== undefined) return [];
    return missing.filter((other) => isSame(other, only)).length === 1 ? [[only, wanted] as const] : [];
  });
}

/**
 * Which extra column is likely which missing one: by the same letters and digits; by the words of one name around the other's; or as the only
 * one on both sides if the names are alike. Empty where they cannot be distinguished.
 *
 * @example likelyRenames(["income"], ["Income_EUR"]) // [["Income_EUR", "income"]]; none for ["region"]
 */
export function likelyRenames(
  missing: readonly ColumnName[],
  extra: readonly ColumnName[],
): readonly (readonly [ColumnName, ColumnName])[] {
  const named = extra.filter((name) => !Array.isArray(name));
  const exact = pairsBy(missing, named, (wanted, found) => bare(wanted) !== "" && bare(wanted) === bare(found));
  if (exact.length > 0) return exact;
  // Only if it explains all that is missing: one name of many may be found in another by chance.
  const around = pairsBy(missing, named, areAround);
  if (around.length > 0 && around.length === missing.length) return around;
  const [wanted, second] = missing;
  const [only, third] = named;
  const isOne = wanted !== undefined && second === undefined && only !== undefined && third === undefined;
  return isOne && isAlike(only, wanted) ? [[only, wanted]] : [];
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
  return encodedColumns(missingColumns(verdict), verdict.extra)?.encoded ?? [];
}

export const encodedNote = (column: string, encoded: readonly string[]): Text =>
  text`The model needs ${column} encoded: ${encoded.slice(0, 3).join(", ")}${encoded.length > 3 ? ` and ${encoded.length - 3} more` : ""} are missing, and ${column} is extra. Apply the encoding of the training data.`;
