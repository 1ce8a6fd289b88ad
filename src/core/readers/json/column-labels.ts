import { must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { INT64_MAX, INT64_MIN, UINT64_MAX } from "../../python/int-range.ts";
import type { ColumnName } from "../../python/value.ts";
import type { Labels } from "./labels-sink.ts";

/**
 * Column names as `pd.Index` keeps a list of labels, undefined if there is none. The index has one dtype, so that ints next to floats or
 * nulls become floats, and nulls next to strings NaN; lists are the levels of several header rows.
 * Throws `UnreadableFile` where pandas raises, `Undecided` for labels that are not scalars.
 * Source: `pandas/core/indexes/base.py ensure_index`.
 */
export function columnNames(columns: Labels): readonly ColumnName[] | undefined {
  switch (columns.kind) {
    case "absent":
      return undefined;
    case "scalar":
      throw refused("The columns of a split table are a list; here they are a scalar.", "TypeError");
    case "dict":
      throw undecided("The column labels are a dict.");
    case "list":
      return namesOfLabels(columns.labels, columns.hasDicts);
  }
}

function namesOfLabels(labels: readonly ColumnName[], hasDicts: boolean): readonly ColumnName[] {
  const levels = labels.filter((label): label is readonly ColumnName[] => Array.isArray(label));
  if (hasDicts || (levels.length > 0 && levels.length < labels.length)) throw undecided("Some column labels are lists or dicts.");
  return levels.length > 0 ? multiIndexNames(levels) : indexNames(labels);
}

function indexNames(labels: readonly ColumnName[]): readonly ColumnName[] {
  const isMissing = (label: ColumnName) => label === null || (typeof label === "number" && Number.isNaN(label));
  const present = labels.filter((label) => !isMissing(label));
  if (present.length === 0) return labels.every((label) => label === null) ? labels : labels.map(() => Number.NaN);
  if (present.every((label) => typeof label === "string")) return labels.map((label) => (isMissing(label) ? Number.NaN : label));
  const integers = present.filter((label) => typeof label === "bigint");
  const isNumeric = present.every((label) => typeof label === "bigint" || typeof label === "number");
  if (!isNumeric || integers.length === labels.length || !fitsOneDtype(integers)) return labels;
  return labels.map((label) => (isMissing(label) ? Number.NaN : Number(label)));
}

/** Whether ints fit int64, or uint64. */
function fitsOneDtype(integers: readonly bigint[]): boolean {
  const isLarge = integers.some((value) => value > INT64_MAX);
  return integers.every((value) => value <= UINT64_MAX && value >= (isLarge ? 0n : INT64_MIN));
}

function multiIndexNames(levels: readonly (readonly ColumnName[])[]): readonly ColumnName[] {
  const [first = []] = levels;
  if (levels.some(({ length }) => length !== first.length)) throw refused("All header rows must be of the same length.", "ValueError");
  if (!levels.flat().every((label) => typeof label === "string")) throw undecided("Some labels of the header rows are not strings.");
  return first.map((_, position) => levels.map((level) => must(level[position])));
}

function refused(message: string, pythonError: string): SignetError {
  return new SignetError("UnreadableFile", message, { pythonError });
}

function undecided(message: string): SignetError {
  const remedy = "Name the columns with strings or numbers.";
  return new SignetError("Undecided", text`${message} pandas/core/indexes/base.py ensure_index decides.`, { remedy });
}
