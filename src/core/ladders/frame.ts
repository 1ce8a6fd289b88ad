import { defined } from "../defined.ts";
import type { Environment } from "../environment/environment.ts";
import type { ColumnEvidence, Dataset, TableColumn, TableDataset } from "../evidence/dataset.ts";
import { environmentOf } from "../evidence/in-environment.ts";
import type { Preprocessing } from "../python/preprocessing.ts";
import { castSeries, missingCastColumn } from "./astype.ts";
import { columnSource } from "./column-source.ts";
import { heldIn } from "./held-text.ts";
import type { ModelData, SeriesOutcome } from "./pandas.ts";
import { seriesFromParts, seriesOfAlike } from "./parts-series.ts";
import { toForm } from "./to-form.ts";
import { unknownToReader } from "./unknown-to-reader.ts";

function seriesOf({ name, evidence }: TableColumn, { rowCount }: TableDataset, environment: Environment): SeriesOutcome {
  const refusal = unknownToReader(name, evidence, environment);
  if (refusal !== null) return refusal;
  return evidence.kind === "parts"
    ? seriesFromParts(name, evidence, rowCount, environment)
    : seriesOfAlike(name, { evidence, rowCount }, environment);
}

function withSource(outcome: SeriesOutcome, { evidence, labelType }: TableColumn): SeriesOutcome {
  if (outcome.kind !== "series") return outcome;
  const label = defined({ labelType });
  return { kind: "series", series: { ...outcome.series, ...label, source: columnSource(evidence) } };
}

/** A column of a table, and what the cast makes of it. */
export interface PreprocessedColumn {
  readonly outcome: SeriesOutcome;
  /** What was counted; null once an `astype` has changed what the cells are. */
  readonly evidence: ColumnEvidence | null;
}

/** Signing, and every verdict on what was signed, asks for the same columns, of which wide tables have thousands. */
const knownColumns = new WeakMap<
  TableDataset,
  { readonly preprocessing: Preprocessing; readonly columns: readonly PreprocessedColumn[] }
>();

/** The columns of a table as the frame would have them after `drop` and `astype`. */
export function preprocessedColumns(dataset: TableDataset, preprocessing: Preprocessing): readonly PreprocessedColumn[] {
  const known = knownColumns.get(dataset);
  if (known !== undefined && known.preprocessing.astype === preprocessing.astype && known.preprocessing.drop === preprocessing.drop)
    return known.columns;
  const columns = makeColumns(dataset, preprocessing);
  knownColumns.set(dataset, { preprocessing, columns });
  return columns;
}

function makeColumns(dataset: TableDataset, { astype, drop = [] }: Preprocessing): readonly PreprocessedColumn[] {
  const { columns: all, outside = [] } = dataset;
  const environment = environmentOf(dataset);
  const dropped = new Set<unknown>(drop);
  const columns = all.filter(({ name }) => !dropped.has(name));
  const missing = astype === undefined ? null : missingCastColumn(columns, astype);
  if (missing !== null) return [{ outcome: missing, evidence: null }];
  const kept = columns.map((column): PreprocessedColumn => {
    const outcome = seriesOf(column, dataset, environment);
    const dtype = typeof astype === "string" ? astype : astype?.get(String(column.name));
    const held = (made: SeriesOutcome) => withSource(heldIn(environment, made), column);
    return dtype === undefined || outcome.kind !== "series"
      ? { outcome: held(outcome), evidence: column.evidence }
      : { outcome: held(castSeries(outcome.series, dtype, column.evidence, environment)), evidence: null };
  });
  const refused = outside.map((column) => seriesOf(column, dataset, environment)).filter(({ kind }) => kind !== "series");
  return [...kept, ...refused.map((outcome) => ({ outcome, evidence: null }))];
}

/**
 * What a user's code would pass to `infer_signature` after reading, casting and converting: a frame, a Series, arrays or a plain value.
 * A cast or a form applies only to tables, as in pandas.
 */
export function modelDataFrom(dataset: Dataset, preprocessing: Preprocessing): ModelData {
  switch (dataset.kind) {
    case "tensors": {
      const [only] = dataset.tensors;
      return dataset.named || only === undefined ? { kind: "arrays", tensors: dataset.tensors } : { kind: "array", tensor: only };
    }
    case "value":
      return { kind: "value", value: dataset.value };
    case "table": {
      const columns = preprocessedColumns(dataset, preprocessing).map(({ outcome }) => outcome);
      return preprocessing.to === undefined
        ? { kind: "frame", columns, rowCount: dataset.rowCount }
        : toForm(columns, preprocessing.to, dataset.rowCount);
    }
  }
}
