import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { type Text, text } from "../errors.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import { knownDtype } from "../ladders/pandas-dtype.ts";
import type { ColSpec, Schema } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import type { LabelZero } from "./label-zero.ts";
import { asScalar, isDict, isList, isNumpyScalar, NumpyArray, type PythonArgument, typeName } from "./python-argument.ts";
import { assertRaised, mlflowException, Raised, UndecidedError } from "./raised.ts";
import { requireEncodable, requireUtf8, type Series, seriesFromList, seriesFromVector, seriesOfCells } from "./series.ts";

/** A column of a frame. `values` stand for all of its values under a nested type; null where they have to be read for that. */
export interface FrameColumn {
  readonly name: ColumnName;
  readonly series: Series;
  readonly values: readonly PythonArgument[] | null;
  /** What was counted of the cells, where they are not kept. */
  readonly evidence?: ColumnEvidence;
  /** Why only pandas can decide what the column is. */
  readonly undecided?: Text;
}

/** A pandas DataFrame as far as enforcement looks at it. */
export interface Frame {
  readonly kind: "frame";
  readonly columns: readonly FrameColumn[];
  readonly rowCount: number;
  /** Where the label 0 is, if not in the first row. */
  readonly zero?: LabelZero;
}

/** What is passed to `predict`, or what the scoring server makes of a request. */
export type ModelInput =
  | Frame
  | { readonly kind: "array"; readonly array: NumpyArray; readonly sparse: boolean }
  | { readonly kind: "dict"; readonly dict: ReadonlyMap<string, PythonArgument> }
  | { readonly kind: "value"; readonly value: PythonArgument };

/** A column whose values are kept. */
export function columnOfSeries(name: ColumnName, series: Series): FrameColumn {
  return { name, series, values: series.cells };
}

const castError = (because: Raised | string) =>
  mlflowException(
    text`This model contains a column-based signature, which suggests a DataFrame input. There was an error casting the input data to a DataFrame: ${typeof because === "string" ? because : because.text}`,
  );

function frameOfColumns(columns: readonly FrameColumn[], rowCount: number): Frame {
  return { kind: "frame", columns, rowCount };
}

/** `pd.DataFrame([dict])`: one row, one column per key. */
function frameOfOneDict(dict: ReadonlyMap<string, PythonArgument>): Frame {
  return frameOfColumns(
    [...dict].map(([name, value]) => columnOfSeries(name, seriesFromList([value]))),
    1,
  );
}

/** `pd.DataFrame(array)`. */
function frameOfArray(array: NumpyArray): Frame {
  const { shape, dtype, items } = array;
  if (shape.length === 0 || shape.length > 2) throw new Raised("ValueError", text`Must pass 2-d input. shape=(${shape.join(", ")})`);
  const [rowCount = 0, width = 1] = shape;
  const columns = Array.from({ length: shape.length === 1 ? 1 : width }, (_, position) => {
    const own = items === null ? null : items.filter((_item, index) => shape.length === 1 || index % width === position);
    const vector = new NumpyArray(dtype, [rowCount], own);
    // A table of objects has each of its columns inferred only for text.
    return columnOfVector(BigInt(position), vector);
  });
  return frameOfColumns(columns, rowCount);
}

function columnOfVector(name: ColumnName, vector: NumpyArray): FrameColumn {
  const series = seriesFromVector(vector);
  return { name, series, values: series.cells };
}

const FLOATS = knownDtype("float64");

const objectsOf = ({ shape, items }: NumpyArray) => new NumpyArray("object", shape, items?.map((item) => asScalar(item, "bytes")) ?? null);

/** What an array without dimensions has. */
const unwrappedItem = ({ items, dtype }: NumpyArray): PythonArgument => asScalar(items?.[0] ?? null, dtype);

/** A scalar repeated: it has its dtype even if there are no rows. */
function filledColumn(name: string, value: PythonArgument, rowCount: number): FrameColumn {
  const { dtype } = seriesFromList([value]);
  return columnOfSeries(
    name,
    seriesOfCells(
      dtype,
      Array.from({ length: rowCount }, () => value),
    ),
  );
}

/** A column of the lists that an array of more dimensions becomes, whose values were not counted. */
function listsColumn(name: string, { length, shape }: NumpyArray): FrameColumn {
  const row: PythonArgument = shape.slice(1).includes(0) ? [] : [0n];
  const series = seriesFromList(length === 0 ? [] : [row]);
  return { name, series: { ...series, length, zeroOrOne: null, whole: null, cells: null }, values: null };
}

/** One value of a dict that makes a frame: an array or list is a column, a scalar fills one. */
function columnOfValue(name: string, value: PythonArgument, rowCount: number): FrameColumn {
  // A dict of arrays keeps bytes as objects, where an array as a whole keeps its dtype.
  if (value instanceof NumpyArray && value.shape.length > 1) return listsColumn(name, value);
  if (value instanceof NumpyArray) return columnOfVector(name, value.dtype === "bytes" ? objectsOf(value) : value);
  if (isList(value)) return columnOfSeries(name, value.length === 0 ? seriesOfCells(FLOATS, []) : seriesFromList(value));
  return filledColumn(name, value, rowCount);
}

/** `pd.DataFrame` of dicts by name: one row per key that any of them has; scalars next to them fill a column. */
function frameOfDicts(dict: ReadonlyMap<string, PythonArgument>): Frame {
  const values = [...dict.values()];
  // An array without dimensions fills a column, as a scalar does.
  const isColumn = (value: PythonArgument) => isList(value) || (value instanceof NumpyArray && value.shape.length > 0);
  if (values.some(isColumn)) throw new Raised("ValueError", text`Mixing dicts with non-Series may lead to ambiguous ordering.`);
  const rows = [...new Set(values.filter(isDict).flatMap((value) => [...value.keys()]))];
  const cellOf = (value: PythonArgument, row: string): PythonArgument =>
    isDict(value) ? (value.get(row) ?? (value.has(row) ? null : Number.NaN)) : value;
  const columnOf = (name: string, value: PythonArgument) => {
    if (!isDict(value)) return filledColumn(name, value instanceof NumpyArray ? unwrappedItem(value) : value, rows.length);
    return columnOfSeries(name, rows.length === 0 ? seriesOfCells(FLOATS, []) : seriesFromList(rows.map((row) => cellOf(value, row))));
  };
  return frameOfColumns(
    [...dict].map(([name, value]) => columnOf(name, value)),
    rows.length,
  );
}

/** `pd.DataFrame(dict)`: columns of one length, scalars repeated. Throws {@link Raised} where pandas does. */
function frameOfDict(dict: ReadonlyMap<string, PythonArgument>): Frame {
  if ([...dict.values()].some(isDict)) return frameOfDicts(dict);
  const lengths = new Set<number>();
  for (const value of dict.values()) {
    if (value instanceof NumpyArray && value.shape.length === 0) continue;
    if (isList(value) || value instanceof NumpyArray) lengths.add(value.length);
  }
  if (lengths.size > 1) throw new Raised("ValueError", text`All arrays must be of the same length`);
  if (lengths.size === 0 && dict.size > 0) throw new Raised("ValueError", text`If using all scalar values, you must pass an index`);
  const [rowCount = 0] = lengths;
  return frameOfColumns(
    [...dict].map(([name, value]) => columnOfValue(name, cellsOfKeys(value, rowCount), rowCount)),
    rowCount,
  );
}

/** A dict in an array without dimensions: beside lists, pandas makes a cell of each key, as `list(dict)` does, and wants as many as rows. */
function cellsOfKeys(value: PythonArgument, rowCount: number): PythonArgument {
  if (!(value instanceof NumpyArray) || value.shape.length > 0) return value;
  const item = unwrappedItem(value);
  if (!isDict(item)) return value;
  if (item.size === rowCount) return [...item.keys()];
  throw new Raised("ValueError", text`Length of values (${item.size}) does not match length of index (${rowCount})`);
}

/** `array.tolist()` of more than one dimension: lists in lists, of Python's own scalars. */
function nestedLists(array: NumpyArray): PythonArgument {
  const { shape, items } = array;
  if (items === null) throw new UndecidedError(text`The values of an array of ${shape.length} dimensions are not counted.`);
  if (shape.length === 0) return items[0] ?? null;
  const [length = 0, ...inner] = shape;
  const size = inner.reduce((product, side) => product * side, 1);
  if (inner.length === 0) return items;
  return Array.from({ length }, (_, row) => nestedLists(new NumpyArray(array.dtype, inner, items.slice(row * size, (row + 1) * size))));
}

const isScalarOrNone = (value: PythonArgument) => isNumpyScalar(value) || value === null;

/** Whether MLflow makes one row of a dict: for a signature with lists or objects, of scalars and texts, and of texts in arrays without a dimension. */
export function isOneRow(dict: ReadonlyMap<string, PythonArgument>, specs: readonly ColSpec[]): boolean {
  const values = [...dict.values()];
  const isText = (value: PythonArgument) => value instanceof NumpyArray && value.dtype === "str" && value.shape.length === 0;
  return (
    specs.some(({ type }) => ["array", "object", "sparkml_vector"].includes(type.kind)) ||
    values.every((value) => isScalarOrNone(value) || (isList(value) && value.every((item) => typeof item === "string"))) ||
    // pandas keeps an array of no dimensions as the cell that it is.
    values.every(isText)
  );
}

/** The frame, whose labels and texts pandas has as UTF-8; throws where it cannot. */
function encodable(frame: Frame, environment: Environment): Frame {
  const names = frame.columns.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
  // Labels that are all text have the dtype of text as well.
  if (names.length === frame.columns.length && has(environment, "textDtype")) names.forEach(requireUtf8);
  for (const { series } of frame.columns) requireEncodable(series, environment);
  return frame;
}

function frameOfInputDict(dict: ReadonlyMap<string, PythonArgument>, specs: readonly ColSpec[], environment: Environment): Frame {
  if (isOneRow(dict, specs)) return encodable(frameOfOneDict(dict), environment);
  try {
    const values = [...dict.values()];
    const isDeep = (value: PythonArgument): value is NumpyArray => value instanceof NumpyArray && value.shape.length > 1;
    const shallow = (value: PythonArgument) => (isDeep(value) && value.items !== null ? nestedLists(value) : value);
    const made = values.some(isDeep) ? new Map([...dict].map(([name, value]) => [name, shallow(value)] as const)) : dict;
    return encodable(frameOfDict(made), environment);
  } catch (error) {
    assertRaised(error);
    throw castError(error);
  }
}

/**
 * The frame that MLflow makes of an input before it looks at columns; throws {@link Raised} where it refuses.
 * Lists are distinguished by their readers, which know each row. Source: the beginning of `_enforce_schema` in `mlflow/models/utils.py`.
 */
export function frameForColumns(
  input: ModelInput,
  schema: Schema & { readonly kind: "columns" },
  environment: Environment = CURRENT,
): Frame {
  switch (input.kind) {
    case "frame":
      return input;
    case "array":
      if (input.sparse) throw mlflowException(text`Expected input to be DataFrame. Found: csr_matrix`);
      return encodable(frameOfArray(input.array), environment);
    case "dict":
      return frameOfInputDict(input.dict, schema.specs, environment);
    case "value": {
      const { value } = input;
      if (isNumpyScalar(value)) return encodable(frameOfColumns([columnOfSeries(0n, seriesFromList([value]))], 1), environment);
      if (isDict(value)) return frameOfInputDict(value, schema.specs, environment);
      if (isList(value)) return encodable(frameOfList(value), environment);
      throw mlflowException(text`Expected input to be DataFrame. Found: ${typeName(value)}`);
    }
  }
}

/** `pd.DataFrame(list)` of values in memory. Throws {@link Raised} or {@link UndecidedError} as the reader of tables does. */
function frameOfList(rows: readonly PythonArgument[]): Frame {
  if (rows.length === 0) return frameOfColumns([], 0);
  if (rows.every(isDict)) {
    const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
    const column = (name: string) => rows.map((row) => row.get(name) ?? (row.has(name) ? null : Number.NaN));
    return frameOfColumns(
      names.map((name) => columnOfSeries(name, seriesFromList(column(name)))),
      rows.length,
    );
  }
  if (rows.every(isList)) {
    const width = Math.max(...rows.map((row) => row.length));
    return frameOfColumns(
      Array.from({ length: width }, (_, position) =>
        columnOfSeries(BigInt(position), seriesFromList(rows.map((row) => row[position] ?? null))),
      ),
      rows.length,
    );
  }
  if (rows.every((row) => !isList(row) && !isDict(row) && !(row instanceof NumpyArray)))
    return frameOfColumns([columnOfSeries(0n, seriesFromList(rows))], rows.length);
  throw new UndecidedError(text`Signet has not verified how pandas handles rows of several kinds.`);
}
