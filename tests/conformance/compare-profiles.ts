import { readFileSync } from "node:fs";
import { sourceFromFile } from "../../src/cli/node-source.ts";
import type { ColumnDescription } from "../../src/core/profile/describe.ts";
import { EXACT_ROWS } from "../../src/core/profile/sketch-sizes.ts";
import { DEFAULT_SETTINGS } from "../../src/core/readers/settings.ts";
import { profileSide, readSide } from "../../src/core/sign.ts";

/** A column as profiles.py describes it with pandas. */
interface Expected {
  readonly missing: number;
  readonly present: number;
  readonly distinct: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly quantiles?: readonly number[];
  readonly top?: readonly number[];
}

/** A normal estimate lies further off once in two million times. */
const MOST_ERRORS = 5;
/** pandas sums floats one by one, in pairs. */
const MEAN_ERROR = 1e-9;
/** Of quantiles: pandas computes those of integers past 2^53 and of float32 in their own type. */
const ROUNDING = 1e-12;

const near = (found: number, expected: number, share: number, size = Math.abs(expected)): boolean =>
  found === expected || Math.abs(found - expected) <= share * size;

/** What differs by more than the profile says it may. */
function differences(found: ColumnDescription, expected: Expected): string[] {
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string, is: unknown, should: unknown) => {
    if (!isRight) wrong.push(`${what} is ${String(is)}, not ${String(should)}`);
  };
  const { distinct, data } = found;
  check(found.missing === expected.missing, "missing", found.missing, expected.missing);
  check(found.present === expected.present, "present", found.present, expected.present);
  check(distinct.count <= found.present, "distinct", distinct.count, `at most ${found.present}`);
  check(near(distinct.count, expected.distinct, MOST_ERRORS * distinct.standardError), "distinct", distinct.count, expected.distinct);
  const { numbers, top } = data;
  if (numbers === null || expected.min === undefined) return wrong;
  check(numbers.min === expected.min, "min", numbers.min, expected.min);
  check(numbers.max === expected.max, "max", numbers.max, expected.max);
  const size = Math.max(Math.abs(numbers.min), Math.abs(numbers.max));
  check(near(numbers.mean, expected.mean ?? Number.NaN, MEAN_ERROR, size), "mean", numbers.mean, expected.mean);
  for (const [index, { share, value, error }] of numbers.quantiles.entries()) {
    const should = expected.quantiles?.[index] ?? Number.NaN;
    check(Math.abs(value - should) <= error + ROUNDING * size, `quantile ${share}`, value, `${should} ±${error}`);
  }
  const { edges, counts } = numbers.histogram;
  check(
    edges[0] === numbers.min && edges.at(-1) === numbers.max,
    "the histogram's range",
    edges.join(" "),
    `${numbers.min} to ${numbers.max}`,
  );
  check(counts.reduce((sum, count) => sum + count, 0) === numbers.count, "the histogram's sum", counts.join(" + "), numbers.count);
  const isSmall = found.missing + found.present <= EXACT_ROWS;
  check(!isSmall || (numbers.isExact && distinct.isExact && top !== null), "a small table", "estimated", "exact");
  const counted = top?.map(({ count }) => count).join(" ");
  check(top === null || counted === expected.top?.join(" "), "the counts of the most frequent values", counted, expected.top?.join(" "));
  return wrong;
}

/** Profiles the files of profiles.py and holds them against pandas. Resolves to how many columns are as they should be, and what is not. */
export async function compareProfiles(cases: string): Promise<{ readonly same: number; readonly wrong: readonly string[] }> {
  let same = 0;
  const wrong: string[] = [];
  for (const line of readFileSync(cases, "utf8").trim().split("\n")) {
    // The script beside this one wrote it.
    const { path, columns } = JSON.parse(line) as { readonly path: string; readonly columns: readonly Expected[] };
    const sources = [await sourceFromFile(path)];
    const profile = await profileSide(sources, await readSide(sources, DEFAULT_SETTINGS));
    for (const [index, expected] of columns.entries()) {
      const found = profile.kind === "columns" ? (profile.columns[index] ?? null) : null;
      const differing = found === null ? ["there is no profile"] : differences(found, expected);
      if (differing.length === 0) same++;
      else wrong.push(`${path}, column ${index}: ${differing.join("; ")}`);
    }
  }
  return { same, wrong };
}
