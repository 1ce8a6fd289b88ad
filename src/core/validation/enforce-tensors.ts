import { text } from "../errors.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { Schema, TensorSpec } from "../mlflow/types.ts";
import { checkNames, hasNames, isSameName, specName } from "./enforce-columns.ts";
import type { Findings } from "./findings.ts";
import { type Held, isList, isNumpyScalar, NumpyArray, PythonObject, typeName } from "./held.ts";
import type { Frame, FrameColumn, ModelInput } from "./model-input.ts";
import { castArray, makeArray } from "./numpy-array.ts";
import { isPythonFloat, isPythonInt } from "./object-casts.ts";
import { mlflowException, Raised, Unproved } from "./raised.ts";
import type { Series } from "./series.ts";

type TensorSchema = Schema & { readonly kind: "tensors" };

/** A shape as Python prints a tuple: `(-1,)`, `(3, 2)`. */
export const shapeText = (shape: readonly number[]) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** MLflow's `clean_tensor_type`: text and bytes without size; a foreign byte order is a dtype of its own. */
const wrongShape = (actual: readonly number[], expected: readonly number[]) =>
  mlflowException(text`Shape of input ${shapeText(actual)} does not match expected shape ${shapeText(expected)}.`);

/** Source: `_enforce_tensor_spec` in `mlflow/models/utils.py`. */
function enforceSpec(array: NumpyArray, { shape, dtype }: TensorSpec): void {
  const isRagged = array.shape.length === 1 && array.dtype === "object";
  if (shape.length === 1 && shape[0] === -1 && dtype === "object") return;
  if (shape.length > 1 && shape.slice(1).includes(-1) && isRagged) return;
  if (shape.length !== array.shape.length || shape.some((side, axis) => side !== -1 && side !== array.shape[axis]))
    throw wrongShape(array.shape, shape);
  if (array.dtype !== dtype) throw mlflowException(text`dtype of input ${array.dtype} does not match expected dtype ${dtype}`);
}

/** `pd_series[0]`, and the values of a column as far as they are held. */
function firstValue({ series, values, unproved }: FrameColumn): Held {
  if (unproved !== undefined) throw new Unproved(unproved);
  if (series.length === 0) throw new Raised("KeyError", text`0`);
  // A time is a Timestamp, which is no scalar to NumPy.
  if (series.dtype.kind === "M") return new PythonObject("pandas.Timestamp");
  const [first] = series.cells ?? values ?? [];
  if (first !== undefined) return first;
  if (
    series.dtype.kind === "O" &&
    series.objects !== null &&
    (series.objects.lists ?? series.objects.arrays ?? series.objects.dicts) !== undefined
  )
    throw new Unproved(text`The values of the column have to be seen.`);
  return series.dtype.name === "str" || series.dtype.name === "string" ? "" : 0n;
}

/** `np.array(series, dtype=spec.type)` for a column whose values were only counted. */
function castCounted({ series, evidence }: FrameColumn, dtype: string): void {
  const toInteger = /^u?int/.test(dtype);
  // A NaN of NumPy's own is cast in C, to whatever that gives.
  if (toInteger && series.hasMissing && !/^float\d+$/.test(series.dtype.name))
    throw new Raised("ValueError", text`cannot convert float NaN to integer`);
  if (series.dtype.kind === "O" && (toInteger || dtype.startsWith("float")) && evidence !== undefined) castTexts(evidence, series, dtype);
}

/** Texts are numbers to Python or they are not; of each kind of cell one was kept. */
function castTexts(evidence: ColumnEvidence, { dtype: { name } }: Series, dtype: string): void {
  if (evidence.kind !== "text") throw new Unproved(text`Whether the values can be cast to ${dtype} is not counted.`);
  // Booleans beside missing cells are objects, each of which is a number.
  if (name === "object" && [...evidence.kinds.keys()].every((kind) => kind === "bool" || kind === "missing")) return;
  const isNumber = dtype.startsWith("float") ? isPythonFloat : isPythonInt;
  const refused = [...evidence.kinds].find(
    ([kind, { first }]) => kind === "bool" || (kind !== "missing" && first.sample !== undefined && !isNumber(first.sample.data)),
  );
  const sample = refused?.[1].first.sample;
  if (refused !== undefined)
    throw new Raised("ValueError", text`a text cannot be converted to ${dtype}${sample === undefined ? "" : text`: ${sample}`}`);
  throw new Unproved(text`Whether the texts can be cast to ${dtype} is not counted.`);
}

const scalarShape = (name: string, shape: readonly number[]) =>
  mlflowException(
    text`The input pandas dataframe column '${name}' contains scalar values, which requires the shape to be (-1,) or (-1, 1), but got tensor spec shape of ${shapeText(shape)}.`,
  );

function reshapeRows(name: string, { series, values }: FrameColumn, { shape, dtype }: TensorSpec, isLists: boolean): void {
  const advice = isLists
    ? `Ensure that each of the input list elements are of uniform length and that the data can be coerced to the tensor type '${dtype}'`
    : "Ensure that each of the input numpy array elements are of uniform length and can be reshaped to above expected shape.";
  const refused = () =>
    mlflowException(
      text`The value in the Input DataFrame column '${name}' could not be converted to the expected shape of: '${shapeText(shape)}'. ${advice}`,
    );
  const rows = series.cells;
  if (rows === null) {
    const [sample] = values ?? [];
    if (sample instanceof NumpyArray && sample.dtype !== dtype)
      throw mlflowException(text`dtype of input ${sample.dtype} does not match expected dtype ${dtype}`);
    throw new Unproved(text`The lengths of the lists in '${name}' have to be seen.`);
  }
  const arrays = rows.map((row) => (isList(row) ? makeArray(row) : row));
  const width = shape.slice(1).reduce((product, side) => product * side, 1);
  for (const array of arrays) {
    const size = array instanceof NumpyArray ? array.shape.reduce((product, side) => product * side, 1) : 1;
    if (size !== width) throw refused();
    if (!isLists && array instanceof NumpyArray && array.dtype !== dtype)
      throw mlflowException(text`dtype of input ${array.dtype} does not match expected dtype ${dtype}`);
    if (isLists && array instanceof NumpyArray) {
      try {
        castArray(array, dtype);
      } catch (error) {
        throw error instanceof Raised && error.pythonError === "ValueError" ? refused() : error;
      }
    }
  }
}

/** A column of a frame as a tensor. Source: `_reshape_and_cast_pandas_column_values`. */
function enforceColumn(name: string | null, column: FrameColumn, spec: TensorSpec): void {
  const { shape, dtype } = spec;
  if (shape[0] !== -1 || shape.slice(1).includes(-1))
    throw mlflowException(
      text`For pandas dataframe input, the first dimension of shape must be a variable dimension and other dimensions must be fixed, but in model signature the shape of ${name === null ? "the unnamed input" : `input ${name}`} is ${shapeText(shape)}.`,
    );
  const first = firstValue(column);
  const label = name ?? "None";
  if (isNumpyScalar(first)) {
    if (!(shape.length === 1 || (shape.length === 2 && shape[1] === 1))) throw scalarShape(label, shape);
    const { cells } = column.series;
    if (cells === null) castCounted(column, dtype);
    else castArray(makeArray(cells), dtype);
  } else if (isList(first) && isNumpyScalar(first[0] ?? null)) reshapeRows(label, column, spec, true);
  else if (first instanceof NumpyArray) reshapeRows(label, column, spec, false);
  else
    throw mlflowException(
      text`Because the model signature requires tensor spec input, the input pandas dataframe values should be either scalar value, python list containing scalar values or numpy array containing scalar values, other types are not supported.`,
    );
}

/** The dtype of `frame.to_numpy()` where all columns are numbers; undecided for mixtures. */
function frameDtype({ columns }: Frame): string {
  const dtypes = [...new Set(columns.map(({ series }) => series.dtype.name))];
  const [only, second] = dtypes;
  if (only !== undefined && second === undefined) return only === "str" || only === "string" ? "object" : only;
  if (dtypes.every((dtype) => dtype === "int64" || dtype === "float64")) return "float64";
  if (dtypes.some((dtype) => dtype === "str" || dtype === "object" || dtype === "bool")) return "object";
  throw new Unproved(text`What to_numpy makes of columns of ${dtypes.join(", ")} is not proved.`);
}

function enforceFrame(frame: Frame, schema: TensorSchema, findings: Findings): void {
  findings.rowCount = frame.rowCount;
  const [spec] = schema.specs;
  if (spec === undefined) return;
  if (hasNames(schema)) {
    for (const [position, named] of schema.specs.entries()) {
      const name = specName(named, position);
      const column = frame.columns.find((other) => isSameName(other.name, name));
      if (column !== undefined)
        findings.attempt("enforce", { column: name, found: column.series.dtype.name, expected: named.dtype }, () =>
          enforceColumn(columnLabel(name), column, named),
        );
    }
    return;
  }
  const [only, second] = frame.columns;
  if (only === undefined || frame.rowCount === 0) throw mlflowException(text`Input DataFrame is empty.`);
  if (second === undefined) enforceColumn(null, only, spec);
  else if (spec.shape.length !== 2 || spec.shape[0] !== -1 || spec.shape[1] !== frame.columns.length)
    throw mlflowException(
      text`This model contains a model signature with an unnamed input. Since the input data is a pandas DataFrame containing multiple columns, the input shape must be of the structure (-1, number_of_dataframe_columns). Instead, the input DataFrame passed had ${String(frame.columns.length)} columns and an input shape of ${shapeText(spec.shape)} with all values within the DataFrame of scalar type. Please adjust the passed in DataFrame to match the expected structure`,
    );
  else enforceSpec(new NumpyArray(frameDtype(frame), [frame.rowCount, frame.columns.length], null), spec);
}

const inputTypeName = (input: ModelInput) =>
  input.kind === "array" ? "<class 'numpy.ndarray'>" : input.kind === "value" ? `<class '${typeName(input.value)}'>` : "<class 'dict'>";

function enforceDict(dict: ReadonlyMap<string, Held>, schema: TensorSchema, findings: Findings): void {
  for (const [position, spec] of schema.specs.entries()) {
    const name = specName(spec, position);
    const value = dict.get(String(name));
    if (value === undefined) continue;
    const found = value instanceof NumpyArray ? `${value.dtype} ${shapeText(value.shape)}` : typeName(value);
    findings.attempt("enforce", { column: name, found, expected: `${spec.dtype} ${shapeText(spec.shape)}` }, () => {
      if (!(value instanceof NumpyArray))
        throw mlflowException(
          text`This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to a numpy array, but a dict with value type <class '${typeName(value)}'> was found.`,
        );
      enforceSpec(value, spec);
    });
  }
}

function enforceNamedInput(input: ModelInput, schema: TensorSchema, findings: Findings): void {
  const [only, second] = schema.specs;
  const isSingle = input.kind === "array" && !input.sparse && only !== undefined && second === undefined;
  const given = isSingle ? { kind: "dict" as const, dict: new Map([[String(specName(only, 0)), input.array as Held]]) } : input;
  const dict = given.kind === "dict" ? given.dict : given.kind === "value" && given.value instanceof Map ? given.value : null;
  checkNames(schema, given.kind === "frame" ? given.columns.map(({ name }) => name) : [...(dict?.keys() ?? [])], findings);
  if (findings.refusals.length > 0 && given.kind !== "frame" && dict === null) return;
  if (given.kind === "frame") enforceFrame(given, schema, findings);
  else if (dict !== null) enforceDict(dict, schema, findings);
  else
    throw mlflowException(
      text`This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to tensor, or a pandas DataFrame input containing columns mapping input name to flattened list value from tensor, but an input of type ${inputTypeName(given)} was found.`,
    );
}

/**
 * Holds an input against a schema of tensors. Never throws for what MLflow would raise: it is among the findings.
 * Source: `_enforce_tensor_schema` in `mlflow/models/utils.py`.
 */
export function enforceTensors(input: ModelInput, schema: TensorSchema, findings: Findings): void {
  findings.attempt("enforce", {}, () => {
    if (hasNames(schema)) {
      enforceNamedInput(input, schema, findings);
      return;
    }
    const [spec] = schema.specs;
    if (spec === undefined) return;
    if (input.kind === "frame") enforceFrame(input, schema, findings);
    else if (input.kind === "array") enforceSpec(input.array, spec);
    else
      throw mlflowException(
        text`This model contains a tensor-based model signature with no input names, which suggests a numpy array input or a pandas dataframe input with proper column values, but an input of type ${inputTypeName(input)} was found.`,
      );
  });
}
