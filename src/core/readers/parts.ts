import { SignetError, text } from "../errors.ts";
import { type ArrowEvidence, mergeArrowCounts } from "../evidence/arrow-evidence.ts";
import { arrowTypeName } from "../evidence/arrow-type.ts";
import type { ColumnEvidence, Dataset, Note, TableColumn, TableDataset } from "../evidence/dataset.ts";
import { mergeDateEvidence } from "../evidence/date-evidence.ts";
import { mergeTextEvidence } from "../evidence/text-evidence.ts";
import { mergeValues } from "../evidence/value-merge.ts";
import type { PythonRead } from "../python/handing.ts";
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
  const declaredBy = left.declaredBy ?? right.declaredBy;
  return {
    ...left,
    counts: mergeArrowCounts(left.counts, right.counts),
    ...(dictionary === undefined ? {} : { dictionary }),
    ...(declaredBy === undefined ? {} : { declaredBy }),
  };
}

function mergeColumn(left: ColumnEvidence, right: ColumnEvidence, leftRows: number, column: string, file: string): ColumnEvidence {
  if (left.kind === "text" && right.kind === "text") return mergeTextEvidence(left, right, mergeDateEvidence);
  if (left.kind === "arrow" && right.kind === "arrow") return mergeTyped(left, right, column, file);
  if (left.kind === "values" && right.kind === "values") return mergeValues(left, right, leftRows);
  throw refuse(file, `the column ${column} is of another kind.`);
}

const namesOf = (table: TableDataset) => table.columns.map(({ name }) => String(name)).join("\u0000");

/** Joins the tables of a data set, one after the other. What does not change from part to part is found out once. */
class PartMerger {
  private readonly format: string;
  private readonly names: string;
  private readonly columns: TableColumn[];
  private readonly notes = new Map<string, Note>();
  private rowCount = 0;

  constructor({ format, dataset, files }: OpenedFile) {
    const table = tableOf(dataset, files[0]?.name ?? "");
    this.format = format;
    this.names = namesOf(table);
    this.columns = [...table.columns];
    this.addRest(table);
  }

  add({ format, dataset, files }: OpenedFile): void {
    const file = files[0]?.name ?? "";
    if (format !== this.format) throw refuse(file, `it is ${format}, and the first file is ${this.format}.`);
    const table = tableOf(dataset, file);
    if (namesOf(table) !== this.names) throw refuse(file, "its columns have other names or another order.");
    for (const [index, { name, evidence }] of table.columns.entries()) {
      const column = this.columns[index];
      // Both have the same names, so as many columns.
      if (column === undefined) continue;
      this.columns[index] = { ...column, evidence: mergeColumn(column.evidence, evidence, this.rowCount, String(name), file) };
    }
    this.addRest(table);
  }

  private addRest({ rowCount, notes }: TableDataset): void {
    this.rowCount += rowCount;
    // A note tells of the data set, so it stands once.
    for (const note of notes) if (!this.notes.has(note.kind)) this.notes.set(note.kind, note);
  }

  merged(): TableDataset {
    return { kind: "table", columns: this.columns, rowCount: this.rowCount, notes: [...this.notes.values()] };
  }
}

function tableOf(dataset: Dataset, file: string): TableDataset {
  if (dataset.kind !== "table") throw refuse(file, "only tables have parts.");
  return dataset;
}

/** The Python that reads each file as `expression` reads the one called `name`, and puts them together. */
function concatenatedRead({ imports, setup, expression }: PythonRead, names: readonly string[]): PythonRead {
  const each = expression.replaceAll(pythonLiteral(names[0] ?? ""), "part");
  return {
    imports: [...new Set([...imports, "import pandas as pd"])],
    setup,
    expression: `pd.concat([${each} for part in ${pythonLiteral(names)}], ignore_index=True)`,
  };
}

/** Parts of one data set as one: the evidence of neighbouring parts is joined. Throws `UnreadableFile` where they do not fit. */
export function concatenated(parts: readonly OpenedFile[]): OpenedFile {
  const [first, ...rest] = parts;
  if (first === undefined) throw new SignetError("Internal", "A data set without parts.");
  const merger = new PartMerger(first);
  for (const part of rest) merger.add(part);
  const files = parts.flatMap(({ files: some }) => some);
  return {
    ...first,
    dataset: merger.merged(),
    files,
    pythonRead: concatenatedRead(
      first.pythonRead,
      files.map(({ name }) => name),
    ),
  };
}
