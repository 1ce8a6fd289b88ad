import { defined, must } from "../../defined.ts";
import { assertSignetError, SignetError, type Text, text } from "../../errors.ts";
import { dtypeNameKind } from "../../evidence/pandas-dtype-name.ts";
import { isTimeZone } from "../../evidence/time-zones.ts";
import { parseLiteral } from "../../python/literal.ts";
import type { ColumnName, PythonValue } from "../../python/value.ts";

/** A column's label in the frame. `python` names its type where JSON cannot write it (`Timestamp`); `name` is then its text. */
export interface ColumnLabel {
  readonly name: ColumnName;
  readonly python?: string;
}

/** One entry of `column_indexes` in pandas' metadata: how one level of the columns was typed. */
export interface LabelLevel {
  readonly pandasType: string | undefined;
  /** Null where the metadata give none. */
  readonly numpyType: string | null;
  readonly timezone: string | undefined;
}

/** Labels of one level with the dtype that pandas' Index has for them. */
interface Level {
  readonly dtype: string;
  readonly labels: readonly ColumnLabel[];
}

const refused = (message: Text, pythonError = "ValueError") =>
  new SignetError("UnreadableFile", message, { pythonError, remedy: "Rename the columns to text before writing the file." });

const undecided = (message: Text) => new SignetError("Undecided", message, { remedy: "Ask pandas: df.columns." });

/** pandas' inferred types whose dtype has another name. Source: `get_pandas_logical_type_map` in `pyarrow/pandas_compat.py`. */
const LOGICAL: ReadonlyMap<string, string> = new Map([
  ["date", "datetime64[D]"],
  ["datetime", "datetime64[ns]"],
  ["datetimetz", "datetime64[ns]"],
  ["unicode", "str"],
  ["string", "str"],
  ["bytes", "bytes"],
  ["integer", "int64"],
  ["floating", "float64"],
  ["decimal", "object"],
  ["empty", "object"],
  ["int", "int64"],
  ["uint", "uint64"],
  ["float", "float64"],
  ["complex", "complex128"],
]);

const NUMPY_DTYPE = /^(bool|u?int(8|16|32|64)|float(16|32|64)|complex(64|128)|object|str|(datetime64|timedelta64)(\[\w+\])?)$/;

/** Words that pandas uses for a kind of values, and that NumPy does not know as a dtype. */
const NO_DTYPE = /^(boolean|period|interval|categor\w*|time|timedelta|[A-Z]\w+)$/;

/** The dtype that pyarrow casts a level to first. Source: `_pandas_type_to_numpy_type`. */
function logicalDtype(pandasType: string): string {
  const dtype = LOGICAL.get(pandasType) ?? (pandasType.includes("mixed") ? "object" : pandasType);
  if (dtype === "bytes" || NUMPY_DTYPE.test(dtype)) return dtype;
  if (dtypeNameKind(pandasType) === "refused" || NO_DTYPE.test(pandasType))
    throw refused(text`data type '${pandasType}' not understood`, "TypeError");
  throw undecided(text`Signet has not verified whether NumPy knows the dtype ${pandasType} of the column labels.`);
}

const INTEGER = /^\s*[+-]?\d(?:_?\d)*\s*$/;
const FLOAT = /^\s*[+-]?(?:(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[+-]?\d(?:_?\d)*)?|inf(?:inity)?|nan)\s*$/i;
const DECIMAL = /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|s?nan\d*)\s*$/i;
const STAMP = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?$/;
const SPAN = /^-?\d+(?: days?(?: [+-]?\d\d:\d\d:\d\d(?:\.\d{1,9})?)?)?$/;
/** Python reads other scripts' digits as well. */
const isPlain = (label: string) => /^[ -~]*$/.test(label);

function textOf({ name }: ColumnLabel): string | null {
  return typeof name === "string" ? name : null;
}

function integerLabel(label: ColumnLabel, dtype: string): ColumnLabel {
  const written = textOf(label);
  if (typeof label.name === "bigint") return inRange(label.name, dtype);
  if (typeof label.name === "boolean") return inRange(label.name ? 1n : 0n, dtype);
  if (written === null) throw refused(text`A column without a label cannot be an integer.`);
  if (!INTEGER.test(written)) {
    if (!isPlain(written)) throw undecided(text`Signet has not verified whether Python reads the column label ${written} as an integer.`);
    throw refused(text`invalid literal for int() with base 10: '${written}'`);
  }
  return inRange(BigInt(written.replaceAll("_", "").trim().replace(/^\+/, "")), dtype);
}

function inRange(value: bigint, dtype: string): ColumnLabel {
  const [, unsigned, digits = "64"] = /^(u?)int(\d+)/i.exec(dtype) ?? [];
  const bits = BigInt(digits);
  const [least, most] = unsigned === "" ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (value < least || value > most) throw refused(text`Python integer ${String(value)} out of bounds for ${dtype}`, "OverflowError");
  // The nullable dtypes give NumPy's own integers, which the json module refuses.
  return { name: value, ...(/^[IU]/.test(dtype) ? { python: dtype.toLowerCase() } : {}) };
}

function floatOf(label: ColumnLabel): number {
  if (typeof label.name === "number") return label.name;
  if (typeof label.name === "bigint") return Number(label.name);
  const written = textOf(label);
  if (written === null) return Number.NaN;
  if (!FLOAT.test(written)) {
    if (!isPlain(written)) throw undecided(text`Signet has not verified whether Python reads the column label ${written} as a float.`);
    throw refused(text`could not convert string to float: '${written}'`);
  }
  const plain = written.replaceAll("_", "").trim().toLowerCase();
  if (plain.includes("nan")) return Number.NaN;
  if (plain.includes("inf")) return plain.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(plain);
}

function floatLabel(label: ColumnLabel, dtype: string): ColumnLabel {
  const value = floatOf(label);
  if (/64/.test(dtype)) return { name: value };
  if (/16/.test(dtype)) throw refused(text`float16 indexes are not supported`, "NotImplementedError");
  return { name: Math.fround(value), ...(dtype === "Float32" ? { python: "float32" } : {}) };
}

function oddLabel(label: ColumnLabel, python: string, pattern: RegExp): ColumnLabel {
  const written = textOf(label);
  if (written !== null && !pattern.test(written) && !/^(nan|NaT)?$/.test(written))
    throw undecided(text`Signet has not verified whether pandas reads the column label ${written} as a ${python}.`);
  return { name: written ?? "NaT", python };
}

/** `Index.astype` for labels that are still text, and for a second cast that changes nothing of them. */
function cast({ dtype: from, labels }: Level, dtype: string): Level {
  if (from === dtype) return { dtype, labels };
  const each = (convert: (label: ColumnLabel) => ColumnLabel): Level => ({ dtype, labels: labels.map(convert) });
  if (/^(datetime64|timedelta64)$/.test(dtype)) throw refused(text`Passing in '${dtype}' dtype with no precision is not allowed.`);
  if (/^(datetime64|timedelta64)\[(?!(s|ms|us|ns)\])/.test(dtype)) throw refused(text`Unexpected value for 'dtype': '${dtype}'.`);
  // Times become few other dtypes, and pandas refuses the rest without labels, too.
  const isCast = !/^(datetime64|timedelta64)/.test(from) || /^((datetime64|timedelta64)\[.*|object|str|int64)$/.test(dtype);
  if (labels.length === 0 && isCast) return { dtype, labels };
  if (dtype === "object") return { dtype, labels };
  const odd = from === "object" ? labels.find(({ python }) => python !== undefined)?.python : undefined;
  if ((odd === "bytes" || odd === "Decimal") && /^(datetime64|timedelta64)\[/.test(dtype))
    throw refused(text`${odd} is not convertible to ${dtype}`, "TypeError");
  if (odd !== undefined) throw undecided(text`Signet has not verified how column labels that are ${odd} become ${dtype}.`);
  const isText = from === "str" || from === "object";
  if (/^u?int\d+(\[pyarrow\])?$/i.test(dtype) && (isText || /int|bool/i.test(from))) return each((label) => integerLabel(label, dtype));
  if (/^float\d+$/i.test(dtype) && (isText || /float|int/i.test(from))) return each((label) => floatLabel(label, dtype));
  if (dtype === "bool" && isText) return each(({ name }) => ({ name: name !== "" && name !== null }));
  if (dtype === "boolean" && from === "bool") return each(({ name }) => ({ name, python: "bool" }));
  if (/^datetime64\[/.test(dtype) && isText) return each((label) => oddLabel(label, "Timestamp", STAMP));
  if (/^timedelta64\[/.test(dtype) && isText) return each((label) => oddLabel(label, "Timedelta", SPAN));
  if (/^(datetime64|timedelta64)\[/.test(from) && /^(datetime64|timedelta64|timestamp|duration)\[/.test(dtype)) return { dtype, labels };
  if (/^complex/.test(dtype) && isText) return each((label) => oddLabel(label, "complex", /^[-+(\d.ej)]+$/));
  if (/^(str|string)(\[\w+\])?$/.test(dtype) && isText) return each((label) => (label.name === null ? { name: Number.NaN } : label));
  if (/^(str|string)$/.test(dtype) && /^u?int\d+$/.test(from)) return each(({ name }) => ({ name: String(name) }));
  throw undecided(text`Signet has not verified how the column labels become ${dtype}.`);
}

/** `zone` is the first level's, whichever level is converted. */
function converted(level: Level, { pandasType = level.dtype, numpyType }: LabelLevel, zone: string | undefined): Level {
  const dtype = logicalDtype(pandasType);
  let now = level;
  if (dtype === "bytes" && level.labels.some(({ name }) => typeof name !== "string"))
    throw refused(text`A column without a label has no bytes.`, "AttributeError");
  if (dtype === "bytes") now = { dtype: "object", labels: level.labels.map(({ name }) => ({ name, python: "bytes" })) };
  else if (pandasType === "datetimetz") {
    if (zone === undefined) throw refused(text`The metadata of the first level of column labels have no time zone.`, "TypeError");
    if (!isTimeZone(zone)) throw refused(text`The time zone ${zone} of the column labels is unknown.`, "ArrowInvalid");
    if (!/^(datetime64|timedelta64)/.test(numpyType ?? ""))
      throw refused(text`cannot get datetime metadata from non-datetime type`, "TypeError");
    return { dtype: "datetime64[tz]", labels: level.labels.map((label) => oddLabel(label, "Timestamp", STAMP)) };
  } else if (pandasType === "decimal") {
    const odd = level.labels.find((label) => !DECIMAL.test(textOf(label) ?? "nan"));
    if (odd !== undefined) throw refused(text`${must(textOf(odd))} is not a decimal number.`, "InvalidOperation");
    now = { dtype: "object", labels: level.labels.map(({ name }) => ({ name, python: "Decimal" })) };
  } else if (level.dtype === "str" && numpyType === "object" && (pandasType.includes("mixed") || /^(unicode|string)$/.test(pandasType)))
    return level;
  else now = cast(level, dtype);
  // `Index.astype(None)` casts to float64.
  return cast(now, numpyType ?? "float64");
}

/** `pd.Index` of texts: one without any text is an Index of objects. A missing label is NaN among texts. */
function indexOf(texts: readonly (string | null)[]): Level {
  const hasText = texts.some((label) => label !== null);
  return { dtype: hasText ? "str" : "object", labels: texts.map((name) => ({ name: name ?? (hasText ? Number.NaN : null) })) };
}

function tupleOf(written: string | null): readonly PythonValue[] {
  let value: PythonValue;
  try {
    value = parseLiteral(written ?? "");
  } catch (error) {
    assertSignetError(error);
    throw refused(text`The column label ${written ?? "None"} is not a tuple.`);
  }
  if (!Array.isArray(value)) throw refused(text`The column label ${must(written)} is not a tuple.`, "TypeError");
  return value;
}

/** Tuples of a MultiIndex hold Python's own numbers, where an Index of a nullable dtype has NumPy's. */
function inTuple({ name, python }: ColumnLabel): ColumnLabel {
  return python === undefined || typeof name !== "string" ? { name } : { name, python };
}

/** Columns of several levels: each label is the repr of a tuple, and each level is converted as a whole. */
function tupleLabels(written: readonly (string | null)[], levels: readonly LabelLevel[]): readonly ColumnLabel[] {
  const tuples = written.map(tupleOf);
  const width = Math.max(...tuples.map((tuple) => tuple.length));
  if (tuples.length > 0 && width !== levels.length) throw refused(text`Length of names must match number of levels in MultiIndex.`);
  const columns = levels.map((level, depth) => {
    const texts = tuples.map((tuple) => tuple[depth] ?? null);
    if (!texts.every((label): label is string | null => label === null || typeof label === "string"))
      throw undecided(text`Signet has not verified how pandas reads column labels that are tuples of anything but text.`);
    const unique = [...new Set(texts.filter((label) => label !== null))];
    const { labels } = converted(indexOf(unique), level, levels[0]?.timezone);
    const seen = new Set(labels.map(({ name }) => name));
    if (seen.size < labels.length) throw refused(text`Level values must be unique. Duplicate values on level ${depth}.`);
    const byText = new Map(unique.map((label, index) => [label, labels[index]]));
    return texts.map((label) => inTuple(label === null ? { name: Number.NaN } : must(byText.get(label))));
  });
  return tuples.map((_, row) => {
    const parts = columns.map((labels) => must(labels[row]));
    const odd = parts.find(({ python }) => python !== undefined)?.python;
    return { name: parts.map(({ name }) => name), ...defined({ python: odd }) };
  });
}

/**
 * The labels of a frame's columns, from the names that pandas' metadata give and the dtypes of their levels. Throws `UnreadableFile` where
 * pyarrow raises, `Undecided` past what is proved. Source: `_deserialize_column_index` and `_reconstruct_columns_from_metadata` in
 * `pyarrow/pandas_compat.py`.
 *
 * @example labelsFrom(["1", "2"], [{ pandasType: "int64", numpyType: "int64", timezone: undefined }]) // names 1n and 2n
 */
export function labelsFrom(written: readonly (string | null)[], levels: readonly LabelLevel[]): readonly ColumnLabel[] {
  if (levels.length > 1) return tupleLabels(written, levels);
  const [level] = levels;
  const index = indexOf(written);
  return level === undefined ? index.labels : converted(index, level, level.timezone).labels;
}
