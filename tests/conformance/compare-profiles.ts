import { readFileSync } from "node:fs";
import { sourceFromFile } from "../../src/cli/node-source.ts";
import type { ColumnDescription, NumberDescription } from "../../src/core/profile/describe.ts";
import { EXACT_ROWS } from "../../src/core/profile/sketch-sizes.ts";
import { DEFAULT_SETTINGS } from "../../src/core/readers/settings.ts";
import { profileSide, readSide } from "../../src/core/sign.ts";

/** A column as profiles.py describes it with pandas; its figures are those of the finite numbers, and absent where there are none. */
interface Expected {
  readonly missing: number;
  readonly present: number;
  readonly distinct: number;
  readonly infinities?: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly std?: number | null;
  /** Counts by the number of bins. */
  readonly histograms?: Readonly<Record<string, readonly number[]>>;
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

type Check = (isRight: boolean, what: string, is: unknown, should: unknown) => void;

/** Compares deviation, quantiles and histogram, each within the error that it states. */
function checkSpread(numbers: NumberDescription, expected: Expected, check: Check): void {
  const size = Math.max(Math.abs(numbers.min), Math.abs(numbers.max));
  const { value: std = Number.NaN, error: stdError = 0 } = numbers.std ?? {};
  const deviation = expected.std ?? null;
  if (deviation !== null) check(Math.abs(std - deviation) <= stdError + MEAN_ERROR * size, "std", std, `${deviation} ±${stdError}`);
  for (const [index, { share, value, error }] of numbers.quantiles.entries()) {
    const should = expected.quantiles?.[index] ?? Number.NaN;
    check(Math.abs(value - should) <= error + ROUNDING * size, `quantile ${share}`, value, `${should} ±${error}`);
  }
  const { edges, counts, errors } = numbers.histogram;
  const range = `${numbers.min} to ${numbers.max}`;
  check(edges[0] === numbers.min && edges.at(-1) === numbers.max, "the histogram's range", edges.join(" "), range);
  check(counts.reduce((sum, count) => sum + count, 0) === numbers.count, "the histogram's sum", counts.join(" + "), numbers.count);
  const bins = expected.histograms?.[counts.length];
  if (numbers.min === numbers.max) return;
  const isRight = bins !== undefined && counts.every((count, bin) => Math.abs(count - (bins[bin] ?? Number.NaN)) <= (errors[bin] ?? 0));
  check(isRight, "the histogram", counts.join(" "), `${bins?.join(" ")} ±${errors.join(" ")}`);
}

/** What differs by more than the profile says it may. */
function differences(found: ColumnDescription, expected: Expected): string[] {
  const wrong: string[] = [];
  const check: Check = (isRight, what, is, should) => {
    if (!isRight) wrong.push(`${what} is ${String(is)}, not ${String(should)}`);
  };
  const { distinct, data } = found;
  check(found.missing === expected.missing, "missing", found.missing, expected.missing);
  check(found.present === expected.present, "present", found.present, expected.present);
  check(distinct.count <= found.present, "distinct", distinct.count, `at most ${found.present}`);
  check(near(distinct.count, expected.distinct, MOST_ERRORS * distinct.standardError), "distinct", distinct.count, expected.distinct);
  const { numbers, top } = data;
  const counted = top?.map(({ count }) => count).join(" ");
  check(top === null || counted === (expected.top ?? []).join(" "), "the most frequent values' counts", counted, expected.top?.join(" "));
  check((numbers?.infinities ?? 0) === (expected.infinities ?? 0), "infinities", numbers?.infinities, expected.infinities);
  const isSmall = found.missing + found.present <= EXACT_ROWS;
  const isExact = numbers?.isExact !== false && distinct.isExact && top !== null;
  check(!isSmall || isExact, "a small table", "estimated", "exact");
  const hasNumbers = numbers !== null && numbers.count > 0;
  check(hasNumbers === (expected.min !== undefined), "numbers", hasNumbers, expected.min !== undefined);
  if (!hasNumbers) return wrong;
  check(numbers.min === expected.min, "min", numbers.min, expected.min);
  check(numbers.max === expected.max, "max", numbers.max, expected.max);
  const size = Math.max(Math.abs(numbers.min), Math.abs(numbers.max));
  check(near(numbers.mean, expected.mean ?? Number.NaN, MEAN_ERROR, size), "mean", numbers.mean, expected.mean);
  checkSpread(numbers, expected, check);
  return wrong;
}

/** Profiles the files of profiles.py and compares them with pandas. Resolves to how many columns are as they should be, and what is not. */
export async function compareProfiles(cases: string): Promise<{ readonly same: number; readonly wrong: readonly string[] }> {
  let same = 0;
  const wrong: string[] = [];
  for (const line of readFileSync(cases, "utf8").trim().split("\n")) {
    // The script next to this one wrote it.
    const { path, columns } = JSON.parse(line) as { readonly path: string; readonly columns: readonly (Expected | null)[] };
    const sources = [await sourceFromFile(path)];
    const profile = await profileSide(sources, await readSide(sources, DEFAULT_SETTINGS));
    const count = profile.kind === "columns" ? profile.columns.length : 0;
    if (count !== columns.length) wrong.push(`${path}: ${count} columns, not ${columns.length}`);
    for (const [index, expected] of columns.entries()) {
      const found = profile.kind === "columns" ? (profile.columns[index] ?? null) : null;
      const isLeftOut = found === null;
      const differing =
        found !== null && expected !== null
          ? differences(found, expected)
          : isLeftOut === (expected === null)
            ? []
            : [`left out: ${isLeftOut}`];
      if (differing.length === 0) same++;
      else wrong.push(`${path}, column ${index}: ${differing.join("; ")}`);
    }
  }
  return { same, wrong };
}
