import { typeText } from "../../../core/diff/diff-signatures.ts";
import { grouped, type Place } from "../../../core/errors.ts";
import type { ColSpec, TensorSpec } from "../../../core/mlflow/types.ts";
import { jsonDumps } from "../../../core/python/json-dumps.ts";
import { tupleText } from "../../../core/python/repr.ts";
import type { ColumnName, PythonValue } from "../../../core/python/value.ts";

/** A count with thousands separated. */
export const count = grouped;

/** The time of day to the second. Intl would take some 30 ms at its first use, just when the first file is dropped. */
export function clock(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** A size, or a rate's, in the units that file managers use. */
export function bytes(size: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** A column's name as the table shows it. */
export function columnName(name: ColumnName | undefined): string {
  if (name === undefined) return "(unnamed)";
  // A column's name is one of Python's values.
  return typeof name === "string" ? name : jsonDumps(name as PythonValue);
}

/** A spec's type as the table shows it. */
export function specType(spec: ColSpec | TensorSpec): string {
  return spec.kind === "column" ? typeText(spec.type) : `${spec.dtype} ${tupleText(spec.shape)}`;
}

/** The class that colours a type, the same everywhere. */
export function typeClass(spec: ColSpec | TensorSpec | null): string {
  if (spec === null) return "none";
  if (spec.kind === "tensor") return "tensor";
  return spec.type.kind === "scalar" ? spec.type.name : spec.type.kind;
}

/** Where in a file something is, in words: `row 12, column price`. */
export function placeText({ line, row, column, byte }: Place): string {
  return [
    line === undefined ? "" : `line ${count(line)}`,
    row === undefined ? "" : `row ${count(row)}`,
    column === undefined ? "" : `column ${column}`,
    byte === undefined ? "" : `byte ${count(byte)}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}
