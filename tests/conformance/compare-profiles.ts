import { readFileSync } from "node:fs";
import { sourceFromFile } from "../../src/cli/node-source.ts";
import type { ColumnDescription } from "../../src/core/profile/describe.ts";
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
  readonly quantiles?: readonly (readonly [number, number])[];
  readonly top?: number;
}

/** A normal estimate lies further off once in two million times. */
const MOST_ERRORS = 5;
/** pandas sums floats one by one, in pairs. */
const MEAN_ERROR = 1e-9;

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
  for (const [index, { share, value }] of numbers.quantiles.entries()) {
    const [lower, higher] = expected.quantiles?.[index] ?? [Number.NaN, Number.NaN];
    const off = numbers.relativeError * Math.max(Math.abs(lower), Math.abs(higher));
    check(value >= lower - off && value <= higher + off, `quantile ${share}`, value, `${lower} to ${higher}`);
  }
  if (top !== null) check(top[0]?.count === expected.top, "the most frequent value's count", top[0]?.count, expected.top);
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
