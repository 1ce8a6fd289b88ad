import { defined } from "../defined.ts";
import type { ColumnEvidence, Dataset, TableColumn, TableDataset } from "../evidence/dataset.ts";
import type { Handing } from "../python/handing.ts";
import { seriesFromArrow } from "./arrow-series.ts";
import { castSeries, missingCastColumn } from "./astype.ts";
import { columnSource } from "./column-source.ts";
import type { ModelData, SeriesOutcome } from "./pandas.ts";
import { seriesFromText } from "./text-series.ts";
import { toForm } from "./to-form.ts";
import { seriesFromValues } from "./value-series.ts";

function seriesOf({ name, evidence }: TableColumn, rowCount: number): SeriesOutcome {
  switch (evidence.kind) {
    case "text":
      return seriesFromText(name, evidence);
    case "arrow":
      return seriesFromArrow(name, evidence, rowCount);
    case "values":
      return seriesFromValues(name, evidence, rowCount);
  }
}

function withSource(outcome: SeriesOutcome, { evidence, labelType }: TableColumn): SeriesOutcome {
  if (outcome.kind !== "series") return outcome;
  const label = defined({ labelType });
  return { kind: "series", series: { ...outcome.series, ...label, source: columnSource(evidence) } };
}

/** A column of a table, and what becomes of it once it is dropped from, cast and handed over. */
export interface HandedColumn {
  readonly outcome: SeriesOutcome;
  /** What was counted; null once an `astype` has changed what the cells are. */
  readonly evidence: ColumnEvidence | null;
}

/** Signing, and every verdict on what was signed, asks for the same columns, of which wide tables have thousands. */
const knownColumns = new WeakMap<TableDataset, { readonly handing: Handing; readonly columns: readonly HandedColumn[] }>();

/** The columns of a table as the frame would have them after `drop` and `astype`. */
export function handedColumns(dataset: TableDataset, handing: Handing): readonly HandedColumn[] {
  const known = knownColumns.get(dataset);
  if (known !== undefined && known.handing.astype === handing.astype && known.handing.drop === handing.drop) return known.columns;
  const columns = makeColumns(dataset, handing);
  knownColumns.set(dataset, { handing, columns });
  return columns;
}

function makeColumns({ columns: all, outside = [], rowCount }: TableDataset, { astype, drop = [] }: Handing): readonly HandedColumn[] {
  const dropped = new Set<unknown>(drop);
  const columns = all.filter(({ name }) => !dropped.has(name));
  const missing = astype === undefined ? null : missingCastColumn(columns, astype);
  if (missing !== null) return [{ outcome: missing, evidence: null }];
  const handed = columns.map((column): HandedColumn => {
    const outcome = seriesOf(column, rowCount);
    const dtype = typeof astype === "string" ? astype : astype?.get(String(column.name));
    return dtype === undefined || outcome.kind !== "series"
      ? { outcome: withSource(outcome, column), evidence: column.evidence }
      : { outcome: withSource(castSeries(outcome.series, dtype, column.evidence), column), evidence: null };
  });
  const refused = outside.map((column) => seriesOf(column, rowCount)).filter(({ kind }) => kind !== "series");
  return [...handed, ...refused.map((outcome) => ({ outcome, evidence: null }))];
}

/**
 * What a user's code would hand to `infer_signature` after reading, casting and converting: a frame, a Series, arrays or a plain value.
 * A cast or a form applies only to tables, as in pandas.
 */
export function modelDataFrom(dataset: Dataset, handing: Handing): ModelData {
  switch (dataset.kind) {
    case "tensors": {
      const [only] = dataset.tensors;
      return dataset.named || only === undefined ? { kind: "arrays", tensors: dataset.tensors } : { kind: "array", tensor: only };
    }
    case "value":
      return { kind: "value", value: dataset.value };
    case "table": {
      const columns = handedColumns(dataset, handing).map(({ outcome }) => outcome);
      return handing.to === undefined
        ? { kind: "frame", columns, rowCount: dataset.rowCount }
        : toForm(columns, handing.to, dataset.rowCount);
    }
  }
}
