import { text } from "../errors.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import type { Problem } from "../signers/signer.ts";
import { columnTypeName } from "../validation/enforce-type.ts";
import { named, namesOf, type ProblemContext, scalarTypeOf } from "./context.ts";
import { type Cast, castFix, dropFix, optionalFix, problem } from "./make-problem.ts";
import { castFixes } from "./try-cast.ts";
import { predictVerdict } from "./verdicts.ts";

const INTEGERS = new Set(["integer", "long"]);

const NARROW = /^u?int(8|16|32)$|^Int(8|16|32)$/;

/** Declared double and cast: the one is of no use without the other, since `predict` does not make double of int64. */
function declareDouble(reports: readonly SpecReport[]): Cast {
  const isNarrow = reports.every(({ dtype }) => NARROW.test(dtype));
  const why = isNarrow
    ? "whole numbers and missing cells are then both accepted"
    : "`predict` refuses int64 for double (unless every value is 0 or 1), in this file too. The scoring server casts CSV and JSON itself";
  return {
    dtype: "float64",
    label: "Declare as double and cast to float64",
    consequence: `Run \`astype("float64")\` before signing and before every \`predict\`: ${why}. Integers up to 9,007,199,254,740,992 stay exact.`,
  };
}

/** MLflow's own hint on integer columns: a note, since it fires on half of all files, and a warning where other available data has a missing cell. */
export function integersRule(context: ProblemContext): readonly Problem[] {
  const { side, input, result, comparison } = context;
  // What is not a table has no astype.
  const isTable = input.dataset.kind === "table";
  if (side !== "inputs" || !result.integerHint) return [];
  const integers = result.specs.filter((report) => INTEGERS.has(scalarTypeOf(report) ?? ""));
  const missingIn = new Map(
    comparison.flatMap(({ name: file, columns }) => columns.flatMap(({ name, hasMissing }) => (hasMissing ? [[name, file] as const] : []))),
  );
  const groups = [
    { severity: "warns", reports: integers.filter(({ name }) => missingIn.has(name ?? null)) },
    { severity: "notes", reports: integers.filter(({ name }) => !missingIn.has(name ?? null)) },
  ] as const;
  return groups.flatMap(({ severity, reports }): readonly Problem[] => {
    const [first] = reports;
    if (first === undefined) return [];
    const columns = namesOf(reports);
    const subject = text`${named(columns)} cannot hold missing values (${reports.length === 1 ? "an integer column" : "integer columns"})`;
    const message =
      severity === "warns"
        ? text`${subject}, and ${missingIn.get(first.name ?? null) ?? "other data"} has some there: MLflow would refuse it.`
        : text`${subject}: MLflow refuses a batch with one there.`;
    return [
      problem(context, "integers-may-be-missing", severity, columns, message, [
        ...(isTable ? [castFix(columns, declareDouble(reports))] : []),
        optionalFix(columns, "Requests may leave the column out; where it is there, a missing value is still refused."),
      ]),
    ];
  });
}

/**
 * Booleans with missing cells: MLflow's bool cannot hold a missing value. `predict` lets them pass where pandas holds them as objects, and refuses
 * those of pandas' and Arrow's own dtypes; the scoring server refuses them in CSV.
 */
export function booleansRule(context: ProblemContext): readonly Problem[] {
  const { side, result } = context;
  const { schema, failure, specs } = result;
  if (side !== "inputs" || failure !== null || schema === null) return [];
  const found = specs.filter((report) => scalarTypeOf(report) === "boolean" && report.missing !== null);
  if (found.length === 0) return [];
  const { refusals } = predictVerdict(context, schema);
  const isRefused = ({ name }: SpecReport) => refusals.some(({ column }) => column === name);
  return [
    ...booleansProblem(context, found.filter(isRefused), "stops"),
    ...booleansProblem(
      context,
      found.filter((one) => !isRefused(one)),
      "warns",
    ),
  ];
}

/** The problem of columns that `predict` refuses (`stops`), or of those that it takes. */
function booleansProblem(context: ProblemContext, found: readonly SpecReport[], severity: "stops" | "warns"): readonly Problem[] {
  const [first] = found;
  if (first === undefined) return [];
  const columns = namesOf(found);
  const row = first.missing?.firstRow ?? null;
  const subject = text`${named(columns)} ${columns.length === 1 ? "has" : "have"} booleans and missing cells${row === null ? "" : text` (the first in row ${row + 1})`}`;
  const message =
    severity === "stops"
      ? text`${subject}. \`predict\` refuses the missing ones, since their dtype is ${first.dtype}.`
      : text`${subject}. The model gets ${first.dtype}, or bool if a batch has no missing cell, and the scoring server refuses the missing ones in CSV.`;
  const double = { dtype: "float64", label: "Cast to float64", consequence: "True becomes 1.0, False 0.0; missing cells stay missing." };
  const string = {
    dtype: "str",
    label: "Cast to text",
    consequence: "The model gets True and False as strings; missing cells stay missing.",
  };
  return [problem(context, "booleans-missing", severity, columns, message, castFixes(context, columns, [double, string]))];
}

/** A column's type in MLflow's words. */
const typeOf = ({ spec, dtype }: SpecReport): string => (spec?.kind === "column" ? columnTypeName(spec.type) : dtype);

/** A table without rows: pandas gives its columns default types, or those that the file declares, and no value confirms them. */
export function noRowsRule(context: ProblemContext): readonly Problem[] {
  const { result } = context;
  if (result.rowCount !== 0 || result.specs.length === 0) return [];
  return [problem(context, "no-rows", "warns", [], text`The table has no rows, so no value confirms these types. Use a file with rows.`)];
}

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
  const rows = result.rowCount === null ? [] : text` in all ${result.rowCount} rows`;
  const message = text`${named(columns)} ${columns.length === 1 ? "is" : "are"} empty${rows}; ${typeOf(first)} is only the default for no values.`;
  return [problem(context, "all-missing", "warns", columns, message, dropFix(context, columns))];
}
