import { must } from "../defined.ts";
import { text } from "../errors.ts";
import type { ArrowEvidence } from "../evidence/arrow-evidence.ts";
import type { ArrowType } from "../evidence/arrow-type.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import type { TextEvidence } from "../evidence/text-evidence.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { TensorSpec } from "../mlflow/types.ts";
import { isPythonFloat, isPythonInt } from "../python/number-text.ts";
import { tupleText } from "../python/repr.ts";
import type { Findings } from "./findings.ts";
import type { LabelZero } from "./label-zero.ts";
import type { FrameColumn } from "./model-input.ts";
import { castArray, makeArray, makeArrayOf } from "./numpy-array.ts";
import { isList, isNumpyScalar, NumpyArray, type PythonArgument, plainValue } from "./python-argument.ts";
import { assertRaised, mlflowException, Raised, UndecidedError } from "./raised.ts";
import type { Series } from "./series.ts";
import { changeOf } from "./value-changes.ts";

/** What MLflow takes the first value of a column for, on which the whole column depends. */
type First = "scalar" | "list" | "array" | "other";

/** Arrow's types whose values are not scalars to NumPy: dates, times and what has other values, except lists, which become arrays. */
const OTHER: ReadonlySet<ArrowType["kind"]> = new Set([
  "date",
  "time",
  "timestamp",
  "duration",
  "interval",
  "struct",
  "map",
  "union",
  "null",
]);

const isArrays = ({ kind }: ArrowType) => kind === "list" || kind === "fixed_size_list";

function firstOfValue(first: PythonArgument): First {
  if (isNumpyScalar(first)) return "scalar";
  if (first instanceof NumpyArray) return "array";
  if (!isList(first)) return "other";
  const [item] = first;
  if (item === undefined) throw new Raised("IndexError", text`list index out of range`);
  return isNumpyScalar(item) ? "list" : "other";
}

function ofArrow(
  { type, counts }: ArrowEvidence,
  { keepsNone, row, name }: { readonly keepsNone: boolean; readonly row: number; readonly name: string },
): First {
  const { nulls } = counts;
  if (nulls !== undefined && keepsNone) {
    if (nulls.first === null || row > 0)
      throw new UndecidedError(text`Signet needs the values to know whether the first one of ${name} is missing.`);
    if (nulls.first.row === 0) return "other";
  }
  if (isArrays(type)) return "array";
  return OTHER.has(type.kind) ? "other" : "scalar";
}

/** The row that `pd_series[0]` gives. Throws what Python raises if there is none. */
function rowOfZero(zero: Exclude<LabelZero, "several">): number {
  switch (zero) {
    case "none":
      throw new Raised("KeyError", text`0`);
    case "unhashable":
      throw new Raised("TypeError", text`unhashable type: 'dict'`);
    case "unknown":
      throw new UndecidedError(
        text`MLflow looks at the row with the label 0. The rows have labels of their own, which Signet does not read: \`df.reset_index(drop=True)\` numbers them from 0.`,
      );
    default:
      return zero.row;
  }
}

/** `pd_series[0]`, which is the row with the label 0. Throws what Python raises if there is none. */
function firstOf({ name, series, evidence, undecided }: FrameColumn, zero: LabelZero): First {
  if (undecided !== undefined) throw new UndecidedError(undecided);
  if (series.length === 0) throw new Raised("KeyError", text`0`);
  // Rows of one label are a Series.
  if (zero === "several") return "other";
  const row = rowOfZero(zero);
  const { kind, name: dtype } = series.dtype;
  // A Timestamp, a Timedelta or a Period, which are not scalars to NumPy.
  if (kind === "M" || kind === "m" || dtype === "period") return "other";
  if (series.cells !== null) return firstOfValue(series.cells[row] ?? null);
  // NaN is a float, but None and pandas.NA are not scalars.
  const keepsNone = dtype === "object" || /^(U?Int\d|Float\d|boolean)|\[pyarrow\]$/.test(dtype);
  if (evidence?.kind === "arrow") return ofArrow(evidence, { keepsNone, row, name: columnLabel(name) });
  const { lists, arrays, dicts } = series.objects ?? {};
  if ((lists ?? arrays ?? dicts) !== undefined)
    throw new UndecidedError(text`Signet needs the values of ${columnLabel(name)} to decide this.`);
  if (keepsNone && series.objects?.scalars.get("None")?.first.row === 0) return "other";
  return "scalar";
}

const isInteger = (dtype: string) => /^u?int\d+$/.test(dtype);
const isFloat = (dtype: string) => /^float\d+$/.test(dtype);

/** Texts under a dtype: any of them can raise, and of each kind of cell one was kept. */
function castTexts({ kinds }: TextEvidence, dtype: string): void {
  const isNumber = isFloat(dtype) ? isPythonFloat : isInteger(dtype) ? isPythonInt : null;
  for (const [kind, { first }] of kinds) {
    const sample = first.sample?.data;
    if (kind === "missing" || (sample === undefined && kind !== "bool")) continue;
    const refused = isNumber === null ? !casts(sample ?? "True", dtype) : kind === "bool" || (sample !== undefined && !isNumber(sample));
    if (!refused) continue;
    const shown = first.sample === undefined ? text`` : text`: ${first.sample}`;
    throw new Raised("ValueError", text`a text cannot be converted to ${dtype}${shown}`);
  }
  throw new UndecidedError(text`Signet does not count whether the texts can be cast to ${dtype}.`);
}

function casts(sample: string, dtype: string): boolean {
  try {
    makeArrayOf([sample], dtype);
    return true;
  } catch (error) {
    assertRaised(error);
    return false;
  }
}

/** Whatever is in a column can be cast to these: a truth, a text or an object is made of anything. */
const ALWAYS: ReadonlySet<string> = new Set(["object", "bool"]);

function castText(evidence: ColumnEvidence | undefined, dtype: string): void {
  if (ALWAYS.has(dtype) || dtype === "str") return;
  if (evidence?.kind === "text") castTexts(evidence, dtype);
  throw new UndecidedError(text`Signet does not count whether the texts can be cast to ${dtype}.`);
}

/** A column of Python objects that Arrow gave: bytes, decimals, or booleans next to None. */
function castObjects({ type, counts }: ArrowEvidence, dtype: string): void {
  if (ALWAYS.has(dtype)) return;
  if (counts.nulls !== undefined && isInteger(dtype)) throw new Raised("TypeError", text`int() argument must be a number, not 'NoneType'`);
  const isDecimal = type.kind === "decimal";
  if (isDecimal && dtype.startsWith("datetime64")) throw new Raised("ValueError", text`Could not convert object to NumPy datetime`);
  const isKnown = type.kind === "bool" || (isDecimal && (!isInteger(dtype) || (dtype === "int64" && type.precision - type.scale <= 18)));
  if (isKnown || (dtype === "bytes" && type.kind !== "dictionary")) return;
  throw new UndecidedError(text`Whether the values can be cast to ${dtype} is not counted.`);
}

/** `pandas.NA`, of which NumPy makes neither an integer nor a truth. Arrow's floats have NaN besides, which is a number. */
function castNA({ series, evidence }: FrameColumn, dtype: string): void {
  const { name } = series.dtype;
  const isNullable = /^(U?Int\d|Float\d|boolean)/.test(name);
  const isArrow = name === "string" || name.endsWith("[pyarrow]");
  const hasNA = isArrow && evidence?.kind === "arrow" ? evidence.counts.nulls !== undefined : series.hasMissing;
  if (!hasNA) return;
  if (isNullable)
    throw new Raised(
      "ValueError",
      text`cannot convert to '${dtype}'-dtype NumPy array with missing values. Specify an appropriate 'na_value' for this dtype.`,
    );
  if (isArrow)
    throw new Raised(
      "TypeError",
      dtype === "bool"
        ? text`boolean value of NA is ambiguous`
        : text`int() argument must be a string, a bytes-like object or a real number, not 'NAType'`,
    );
}

/** `np.array(series, dtype=spec.type)` for a column whose values were only counted. */
function castCounted(column: FrameColumn, dtype: string): void {
  const { series, evidence } = column;
  const { name, kind } = series.dtype;
  if (isInteger(dtype) || dtype === "bool") castNA(column, dtype);
  const categories = name === "category" ? categoriesOf(series, evidence) : null;
  const hasTruths = categories === "booleans" || (kind === "O" && isTruths(evidence));
  if (series.hasMissing && (name === "str" || hasTruths || categories === "others")) {
    // NaN of a plain float, which numbers of categories are then, is cast in C, to whatever that gives.
    if (isInteger(dtype)) throw new Raised("ValueError", text`cannot convert float NaN to integer`);
    if (hasTruths && dtype.startsWith("datetime64")) throw new Raised("ValueError", text`Could not convert object to NumPy datetime`);
  }
  if (name === "str" || name === "string" || kind === "U") castText(evidence, dtype);
  else if (name === "category") {
    if (categories === "others") castText(evidence, dtype);
  } else if (kind === "O" && evidence?.kind === "arrow") castObjects(evidence, dtype);
  else if (kind === "O" && !isTruths(evidence)) castText(evidence, dtype);
}

/** What NumPy makes an array of where a column has categories: of others than numbers and booleans, it makes objects. */
function categoriesOf({ objects }: Series, evidence: ColumnEvidence | undefined): "numbers" | "booleans" | "others" {
  const types =
    evidence?.kind === "arrow"
      ? [evidence.type.kind === "dictionary" ? evidence.type.values.kind : evidence.type.kind]
      : [...(objects?.scalars.keys() ?? [])].filter((type) => type !== "nan" && type !== "None");
  const isOnly = (...wanted: readonly string[]) => types.length > 0 && types.every((type) => wanted.includes(type));
  return isOnly("int", "float") ? "numbers" : isOnly("bool") ? "booleans" : "others";
}

/** Booleans next to missing cells are objects, each of which is a number. */
const isTruths = (evidence: ColumnEvidence | undefined) =>
  evidence?.kind === "text" && [...evidence.kinds.keys()].every((kind) => kind === "bool" || kind === "missing");

const scalarShape = (name: string, shape: readonly number[]) =>
  mlflowException(
    text`The input pandas dataframe column '${name}' contains scalar values, which requires the shape to be (-1,) or (-1, 1), but got tensor spec shape of ${tupleText(shape)}.`,
  );

const misfit = (name: string, { shape, dtype }: TensorSpec, isLists: boolean) => {
  const advice = isLists
    ? `Ensure that each of the input list elements are of uniform length and that the data can be coerced to the tensor type '${dtype}'`
    : "Ensure that each of the input numpy array elements are of uniform length and can be reshaped to above expected shape.";
  return mlflowException(
    text`The value in the Input DataFrame column '${name}' could not be converted to the expected shape of: '${tupleText(shape)}'. ${advice}`,
  );
};

/** How many values one row has under a shape. */
const widthOf = ({ shape }: TensorSpec) => shape.slice(1).reduce((product, side) => product * side, 1);

const flattened = (row: PythonArgument): readonly PythonArgument[] => (isList(row) ? row.flatMap(flattened) : [row]);

/** `np.array(series, dtype=dtype)`: numbers of NumPy's own are cast in C, objects one by one in Python. */
function castCells({ dtype: { name, kind } }: Series, cells: readonly PythonArgument[], dtype: string): NumpyArray {
  return kind === "O" ? makeArrayOf(cells, dtype) : castArray(new NumpyArray(name, [cells.length], cells.map(plainValue)), dtype);
}

/** A column of lists, stacked and then cast to the declared dtype; gives each row as it is then. */
function reshapeLists(name: string, cells: readonly PythonArgument[], spec: TensorSpec): readonly PythonArgument[] {
  const width = widthOf(spec);
  const sizeOf = (row: PythonArgument) => (isList(row) ? makeArray(row).shape.reduce((product, side) => product * side, 1) : 1);
  if (width === 0 || cells.some((row) => sizeOf(row) !== width)) throw misfit(name, spec, true);
  try {
    const stacked = makeArray(cells.map(flattened));
    return castArray(stacked, spec.dtype).keptRows();
  } catch (error) {
    throw error instanceof Raised && error.pythonError === "ValueError" ? misfit(name, spec, true) : error;
  }
}

/** A column of arrays, as pyarrow gives lists: their lengths must be the declared one, and nobody looks at their dtype. */
function reshapeArrays(name: string, { series, evidence }: FrameColumn, spec: TensorSpec): void {
  const width = widthOf(spec);
  if (series.cells !== null) {
    for (const row of series.cells)
      if ((row instanceof NumpyArray ? row.length : 1) !== width || width === 0) throw misfit(name, spec, false);
    return;
  }
  const lists = evidence?.kind === "arrow" ? evidence.counts.lists : undefined;
  if (evidence?.kind !== "arrow" || lists === undefined)
    throw new UndecidedError(text`The lengths of the lists in '${name}' have to be seen.`);
  // A missing row is stacked as one object.
  const hasNulls = evidence.counts.nulls !== undefined;
  if (lists.min !== lists.max || lists.min !== width || width === 0 || (hasNulls && width !== 1)) throw misfit(name, spec, false);
}

/**
 * Checks a column of a frame against a tensor; throws what MLflow raises, and {@link UndecidedError} where the values have to be seen.
 * Source: `_reshape_and_cast_pandas_column_values` in `mlflow/models/utils.py`.
 *
 * @example a column of lists of 4 floats fits shape (-1, 4), and (-1, 2, 2), of any dtype
 */
export function enforceTensorColumn(
  name: string | null,
  column: FrameColumn,
  spec: TensorSpec,
  { findings, zero }: { readonly findings: Findings; readonly zero: LabelZero },
): void {
  const { shape, dtype } = spec;
  if (shape[0] !== -1 || shape.slice(1).includes(-1))
    throw mlflowException(
      text`For pandas dataframe input, the first dimension of shape must be a variable dimension and other dimensions must be fixed, but in model signature the shape of ${name === null ? "the unnamed input" : `input ${name}`} is ${tupleText(shape)}.`,
    );
  const label = name ?? "None";
  const { cells } = column.series;
  const compare = (sent: readonly PythonArgument[], got: readonly PythonArgument[]) =>
    findings.change(
      changeOf(
        column.name,
        sent.map((cell, row) => [cell, got[row] ?? null] as const),
      ),
    );
  switch (firstOf(column, zero)) {
    case "scalar":
      if (!(shape.length === 1 || (shape.length === 2 && shape[1] === 1))) throw scalarShape(label, shape);
      if (cells === null) castCounted(column, dtype);
      else compare(cells, castCells(column.series, cells, dtype).keptRows());
      return;
    case "list": {
      const lists = must(cells);
      compare(lists, reshapeLists(label, lists, spec));
      return;
    }
    case "array":
      reshapeArrays(label, column, spec);
      return;
    case "other":
      throw mlflowException(
        text`Because the model signature requires tensor spec input, the input pandas dataframe values should be either scalar value, python list containing scalar values or numpy array containing scalar values, other types are not supported.`,
      );
  }
}
