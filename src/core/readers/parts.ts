import { SignetError, text } from "../errors.ts";
import { type ArrowEvidence, mergeArrowCounts } from "../evidence/arrow-evidence.ts";
import { arrowTypeName } from "../evidence/arrow-type.ts";
import type { ColumnEvidence, TableDataset } from "../evidence/dataset.ts";
import { mergeDateEvidence } from "../evidence/date-evidence.ts";
import { mergeTextEvidence } from "../evidence/text-evidence.ts";
import { mergeValues } from "../evidence/value-merge.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { OpenedFile } from "./opened-file.ts";

function refuse(name: string, message: string): SignetError {
  return new SignetError("UnreadableFile", text`${name} is no part of the same data set: ${message}`, {
    place: { file: name },
    pythonError: "ArrowInvalid",
    remedy: "Drop only files of the same columns and types together.",
  });
}

function mergeTyped(left: ArrowEvidence, right: ArrowEvidence, column: string, file: string): ArrowEvidence {
  const [was, is] = [arrowTypeName(left.type), arrowTypeName(right.type)];
  if (was !== is) throw refuse(file, `the column ${column} is ${is}, and ${was} in the first file.`);
  const dictionary =
    left.dictionary === undefined || right.dictionary === undefined
      ? (left.dictionary ?? right.dictionary)
      : mergeArrowCounts(left.dictionary, right.dictionary);
  return { ...left, counts: mergeArrowCounts(left.counts, right.counts), ...(dictionary === undefined ? {} : { dictionary }) };
}

function mergeColumn(left: ColumnEvidence, right: ColumnEvidence, leftRows: number, column: string, file: string): ColumnEvidence {
  if (left.kind === "text" && right.kind === "text") return mergeTextEvidence(left, right, mergeDateEvidence);
  if (left.kind === "arrow" && right.kind === "arrow") return mergeTyped(left, right, column, file);
  if (left.kind === "values" && right.kind === "values") return mergeValues(left, right, leftRows);
  throw refuse(file, `the column ${column} is of another kind.`);
}

function mergeTables(left: TableDataset, right: TableDataset, file: string): TableDataset {
  const names = (table: TableDataset) => table.columns.map(({ name }) => String(name)).join("\u0000");
  if (names(left) !== names(right)) throw refuse(file, "its columns have other names or another order.");
  const columns = left.columns.map((column, index) => {
    const other = right.columns[index];
    return other === undefined
      ? column
      : { ...column, evidence: mergeColumn(column.evidence, other.evidence, left.rowCount, String(column.name), file) };
  });
  return { kind: "table", columns, rowCount: left.rowCount + right.rowCount, notes: [...left.notes, ...right.notes] };
}

/** Parts of one data set as one: the evidence of neighbouring parts is joined. Throws `UnreadableFile` where they do not fit. */
export function concatenated(parts: readonly OpenedFile[]): OpenedFile {
  const [first, ...rest] = parts;
  if (first === undefined) throw new SignetError("Internal", "A data set without parts.");
  let { dataset } = first;
  for (const part of rest) {
    const name = part.files[0]?.name ?? "";
    if (part.format !== first.format) throw refuse(name, `it is ${part.format}, and the first file is ${first.format}.`);
    if (dataset.kind !== "table" || part.dataset.kind !== "table") throw refuse(name, "only tables have parts.");
    dataset = mergeTables(dataset, part.dataset, name);
  }
  const names = parts.flatMap(({ files }) => files.map(({ name }) => name));
  const { imports, setup, expression } = first.pythonRead;
  const each = expression.replaceAll(pythonLiteral(names[0] ?? ""), "part");
  return {
    ...first,
    dataset,
    files: parts.flatMap(({ files }) => files),
    pythonRead: {
      imports: [...new Set([...imports, "import pandas as pd"])],
      setup,
      expression: `pd.concat([${each} for part in ${pythonLiteral(names)}], ignore_index=True)`,
    },
  };
}
