import type { Text } from "../errors.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { Fix, Problem, Severity } from "../signers/signer.ts";
import type { ProblemContext } from "./context.ts";

/** A problem of the side at hand. */
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

/** A dtype that columns may be cast to, and what that means for the data. */
export interface Cast {
  readonly dtype: string;
  readonly label: string;
  readonly consequence: string;
}

export const CAST_TO_DOUBLE: Cast = { dtype: "float64", label: "Cast to double", consequence: "Numbers keep 15 to 17 digits." };
export const CAST_TO_TEXT: Cast = { dtype: "str", label: "Cast to text", consequence: "Every cell is handed over as a string." };

export function castFix(columns: readonly ColumnName[], cast: Cast): Fix {
  return { kind: "astype", columns, ...cast };
}

/** Whether the data is a DataFrame, which can be cast, renamed and cut; a list of JSON's cannot. */
const isFrame = ({ input: { dataset } }: ProblemContext) => dataset.kind === "table";

/** Leaves columns out, unless they are all that there is. */
export function dropFix(context: ProblemContext, columns: readonly ColumnName[], consequence = DROPPED): readonly Fix[] {
  if (!isFrame(context)) return [];
  const { columns: all } = context;
  return columns.length === 0 || columns.length >= all.length ? [] : [{ kind: "drop", columns, label: "Drop", consequence }];
}

const DROPPED = "The columns are no part of the signature; MLflow leaves them out of what the model gets.";

/** Gives columns other names; the names are the caller's to make, and none may be another column's. */
export function renameFix(context: ProblemContext, names: ReadonlyMap<ColumnName, string>): readonly Fix[] {
  if (names.size === 0 || !isFrame(context)) return [];
  const consequence = "The data is renamed before it is signed; whoever calls the model sends the new names.";
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
  const renamed = input.rename === undefined ? {} : { rename: input.rename };
  return [{ kind: "option", columns, options: new Map(options), ...renamed, label, consequence }];
}

/** `dtype=str` for columns by their names, unless `dtype` says something of all columns already. */
export function readAsTextFix(context: ProblemContext, columns: readonly string[], consequence: string): readonly Fix[] {
  const dtype = context.options.get("dtype");
  if (columns.length === 0 || !(dtype === undefined || dtype === null || dtype instanceof Map)) return [];
  return optionFix(context, columns, [["dtype", new Map(columns.map((name) => [name, "str"]))]], "Read as text", consequence);
}
