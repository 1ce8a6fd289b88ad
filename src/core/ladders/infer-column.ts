import { defined } from "../defined.ts";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { type ErrorData, type Text, text } from "../errors.ts";
import type { MissingTally, Tally } from "../evidence/sighting.ts";
import { NO_VALUES } from "../evidence/value-merge.ts";
import type { ColSpec, DataType } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import type { SpecReport } from "./infer-report.ts";
import type { PandasDtype, PandasSeries } from "./pandas.ts";
import { inferObjects } from "./value-objects.ts";
import { type ColumnVerdict, typeOfColumn } from "./value-type.ts";

/**
 * The spec that MLflow gives to a pandas column, or the offence that makes it fall back.
 * Source: `mlflow/types/utils.py _infer_pandas_column` and `_infer_required`.
 */
export function reportOfSeries(series: PandasSeries, environment: Environment = CURRENT): SpecReport {
  const { name, dtype, steps, missing, declaredBy, source } = series;
  const named = defined({ name: name ?? undefined });
  const report = {
    ...named,
    dtype: dtype.name,
    steps,
    missing: missing ? reportedMissing(missing) : null,
    ...defined({ declaredBy, source }),
  };
  if (isDecoded(series)) return { ...report, spec: null, offence: undecodable(series.undecodable, name) };
  const zone = failingZone(series);
  if (zone !== undefined) return { ...report, spec: null, offence: unknownZone(zone, name) };
  const typed = typeOfSeries(series, environment);
  if (typed.kind === "offence") return { ...report, spec: null, offence: typed.error };
  const spec: ColSpec = {
    kind: "column",
    type: typed.type,
    ...named,
    required: missing === undefined || !isOptionalByIt(series, environment),
  };
  return { ...report, spec };
}

/** The dtypes in which a cell is missing as NaT or pd.NA. */
const HOLDS_NA = /^(?:datetime64|timedelta64|U?Int\d|Float\d|boolean$|string$)|\[pyarrow\]$/;

/** Whether MLflow sees that cells are missing. Source: `_infer_required`, which before 2.21 looked for None and NaN alone. */
function isOptionalByIt({ dtype, values }: PandasSeries, environment: Environment): boolean {
  if (has(environment, "missingTimes")) return true;
  if (dtype.kind !== "O") return !HOLDS_NA.test(dtype.name);
  return values === undefined || values.scalars.has("None") || values.scalars.has("nan");
}

function reportedMissing({ count, first, atLeast }: MissingTally): NonNullable<SpecReport["missing"]> {
  return { count, firstRow: first?.row ?? null, ...defined({ atLeast }) };
}

/** Python fails on the first text that is not UTF-8 when MLflow walks the column. */
function undecodable({ first, count }: Tally, name: ColumnName): ErrorData {
  const message = text`The text in row ${first.row + 1} is not valid UTF-8, as ${count} in all: Python cannot decode it.`;
  return {
    tag: "UnreadableFile",
    message,
    place: { column: columnLabel(name), row: first.row + 1 },
    pythonError: "UnicodeDecodeError",
    remedy: "Write the column as binary, or correct its encoding.",
  };
}

/** Whether Python comes upon a text that it cannot decode: MLflow walks a column up to its first missing cell. */
const isDecoded = (series: PandasSeries): series is PandasSeries & { readonly undecodable: Tally } => {
  const { undecodable: odd, missing } = series;
  return odd !== undefined && (missing?.first === undefined || missing.first === null || odd.first.row < missing.first.row);
};

/** A zone on which Python fails: MLflow walks a column up to its first missing cell. */
const failingZone = ({ unknownZone: zone, length, missing }: PandasSeries) => (length > 0 && missing?.first?.row !== 0 ? zone : undefined);

function unknownZone(zone: string, name: ColumnName): ErrorData {
  return {
    tag: "UnreadableFile",
    message: text`There is no time zone ${zone}: Python cannot read the column's times.`,
    place: { column: columnLabel(name) },
    pythonError: "ArrowInvalid",
    remedy: "Write the column with a time zone of the IANA database.",
  };
}

/** A column's name as a message or a place writes it. */
export function columnLabel(name: ColumnName): string {
  if (Array.isArray(name)) return `(${name.map(columnLabel).join(", ")})`;
  return String(name);
}

function typeOfSeries(series: PandasSeries, environment: Environment): ColumnVerdict {
  const place = { column: columnLabel(series.name) };
  if (series.dtype.kind !== "O") return typeOfDtype(series.dtype, place.column);
  const values = series.values ?? NO_VALUES;
  const inferred = series.dtype.name === "object" ? inferObjects(values) : series.dtype;
  if (inferred.kind !== "O") return typeOfDtype(inferred, place.column);
  if (values.count === 0) return typeOfNothing(series, environment);
  const verdict = typeOfColumn(values, place, environment);
  return verdict.kind === "offence" && verdict.error.tag !== "Undecided" && isStringAnyway(series, environment)
    ? scalar("string")
    : verdict;
}

/** Whether pandas' `is_string_dtype` takes a column that has rows for text whatever its values are: MLflow then does, where it finds no type. */
function isStringAnyway({ dtype }: PandasSeries, environment: Environment): boolean {
  if (dtype.name === "string") return true;
  return dtype.name === "object" && !has(environment, "stringDtypeByValues");
}

/** A column of objects without rows: MLflow fails to infer it, then takes it for text if pandas' `is_string_dtype` does. */
function typeOfNothing({ dtype, name, categories }: PandasSeries, environment: Environment): ColumnVerdict {
  const isObject = dtype.name === "object" && has(environment, "stringDtypeByValues") && !has(environment, "emptyTextColumn");
  if (isObject)
    return offence(text`Failed to infer schema for pandas.Series: an object column without rows has no type.`, columnLabel(name));
  const isString = ["object", "str", "string"].includes(dtype.name) || (dtype.name === "category" && categories === "str");
  if (isString) return scalar("string");
  return offence(text`Failed to infer schema for pandas.Series: a ${dtype.name} column without rows has no type.`, columnLabel(name));
}

/** MLflow's type for a dtype that needs no look at the values. Source: `mlflow/types/utils.py _infer_numpy_dtype`. */
function typeOfDtype({ name, kind, itemsize }: PandasDtype, column: string): ColumnVerdict {
  if (kind === "b") return scalar("boolean");
  if (kind === "i" || kind === "u") {
    if (itemsize < 4 || (kind === "i" && itemsize === 4)) return scalar("integer");
    if (itemsize < 8 || (kind === "i" && itemsize === 8)) return scalar("long");
  }
  if (kind === "f" && itemsize <= 8) return scalar(itemsize <= 4 ? "float" : "double");
  if (kind === "U") return scalar("string");
  if (kind === "S") return scalar("binary");
  if (kind === "M") return scalar("datetime");
  return offence(text`Unsupported numpy data type '${name}', kind '${kind}'.`, column);
}

function scalar(name: DataType): ColumnVerdict {
  return { kind: "type", type: { kind: "scalar", name } };
}

function offence(message: Text, column: string): ColumnVerdict {
  return { kind: "offence", error: { tag: "InvalidSchema", message, place: { column }, pythonError: "MlflowException" } };
}
