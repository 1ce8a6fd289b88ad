import type { SourceFolder } from "../bytes/byte-source.ts";
import { defined } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { type ArrowEvidence, mergeArrowCounts } from "../evidence/arrow-evidence.ts";
import { arrowTypeName } from "../evidence/arrow-type.ts";
import {
  type ColumnEvidence,
  mergeTextFacts,
  type Note,
  type TableColumn,
  type TableDataset,
  type TextTableFacts,
} from "../evidence/dataset.ts";
import { mergeDateEvidence } from "../evidence/date-evidence.ts";
import { mergeTextEvidence, type TextEvidence } from "../evidence/text-evidence.ts";
import { mergeValues } from "../evidence/value-merge.ts";
import type { PythonRead } from "../python/preprocessing.ts";
import { pythonLiteral } from "../python/repr.ts";
import { withHivePartitions } from "./hive-partitions.ts";
import type { OpenedFile } from "./opened-file.ts";

function refuse(name: string, message: string): SignetError {
  return new SignetError("UnreadableFile", text`${name} does not belong to the same data set: ${message}`, {
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
    ...defined({ dictionary, declaredBy }),
  };
}

/** What pandas reads a part's cells as, as far as other parts must agree: `pd.concat` makes a mix of Python objects of the rest. */
function sharedKind({ kinds, options }: TextEvidence): "numbers" | "large integers" | "booleans" | "text" | null {
  if (options.dtype !== undefined || options.dates === true || kinds.size === 0) return null;
  const found = [...kinds.keys()].filter((kind) => kind !== "missing");
  if (found.length === 0) return null;
  if (found.every((kind) => kind === "bool")) return "booleans";
  if (found.some((kind) => ["bool", "text", "negativeText", "pythonInt"].includes(kind))) return "text";
  return found.some((kind) => ["uint64", "bigInt", "bigNegativeInt"].includes(kind)) ? "large integers" : "numbers";
}

function mergeText(left: TextEvidence, right: TextEvidence, column: string, file: string): TextEvidence {
  const [was, is] = [sharedKind(left), sharedKind(right)];
  if (was !== null && is !== null && was !== is)
    throw new SignetError("UnreadableFile", text`${file} has ${is} in the column ${column}, and the files before it have ${was}.`, {
      place: { file, column },
      pythonError: "ArrowInvalid",
      remedy: `pd.concat would mix both in one column, which MLflow writes as any. Read it as text in every file: dtype={${pythonLiteral(column)}: 'str'}.`,
    });
  return mergeTextEvidence(left, right, mergeDateEvidence);
}

function mergeColumn(left: ColumnEvidence, right: ColumnEvidence, leftRows: number, column: string, file: string): ColumnEvidence {
  if (left.kind === "text" && right.kind === "text") return mergeText(left, right, column, file);
  if (left.kind === "arrow" && right.kind === "arrow") return mergeTyped(left, right, column, file);
  if (left.kind === "values" && right.kind === "values") return mergeValues(left, right, leftRows);
  throw refuse(file, `the column ${column} has another type.`);
}

const namesOf = (table: TableDataset) => table.columns.map(({ name }) => String(name)).join("\u0000");

/**
 * Parts of one data set as one: the evidence of neighbouring parts is joined, each once. `add` throws `UnreadableFile` for a part that does not fit.
 */
export class JoinedParts {
  private readonly first: OpenedFile;
  private readonly names: string;
  private readonly columns: TableColumn[];
  private readonly notes = new Map<string, Note>();
  private readonly files: OpenedFile["files"][number][] = [];
  private readonly rowCounts: number[] = [];
  private rowCount = 0;
  private text: TextTableFacts | undefined;

  constructor(first: OpenedFile) {
    this.first = first;
    const table = tableOf(first);
    this.names = namesOf(table);
    this.columns = [...table.columns];
    this.addRest(first, table);
  }

  add(part: OpenedFile): void {
    const file = part.files[0]?.name ?? "";
    if (part.format !== this.first.format) throw refuse(file, `it is ${part.format}, and the first file is ${this.first.format}.`);
    const table = tableOf(part);
    if (namesOf(table) !== this.names) throw refuse(file, "its columns have other names or another order.");
    for (const [index, { name, evidence }] of table.columns.entries()) {
      const column = this.columns[index];
      // Both have the same names, so as many columns.
      if (column === undefined) continue;
      this.columns[index] = { ...column, evidence: mergeColumn(column.evidence, evidence, this.rowCount, String(name), file) };
    }
    this.addRest(part, table);
  }

  private addRest({ files }: OpenedFile, { rowCount, notes, text }: TableDataset): void {
    if (text !== undefined) this.text = this.text === undefined ? text : mergeTextFacts(this.text, text, this.rowCount);
    this.files.push(...files);
    this.rowCount += rowCount;
    this.rowCounts.push(rowCount);
    // A note is about the data set, so it appears once.
    for (const note of notes) if (!this.notes.has(note.kind)) this.notes.set(note.kind, note);
  }

  /** All parts as one; `folder`: the one that was given, whose parts they are. */
  opened(folder: SourceFolder | null = null): OpenedFile {
    const { first, columns, rowCount, rowCounts, notes, files, text } = this;
    const dataset: TableDataset = {
      kind: "table",
      columns,
      rowCount,
      notes: [...notes.values()],
      ...defined({ text }),
    };
    const names = files.map(({ name }) => name);
    return (
      withHivePartitions({ ...first, dataset, files }, rowCounts, folder) ?? {
        ...first,
        dataset,
        files,
        pythonRead: concatenatedRead(first.pythonRead, names),
      }
    );
  }
}

function tableOf({ dataset, files }: OpenedFile): TableDataset {
  if (dataset.kind !== "table") throw refuse(files[0]?.name ?? "", "only tables have parts.");
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
