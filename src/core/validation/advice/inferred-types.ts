import type { Dataset } from "../../evidence/dataset.ts";
import { evidenceOfValue } from "../../evidence/value-from-python.ts";
import { preprocessedColumns } from "../../ladders/frame.ts";
import { reportOfSeries } from "../../ladders/infer-column.ts";
import { typeOfColumn } from "../../ladders/value-type.ts";
import type { ColumnType } from "../../mlflow/types.ts";
import type { Preprocessing } from "../../python/preprocessing.ts";
import { type ColumnName, isList, type PythonValue } from "../../python/value.ts";
import { isSameName } from "../same-name.ts";

/** The type that MLflow would infer for a column of the data; null where it has none. */
export type InferredTypes = (name: ColumnName) => ColumnType | null;

/** The types of a table's columns, as `infer_signature` gives them. */
export function typesOfTable(dataset: Dataset, preprocessing: Preprocessing): InferredTypes {
  if (dataset.kind !== "table") return () => null;
  const columns = preprocessedColumns(dataset, preprocessing);
  return (name) => {
    const found = columns.find(({ outcome }) => isSameName(outcome.kind === "series" ? outcome.series.name : outcome.name, name));
    if (found?.outcome.kind !== "series") return null;
    const { spec } = reportOfSeries(found.outcome.series);
    return spec?.kind === "column" ? spec.type : null;
  };
}

/** Values that are walked for a type, at most. */
const WALKED = 10_000;

/** The type of a column of JSON values; null where MLflow has none for it. */
function typeOfValues(values: readonly PythonValue[]): ColumnType | null {
  const items = evidenceOfValue(values.slice(0, WALKED)).lists?.items;
  if (items === undefined || items.count === 0) return null;
  const verdict = typeOfColumn(items);
  return verdict.kind === "type" ? verdict.type : null;
}

/** The values of one column in records, columns, or rows. */
function valuesIn(content: PythonValue, names: readonly PythonValue[] | null, name: ColumnName): readonly PythonValue[] | null {
  if (content instanceof Map) {
    const value = content.get(String(name));
    if (value === undefined) return null;
    return [value];
  }
  if (!isList(content)) return null;
  const position = names?.findIndex((one) => isSameName(one as ColumnName, name)) ?? Number(name);
  const cells = content.map((row) => {
    if (row instanceof Map) return row.get(String(name)) ?? null;
    if (isList(row)) return row[position] ?? null;
    return row;
  });
  return cells.length === 0 ? null : cells;
}

/** The types of a JSON document's columns, by the values in it. `isColumnwise`: a dict's lists are columns. */
export function typesOfDocument(document: PythonValue): InferredTypes {
  const split = document instanceof Map ? document.get("dataframe_split") : undefined;
  const records =
    document instanceof Map ? (document.get("dataframe_records") ?? document.get("instances") ?? document.get("inputs")) : undefined;
  return (name) => {
    if (split instanceof Map) {
      const names = split.get("columns");
      const values = valuesIn(split.get("data") ?? null, isList(names) ? names : null, name);
      return values === null ? null : typeOfValues(values);
    }
    const content = records ?? document;
    const values = valuesIn(content, null, name);
    if (values === null) return null;
    const [only] = values;
    // A dict's list is a column, unless the column itself is one of lists.
    if (content instanceof Map && isList(only)) return typeOfValues(only) ?? typeOfValues(values);
    return typeOfValues(values);
  };
}
