import { defined } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import type { ColumnDescription } from "../profile/describe.ts";
import type { Problem } from "../signers/signer.ts";
import { type Column, named, namesOf, type ProblemContext } from "./context.ts";
import { dropFix, messages, optionalFix, problem, requiredNames } from "./make-problem.ts";

/** So few values are categories, if each is in so many rows. */
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
    ({ column, description: { distinct, present, missing } }) =>
      distinct.isExact && distinct.count === 1 && missing === 0 && present > 1 && requiredNames(context, [column.name]).length > 0,
  );
  const [first] = found;
  if (first === undefined) return [];
  const columns = namesOf(found.map(({ column }) => column));
  const value = first.description.data.top?.[0]?.value;
  const message = text`${named(columns)} ${columns.length === 1 ? "has" : "have"} one value in all ${first.description.present} rows${value === undefined ? "" : text` (${value})`}: a model learns nothing from it.`;
  return [problem(context, "constant-columns", "notes", columns, message, [optionalFix(columns), ...dropFix(context, columns)])];
}

function fewValues(found: readonly Described[]): Text {
  const [first] = found;
  if (first === undefined) return [];
  const top = first.description.data.top ?? [];
  const values = top.slice(0, 3).flatMap(({ value }, index) => (index === 0 ? [value] : [", ", value]));
  const listed =
    values.length === 0
      ? ""
      : text`: ${found.length === 1 ? "" : text`${named([first.column.name])} has `}${values}${top.length > 3 ? " …" : ""}`;
  return text`${named(namesOf(found.map(({ column }) => column)))} ${found.length === 1 ? "has" : "have"} few different values${listed}. A signature cannot say which values are allowed.`;
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
  if (found.length === 0) return [];
  const { message, alone } = messages(found, ({ column }) => column.name, fewValues);
  const columns = namesOf(found.map(({ column }) => column));
  return [{ ...problem(context, "few-values", "notes", columns, message), ...defined({ alone }) }];
}
