import { text } from "../errors.ts";
import type { ToForm } from "../python/preprocessing.ts";
import { frameNumpyDtype, seriesNumpyDtype } from "./numpy-dtype.ts";
import type { ModelData, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";

/** The first column that could not be read: nothing can be made of the frame then. */
const unread = (columns: readonly SeriesOutcome[]): SeriesOutcome | undefined =>
  columns.find((column) => column.kind === "refused") ?? columns.find((column) => column.kind === "undecided");

/**
 * What a model's `predict` often returns in the frame's place: its array, its first column as an array, or that column as a Series.
 * A frame without columns has no first one: refused, as `iloc` refuses it.
 */
export function toForm(columns: readonly SeriesOutcome[], to: ToForm, rowCount: number): ModelData {
  const broken = unread(columns);
  if (broken !== undefined) return { kind: "series", column: broken };
  const series = columns.flatMap((column) => (column.kind === "series" ? [column.series] : []));
  if (to === "numpy") {
    const dtype = frameNumpyDtype(series);
    return dtype === null ? undecidedFrame(series) : { kind: "array", tensor: { dtype, shape: [rowCount, series.length] } };
  }
  const [first] = series;
  if (first === undefined)
    return { kind: "series", column: readRefusal(null, text`The table has no columns, so it has no first one.`, "IndexError") };
  if (to === "series") return { kind: "series", column: { kind: "series", series: first } };
  return { kind: "array", tensor: { dtype: seriesNumpyDtype(first), shape: [rowCount] } };
}

const undecidedFrame = ([first]: readonly PandasSeries[]): ModelData => ({
  kind: "series",
  column: undecidedColumn(
    first?.name ?? null,
    text`The result of to_numpy depends on the values of the categories.`,
    "df.to_numpy().dtype",
  ),
});
