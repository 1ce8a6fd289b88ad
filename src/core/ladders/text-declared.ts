import { defined } from "../defined.ts";
import { text } from "../errors.ts";
import type { TextEvidence } from "../evidence/text-evidence.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import { seriesFromDates } from "./dates.ts";
import { type Declared, refuse, series } from "./declared-column.ts";
import type { PandasDtype, SeriesOutcome } from "./pandas.ts";
import { isExtensionDtype, knownDtype, pandasDtype } from "./pandas-dtype.ts";
import { readDtype, readRefusal, undecidedColumn } from "./refusal.ts";
import { type NaturalColumn, scalarValues, TextCounts } from "./text-counts.ts";
import { categoryDtype } from "./text-natural.ts";
import { boolean, castByPython, float, integer, localizedNumber, nullableNumber } from "./text-numbers.ts";

/** A dtype that tests each cell by itself: `boolean`, `bool[pyarrow]`, complex numbers. */
function tested(declared: Declared): SeriesOutcome {
  const bad = declared.counts.fact("notOfDtype");
  return bad === undefined ? series(declared) : refuse(declared, text`row ${bad.first.row + 1} has a cell that does not fit.`);
}

/** Durations and times of Arrow's, of which few spellings are verified; an invalid time is missing. */
function arrowTime(declared: Declared): SeriesOutcome {
  const { counts, name, dtype, evidence } = declared;
  const odd = counts.fact("notOfDtype");
  const present = evidence.rowCount - (counts.missing?.count ?? 0);
  if (odd !== undefined || (dtype.kind === "O" && present === 0))
    return undecidedColumn(
      name,
      text`Signet has not verified how pandas reads such cells as ${dtype.name}.`,
      `pd.read_csv(path, dtype="${dtype.name}").dtypes`,
    );
  return series(declared, "nan", counts.missing, "other");
}

/** Dates of Arrow's: read as `parse_dates` reads them, but refused where these would stay text. */
function arrowDate(declared: Declared): SeriesOutcome {
  const { name, evidence, counts, dtype } = declared;
  const { dates } = evidence;
  if (dates === undefined)
    return undecidedColumn(name, text`The dates of ${dtype.name} were not counted.`, `pd.read_csv(path, dtype="${dtype.name}").dtypes`);
  const read = seriesFromDates(name, dates, evidence.rowCount, evidence.environment);
  if (read.kind !== "series") return read;
  if (read.series.dtype.kind !== "M") return refuse(declared, text`a cell does not have the date format of the first one.`);
  if (/\[ns\b/.test(dtype.name) && dates.outsideNanoseconds !== undefined)
    return undecidedColumn(
      name,
      text`Signet has not verified which dates ${dtype.name} cannot hold.`,
      `pd.read_csv(path, dtype="${dtype.name}").dtypes`,
    );
  const isWhole = !/\[s/.test(dtype.name) && !/\[ms/.test(dtype.name);
  if (!isWhole && dtype.name.startsWith("timestamp") && /%f/.test(dates.format ?? ""))
    return undecidedColumn(
      name,
      text`Signet has not verified whether ${dtype.name} keeps the fractions of seconds.`,
      `pd.read_csv(path, dtype="${dtype.name}").dtypes`,
    );
  // Of dates only the cells that the reader leaves out are masked: `NaT` becomes a date like any other. Source: `_from_sequence_of_strings`.
  return series(declared, "nan", dtype.name.startsWith("date") ? counts.missing : dates.missing);
}

/** The scalars that the categories of each dtype are. */
const CATEGORY_SCALARS: Readonly<Record<NaturalColumn["dtype"], PythonScalar>> = {
  int64: "int",
  uint64: "int",
  object: "int",
  float64: "float",
  bool: "bool",
  str: "str",
};

/** A category's values are typed as a column's without missing cells would be. */
function category({ name, evidence, counts, dtype }: Declared): SeriesOutcome {
  const { missing } = counts;
  const present = evidence.rowCount - (missing?.count ?? 0);
  const categories = present === 0 ? "object" : categoryDtype(evidence);
  const some = present === 0 ? undefined : { count: present, first: { row: 0 } };
  return {
    kind: "series",
    series: {
      name,
      dtype,
      length: evidence.rowCount,
      ...defined({ missing }),
      values: scalarValues(evidence.rowCount, [
        [CATEGORY_SCALARS[categories], some],
        ["nan", missing],
      ]),
      categories,
      steps: [{ from: categories, to: "category", because: text`The reader option dtype declares it.` }],
    },
  };
}

/** Extension dtypes that pandas does not parse from text. */
const UNPARSED = /^(?:Sparse|interval|Interval)(?:\[.*\])?$|^null\[pyarrow\]$|^datetime64\[\w+, *.+\]$/;
/** dtypes of NumPy that pandas does not parse from text. */
const UNSUPPORTED = /^(?:[<>=|]?[mM](?:8)?(?:\[\w+\])?|datetime64(?:\[\w+\])?|timedelta64(?:\[\w+\])?|U\d+|V\d*|void)$/;

/** What is refused or read only by its name; null for other names. */
export function byName(name: ColumnName, evidence: TextEvidence, spelling: string): SeriesOutcome | null {
  if (UNPARSED.test(spelling))
    return readRefusal(name, text`pandas does not parse dtype=${spelling} while reading.`, "NotImplementedError");
  if (UNSUPPORTED.test(spelling) && !/^U0*$/.test(spelling))
    return readRefusal(name, text`The dtype ${spelling} is not supported for parsing; dates are read by parse_dates.`, "TypeError");
  const fixed = /^[Sa](\d+)$|^c$/.exec(spelling);
  if (fixed !== null && Number(fixed[1] ?? 1) > 0) {
    if (evidence.options.dtypeBackend !== undefined)
      return readRefusal(name, text`pandas has no missing value for ${spelling} under a dtype_backend.`, "KeyError");
    const dtype: PandasDtype = { name: `|S${fixed[1] ?? 1}`, kind: "S", itemsize: Number(fixed[1] ?? 1) };
    return { kind: "series", series: { name, dtype, length: evidence.rowCount, steps: [] } };
  }
  return null;
}

/** A dtype of NumPy that has no missing value becomes one that has. Source: `_maybe_upcast` in `pandas/_libs/parsers.pyx`. */
export function upcast(spelling: string): string {
  const known = pandasDtype(spelling);
  if (known === null || isExtensionDtype(known)) return spelling;
  const { kind } = known;
  return kind === "i" || kind === "u" ? "float64" : kind === "b" ? "object" : spelling;
}

/** Under a `dtype_backend` the C engine upcasts each column of NumPy's, and takes its smallest integer (of unsigned ones the largest) for missing. */
function withBackend(declared: Declared, found: SeriesOutcome): SeriesOutcome {
  const { name, evidence, counts, dtype } = declared;
  if (found.kind !== "series" || !/^[iubf]$/.test(dtype.kind) || isExtensionDtype(dtype)) return found;
  if (dtype.name === "float16")
    return readRefusal(name, text`pandas has no missing value for ${dtype.name} under a dtype_backend.`, "KeyError");
  if (dtype.kind === "f") return found;
  if (dtype.kind === "b") return series({ ...declared, dtype: knownDtype("object") }, "nan", null, "bool");
  const { integers } = evidence;
  const bits = BigInt(dtype.itemsize * 8);
  const isLost = dtype.kind === "u" ? integers?.max === 2n ** bits - 1n : integers?.min === -(2n ** (bits - 1n));
  if (isLost || (integers === undefined && counts.any(["int64", "negativeInt64", "uint64"]) !== undefined))
    return undecidedColumn(
      name,
      text`Signet has not verified which integers dtype_backend makes missing with dtype=${dtype.name}.`,
      readDtype(name),
    );
  return series({ ...declared, dtype: knownDtype("float64") }, "nan", null);
}

/**
 * A column whose `dtype` was declared to `pd.read_csv`. `refused` where pandas raises, `undecided` for dtypes whose parsing is not proved.
 * Source: `_convert_with_dtype` and the cast after the cascade in `pandas/_libs/parsers.pyx`.
 */
export function declaredSeries(name: ColumnName, evidence: TextEvidence, spelling: string): SeriesOutcome {
  if (spelling === "string[pyarrow]" || spelling === "string[python]") return declaredSeries(name, evidence, "string");
  const known = byName(name, evidence, spelling);
  if (known !== null) return known;
  const dtype = pandasDtype(/^(?:[SUa]0*|bytes_?|unicode|str_)$/.test(spelling) ? "object" : spelling);
  if (dtype === null)
    return undecidedColumn(
      name,
      text`Signet has not verified dtype=${spelling}.`,
      `pd.read_csv(path, dtype={${JSON.stringify(String(name))}: "${spelling}"}).dtypes`,
    );
  const declared: Declared = { name, evidence, counts: new TextCounts(evidence), dtype };
  const found = readAs(declared, spelling);
  return evidence.options.dtypeBackend !== undefined && evidence.options.byPython !== true ? withBackend(declared, found) : found;
}

/** The column by its dtype's own way to read cells. */
function readAs(declared: Declared, spelling: string): SeriesOutcome {
  const { name, evidence, dtype } = declared;
  const nullable = isExtensionDtype(dtype);
  if (dtype.name === "category") return category(declared);
  if (dtype.name === "object") return series(declared, "nan", declared.counts.missing, "str", evidence.options.lacking);
  if (dtype.name === "str" || dtype.kind === "U") return series(declared);
  if (dtype.name === "string") return series(declared, "pandas.NA");
  if (dtype.kind === "c" || (nullable && dtype.kind === "b")) return tested(declared);
  if (dtype.kind === "m" || /^time\d/.test(dtype.name)) return arrowTime(declared);
  if (dtype.kind === "M") return arrowDate(declared);
  if (nullable && (dtype.kind === "i" || dtype.kind === "u" || dtype.kind === "f"))
    return evidence.options.localized === true && evidence.options.byPython !== true ? localizedNumber(declared) : nullableNumber(declared);
  if (evidence.options.byPython === true && "iufb".includes(dtype.kind)) return castByPython(declared);
  if (dtype.kind === "i" || dtype.kind === "u") return integer(declared);
  if (dtype.kind === "f") return float(declared);
  if (dtype.kind === "b") return boolean(declared);
  return undecidedColumn(
    name,
    text`Signet has not verified how pandas reads text as ${dtype.name}.`,
    `pd.read_csv(path, dtype={${JSON.stringify(String(name))}: "${spelling}"}).dtypes`,
  );
}
