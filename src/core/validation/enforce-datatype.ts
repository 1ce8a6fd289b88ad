import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { type Text, text } from "../errors.ts";
import { cellText, shownSample } from "../evidence/sighting.ts";
import type { PandasDtype } from "../ladders/pandas.ts";
import { knownDtype } from "../ladders/pandas-dtype.ts";
import { scalarValues } from "../ladders/text-counts.ts";
import { inferObjects } from "../ladders/value-objects.ts";
import type { DataType } from "../mlflow/types.ts";
import { checkNumeric, checkNumericTypes, checkTime, checkTimeTypes, checkYear } from "./object-casts.ts";
import { PythonObject } from "./python-argument.ts";
import { mlflowException, Raised, UndecidedError } from "./raised.ts";
import { isTextOnly, type Series } from "./series.ts";

/** What enforcement makes of a column that it takes: the same dtype, or that of NumPy which the type has. */
export type Enforced = { readonly kind: "kept" } | { readonly kind: "converted"; readonly to: string };

/** Thrown where the verdict depends on values of which the evidence has no more than the type: the file is read again for them. */
export class NeedsNumbers extends Error {}

interface NumpyType {
  readonly name: string;
  readonly kind: string;
  readonly itemsize: number;
}

/** `DataType.to_numpy()`. Source: `mlflow/types/schema.py`. */
export const NUMPY_TYPES: Readonly<Record<DataType, NumpyType>> = {
  boolean: { name: "bool", kind: "b", itemsize: 1 },
  integer: { name: "int32", kind: "i", itemsize: 4 },
  long: { name: "int64", kind: "i", itemsize: 8 },
  float: { name: "float32", kind: "f", itemsize: 4 },
  double: { name: "float64", kind: "f", itemsize: 8 },
  string: { name: "<U0", kind: "U", itemsize: 0 },
  binary: { name: "|S0", kind: "S", itemsize: 0 },
  datetime: { name: "datetime64[ns]", kind: "M", itemsize: 8 },
};

const KEPT: Enforced = { kind: "kept" };

/** pandas' own dtypes of text, which MLflow takes for strings and for binary. */
const STRING_DTYPES = new Set(["str", "string"]);

/** Before MLflow 3.9, which was made for pandas without `str`, the nullable `string` was none of them. */
const isStringDtype = ({ name }: PandasDtype, environment: Environment): boolean =>
  STRING_DTYPES.has(name) && (name === "str" || has(environment, "nullableText"));

const isArrow = ({ name }: PandasDtype) => name.endsWith("[pyarrow]");
const isNullable = ({ name }: PandasDtype) => /^(U?Int\d+|Float\d+|boolean)$/.test(name);

/** `values.astype(numpy_type)`: NumPy can hold what pandas' own dtypes keep as NA only in floats. */
function upcast(name: string, { dtype, hasMissing }: Series, type: NumpyType): Enforced {
  if (hasMissing && type.kind !== "f" && (isNullable(dtype) || isArrow(dtype))) {
    if (isArrow(dtype))
      throw type.kind === "b"
        ? new Raised("TypeError", text`boolean value of NA is ambiguous`)
        : new Raised("TypeError", text`int() argument must be a string, a bytes-like object or a real number, not 'NAType'`);
    throw new Raised(
      "ValueError",
      text`cannot convert ${type.kind === "b" ? "float NaN to bool" : "NA to integer"}: column ${name} has missing cells.`,
    );
  }
  return dtype.name === type.name ? KEPT : { kind: "converted", to: type.name };
}

/** `Series.astype("datetime64[ns]")` of text, of which each is parsed by itself. */
function checkTextDates({ asDates }: Series): void {
  if (asDates === null) throw new NeedsNumbers();
  const { notDate, unsure, outsideNanoseconds, offsets } = asDates;
  if (notDate !== undefined) throw new Raised("ValueError", text`Given date string ${shownSample(notDate)} not likely a datetime`);
  const zoned = [...offsets].find(([offset]) => offset !== "none");
  if (zoned !== undefined) throw new UndecidedError(text`Signet has not verified how pandas casts dates with an offset from UTC.`);
  if (unsure !== undefined)
    throw new UndecidedError(text`Only pandas can decide whether ${shownSample(unsure)} in row ${unsure.row + 1} is a date.`);
  if (outsideNanoseconds !== undefined) checkYear(cellText(outsideNanoseconds));
}

function enforceTime(name: string, series: Series, environment: Environment): Enforced | null {
  const { dtype, cells, objects } = series;
  if (dtype.kind === "M") {
    if (/, /.test(dtype.name) && has(environment, "zonedTimesRefused")) {
      if (isArrow(dtype)) throw new Raised("ValueError", text`cannot supply both a tz and a timezone-naive dtype (i.e. datetime64[ns])`);
      throw mlflowException(
        text`Please ensure that the input data of datetime column only contains timezone-naive datetime objects. Error: Cannot use .astype to convert from timezone-aware dtype to timezone-naive dtype. Use obj.tz_localize(None) or obj.tz_convert('UTC').tz_localize(None) instead.`,
      );
    }
    if (series.withinNanoseconds === null) throw new NeedsNumbers();
    if (!series.withinNanoseconds) throw new Raised("OutOfBoundsDatetime", text`Out of bounds nanosecond timestamp in column ${name}`);
    return dtype.name === "datetime64[ns]" ? KEPT : { kind: "converted", to: "datetime64[ns]" };
  }
  if (dtype.name !== "object") return null;
  try {
    if (cells !== null) cells.forEach(checkTime);
    else if (isTextOnly(series)) checkTextDates(series);
    else if (objects !== null) checkTimeTypes(objects);
    if (objects?.scalars.has("datetime.date") === true && cells === null) {
      if (series.withinNanoseconds === null) throw new NeedsNumbers();
      if (!series.withinNanoseconds) throw new Raised("OutOfBoundsDatetime", text`Out of bounds nanosecond timestamp`);
    }
  } catch (error) {
    if (error instanceof Raised && ["ValueError", "OutOfBoundsDatetime"].includes(error.pythonError))
      throw mlflowException(text`Failed to convert column ${name} from type ${dtype.name} to datetime.`, error);
    throw error;
  }
  return { kind: "converted", to: "datetime64[ns]" };
}

/** `pd.to_numeric` of text whose cells are not kept. */
function checkTextNumbers({ notNumber }: Series): void {
  if (notNumber === undefined) throw new NeedsNumbers();
  throw new Raised("ValueError", text`Unable to parse string ${shownSample(notNumber)} at position ${notNumber.row}`);
}

function enforceNumeric(name: string, series: Series): Enforced {
  const { dtype, cells, objects } = series;
  try {
    if (cells !== null) cells.forEach(checkNumeric);
    else if (isTextOnly(series)) checkTextNumbers(series);
    else if (objects !== null) checkNumericTypes(objects);
  } catch (error) {
    if (error instanceof Raised && error.pythonError === "ValueError")
      throw mlflowException(text`Failed to convert column ${name} from type ${dtype.name} to double.`, error);
    throw error;
  }
  return { kind: "converted", to: "float64" };
}

/** Text before pandas 3, which has no dtype of its own. */
function textAsObjects(series: Series): Series {
  if (series.dtype.name !== "str") return series;
  const { length, missing, hasMissing } = series;
  const strings = length - (missing ?? 0);
  const scalars = scalarValues(length, [
    ["str", strings === 0 ? undefined : { count: strings, first: { row: 0 } }],
    ["nan", hasMissing ? { count: missing ?? 1, first: { row: 0 } } : undefined],
  ]);
  return { ...series, dtype: knownDtype("object"), objects: series.objects ?? scalars };
}

/** MLflow's hint where integers became floats because some are missing. */
const MISSING_HINT: Text = [
  " Hint: the type mismatch is likely caused by missing values. Integer columns in python can not represent missing values and are therefore encoded as floats. The best way to avoid this problem is to infer the model schema based on a realistic data sample (training dataset) that includes missing values. Alternatively, you can declare integer columns as doubles (float64) whenever these columns may have missing values. See `Handling Integers With Missing Values <https://www.mlflow.org/docs/latest/models.html#handling-integers-with-missing-values>`_ for more details.",
];

function isUpcast({ kind, itemsize }: PandasDtype, type: NumpyType): boolean {
  if (kind === type.kind) return itemsize <= type.itemsize;
  if (kind === "u" && type.kind === "i") return itemsize < type.itemsize;
  return (kind === "i" || kind === "u") && type.name === "float64" && itemsize <= 6;
}

/** `series.infer_objects().dtype`. */
function inferredDtype({ dtype, objects, cells }: Series, environment: Environment): PandasDtype {
  const found = objects === null ? dtype : inferObjects(objects);
  const inferred = found.name === "str" && !has(environment, "textDtype") ? dtype : found;
  const isZoned = inferred.kind === "M" && cells?.some((cell) => cell instanceof PythonObject && cell.isZoned) === true;
  return isZoned ? knownDtype(`${inferred.name.slice(0, -1)}, UTC]`) : inferred;
}

/**
 * What MLflow makes of a column under a scalar type; throws {@link Raised} where it refuses, {@link NeedsNumbers} where the numbers have to be
 * looked at, and `UndecidedError` where only pandas can decide. Integers of 64 bits become floats only where all are 0 or 1.
 * Source: `mlflow/models/utils.py _enforce_mlflow_datatype`.
 */
export function enforceDatatype(name: string, counted: Series, type: DataType, environment: Environment = CURRENT): Enforced {
  const given = has(environment, "textDtype") ? counted : textAsObjects(counted);
  const inferred =
    given.dtype.name === "object" && type !== "binary" && type !== "string" ? inferredDtype(given, environment) : given.dtype;
  const series = inferred.name === given.dtype.name ? given : { ...given, dtype: inferred };
  const { dtype } = series;
  const target = NUMPY_TYPES[type];
  const isObject = dtype.name === "object";
  if ((type === "string" || type === "binary") && (isObject || isStringDtype(dtype, environment))) return KEPT;
  if (dtype.name === target.name) return KEPT;
  if (type === "binary" && dtype.kind === "S") return KEPT;
  if (type === "datetime") {
    const enforced = enforceTime(name, series, environment);
    if (enforced !== null) return enforced;
  }
  if (type === "boolean" && isObject) return KEPT;
  if (type === "double" && isObject) return enforceNumeric(name, series);
  if (isUpcast(dtype, target)) return upcast(name, series, target);
  if (dtype.name === "int64" && target.kind === "f" && has(environment, "zeroOneIntegers")) {
    if (series.zeroOrOne === null && series.length > 0) throw new NeedsNumbers();
    if (series.zeroOrOne !== false) return { kind: "converted", to: target.name };
  }
  const isHinted = dtype.name === "float64" && target.kind === "i" && series.hasMissing && series.whole === true;
  throw mlflowException([
    ...text`Incompatible input types for column ${name}. Can not safely convert ${dtype.name} to ${target.name}.`,
    ...(isHinted ? MISSING_HINT : []),
  ]);
}
