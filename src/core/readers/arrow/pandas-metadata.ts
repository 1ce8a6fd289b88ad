import { defined } from "../../defined.ts";
import { SignetError, type Text, text } from "../../errors.ts";
import type { RowLabels } from "../../evidence/dataset.ts";
import { dtypeNameKind } from "../../evidence/pandas-dtype-name.ts";
import { jsonLoads } from "../../python/json-loads.ts";
import { type Dict, isDict, isList, type PythonValue } from "../../python/value.ts";
import { type ColumnLabel, type LabelLevel, labelsFrom } from "./pandas-labels.ts";

/** What pandas noted in a file's metadata when it wrote a frame. */
export interface PandasMetadata {
  /** Fields that hold the index, and are not columns. */
  readonly indexFields: ReadonlySet<string>;
  /** Absent where rows are labelled from 0 on. */
  readonly rowLabels?: RowLabels;
  /** `numpy_type` by field name. */
  readonly dtypes: ReadonlyMap<string, string>;
  /** Time zones of columns that were written as `datetimetz`, by field name. */
  readonly timezones: ReadonlyMap<string, string>;
  /**
   * The labels in the frame of the columns with these names in the file, in their order. Throws `UnreadableFile` where pyarrow raises,
   * `Undecided` past what is proved.
   */
  labels(fields: readonly string[]): readonly ColumnLabel[];
}

const refused = (message: Text, pythonError: string) =>
  new SignetError("UnreadableFile", text`The pandas metadata cannot be read: ${message}`, {
    pythonError,
    remedy: "Write the file again: df.to_parquet(path).",
  });

/** A value that Python reads by its key, which raises if there is none. */
function required(dict: Dict, key: string): PythonValue {
  const value = dict.get(key);
  if (value === undefined) throw refused(text`'${key}' is missing.`, "KeyError");
  return value;
}

function dictsIn(value: PythonValue, key: string): readonly Dict[] {
  if (!isList(value) || !value.every(isDict)) throw refused(text`${key} is not a list of objects.`, "TypeError");
  return value;
}

/** A column's entry, with the name of its field and the label that it had. */
interface NotedColumn {
  readonly entry: Dict;
  readonly field: string | null;
  readonly label: PythonValue;
}

function notedColumn(entry: Dict): NotedColumn {
  const label = required(entry, "name");
  const field = entry.get("field_name");
  if (label === null && field === undefined) throw refused(text`a column has neither a name nor a field.`, "AssertionError");
  return { entry, label, field: typeof field === "string" ? field : field === undefined ? labelText(label) : null };
}

/** A label as text, as pyarrow names fields. Source: `_column_name_to_strings`. */
function labelText(label: PythonValue): string | null {
  return typeof label === "string" || label === null ? label : String(label);
}

/** Throws where pandas makes no `RangeIndex` of it. Source: `RangeIndex.__new__` in `pandas/core/indexes/range.py`. */
function checkRange(descriptor: Dict): void {
  const [, start, stop, step] = ["name", "start", "stop", "step"].map((key) => required(descriptor, key));
  const isInteger = (value: PythonValue | undefined) => value === null || typeof value === "bigint" || Number.isInteger(value);
  if (![start, stop, step].every(isInteger) || (start === null && stop === null && step === null))
    throw refused(text`an index is described by what are no integers.`, "TypeError");
  if (Number(step ?? 1) === 0) throw refused(text`an index has a step of 0.`, "ValueError");
}

/** How the index labels the rows; a range from 0 on is what a frame has without one. */
function rowLabelsOf(parsed: Dict, fields: ReadonlySet<string>): RowLabels | undefined {
  if (fields.size > 0) return "stored";
  const ranges = (required(parsed, "index_columns") as readonly PythonValue[]).filter(isDict);
  const [range] = ranges;
  if (range === undefined) return undefined;
  if (ranges.length > 1) return "stored";
  const [start, stop, step] = ["start", "stop", "step"].map((key) => range.get(key) ?? null);
  // Of one bound alone Python's `range` makes the end.
  return stop === null ? undefined : { start: Number(start ?? 0), stop: Number(stop), step: Number(step ?? 1) };
}

/** Names of the fields of the index. A name that several fields have stands for none of them. Source: `_reconstruct_index`, `_extract_index_level`. */
function indexFieldsOf(parsed: Dict, columns: readonly NotedColumn[], stored: readonly NamedField[]): ReadonlySet<string> {
  const descriptors = required(parsed, "index_columns");
  if (!isList(descriptors)) throw refused(text`index_columns is not a list.`, "TypeError");
  const known = new Set(columns.map(({ field }) => field));
  const fields = new Set<string>();
  for (const descriptor of descriptors) {
    if (typeof descriptor === "string") {
      if (!known.has(descriptor)) throw refused(text`'${descriptor}' is not among the columns.`, "KeyError");
      if (stored.filter(({ name }) => name === descriptor).length < 2) fields.add(descriptor);
    } else if (!isDict(descriptor)) throw refused(text`an index column is neither a name nor an object.`, "TypeError");
    // A RangeIndex is described rather than stored, so it is not a field.
    else if (required(descriptor, "kind") === "range") checkRange(descriptor);
    else throw refused(text`an index has an unrecognized kind.`, "ValueError");
  }
  return fields;
}

function levelOf(level: Dict): LabelLevel {
  const name = required(level, "name");
  if (isList(name) || isDict(name)) throw refused(text`the name of column labels is not hashable.`, "TypeError");
  const [pandasType, numpyType, metadata] = ["pandas_type", "numpy_type", "metadata"].map((key) => level.get(key));
  const timezone = isDict(metadata) ? metadata.get("timezone") : undefined;
  return {
    pandasType: typeof pandasType === "string" ? pandasType : undefined,
    numpyType: typeof numpyType === "string" ? numpyType : null,
    timezone: typeof timezone === "string" ? timezone : undefined,
  };
}

function labelsOf(columns: readonly NotedColumn[], levels: readonly LabelLevel[], fields: readonly string[]): readonly ColumnLabel[] {
  const byField = new Map(columns.map(({ field, label }) => [field, label]));
  const labels = fields.map((field) => {
    const label = byField.get(field);
    return label === undefined ? field : label;
  });
  // A missing label is written as NaN.
  const texts = labels.map((label) => (typeof label === "number" && Number.isNaN(label) ? null : label));
  if (
    texts.every((label) => label === null || typeof label === "string") &&
    (texts.some((label) => label !== null) || !labels.includes(Number.NaN))
  )
    return labelsFrom(texts, levels);
  // fastparquet notes integers as such.
  if (labels.every((label) => typeof label === "bigint") && levels.every(({ numpyType }) => numpyType === "int64"))
    return labels.map((name) => ({ name }));
  throw new SignetError(
    "Undecided",
    "Signet has not verified how pandas reads column labels that the metadata declare as anything but text.",
    {
      remedy: "Ask pandas: df.columns.",
    },
  );
}

/** Time zones that the metadata note. Source: `_add_any_metadata`. */
function timezonesOf(columns: readonly NotedColumn[]): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const { entry, field } of columns) {
    const metadata = entry.get("metadata");
    const zone = isDict(metadata) ? metadata.get("timezone") : undefined;
    if (entry.get("pandas_type") === "datetimetz" && field !== null && typeof zone === "string" && zone !== "") zones.set(field, zone);
  }
  return zones;
}

/**
 * Each field is looked up by a name, which must be text: its own, or else that of the index or the column's label.
 * Source: `_add_any_metadata`.
 */
function checkNames(parsed: Dict, columns: readonly NotedColumn[], stored: readonly NamedField[]): void {
  const descriptors = required(parsed, "index_columns");
  const ofIndex = isList(descriptors) ? descriptors.filter((descriptor) => typeof descriptor === "string") : [];
  const firstOfIndex = columns.length - ofIndex.length;
  const known = new Set(stored.map(({ name }) => name));
  for (const [position, { entry, label }] of columns.entries()) {
    const field = entry.get("field_name") ?? null;
    // The names of fields are the keys of a dict.
    if (isDict(field) || isList(field)) throw refused(text`unhashable type: '${isDict(field) ? "dict" : "list"}'`, "TypeError");
    const name = field ? field : position >= firstOfIndex ? (ofIndex[position - firstOfIndex] ?? null) : (label ?? "None");
    if (typeof name !== "string") throw refused(text`the name of a field is not text.`, "TypeError");
    if (known.has(name)) required(entry, "pandas_type");
  }
}

/**
 * The noted dtypes. Of several for a field the first extension dtype counts; all before it must be ones that pandas knows, also those of
 * fields that the file lacks. Source: `_get_extension_dtypes`.
 */
function dtypesOf(columns: readonly NotedColumn[], isMapped: (field: string) => boolean): ReadonlyMap<string, string> {
  const dtypes = new Map<string, string>();
  const settled = new Set<string | null>();
  for (const { entry, field } of columns) {
    const noted = required(entry, "numpy_type");
    if (settled.has(field)) continue;
    const dtype = typeof noted === "string" ? noted : String(noted);
    if (field !== null) dtypes.set(field, dtype);
    if (field !== null && isMapped(field)) continue;
    const kind = dtypeNameKind(dtype);
    if (kind === "extension") settled.add(field);
    if (kind === "refused") throw refused(text`data type '${dtype}' not understood.`, "TypeError");
    if (kind === "undecided")
      throw new SignetError("Undecided", text`Signet has not verified whether pandas knows the dtype ${dtype}.`, {
        remedy: "Ask pandas: pd.api.types.pandas_dtype(…).",
      });
  }
  return dtypes;
}

interface NamedField {
  readonly name: string;
}

/**
 * Reads the `pandas` entry of a schema's metadata; null if there is none. `fields`: what is stored, in order. `isMapped`: whether `dtype_backend` gives a field its dtype, so
 * that the noted one is not looked at. Throws `UnreadableFile` where pyarrow raises. Source: `table_to_dataframe` in `pyarrow/pandas_compat.py`.
 */
export function pandasMetadata(
  metadata: ReadonlyMap<string, string>,
  fields: readonly NamedField[],
  isMapped: (field: string) => boolean = () => false,
): PandasMetadata | null {
  const written = metadata.get("pandas");
  if (written === undefined) return null;
  let parsed: PythonValue;
  try {
    parsed = jsonLoads(written);
  } catch {
    throw refused(text`it is not JSON.`, "JSONDecodeError");
  }
  if (parsed === null) return null;
  if (!isDict(parsed)) throw refused(text`it is not an object.`, "TypeError");
  const columns = dictsIn(required(parsed, "columns"), "columns").map(notedColumn);
  checkNames(parsed, columns, fields);
  const levels = dictsIn(parsed.get("column_indexes") ?? [], "column_indexes").map(levelOf);
  const indexFields = indexFieldsOf(parsed, columns, fields);
  return {
    indexFields,
    ...defined({ rowLabels: rowLabelsOf(parsed, indexFields) }),
    dtypes: dtypesOf(columns, isMapped),
    timezones: timezonesOf(columns),
    labels: (kept) => labelsOf(columns, levels, kept),
  };
}
