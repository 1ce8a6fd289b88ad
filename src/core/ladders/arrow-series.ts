import { defined } from "../defined.ts";
import { text } from "../errors.ts";
import { conversionRefusal } from "../evidence/arrow-conversion.ts";
import type { ArrowCounts, ArrowEvidence, DeclaredBy } from "../evidence/arrow-evidence.ts";
import { type ArrowType, arrowTypeName, childFields } from "../evidence/arrow-type.ts";
import { joinMissing, type MissingTally, placedTally, type Tally } from "../evidence/sighting.ts";
import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import { arrowValues } from "./arrow-values.ts";
import { canBeCategories, repeatedParts } from "./dictionary-values.ts";
import { isZoneKept, notedDtype, notedMismatch, unknownZone } from "./noted-dtype.ts";
import type { LadderStep, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { knownDtype, pandasDtype } from "./pandas-dtype.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";
import { yearlessDate } from "./yearless-date.ts";

/** What pandas makes of a type: a dtype's name, and which of nulls and NaNs are missing in it. */
interface Converted {
  readonly dtype: string;
  readonly missing: MissingTally | undefined;
  readonly values?: ValueEvidence;
  readonly steps: readonly LadderStep[];
}

function objects(type: ArrowType, counts: ArrowCounts): Converted {
  return { dtype: "object", missing: counts.nulls, values: arrowValues(type, counts), steps: [] };
}

function nullStep(from: string, to: string, { count, first }: MissingTally, because: string): LadderStep {
  if (first === null) return { from, to, because: text`The statistics of the file count ${count} nulls, and ${because}` };
  return { from, to, because: text`Row ${first.row + 1} is null, and ${because}`, at: first };
}

/** `Table.to_pandas()` for types that are not dictionaries. Source: `arrow_to_pandas.cc`, seen on pyarrow 25. */
function convert(type: ArrowType, counts: ArrowCounts, rowCount: number): Converted {
  const { nulls } = counts;
  switch (type.kind) {
    case "bool":
      if (nulls === undefined) return { dtype: "bool", missing: undefined, steps: [] };
      return { ...objects(type, counts), steps: [nullStep("bool", "object", nulls, "bool cannot hold a missing value.")] };
    case "int": {
      const dtype = arrowTypeName(type);
      return nulls === undefined
        ? { dtype, missing: undefined, steps: [] }
        : { dtype: "float64", missing: nulls, steps: [nullStep(dtype, "float64", nulls, "NumPy integers cannot hold a missing value.")] };
    }
    case "float":
      return { dtype: `float${type.bits}`, missing: joinMissing(nulls, counts.nans), steps: [] };
    case "utf8": {
      const strings = arrowValues(type, counts);
      return { dtype: "str", missing: nulls, values: strings, steps: [] };
    }
    case "timestamp":
      return {
        dtype: type.timezone === null ? `datetime64[${type.unit}]` : `datetime64[${type.unit}, ${type.timezone}]`,
        missing: nulls,
        steps: [],
      };
    case "duration":
      return { dtype: `timedelta64[${type.unit}]`, missing: nulls, steps: [] };
    case "run_end_encoded": {
      const values = counts.children[1];
      // Runs are unrolled first, so what is missing in a run is missing in each of its rows; how many those are is not counted.
      const isAllNull = values?.nulls !== undefined && values.nulls.count >= values.length;
      const nulls = isAllNull ? { nulls: { ...values.nulls, count: rowCount } } : {};
      return convert(type.values.type, { ...(values ?? { children: [] }), ...nulls, length: rowCount }, rowCount);
    }
    default:
      return objects(type, counts);
  }
}

/** A dictionary becomes a category, whose values are those of its dictionary. */
function convertDictionary(
  name: ColumnName,
  evidence: ArrowEvidence,
  type: ArrowType & { readonly kind: "dictionary" },
): SeriesOutcome | Converted {
  const { counts, dictionary } = evidence;
  if (arrowTypeName(type.index) === "uint64")
    return readRefusal(name, text`Converting UInt64 dictionary indices to pandas is not supported.`, "ArrowTypeError");
  if (dictionary !== undefined && !canBeCategories(type.values, dictionary))
    return readRefusal(name, text`Categories must be hashable, and ${arrowTypeName(type.values)} is not.`, "TypeError");
  if (dictionary?.nulls !== undefined || dictionary?.nans !== undefined)
    return readRefusal(name, text`Categorical categories cannot be null.`, "ValueError");
  const { values } = type;
  const present = counts.length - (counts.nulls?.count ?? 0);
  const plain = {
    length: present,
    ...(dictionary === undefined ? { children: [] } : repeatedParts(dictionary, dictionary.length === 1 ? present : 1)),
  };
  const seen = arrowValues(values, plain);
  const isTime = values.kind === "timestamp" || values.kind === "duration";
  const scalars = new Map(seen.scalars);
  if (isTime && present > 0) {
    scalars.clear();
    scalars.set(values.kind === "timestamp" ? "pandas.Timestamp" : "pandas.Timedelta", { count: present, first: { row: 0 } });
  }
  if (counts.nulls !== undefined) scalars.set(isTime ? "pandas.NaT" : "nan", placedTally(counts.nulls));
  return { dtype: "category", missing: counts.nulls, values: { ...seen, count: counts.length, scalars }, steps: [] };
}

/** Whether a text that is not UTF-8 lies where pyarrow makes Python's strings: within lists and structs, and in a dictionary. */
function hasUnmakeableText({ type, counts, dictionary, extension }: ArrowEvidence): boolean {
  const within = (inner: ArrowCounts): boolean => inner.undecodable !== undefined || inner.children.some(within);
  const isMade = type.kind !== "utf8" || extension !== undefined;
  return (isMade && counts.undecodable !== undefined) || counts.children.some(within) || (dictionary !== undefined && within(dictionary));
}

/** The dtype of a dictionary's values as pandas' categories; text without a value is object. */
function categoriesDtype(values: ArrowType, dictionary: ArrowCounts): string {
  if (values.kind === "utf8") return dictionary.length > 0 ? "str" : "object";
  return convert(values, { length: dictionary.length, children: dictionary.children }, dictionary.length).dtype;
}

const holdsStruct = (type: ArrowType): boolean =>
  type.kind === "struct" ||
  (type.kind === "dictionary" && holdsStruct(type.values)) ||
  childFields(type).some((field) => holdsStruct(field.type));

/** Runs within a struct or a map, whose rows are not counted; and runs of times with a zone, on which pyarrow 25 crashes. */
function hasHiddenRuns(type: ArrowType): boolean {
  if (type.kind === "run_end_encoded") return type.values.type.kind === "timestamp" && type.values.type.timezone !== null;
  const within = (inner: ArrowType): boolean => inner.kind === "run_end_encoded" || childFields(inner).some((field) => within(field.type));
  return childFields(type).some((field) => within(field.type));
}

/** The dtype of a column of periods or intervals, which pandas builds by itself; null for others. */
function pandasOwn({ pandasDtype: noted }: ArrowEvidence): string | null {
  return noted !== undefined && /^(?:[Pp]eriod|interval)\b/.test(noted) ? noted : null;
}

/** Whether pandas finds the ordinals of periods in a column's buffer: of other widths it takes the bytes of several, or too few. */
const hasPeriodStorage = (type: ArrowType): boolean =>
  type.kind === "null" ||
  ((type.kind === "int" || type.kind === "float") && type.bits === 64) ||
  type.kind === "timestamp" ||
  type.kind === "duration";

/** A column of Python objects that MLflow knows no type of. Source: `PeriodDtype` and `IntervalDtype.__from_arrow__` in `pandas`. */
function ownSeries(name: ColumnName, evidence: ArrowEvidence, dtype: string, rowCount: number): SeriesOutcome {
  const { counts, type } = evidence;
  const isInterval = dtype.startsWith("interval");
  if (isInterval && type.kind !== "struct")
    return readRefusal(name, text`An interval is stored as a struct, not as ${arrowTypeName(type)}.`, "AttributeError");
  if (!isInterval && rowCount > 0 && !hasPeriodStorage(type))
    return undecidedColumn(name, text`Signet has not verified how pandas makes periods of ${arrowTypeName(type)}.`, "pd.read_parquet(…)");
  if (
    isInterval &&
    rowCount === 0 &&
    type.kind === "struct" &&
    type.fields.some(({ type: side }) => side.kind === "timestamp" && side.timezone !== null)
  )
    return undecidedColumn(
      name,
      text`Signet has not verified how pandas handles intervals with a time zone and no rows.`,
      "pd.read_parquet(…)",
    );
  const missing = isInterval ? (counts.nulls ?? counts.children[0]?.nulls) : counts.nulls;
  const present = counts.length - (missing?.count ?? 0);
  const scalars = new Map<PythonScalar, Tally>();
  if (present > 0) scalars.set("other", { count: present, first: { row: 0 } });
  if (missing !== undefined) scalars.set(isInterval ? "nan" : "pandas.NaT", placedTally(missing));
  return {
    kind: "series",
    series: {
      name,
      dtype: { name: dtype, kind: "O", itemsize: 8 },
      length: rowCount,
      ...defined({ missing }),
      values: { kind: "values", count: counts.length, scalars },
      ...defined({ declaredBy: evidence.declaredBy }),
      steps: [{ from: arrowTypeName(type), to: dtype, because: text`pandas noted the dtype when it wrote the file.` }],
    },
  };
}

/** The dtype under `dtype_backend`; null where the type keeps its ordinary one. */
function backendDtype({ dtypeBackend, type }: ArrowEvidence): string | null {
  if (dtypeBackend === undefined) return null;
  if (dtypeBackend === "pyarrow") return `${arrowTypeName(type)}[pyarrow]`;
  switch (type.kind) {
    case "int":
      return `${type.signed ? "Int" : "UInt"}${type.bits}`;
    case "float":
      return type.bits === 16 ? null : `Float${type.bits}`;
    case "bool":
      return "boolean";
    case "utf8":
      return "string";
    default:
      return null;
  }
}

/** The file declares the type always; where it was not read whole, it says more. */
const DECLARED: Readonly<Record<DeclaredBy | "all", LadderStep["because"]>> = {
  all: text`The file declares the type.`,
  footer: text`The file declares the type; nulls are counted from the footer, not all of its pages were read.`,
  headers: text`The file declares the type; nulls are counted from the batches' headers, not all of its buffers were read.`,
};

/** A column of an extension dtype: nothing is widened for what is missing. */
function extensionSeries(name: ColumnName, evidence: ArrowEvidence, dtypeName: string, rowCount: number): SeriesOutcome {
  const { counts, type } = evidence;
  const dtype = pandasDtype(dtypeName);
  if (dtype === null)
    return undecidedColumn(
      name,
      text`Signet has not verified how MLflow handles ${dtypeName}.`,
      `df[${JSON.stringify(String(name))}].dtype`,
    );
  const isArrow = dtypeName.endsWith("[pyarrow]");
  // A NaN in an Arrow-backed or nullable float is a value; MLflow's walk sees it as a float that is NaN all the same.
  const missing = joinMissing(counts.nulls, counts.nans);
  const values = dtype.kind === "O" ? nullableValues(type, counts) : undefined;
  const steps: LadderStep[] = [
    {
      from: arrowTypeName(type),
      to: dtype.name,
      because: text`${isArrow || evidence.dtypeBackend !== undefined ? "The column is kept in an extension dtype" : "pandas noted the dtype when it wrote the file"}.`,
    },
  ];
  return {
    kind: "series",
    series: {
      name,
      dtype,
      length: rowCount,
      ...defined({ missing, values, undecodable: type.kind === "utf8" ? counts.undecodable : undefined, declaredBy: evidence.declaredBy }),
      ...unknownZone(dtypeName),
      steps,
    },
  };
}

/** The values of a column in an extension dtype; those of a dictionary are its values' type. */
export function extensionValues({ type, counts }: ArrowEvidence): ValueEvidence {
  return type.kind === "dictionary" ? nullableValues(type.values, { ...counts, children: [] }) : nullableValues(type, counts);
}

function nullableValues(type: ArrowType, counts: ArrowCounts): ValueEvidence {
  const values = arrowValues(type, counts);
  const none = values.scalars.get("None");
  if (none === undefined) return values;
  const scalars = new Map(values.scalars);
  scalars.delete("None");
  scalars.set("pandas.NA", none);
  return { ...values, scalars };
}

/** Whether deleted rows may have all that makes the column optional. Of nested columns nobody has looked which rows have what. */
function mayBeDeleted({ type, counts, deletedRows = 0 }: ArrowEvidence): boolean {
  if (deletedRows === 0) return false;
  const missing = (counts.nulls?.count ?? 0) + (counts.nans?.count ?? 0);
  return childFields(type).length > 0 || (missing > 0 && missing <= deletedRows);
}

/**
 * A typed column as `Table.to_pandas()` or `pd.read_parquet` would hold it. `refused` where pyarrow raises (`ArrowNotImplementedError`),
 * `undecided` where the dtype is not proved.
 */
export function seriesFromArrow(name: ColumnName, evidence: ArrowEvidence, rowCount: number): SeriesOutcome {
  const { type, counts } = evidence;
  if (mayBeDeleted(evidence))
    return undecidedColumn(
      name,
      text`Its nulls may all be in rows that the table has deleted, which Signet counts all the same.`,
      `df[${JSON.stringify(String(name))}].isna().any()`,
    );
  const own = pandasOwn(evidence);
  if (own !== null && evidence.dtypeBackend !== "pyarrow") return ownSeries(name, evidence, own, rowCount);
  const noted = backendDtype(evidence) ?? notedDtype(evidence);
  const stuck = isZoneKept(type, noted) ? null : conversionRefusal(type);
  // A struct that has no batch at all is not looked into.
  if (stuck !== null && rowCount === 0 && holdsStruct(type))
    return undecidedColumn(
      name,
      text`Signet has not verified how pandas handles ${arrowTypeName(type)} without rows.`,
      "pd.read_parquet(…)",
    );
  if (stuck !== null) return readRefusal(name, stuck.message, stuck.pythonError);
  if (hasHiddenRuns(type))
    return undecidedColumn(
      name,
      text`Signet has not verified how pandas handles ${arrowTypeName(type)}.`,
      `df[${JSON.stringify(String(name))}]`,
    );
  const mismatch = evidence.dtypeBackend === undefined ? notedMismatch(name, evidence) : null;
  if (mismatch !== null) return mismatch;
  const yearless = yearlessDate(evidence);
  // Arrow-backed dates are made Python's only where MLflow looks at them.
  if (yearless !== null && noted !== null)
    return undecidedColumn(name, text`${yearless} Signet has not verified what MLflow makes of it.`, `df[${JSON.stringify(String(name))}]`);
  if (yearless !== null) return readRefusal(name, yearless, "ValueError");
  if (noted !== null) return extensionSeries(name, evidence, noted, rowCount);
  if (hasUnmakeableText(evidence))
    return readRefusal(name, text`Unknown error: a text that is not valid UTF-8 cannot be wrapped.`, "ArrowException");
  const converted =
    type.kind === "dictionary"
      ? convertDictionary(name, evidence, type)
      : evidence.extension !== undefined && type.kind === "utf8"
        ? objects(type, counts)
        : convert(type, counts, rowCount);
  if ("kind" in converted) return converted;
  const { dtype, missing, values, steps } = converted;
  const series: PandasSeries = {
    name,
    dtype: knownDtype(dtype),
    length: rowCount,
    ...defined({ missing, values }),
    ...(type.kind === "utf8" && counts.undecodable !== undefined ? { undecodable: counts.undecodable } : {}),
    ...(type.kind === "dictionary" ? { categories: categoriesDtype(type.values, evidence.dictionary ?? counts) } : {}),
    steps: [{ from: arrowTypeName(type), to: steps[0]?.from ?? dtype, because: DECLARED[evidence.declaredBy ?? "all"] }, ...steps],
    ...defined({ declaredBy: evidence.declaredBy }),
  };
  return { kind: "series", series };
}
