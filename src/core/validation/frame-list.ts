import { text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { ColumnType } from "../mlflow/types.ts";
import type { Frame, FrameColumn } from "./model-input.ts";
import { NumpyArray, type PythonArgument, PythonObject, plainValue } from "./python-argument.ts";
import { mlflowException, Raised, UndecidedError } from "./raised.ts";

/** `series.tolist()` as far as a hint looks at it: one value of each kind; null where the values have to be seen. */
function kindsOf({ series, values }: FrameColumn): readonly PythonArgument[] | null {
  if (series.cells !== null) return series.cells.map((cell) => listed(cell));
  if (values !== null) return values.map((value) => listed(value));
  if (series.length === 0) return [];
  const { kind, name } = series.dtype;
  const missing: readonly PythonArgument[] = series.hasMissing ? [kind === "M" ? new PythonObject("pandas.NaT") : Number.NaN] : [];
  switch (kind) {
    case "i":
    case "u":
      return [1n, ...missing];
    case "f":
      return [0.5, ...missing];
    case "b":
      return [true, ...missing];
    case "M":
      return [new PythonObject("pandas.Timestamp"), ...missing];
    default:
      return name === "str" || name === "string" ? ["", ...missing] : null;
  }
}

/** A value as `tolist` and MLflow's `_sanitize_data` leave it: Python's own scalars, lists of arrays. */
function listed(value: PythonArgument): PythonArgument {
  if (value instanceof NumpyArray) return (value.rows() ?? []).map((item) => listed(item));
  if (!(value instanceof PythonObject)) return value;
  if (value.type.startsWith("numpy.datetime64")) return new PythonObject("pandas.Timestamp");
  if (!value.type.startsWith("numpy.")) return value;
  const plain = plainValue(value);
  if (value.type.startsWith("numpy.float")) return typeof plain === "number" ? plain : Number(plain ?? 0.5);
  return plain;
}

const sanitized = (values: readonly PythonArgument[]): readonly PythonArgument[] =>
  values.map((value) => (typeof value === "number" && Number.isNaN(value) ? null : value));

const unseen = (name: FrameColumn["name"]) => new UndecidedError(text`Signet needs the values of ${columnLabel(name)} to decide this.`);

function columnValues(column: FrameColumn): readonly PythonArgument[] {
  if (column.undecided !== undefined) throw new UndecidedError(column.undecided);
  const kinds = kindsOf(column);
  if (kinds === null) throw unseen(column.name);
  return kinds;
}

/** Whether `isinstance(column.iloc[0], str)`; null where only the values tell. */
function startsWithText({ series }: FrameColumn): boolean | null {
  if (series.cells !== null) return typeof series.cells[0] === "string";
  if (series.dtype.name === "str" || series.dtype.name === "string") return series.hasMissing ? null : true;
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

const isText = (type: ColumnType) => type.kind === "scalar" && type.name === "string";

/** Records of one value of each kind a column: `frame.to_dict(orient="records")`. */
function recordsOf({ columns, rowCount }: Frame): readonly PythonArgument[] {
  const cells = columns.map((column) => ({ name: String(column.name), values: sanitized(columnValues(column)) }));
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
  if (isText(type)) {
    const column = firstTextColumn(frame);
    if (column === null) throw mlflowException(text`Expected model input to contain at least one string column`);
    return columnValues(column);
  }
  if (type.kind === "map" && isText(type.values)) {
    const column = firstTextColumn(frame);
    if (column !== null) return columnValues(column).map((value) => new Map([[String(column.name), value]]));
    if (frame.columns.length === 1 && first !== undefined && first.name !== 0n) throw new Raised("KeyError", text`0`);
    if (frame.columns.length === 1 && first !== undefined) return columnValues(first);
    return recordsOf(frame);
  }
  const isAlone = frame.columns.length === 1 && first?.name === 0n;
  if (type.kind === "object" && !isAlone) return recordsOf(frame);
  if (first === undefined) throw new Raised("IndexError", text`single positional indexer is out-of-bounds`);
  return sanitized(columnValues(first));
}
