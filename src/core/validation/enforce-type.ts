import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { datum, type Text, text } from "../errors.ts";
import type { ColumnType, DataType } from "../mlflow/types.ts";
import { enforceDatatype, NUMPY_TYPES } from "./enforce-datatype.ts";
import { makeArray, ragged } from "./numpy-array.ts";
import {
  asScalar,
  isDict,
  isList,
  isNoneOrNan,
  isNumpyScalar,
  lengthOf,
  NumpyArray,
  type PythonArgument,
  PythonObject,
  plainValue,
  pythonRepr,
  typeName,
} from "./python-argument.ts";
import { mlflowException, Raised, UndecidedError } from "./raised.ts";
import { requireEncodable, seriesFromList, seriesFromVector } from "./series.ts";

const shown = (value: PythonArgument) => datum(pythonRepr(value), 120);

/** A type as MLflow prints it: `Array(long)`, `{x: long (required), y: string (optional)}`, `Map(str -> double)`. */
export function columnTypeName(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "array":
      return `Array(${columnTypeName(type.items)})`;
    case "object":
      return `{${type.properties.map(({ name, type: inner, required }) => `${name}: ${columnTypeName(inner)} (${required ? "required" : "optional"})`).join(", ")}}`;
    case "map":
      return `Map(str -> ${columnTypeName(type.values)})`;
    case "any":
      return "Any";
    case "sparkml_vector":
      return "SparkML vector";
  }
}

/** A scalar as `values.astype(type)` leaves it: one of NumPy's, or what it was where MLflow keeps it. */
function converted(value: PythonArgument, type: DataType, isConverted: boolean): PythonArgument {
  if (!isConverted) return value;
  return asScalar(plainValue(value), NUMPY_TYPES[type].name);
}

function enforceScalar(value: PythonArgument, type: DataType, required: boolean, environment: Environment): PythonArgument {
  if (!required && (has(environment, "optionalInside") ? isNoneOrNan(value) : value === null)) return null;
  if (!isNumpyScalar(value)) throw mlflowException(text`Expected data to be scalar, got ${typeName(value)}`);
  const series = seriesFromList([value]);
  requireEncodable(series, environment);
  try {
    enforceDatatype("", series, type, environment);
  } catch (error) {
    if (error instanceof Raised && error.pythonError === "MlflowException")
      throw mlflowException(text`Failed to enforce schema of data \`${shown(value)}\` with dtype \`${type}\``, error);
    throw error;
  }
  return converted(value, type, series.dtype.kind !== "O");
}

/** The items of a list or array under a scalar type, as one Series of them. */
function enforceItems(value: readonly PythonArgument[] | NumpyArray, type: DataType, environment: Environment): PythonArgument {
  const isArray = value instanceof NumpyArray;
  if (isArray && value.shape.length !== 1)
    throw new Raised("ValueError", text`Data must be 1-dimensional, got ndarray of shape (${value.shape.join(", ")}) instead`);
  const series = isArray ? seriesFromVector(value) : seriesFromList(value);
  requireEncodable(series, environment);
  enforceDatatype("", series, type, environment);
  if (type === "string" || type === "binary") checkText(value, type);
  if (type === "boolean") checkTruth(value);
  const { name } = NUMPY_TYPES[type];
  const dtype = type === "string" ? "str" : type === "binary" ? "bytes" : name;
  const items = series.cells?.map(plainValue) ?? null;
  if (isArray) return new NumpyArray(dtype, value.shape, items);
  // `tolist` gives Python's own scalars back: a float of each number, a bool of each truth, bytes of each text.
  if (type === "string" || type === "binary") return textItems(value, series.dtype.name === "str" && has(environment, "textDtype"), type);
  return value.map((item) => pythonItem(item, type));
}

/**
 * `to_numpy(dtype="str")` or `"bytes"`, as a list. pandas' text dtype with a missing item is copied into an array made for texts of one
 * character, so that each text is cut to its first; objects are each written as `str` does.
 * Source: `ArrowExtensionArray.to_numpy` in `pandas/core/arrays/arrow/array.py`, which fills `np.empty(length, dtype="str")`.
 */
function textItems(value: readonly PythonArgument[], isTextDtype: boolean, type: "string" | "binary"): PythonArgument {
  const isCut = isTextDtype && value.some(isNoneOrNan);
  return value.map((item) => {
    const plain = plainValue(item);
    if (type === "binary" && typeof plain !== "string" && item instanceof PythonObject) return item;
    const written = typeof plain === "string" ? plain : isCut ? "nan" : pythonRepr(item);
    const kept = isCut ? ([...written][0] ?? "") : written;
    return type === "binary" ? new PythonObject("bytes", kept) : kept;
  });
}

/** `to_numpy(dtype="str")` or `"bytes"`: whatever has a text, but no sequence; bytes are ASCII. */
function checkText(value: readonly PythonArgument[] | NumpyArray, type: "string" | "binary"): void {
  const items = value instanceof NumpyArray ? value.keptItems() : value;
  const isTuple = (item: PythonArgument) => item instanceof PythonObject && item.type === "tuple";
  // An array without dimensions is the one item that it has.
  const isArray = (item: PythonArgument) => item instanceof NumpyArray && item.shape.length > 0;
  if (items.some((item) => isList(item) || isArray(item) || isTuple(item)))
    throw new Raised("ValueError", text`setting an array element with a sequence`);
  if (type === "binary" && items.some((item) => item instanceof PythonObject && item.type === "str"))
    throw new UndecidedError(text`Whether the texts are ASCII is not counted.`);
  const foreign = items.find((item) => type === "binary" && typeof item === "string" && /[^\u0000-\u007f]/.test(item));
  if (foreign !== undefined) throw new Raised("UnicodeEncodeError", text`'ascii' codec can't encode ${shown(foreign)}`);
}

/** `to_numpy(dtype=bool)`: an array has a truth only where it has one item, whose truth that is. */
function checkTruth(value: readonly PythonArgument[] | NumpyArray): void {
  const items = value instanceof NumpyArray ? value.keptItems() : value;
  for (const item of items) {
    // An array without dimensions is its item, which has a truth: None's is False.
    if (!(item instanceof NumpyArray) || item.shape.length === 0) continue;
    const { min, max } = item.exemplar ?? { min: item.length, max: item.length };
    if (min !== 1 || max !== 1) throw new Raised("ValueError", text`setting an array element with a sequence.`);
    checkTruth(item);
  }
}

function pythonItem(item: PythonArgument, type: DataType): PythonArgument {
  const plain = plainValue(item);
  if (type === "double" || type === "float") return isNoneOrNan(item) ? Number.NaN : Number(plain);
  return type === "boolean" ? Boolean(plain) : item;
}

function enforceArray(value: PythonArgument, items: ColumnType, required: boolean, environment: Environment): PythonArgument {
  const isSequence = isList(value) || value instanceof NumpyArray;
  const optionalInside = has(environment, "optionalInside");
  if (!optionalInside && !required && value === null) return null;
  if (value instanceof NumpyArray && value.shape.length === 0) throw new Raised("TypeError", text`len() of unsized object`);
  if (optionalInside && (!required || items.kind === "any") && (value === null || (isSequence && lengthOf(value) === 0))) return value;
  if (!isSequence) throw mlflowException(text`Expected data to be list or numpy array, got ${typeName(value)}`);
  if (items.kind === "scalar" && has(environment, "arraysAsSeries"))
    return lengthOf(value) > 0 ? enforceItems(value, items.name, environment) : value;
  const rows = value instanceof NumpyArray ? value.keptRows() : value;
  const enforced = rows.map((row) => enforceType(row, items, required || !optionalInside, environment));
  if (!(value instanceof NumpyArray)) return enforced;
  // An array is made an array again, which it cannot be where its own arrays differ in shape.
  if (value.exemplar?.isRagged === true) throw ragged();
  return makeArray(enforced);
}

/** `data == {}`, as it is asked of anything: an array of one item is compared by it. */
function isEmptyDict(value: PythonArgument): boolean {
  if (isDict(value)) return value.size === 0;
  const [item = null, second] = value instanceof NumpyArray ? value.keptItems() : [];
  return second === undefined && isDict(item) && item.size === 0;
}

const nameSet = (names: readonly string[]): Text => text`{${names.map((name) => `'${name}'`).join(", ")}}`;

function enforceObject(
  value: PythonArgument,
  type: ColumnType & { readonly kind: "object" },
  required: boolean,
  environment: Environment,
): PythonArgument {
  const optionalInside = has(environment, "optionalInside");
  if (!required && (value === null || (optionalInside && isEmptyDict(value)))) return value;
  if (!isDict(value))
    throw mlflowException(
      text`Failed to enforce schema of '${shown(value)}' with type '${columnTypeName(type)}'. Expected data to be dictionary, got ${typeName(value)}`,
    );
  const missing = type.properties.filter(({ name, required: needed }) => needed && !value.has(name)).map(({ name }) => name);
  if (missing.length > 0) throw mlflowException(text`Missing required properties: ${nameSet(missing)}`);
  const unknown = [...value.keys()].filter((key) => !type.properties.some(({ name }) => name === key));
  if (unknown.length > 0) throw mlflowException(text`Invalid properties not defined in the schema found: ${nameSet(unknown)}`);
  const enforced = new Map<string, PythonArgument>();
  for (const property of type.properties) {
    const item = value.get(property.name);
    if (item === undefined) continue;
    try {
      enforced.set(property.name, enforceType(item, property.type, property.required || !optionalInside, environment));
    } catch (error) {
      if (!(error instanceof Raised) || error.pythonError !== "MlflowException") throw error;
      const expected = property.type.kind === "scalar" ? property.type.name : property.type.kind;
      throw mlflowException(
        text`Failed to enforce schema for key \`${property.name}\`. Expected type ${expected}, received type ${typeName(item)}`,
        error,
      );
    }
  }
  return enforced;
}

function enforceMap(value: PythonArgument, values: ColumnType, required: boolean, environment: Environment): PythonArgument {
  const optionalInside = has(environment, "optionalInside");
  if ((!required || values.kind === "any") && (value === null || (optionalInside && isEmptyDict(value)))) return value;
  if (!isDict(value)) throw mlflowException(text`Expected data to be a dict, got ${typeName(value)}`);
  return new Map([...value].map(([key, item]) => [key, enforceType(item, values, required || !optionalInside, environment)] as const));
}

/** A SparkML vector is an `Array(double)` to MLflow. Source: `SparkMLVector` in `mlflow/types/schema.py`. */
const DOUBLE: ColumnType = { kind: "scalar", name: "double" };

/**
 * One value under a nested type, as MLflow walks it; gives what the model would get.
 * Throws {@link Raised} at the first fault. Source: `_enforce_type` and its like in `mlflow/models/utils.py`.
 */
export function enforceType(value: PythonArgument, type: ColumnType, required = true, environment: Environment = CURRENT): PythonArgument {
  switch (type.kind) {
    case "scalar":
      return enforceScalar(value, type.name, required, environment);
    case "array":
      return enforceArray(value, type.items, required, environment);
    case "object":
      return enforceObject(value, type, required, environment);
    case "map":
      return enforceMap(value, type.values, required, environment);
    case "any":
      return value;
    case "sparkml_vector":
      return enforceArray(value, DOUBLE, required, environment);
  }
}

/**
 * {@link enforceType} as the scoring server calls it for a column of a request: before MLflow 2.19 as if every column were required.
 * Source: `cast_df_types_according_to_schema` and `convert_data_type` in `mlflow/utils/proto_json_utils.py`.
 */
export const enforceTypeOfRequest = (
  value: PythonArgument,
  type: ColumnType,
  required: boolean,
  environment: Environment,
): PythonArgument => enforceType(value, type, required || !has(environment, "optionalInside"), environment);
