import { defined } from "../defined.ts";
import { text } from "../errors.ts";
import type { Dataset, TableColumn, TableDataset, TensorEvidence } from "../evidence/dataset.ts";
import { modelDataFrom } from "../ladders/frame.ts";
import type { SeriesOutcome } from "../ladders/pandas.ts";
import type { Preprocessing } from "../python/preprocessing.ts";
import type { ColumnName } from "../python/value.ts";
import { arrowExemplars } from "./arrow-exemplars.ts";
import { zeroInTable } from "./label-zero.ts";
import type { Frame, FrameColumn, ModelInput } from "./model-input.ts";
import { NumpyArray } from "./python-argument.ts";
import { Raised, UndecidedError } from "./raised.ts";
import { countedSeries, isTextOnly, seriesFromList } from "./series.ts";

function arrayOf({ dtype, shape, isBigEndian }: TensorEvidence): NumpyArray {
  return new NumpyArray(isBigEndian ? `>${dtype}` : dtype, shape, null);
}

/** The first column of each name that is not dropped. */
function keptColumns({ columns }: TableDataset, { drop }: Preprocessing): ReadonlyMap<ColumnName, TableColumn> {
  const dropped = new Set<unknown>(drop);
  return new Map(
    columns
      .filter(({ name }) => !dropped.has(name))
      .map((column) => [column.name, column] as const)
      .reverse(),
  );
}

/** What becomes of columns that pandas refuses: what it raises is raised, or the name is kept of a column of which nothing is known. */
type IfRefused = "raise" | "keep name";

function columnFrom(outcome: SeriesOutcome, kept: ReadonlyMap<ColumnName, TableColumn>, ifRefused: IfRefused): FrameColumn {
  if (outcome.kind === "refused" && ifRefused === "raise")
    throw new Raised(outcome.error.pythonError ?? "ValueError", outcome.error.message);
  if (outcome.kind !== "series") return { name: outcome.name, series: seriesFromList([]), values: null, undecided: outcome.error.message };
  const { series } = outcome;
  if (series.labelType !== undefined)
    throw new UndecidedError(
      text`The column ${String(series.name)} is labelled with a ${series.labelType}, not with text. Signet has not verified how MLflow handles it.`,
    );
  const { evidence, categoryFiles } = kept.get(series.name) ?? {};
  if (evidence === undefined) throw new UndecidedError(text`The column ${String(series.name)} was not counted.`);
  const counted = countedSeries(series, evidence);
  const undecided =
    categoryFiles === undefined || series.dtype.name !== "category"
      ? undefined
      : text`Signet has not counted whether ${categoryFiles} files have the same categories: if not, pd.concat gives ${String(series.name)} their values' dtype.`;
  return {
    name: series.name,
    ...defined({ undecided }),
    series: counted,
    evidence,
    values: evidence.kind === "arrow" && series.dtype.name === "object" ? arrowExemplars(evidence) : null,
  };
}

/** A frame whose columns of text have their cells, where these are known. */
export function columnsWithTexts(frame: Frame, texts: (name: ColumnName) => readonly (string | null)[] | null): Frame {
  const columns = frame.columns.map((column) => {
    const cells = isTextOnly(column.series) ? texts(column.name) : null;
    return cells === null ? column : { ...column, series: { ...column.series, cells } };
  });
  return { ...frame, columns };
}

/** The columns that pandas refuses while it reads or casts them: the first of them ends the reading. */
export function refusedColumns(dataset: Dataset, preprocessing: Preprocessing): readonly (SeriesOutcome & { readonly kind: "refused" })[] {
  if (dataset.kind !== "table") return [];
  const data = modelDataFrom(dataset, preprocessing);
  const outcomes = data.kind === "frame" ? data.columns : data.kind === "series" ? [data.column] : [];
  return outcomes.filter((outcome) => outcome.kind === "refused");
}

/**
 * What a user's code would pass to `predict` after reading, dropping, casting and converting. A JSON value has to be read as a frame first.
 * Throws {@link Raised} where the reference raises while reading.
 */
export function inputFromDataset(dataset: Dataset, preprocessing: Preprocessing, ifRefused: IfRefused = "raise"): ModelInput {
  const data = modelDataFrom(dataset, preprocessing);
  switch (data.kind) {
    case "array":
      return { kind: "array", array: arrayOf(data.tensor), sparse: data.tensor.sparse !== undefined };
    case "arrays":
      return { kind: "dict", dict: new Map(data.tensors.map((tensor) => [tensor.name ?? "", arrayOf(tensor)])) };
    case "value":
      throw new UndecidedError(text`A JSON value is read as a frame before it is checked against columns.`);
    case "frame":
    case "series": {
      // A JSON value was distinguished above, so only a table is left.
      const table = dataset as Dataset & { readonly kind: "table" };
      const outcomes = data.kind === "frame" ? data.columns : [data.column];
      const kept = keptColumns(table, preprocessing);
      const { labels, rowCount } = table;
      const zero = labels === undefined ? {} : { zero: zeroInTable(labels, rowCount) };
      return { kind: "frame", columns: outcomes.map((outcome) => columnFrom(outcome, kept, ifRefused)), rowCount, ...zero };
    }
  }
}
