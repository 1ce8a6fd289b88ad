import { text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import type { ColumnName } from "../python/value.ts";
import { rowCountOf } from "../signers/infer-signer.ts";
import type { Problem } from "../signers/signer.ts";
import { named, namesOf, type ProblemContext, scalarTypeOf } from "./context.ts";
import { dropFix, optionalFix, problem, requiredNames } from "./make-problem.ts";
import { isUnnamed } from "./names.ts";

/** How many rows a side has: of a table, of arrays that agree on their first dimension, or of JSON that is a list; null for all else. */
function rowsOf(dataset: Dataset): number | null {
  if (dataset.kind !== "tensors") return rowCountOf({ dataset });
  const [first, ...others] = dataset.tensors.map(({ shape }) => shape[0]);
  return first !== undefined && others.every((length) => length === first) ? first : null;
}

/** Inputs and outputs that are not row by row of the same length. */
export function rowCountsRule(context: ProblemContext): readonly Problem[] {
  const { side, input, other } = context;
  if (side !== "outputs" || other === null) return [];
  const [inputs, outputs] = [rowsOf(other.input.dataset), rowsOf(input.dataset)];
  if (inputs === null || outputs === null || inputs === outputs) return [];
  const message = text`The inputs have ${inputs} rows and the outputs ${outputs}: the files may not belong together, or a header was read as data or the other way round.`;
  return [problem(context, "row-counts-differ", "warns", [], message)];
}

const KEY = /^(.*_)?id$|^index$/i;

/** Outputs that are among the inputs too, as in a training file whose target was not removed. */
export function targetRule(context: ProblemContext): readonly Problem[] {
  const { side, columns, other } = context;
  if (side !== "inputs" || other === null || tableOfRecords(other.input.dataset) === null) return [];
  const outputs = new Set<ColumnName>(
    other.result.specs.flatMap(({ name }) => (typeof name === "string" && !KEY.test(name) ? [name] : [])),
  );
  // An index that was saved is in both files, and no target.
  const shared = namesOf(columns.filter((column) => outputs.has(column.name) && !isUnnamed(column)));
  const names = requiredNames(context, shared);
  if (names.length === 0) return [];
  const message = text`${named(names)} ${names.length === 1 ? "is" : "are"} in the outputs too: a request does not have what the model predicts.`;
  return [problem(context, "target-among-inputs", "warns", names, message, [optionalFix(names), ...dropFix(context, names)])];
}

/** A signature without outputs, which MLflow takes and Unity Catalog refuses. */
export function missingSideRule(context: ProblemContext): readonly Problem[] {
  const { side, other, result } = context;
  if (other !== null || result.schema === null) return [];
  const lacking = side === "inputs" ? "outputs" : "inputs";
  const message = text`No ${lacking}. MLflow accepts this, but Unity Catalog requires inputs and outputs.`;
  return [{ kind: "missing-side", severity: "notes", side: lacking, columns: [], message, fixes: [] }];
}

/** Columns that other available data does not have: a target, or something that is known only in training. */
export function lackingInComparisonRule(context: ProblemContext): readonly Problem[] {
  const { side, columns, comparison } = context;
  if (side !== "inputs") return [];
  return comparison.flatMap(({ name: file, columns: there }) => {
    const known = new Set(there.map(({ name }) => name));
    const lacking = columns.filter(({ name }) => !known.has(name));
    // If nothing is shared, the file is not such data.
    if (lacking.length === columns.length) return [];
    const names = namesOf(lacking.filter(({ report }) => report?.spec?.kind === "column" && report.spec.required));
    if (names.length === 0) return [];
    const message = text`${named(names)} ${names.length === 1 ? "is" : "are"} required and not in ${file}: MLflow would refuse it.`;
    return [
      problem(context, "columns-not-in-other-data", "warns", names, message, [
        optionalFix(names, "Data without the column is accepted."),
        ...dropFix(context, names),
      ]),
    ];
  });
}

const NUMBERS = new Set(["integer", "long", "float", "double", "boolean"]);

/** Names and types of columns, for a sentence. */
export const signedColumns = ({ result }: ProblemContext): string =>
  result.specs.map((report) => `${String(report.name)}: ${scalarTypeOf(report) ?? ""}`).join(", ");

export const isAllNumbers = ({ result }: ProblemContext): boolean =>
  result.specs.length > 0 && result.specs.every((report) => NUMBERS.has(scalarTypeOf(report) ?? ""));
