import { defined, must } from "../defined.ts";
import type { Text } from "../errors.ts";
import { text } from "../errors.ts";
import type { ColumnEvidence, Dataset, TableColumn } from "../evidence/dataset.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import type { TextEvidence } from "../evidence/text-evidence.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import type { ColumnDescription } from "../profile/describe.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { DataSide, Problem, SideInput, SideResult } from "../signers/signer.ts";
import type { Verdict } from "../validation/verdict.ts";

/** Other data available, such as a test set next to the training set: which columns it has, and which of them miss a cell. */
export interface ComparisonData {
  readonly name: string;
  readonly columns: readonly { readonly name: ColumnName; readonly hasMissing: boolean }[];
}

/** A column of a table that is not dropped, with what became of it. */
export interface Column extends TableColumn {
  readonly index: number;
  /** Absent where the signer signed no column of that name. */
  readonly report?: SpecReport;
}

/** A column of text cells. */
export interface TextColumn extends Column {
  readonly evidence: TextEvidence;
}

/** All that a rule may look at: one side, the other one, and what else is available. */
export interface ProblemContext {
  readonly side: DataSide;
  readonly input: SideInput;
  readonly result: SideResult;
  /** What the signer itself reported of this side. */
  readonly reported: readonly Problem[];
  /** The columns of a table, or of a JSON list, that are not dropped; empty for all else. */
  readonly columns: readonly Column[];
  /** The reader options in force; empty where they are not known. */
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly other: { readonly input: SideInput; readonly result: SideResult } | null;
  readonly comparison: readonly ComparisonData[];
  /** How the table's columns are distributed, in their order, dropped ones included; null where nobody has looked. */
  readonly profile: readonly (ColumnDescription | null)[] | null;
  /** What a check in full said of the files; null where there was none. */
  readonly verdicts: readonly Verdict[] | null;
}

/**
 * A cause, or a family of causes that look at the same things: finds its problems, one a cause, with every column that the cause touches.
 * A pure function of evidence; it never reads a file.
 */
export type ProblemRule = (context: ProblemContext) => readonly Problem[];

/** The columns of a table that are not dropped, each with its report. Names that repeat share the first one's. */
export function columnsOf({ dataset, preprocessing = {} }: SideInput, { specs }: SideResult): readonly Column[] {
  const table = tableOfRecords(dataset);
  if (table === null) return [];
  const reports = new Map<ColumnName | undefined, SpecReport>();
  for (const report of specs) if (!reports.has(report.name)) reports.set(report.name, report);
  const dropped = new Set(preprocessing.drop);
  return table.columns.flatMap((column, index) => {
    if (dropped.has(column.name)) return [];
    const report = reports.get(column.name);
    return [{ ...column, index, ...defined({ report }) }];
  });
}

/** Columns of text whose types pandas itself infers: no `dtype` is declared for them, and no dates were asked for. */
export function plainTextColumns({ columns }: ProblemContext): readonly TextColumn[] {
  return columns.filter(
    (column): column is TextColumn =>
      column.evidence.kind === "text" && column.evidence.options.dtype === undefined && column.evidence.options.dates !== true,
  );
}

/** MLflow's type of a column, where that is a scalar. */
export function scalarTypeOf(report: SpecReport | undefined): string | null {
  const spec = report?.spec;
  return spec?.kind === "column" && spec.type.kind === "scalar" ? spec.type.name : null;
}

/** Whether a column is pandas' text: str, or before pandas 3 object with nothing but texts. */
export const isPandasText = (report: SpecReport | undefined): boolean =>
  report?.dtype === "str" || (report?.dtype === "object" && scalarTypeOf(report) === "string");

/** Names of columns, in their order. */
export const namesOf = (columns: readonly { readonly name?: ColumnName }[]): readonly ColumnName[] =>
  columns.map(({ name }) => name ?? null);

/** Only names that are text can be in the dicts and lists of reader options. */
export const textNames = (names: readonly ColumnName[]): readonly string[] => names.filter((name) => typeof name === "string");

/** The subject of a sentence about some columns, with its verb: `The column holds`, `12 columns hold`. */
export function these(columns: readonly unknown[], one: string, many: string): Text {
  return columns.length === 1 ? [`The column ${one}`] : text`${columns.length} columns ${many}`;
}

/** So many columns are named in a sentence. */
const NAMED = 3;

/** The subject of a sentence: `` `age` ``, `` `age`, `sex` ``, `` `age`, `sex` and 4 more ``. */
export function named(names: readonly ColumnName[]): Text {
  const quoted = names.slice(0, names.length > NAMED ? 2 : NAMED).map((name) => `\`${columnLabel(name)}\``);
  const more = names.length - quoted.length;
  if (more > 0) return text`${quoted.join(", ")} and ${more} more`;
  return [quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${must(quoted.at(-1))}`];
}

/** `1 row`, `2,001 rows`. */
export const counted = (count: number, one: string): Text => text`${count} ${one}${count === 1 ? "" : "s"}`;

/** Whether a column misses a cell, by what was counted; no reader option plays a part. */
function hasMissing(evidence: ColumnEvidence, rowCount: number): boolean {
  switch (evidence.kind) {
    case "parts":
      return evidence.absent !== undefined || evidence.alike.some((one) => hasMissing(one.evidence, one.rowCount));
    case "text":
      return evidence.kinds.has("missing");
    case "arrow":
      return evidence.counts.nulls !== undefined || evidence.counts.nans !== undefined;
    case "values":
      return evidence.count < rowCount || (["None", "nan", "pandas.NA", "pandas.NaT"] as const).some((type) => evidence.scalars.has(type));
  }
}

/** What is asked of other available data; null where it has no rows. */
export function comparisonData(name: string, dataset: Dataset): ComparisonData | null {
  const table = tableOfRecords(dataset);
  if (table === null) return null;
  const { columns, rowCount } = table;
  return { name, columns: columns.map((column) => ({ name: column.name, hasMissing: hasMissing(column.evidence, rowCount) })) };
}
