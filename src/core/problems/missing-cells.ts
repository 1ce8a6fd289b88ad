import { text } from "../errors.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import type { Problem } from "../signers/signer.ts";
import { columnTypeName } from "../validation/enforce-type.ts";
import { namesOf, type ProblemContext, scalarTypeOf, these } from "./context.ts";
import { type Cast, castFix, dropFix, problem } from "./make-problem.ts";
import { castFixes } from "./try-cast.ts";

const INTEGERS = new Set(["integer", "long"]);

const DECLARE_DOUBLE: Cast = {
  dtype: "float64",
  label: "Declare as double",
  consequence: "Integers and missing cells are both taken; the model gets floats.",
};

/** MLflow's own hint on integer columns: a note, since it fires on half of all files, and a warning where other data at hand has a missing cell. */
export function integersRule(context: ProblemContext): readonly Problem[] {
  const { side, input, result, beside } = context;
  // What is no table has no astype.
  const isTable = input.dataset.kind === "table";
  if (side !== "inputs" || !result.integerHint) return [];
  const integers = result.specs.filter((report) => INTEGERS.has(scalarTypeOf(report) ?? ""));
  const missingIn = new Map(
    beside.flatMap(({ name: file, columns }) => columns.flatMap(({ name, hasMissing }) => (hasMissing ? [[name, file] as const] : []))),
  );
  const told = [
    { severity: "warns", reports: integers.filter(({ name }) => missingIn.has(name ?? null)) },
    { severity: "notes", reports: integers.filter(({ name }) => !missingIn.has(name ?? null)) },
  ] as const;
  return told.flatMap(({ severity, reports }): readonly Problem[] => {
    const [first] = reports;
    if (first === undefined) return [];
    const columns = namesOf(reports);
    const subject = reports.length === 1 ? text`The integer column` : text`${reports.length} integer columns`;
    const message =
      severity === "warns"
        ? text`${subject} cannot hold missing cells, and ${missingIn.get(first.name ?? null) ?? "other data"} has some there: it would be refused.`
        : text`${subject} cannot hold missing cells: data that misses one at inference is refused.`;
    return [
      problem(context, "integers-may-be-missing", severity, columns, message, [
        ...(isTable ? [castFix(columns, DECLARE_DOUBLE)] : []),
        {
          kind: "optional",
          columns,
          label: "Mark as optional",
          consequence: "The columns may be left out altogether; where one is there, a missing cell is refused still.",
        },
      ]),
    ];
  });
}

/** Booleans with missing cells: pandas has no dtype for them but object, and the scoring server's bool has no place for what is missing. */
export function booleansRule(context: ProblemContext): readonly Problem[] {
  const { side, result } = context;
  if (side !== "inputs" || result.failure !== null) return [];
  const found = result.specs.filter((report) => scalarTypeOf(report) === "boolean" && report.missing !== null);
  const [first] = found;
  if (first === undefined) return [];
  const columns = namesOf(found);
  const row = first.missing?.firstRow ?? null;
  const message = text`${these(found, "holds", "hold")} booleans and missing cells${row === null ? "" : text` (the first in row ${row + 1})`}: the model gets ${first.dtype}, or bool where a batch misses none, and the scoring server refuses them as CSV.`;
  const double = { dtype: "float64", label: "Cast to double", consequence: "True is 1.0, False 0.0, and missing cells are NaN." };
  const string = { dtype: "str", label: "Cast to text", consequence: "The model gets True and False as strings." };
  return [problem(context, "booleans-missing", "warns", columns, message, castFixes(context, columns, [double, string]))];
}

/** A column's type in MLflow's words. */
const typeOf = ({ spec, dtype }: SpecReport): string => (spec?.kind === "column" ? columnTypeName(spec.type) : dtype);

/** Columns of which every cell is missing: their type is what pandas has for nothing. */
export function allMissingRule(context: ProblemContext): readonly Problem[] {
  const { result } = context;
  if (result.rowCount === 0 || result.failure !== null) return [];
  const found = result.specs.filter(({ missing, dtype }) =>
    result.rowCount === null ? dtype === "None" : missing !== null && missing.atLeast !== true && missing.count === result.rowCount,
  );
  const [first] = found;
  if (first === undefined) return [];
  const columns = namesOf(found);
  const message = text`${these(found, "has", "have")} no filled cell: the type, ${typeOf(first)}, says nothing of what will come.`;
  return [problem(context, "all-missing", "warns", columns, message, dropFix(context, columns))];
}
