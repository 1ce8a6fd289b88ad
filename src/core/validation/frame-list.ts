import { text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { ColumnType } from "../mlflow/types.ts";
import { isFalsy } from "./enforce-columns.ts";
import type { Frame, FrameColumn } from "./model-input.ts";
import { NumpyArray, type PythonArgument, PythonObject, plainValue } from "./python-argument.ts";
import { mlflowException, Raised, UndecidedError } from "./raised.ts";
import { isText, type Series } from "./series.ts";

/** `series.tolist()` as far as a hint looks at it: one value of each kind; null where the values have to be seen. */
function kindsOf({ series, values }: FrameColumn): readonly PythonArgument[] | null {
  if (series.cells !== null) return series.cells.map((cell) => listed(cell));
  if (values !== null) return values.map((value) => listed(value));
  if (series.length === 0) return [];
  const filled = filledKind(series);
  if (filled === null) return null;
  const missing = series.dtype.kind === "M" ? new PythonObject("pandas.NaT") : Number.NaN;
  return [...(series.missing === series.length ? [] : [filled]), ...(series.hasMissing ? [missing] : [])];
}

/** A value as those that are not missing; null where the dtype does not say what they are. */
function filledKind(series: Series): PythonArgument {
  switch (series.dtype.kind) {
    case "i":
    case "u":
      return 1n;
    case "f":
      return 0.5;
    case "b":
      return true;
    case "M":
      return new PythonObject("pandas.Timestamp");
    default:
      return isText(series) ? "" : null;
  }
}

/** A value as `tolist` and MLflow's `_sanitize_data` leave it: Python's own scalars, lists of arrays. */
function listed(value: PythonArgument): PythonArgument {
  if (value instanceof NumpyArray) return value.keptRows().map((item) => listed(item));
  if (!(value instanceof PythonObject)) return value;
  if (value.type.startsWith("numpy.datetime64")) return new PythonObject("pandas.Timestamp");
  if (!value.type.startsWith("numpy.")) return value;
  const plain = plainValue(value);
  if (value.type.startsWith("numpy.float")) return typeof plain === "number" ? plain : Number(plain ?? 0.5);
  return plain;
}

const unseen = (name: FrameColumn["name"]) => new UndecidedError(text`Signet needs the values of ${columnLabel(name)} to decide this.`);

function columnValues(column: FrameColumn): readonly PythonArgument[] {
  if (column.undecided !== undefined) throw new UndecidedError(column.undecided);
  const kinds = kindsOf(column);
  if (kinds === null) throw unseen(column.name);
  return kinds;
}

/** The values as `_sanitize_data` leaves them: NaN is None. */
const sanitizedValues: typeof columnValues = (column) =>
  columnValues(column).map((value) => (typeof value === "number" && Number.isNaN(value) ? null : value));

/** Whether `isinstance(column.iloc[0], str)`; null where only the values tell. */
function startsWithText({ series }: FrameColumn): boolean | null {
  if (series.cells !== null) return typeof series.cells[0] === "string";
  if (isText(series)) return series.hasMissing ? null : true;
  return series.dtype.kind === "O" ? null : false;
}

/** The first column that begins with a text; null if there is none. Source: `_get_first_string_column`. */
function firstTextColumn({ columns, rowCount }: Frame): FrameColumn | null {
  if (rowCount === 0) throw new Raised("IndexError", text`single positional indexer is out-of-bounds`);
  for (const column of columns) {
    const starts = startsWithText(column);
    if (starts === null) throw unseen(column.name);
    if (starts) return column;
  }
  return null;
}

const isString = (type: ColumnType) => type.kind === "scalar" && type.name === "string";

/** Records by their labels; the hint takes only dicts whose keys are texts. Source: `_validate_dict_elements`. */
function textRecords(frame: Frame): readonly PythonArgument[] {
  const other = frame.columns.find(({ name }) => typeof name !== "string");
  if (other !== undefined && frame.rowCount > 0)
    throw mlflowException(text`Failed to validate data against type hint: the key ${columnLabel(other.name)} must be a string`);
  return recordsOf(frame, columnValues);
}

/** Records of one value of each kind a column: `frame.to_dict(orient="records")`. `valuesOf`: of a column. */
function recordsOf({ columns, rowCount }: Frame, valuesOf: typeof columnValues): readonly PythonArgument[] {
  const cells = columns.map((column) => ({ name: String(column.name), values: valuesOf(column) }));
  if (rowCount === 0) return [];
  const most = Math.max(1, ...cells.map(({ values }) => values.length));
  return Array.from(
    { length: most },
    (_, row) => new Map(cells.map(({ name, values }) => [name, values[Math.min(row, values.length - 1)] ?? null] as const)),
  );
}

/**
 * The list that MLflow makes of a DataFrame for a hint of `list[…]`: values that are not kept are there once per kind.
 * Throws what Python raises, and {@link UndecidedError} where the values have to be seen. Source: `_PythonModelPyfuncWrapper._convert_input`, `_convert_data_to_type_hint`.
 */
export function listOfFrame(frame: Frame, type: ColumnType): readonly PythonArgument[] {
  const [first] = frame.columns;
  if (isString(type)) {
    const column = firstTextColumn(frame);
    if (column === null) throw mlflowException(text`Expected model input to contain at least one string column`);
    return columnValues(column);
  }
  if (type.kind === "map" && isString(type.values)) {
    const column = firstTextColumn(frame);
    // A label that is falsy in Python, as 0 is, counts as none.
    if (column !== null && !isFalsy(column.name)) return textRecords({ ...frame, columns: [column] });
    if (first === undefined || frame.columns.length > 1) return textRecords(frame);
    if (first.name !== 0n) throw new Raised("KeyError", text`0`);
    return columnValues(first);
  }
  const isAlone = frame.columns.length === 1 && first?.name === 0n;
  if (type.kind === "object" && !isAlone) return recordsOf(frame, sanitizedValues);
  if (first === undefined) throw new Raised("IndexError", text`single positional indexer is out-of-bounds`);
  return sanitizedValues(first);
}
