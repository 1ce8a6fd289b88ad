import { defined } from "../defined.ts";
import type { Text } from "../errors.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { Fix, Problem, Severity } from "../signers/signer.ts";
import type { ProblemContext } from "./context.ts";

/** A problem of the current side. */
export function problem(
  { side }: ProblemContext,
  kind: string,
  severity: Severity,
  columns: readonly ColumnName[],
  message: Text,
  fixes: readonly Fix[] = [],
): Problem {
  return { kind, severity, side, columns, message, fixes };
}

/** A message about some columns, and of several the same message about each alone: it quotes that column's own cells. */
export function messages<Found>(
  found: readonly Found[],
  nameOf: (one: Found) => ColumnName,
  messageOf: (some: readonly Found[]) => Text,
): Pick<Problem, "message" | "alone"> {
  const message = messageOf(found);
  return found.length < 2 ? { message } : { message, alone: found.map((one) => ({ column: nameOf(one), message: messageOf([one]) })) };
}

/** A dtype that columns may be cast to, and what that means for the data. */
export interface Cast {
  readonly dtype: string;
  readonly label: string;
  readonly consequence: string;
}

export const CAST_TO_DOUBLE: Cast = {
  dtype: "float64",
  label: "Cast to float64",
  consequence: "The model gets floats. Integers up to 9,007,199,254,740,992 stay exact.",
};
export const CAST_TO_LONG: Cast = { dtype: "int64", label: "Cast to int64", consequence: "Every value fits int64 and stays the same." };
export const CAST_TO_TEXT: Cast = { dtype: "str", label: "Cast to text", consequence: "The model gets every value as a string." };

export function castFix(columns: readonly ColumnName[], cast: Cast): Fix {
  return { kind: "astype", columns, ...cast };
}

/** Whether the data is a DataFrame, which can be cast, renamed and cut; a list of JSON's cannot. */
const isFrame = ({ input: { dataset } }: ProblemContext) => dataset.kind === "table";

/** Leaves columns out, unless they are all that there is. */
export function dropFix(context: ProblemContext, columns: readonly ColumnName[], consequence = DROPPED): readonly Fix[] {
  if (!isFrame(context)) return [];
  const { columns: all } = context;
  return columns.length === 0 || columns.length >= all.length
    ? []
    : [{ kind: "drop", columns, label: columns.length === 1 ? "Drop the column" : "Drop the columns", consequence }];
}

const DROPPED = "MLflow drops columns that the signature does not have before the model gets the data.";

/** Gives columns other names; the names are the caller's to make, and none may be another column's. */
export function renameFix(context: ProblemContext, names: ReadonlyMap<ColumnName, string>): readonly Fix[] {
  if (names.size === 0 || !isFrame(context)) return [];
  const consequence = "The data is renamed before it is signed; requests must send the new names.";
  const [only] = names.values();
  return [{ kind: "rename", columns: [...names.keys()], names, label: names.size === 1 ? `Rename to ${only}` : "Rename", consequence }];
}

/** Reads the file again with an option more; only text tables have such options. */
export function optionFix(
  { input }: ProblemContext,
  columns: readonly ColumnName[],
  options: readonly (readonly [string, PythonValue])[],
  label: string,
  consequence: string,
): readonly Fix[] {
  if (input.read?.format !== "csv") return [];
  const renamed = defined({ rename: input.preprocessing?.rename });
  return [{ kind: "option", columns, options: new Map(options), ...renamed, label, consequence }];
}

/** Columns that a request must have: those that were made optional need no further advice to that end. */
export const requiredNames = ({ input }: ProblemContext, names: readonly ColumnName[]): readonly ColumnName[] =>
  names.filter((name) => input.preprocessing?.optional?.includes(name) !== true);

/** Columns need not be in a request. */
export function optionalFix(
  columns: readonly ColumnName[],
  consequence = "Requests may leave the column out; where it is there, its type is checked.",
): Fix {
  return { kind: "optional", columns, label: columns.length === 1 ? "Make it optional" : "Make them optional", consequence };
}

/** {@link readAsTextFix} for columns that are text already: they stay so whatever later files hold. */
export function keepAsTextFix(context: ProblemContext, columns: readonly string[]): readonly Fix[] {
  const consequence = "Nothing changes in this file; later files that hold only numbers there are text too.";
  return readAsTextFix(context, columns, consequence).map((fix) => ({ ...fix, label: "Keep as text" }));
}

/** `dtype=str` for columns by their names, unless `dtype` says something of all columns already. */
export function readAsTextFix(context: ProblemContext, columns: readonly string[], consequence: string): readonly Fix[] {
  const dtype = context.options.get("dtype");
  if (columns.length === 0 || !(dtype === undefined || dtype === null || dtype instanceof Map)) return [];
  return optionFix(context, columns, [["dtype", new Map(columns.map((name) => [name, "str"]))]], "Read as text", consequence);
}
