import { type Environment, has } from "../environment/environment.ts";
import type { RowLabels } from "../evidence/dataset.ts";
import type { PythonValue } from "../python/value.ts";
import { isDict, isList } from "./python-argument.ts";

/**
 * Where a frame has the label 0, which MLflow takes for the first row of a column (`pd_series[0]`): in one row, in several, in none.
 * `unhashable` where pandas cannot look for it, `unknown` where the labels were not read.
 */
export type LabelZero = { readonly row: number } | "several" | "none" | "unhashable" | "unknown";

/** Python's `label == 0`, as an index of objects compares: False is 0. */
const isZero = (label: PythonValue) => label === 0n || label === 0 || label === false;

function rowOf(labels: readonly PythonValue[]): LabelZero {
  const rows = labels.flatMap((label, row) => (isZero(label) ? [row] : []));
  const [row] = rows;
  return row === undefined ? "none" : rows.length > 1 ? "several" : { row };
}

const isNumber = (label: PythonValue) => typeof label === "bigint" || typeof label === "number" || label === null;

/** Lists are the levels of an index, of which the first decides. */
function inLevels(levels: readonly (readonly PythonValue[])[]): LabelZero {
  const [first = []] = levels;
  const isPlain = first.every((label) => typeof label === "bigint") || first.every((label) => typeof label === "string");
  if (!isPlain) return "unknown";
  const found = rowOf(first);
  // Under further levels the rows of a label are a Series, even if there is only one.
  return levels.length === 1 || found === "none" ? found : "several";
}

/**
 * The label 0 in the `index` of a split table. Before pandas 3, 0 is the first row where no label is a number.
 * Source: `Series.__getitem__`, `Index._should_fallback_to_positional`.
 */
export function zeroInIndex(index: PythonValue, environment: Environment): LabelZero {
  if (index === null) return { row: 0 };
  const labels = isDict(index) ? [...index.keys()] : isList(index) ? index : null;
  if (labels === null) return "unknown";
  if (labels.every(isNumber)) return rowOf(labels);
  if (labels.every((label) => typeof label === "string")) return has(environment, "labelsOnly") ? "none" : { row: 0 };
  if (labels.some((label) => isList(label) || isDict(label))) {
    if (!has(environment, "labelsOnly")) return "unknown";
    const levels = labels.flatMap((label) => (isList(label) ? [label] : []));
    if (levels.length === 0) return "unhashable";
    return levels.length === labels.length ? inLevels(levels) : "unknown";
  }
  const isMixed = labels.some((label) => typeof label === "bigint") && labels.some((label) => typeof label === "string");
  if (!has(environment, "labelsOnly") && !isMixed) return "unknown";
  // An index of booleans alone has no 0.
  return labels.every((label) => typeof label === "boolean") ? "none" : rowOf(labels);
}

/** The label 0 of a table in a file. Text and typed files keep labels in columns that are not read. */
export function zeroInTable(labels: RowLabels, rowCount: number): LabelZero {
  if (labels === "stored") return "unknown";
  const { start, stop, step } = labels;
  // pyarrow passes over a range of another length. Source: `_reconstruct_index`.
  if (Math.max(0, Math.ceil((stop - start) / step)) !== rowCount || start === 0) return { row: 0 };
  const row = -start / step;
  return Number.isInteger(row) && row > 0 && row < rowCount ? { row } : "none";
}
