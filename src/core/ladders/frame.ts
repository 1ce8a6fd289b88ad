import type { Dataset, TableColumn, TableDataset } from "../evidence/dataset.ts";
import type { Handing } from "../python/handing.ts";
import { seriesFromArrow } from "./arrow-series.ts";
import { castSeries, missingCastColumn } from "./astype.ts";
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

function frameOf({ columns: all, rowCount }: TableDataset, { astype, drop = [] }: Handing): readonly SeriesOutcome[] {
  const dropped = new Set<unknown>(drop);
  const columns = all.filter(({ name }) => !dropped.has(name));
  const series = columns.map((column) => seriesOf(column, rowCount));
  if (astype === undefined) return series;
  const missing = missingCastColumn(columns, astype);
  if (missing !== null) return [missing];
  return series.map((outcome, index) => {
    const column = columns[index];
    const dtype = typeof astype === "string" ? astype : astype.get(String(column?.name));
    return dtype === undefined || column === undefined || outcome.kind !== "series"
      ? outcome
      : castSeries(outcome.series, dtype, column.evidence);
  });
}

/**
 * What a user's code would hand to `infer_signature` after reading, casting and converting: a frame, a Series, arrays or a plain value.
 * A cast or a form applies to tables alone, as in pandas.
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
      const columns = frameOf(dataset, handing);
      return handing.to === undefined
        ? { kind: "frame", columns, rowCount: dataset.rowCount }
        : toForm(columns, handing.to, dataset.rowCount);
    }
  }
}
