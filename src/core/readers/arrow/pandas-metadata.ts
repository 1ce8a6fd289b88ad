import { jsonLoads } from "../../python/json-loads.ts";
import type { ColumnName, PythonValue } from "../../python/value.ts";

/** What pandas noted in a file's metadata when it wrote a frame. */
export interface PandasMetadata {
  /** Fields that hold the index, and are no columns. */
  readonly indexFields: ReadonlySet<string>;
  /** `numpy_type` by field name. */
  readonly dtypes: ReadonlyMap<string, string>;
  /** The column's name in the frame, for a field's name in the file. */
  nameOf(field: string): ColumnName;
}

type Dict = ReadonlyMap<string, PythonValue>;

const isDict = (value: PythonValue | undefined): value is Dict => value instanceof Map;
const isList = (value: PythonValue | undefined): value is readonly PythonValue[] => Array.isArray(value);
const dictsOf = (value: PythonValue | undefined): readonly Dict[] => (isList(value) ? value.filter(isDict) : []);
const textOf = (value: PythonValue | undefined): string => (typeof value === "string" ? value : "");

/** A header's text as the type that pandas' `column_indexes` name for it. Source: `pyarrow/pandas_compat.py _reconstruct_columns_from_table`. */
function nameFor(levels: readonly Dict[], field: string): ColumnName {
  const [level] = levels;
  if (levels.length > 1) return tupleOf(field) ?? field;
  const type = textOf(level?.get("pandas_type"));
  const numpyType = textOf(level?.get("numpy_type"));
  if (/^u?int\d+$/.test(numpyType) || /^u?int\d+$/.test(type)) return /^-?\d+$/.test(field) ? BigInt(field) : field;
  if (/^float\d+$/.test(numpyType)) return Number(field);
  if (type === "bool" || numpyType === "bool") return field === "True";
  return field;
}

/** A column of a MultiIndex is written as the repr of a tuple of strings. */
function tupleOf(field: string): readonly ColumnName[] | null {
  const inner = /^\((.*?),?\)$/s.exec(field)?.[1];
  if (inner === undefined) return null;
  const parts = [...inner.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs)];
  return parts.map((part) => (part[1] ?? part[2] ?? "").replaceAll(/\\(.)/gs, "$1"));
}

/** Reads the `pandas` entry of a schema's metadata; null where there is none, or none that can be read. */
export function pandasMetadata(metadata: ReadonlyMap<string, string>): PandasMetadata | null {
  const written = metadata.get("pandas");
  if (written === undefined) return null;
  let parsed: PythonValue;
  try {
    parsed = jsonLoads(written);
  } catch {
    return null;
  }
  if (!isDict(parsed)) return null;
  const indexColumns = parsed.get("index_columns");
  const columns = dictsOf(parsed.get("columns"));
  const levels = dictsOf(parsed.get("column_indexes"));
  const fieldOf = (column: Dict) => textOf(column.get("field_name")) || textOf(column.get("name"));
  return {
    // A RangeIndex is described rather than stored, so it is no field.
    indexFields: new Set((isList(indexColumns) ? indexColumns : []).filter((field) => typeof field === "string")),
    dtypes: new Map(columns.map((column) => [fieldOf(column), textOf(column.get("numpy_type"))])),
    nameOf: (field) => nameFor(levels, field),
  };
}
