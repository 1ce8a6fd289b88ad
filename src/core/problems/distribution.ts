import { text } from "../errors.ts";
import type { ColumnDescription } from "../profile/describe.ts";
import type { Problem } from "../signers/signer.ts";
import { type Column, namesOf, type ProblemContext, these } from "./context.ts";
import { dropFix, problem } from "./make-problem.ts";

/** So few values are categories, if each stands in so many rows. */
const MOST_CATEGORIES = 20;
const ROWS_A_CATEGORY = 10;

interface Described {
  readonly column: Column;
  readonly description: ColumnDescription;
}

function described({ columns, profile }: ProblemContext): readonly Described[] {
  return columns.flatMap((column) => {
    const description = profile?.[column.index] ?? null;
    return description === null ? [] : [{ column, description }];
  });
}

/** Columns with one value in every row. */
export function constantRule(context: ProblemContext): readonly Problem[] {
  const found = described(context).filter(
    ({ description: { distinct, present, missing } }) => distinct.isExact && distinct.count === 1 && missing === 0 && present > 1,
  );
  const [first] = found;
  if (first === undefined) return [];
  const columns = namesOf(found.map(({ column }) => column));
  const value = first.description.data.top?.[0]?.value;
  const message = text`${these(found, "has", "have")} one value in all ${first.description.present} rows${value === undefined ? "" : text` (${value})`}: a model learns nothing from it.`;
  return [problem(context, "constant-columns", "notes", columns, message, dropFix(context, columns))];
}

/** Texts and integers with few values: a signature has no word for which ones are allowed. */
export function categoriesRule(context: ProblemContext): readonly Problem[] {
  const found = described(context).filter(
    ({ description: { mode, distinct, present } }) =>
      mode !== "floats" &&
      distinct.isExact &&
      distinct.count > 1 &&
      distinct.count <= MOST_CATEGORIES &&
      present >= distinct.count * ROWS_A_CATEGORY,
  );
  const [first] = found;
  if (first === undefined) return [];
  const top = first.description.data.top ?? [];
  const values = top.slice(0, 3).flatMap(({ value }, index) => (index === 0 ? [value] : [", ", value]));
  const message = text`${these(found, "has", "have")} few values${values.length === 0 ? "" : text` (${values}${top.length > 3 ? " …" : ""})`}, as categories have: a signature does not say which ones are allowed.`;
  return [problem(context, "few-values", "notes", namesOf(found.map(({ column }) => column)), message)];
}
