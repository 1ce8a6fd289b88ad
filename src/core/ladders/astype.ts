import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { text } from "../errors.ts";
import type { ColumnEvidence, TableColumn } from "../evidence/dataset.ts";
import { cannotBeDate } from "../evidence/date-format.ts";
import { cellText, placedTally, shownSample, type Tally } from "../evidence/sighting.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import { isPythonFloat } from "../python/number-text.ts";
import type { ColumnName } from "../python/value.ts";
import { type Cast, cast, isArrow, isNullable, isNumber, refuse, stepsOf, undecided } from "./astype-outcome.ts";
import { fitsNanoseconds, seriesFromDates } from "./dates.ts";
import { castNumber } from "./number-casts.ts";
import type { PandasDtype, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { isPandasString, pandasDtype } from "./pandas-dtype.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";
import { scalarValues, TextCounts } from "./text-counts.ts";

/** A cast of a column that the table has not is refused before any cast is made. Source: `NDFrame.astype`. */
export function missingCastColumn(columns: readonly TableColumn[], astype: string | ReadonlyMap<string, string>): SeriesOutcome | null {
  if (typeof astype === "string") return null;
  const names = new Set<ColumnName>(columns.map(({ name }) => name));
  const unknown = [...astype.keys()].find((name) => !names.has(name));
  if (unknown === undefined) return null;
  return readRefusal(
    unknown,
    text`Only a column name can be used for the key in a dtype mappings argument. '${unknown}' not found in columns.`,
    "KeyError",
  );
}

/** The words of a column of text cells, where the first is surely no number to Python either, which knows more spellings than pandas. */
export function plainWord(evidence: ColumnEvidence): Tally | undefined {
  if (evidence.kind !== "text") return undefined;
  const words = new TextCounts(evidence).any(["text", "negativeText", "bool"]);
  const plain = words?.first.sample?.data ?? "";
  return /^[ -~]+$/.test(plain) && !isPythonFloat(plain) ? words : undefined;
}

/** Text to numbers parses each cell as Python's `float` or `int` would. */
function castText(plan: Cast): SeriesOutcome {
  const { evidence, dtype, series } = plan;
  if (evidence.kind !== "text") return undecided(plan);
  if (dtype.kind === "M") return evidence.dates === undefined ? undecided(plan) : castDates(plan);
  if (dtype.kind === "b") return isNullable(dtype) ? undecided(plan) : cast(plan, null);
  const words = isNumber(dtype) ? plainWord(evidence) : undefined;
  // pyarrow reads hexadecimal integers, also for pandas' nullable dtypes; Python's `int` refuses them.
  const isHexadecimal = isNullable(dtype) && /^[-+]?0x/i.test(words?.first.sample?.data ?? "");
  return words !== undefined && !isHexadecimal
    ? readRefusal(
        series.name,
        [...text`astype to ${dtype.name} is refused: row ${words.first.row + 1} has `, shownSample(words.first), "."],
        "ValueError",
      )
    : undecided(plan);
}

const isZoned = ({ name }: PandasDtype) => /^datetime64\[\w+,|^timestamp\[\w+, *tz=/.test(name);

/** Whether dates were counted that a dtype in nanoseconds may not hold: it is not known whether by days or by centuries. */
function mayOverflow({ dtype, evidence }: Cast): boolean {
  if (!/\[ns\b/.test(dtype.name)) return false;
  if (evidence.kind === "text") return evidence.dates?.outsideNanoseconds !== undefined;
  if (evidence.kind !== "arrow" || evidence.type.kind !== "timestamp") return false;
  const { extremes } = evidence.counts;
  return extremes !== undefined && !fitsNanoseconds(extremes, evidence.type.unit);
}

/** Text to dates reads each cell for itself, with no format that the first one fixes. Source: `DatetimeArray._from_sequence_not_strict`. */
function castDates(plan: Cast): SeriesOutcome {
  const { evidence, series, dtype } = plan;
  // pyarrow parses text for its own dtypes, by rules of its own.
  if (evidence.kind !== "text" || evidence.dates === undefined || isArrow(dtype) || mayOverflow(plan)) return undecided(plan);
  const { mismatch, offsets } = evidence.dates;
  if (mismatch !== undefined) {
    if (!cannotBeDate(cellText(mismatch))) return undecided(plan);
    const because = [
      ...text`astype to ${dtype.name} is refused: row ${mismatch.row + 1} has `,
      shownSample(mismatch),
      ", which is not a date.",
    ];
    return readRefusal(series.name, because, "DateParseError");
  }
  const parsed = seriesFromDates(series.name, evidence.dates, series.length, evidence.environment);
  if (parsed.kind !== "series") return parsed;
  const hasZones = [...offsets.keys()].some((offset) => offset !== "none");
  if (!isZoned(dtype) && hasZones) return refuse(plan, "its cells have offsets from UTC, which the dtype has not.");
  return offsets.size > 1 ? undecided(plan) : cast(plan, "pandas.NaT");
}

/** Dates to dates. NumPy's gain or lose no time zone by a cast, Arrow's may gain one. Source: `DatetimeArray.astype`, `ArrowExtensionArray`. */
function castTimes(plan: Cast): SeriesOutcome {
  const { series, dtype } = plan;
  const [had, has] = [isZoned(series.dtype), isZoned(dtype)];
  if (!isArrow(dtype)) {
    if (had && !has)
      return refuse(plan, "it has a time zone, which the dtype has not.", isArrow(series.dtype) ? "ValueError" : "TypeError");
    if (!had && has && !isArrow(series.dtype)) return refuse(plan, "it has no time zone, which the dtype has.", "TypeError");
  }
  return mayOverflow(plan) ? undecided(plan) : cast(plan, "pandas.NaT");
}

function castCategory(plan: Cast): SeriesOutcome {
  const { series, dtype } = plan;
  if (dtype.name === "category" && series.dtype.name === "float16")
    return refuse(plan, "float16 indexes are not supported.", "NotImplementedError");
  if (dtype.name === "category" && series.dtype.name === "halffloat[pyarrow]")
    return refuse(plan, "pyarrow finds no different values of halffloat.", "ArrowNotImplementedError");
  // Beyond 64 bits with a sign MLflow refuses the integers, within them it takes them.
  if (series.dtype.kind === "u" && series.dtype.itemsize === 8 && dtype.name === "object") return undecided(plan);
  const type: PythonScalar | null =
    series.dtype.kind === "f"
      ? "float"
      : series.dtype.kind === "i" || series.dtype.kind === "u"
        ? "int"
        : series.dtype.kind === "b"
          ? "bool"
          : null;
  if (type === null && series.values === undefined) return undecided(plan);
  const present = series.length - (series.missing?.count ?? 0);
  const values =
    series.values ??
    scalarValues(series.length, [
      [type ?? "str", present === 0 ? undefined : { count: present, first: { row: 0 } }],
      [isNullable(series.dtype) ? "pandas.NA" : "nan", series.missing === undefined ? undefined : placedTally(series.missing)],
    ]);
  return {
    kind: "series",
    series: {
      ...series,
      dtype,
      values,
      ...(dtype.name === "category" ? { categories: values.scalars.has("str") ? "str" : series.dtype.name } : {}),
      steps: stepsOf(plan),
    },
  };
}

/** Booleans among other objects: to NumPy each object is true or not, and the nullable dtypes take nothing else next to them than what is missing. */
function castTruths(plan: Cast): SeriesOutcome {
  const { series, dtype } = plan;
  if (!isNullable(dtype)) return cast(plan, null);
  const { scalars, lists, dicts, arrays } = series.values ?? {};
  const isOnly = [...(scalars?.keys() ?? [])].every((type) => ["bool", "None", "nan", "pandas.NA"].includes(type));
  if (isOnly && lists === undefined && dicts === undefined && arrays === undefined) return cast(plan, "pandas.NA");
  return refuse(plan, "Need to pass bool-like values.", isArrow(dtype) ? "ArrowInvalid" : "TypeError");
}

const FLOATABLE: ReadonlySet<string> = new Set(["decimal.Decimal", "int", "float", "bool", "None", "nan"]);

/** Objects that are all numbers become floats one by one; None becomes NaN. */
function castObjects(plan: Cast): SeriesOutcome {
  const { values } = plan.series;
  const isFlat = values !== undefined && values.dicts === undefined && values.lists === undefined && values.arrays === undefined;
  const numbers = isFlat && [...values.scalars.keys()].every((type) => FLOATABLE.has(type));
  return numbers && plan.dtype.kind === "f" && !isNullable(plan.dtype) ? cast(plan, "nan") : undecided(plan);
}

/** Words that NumPy takes for a dtype, and of which it is not proved what MLflow makes. Source: `np.dtype`. */
const BYTES: ReadonlySet<string> = new Set(["bytes", "bytes_", "str_", "unicode", "void", "a", "c"]);

/**
 * `Series.astype(dtype)`: the cast column, `refused` where pandas raises, `undecided` for casts that are not proved.
 * Source: `pandas/core/dtypes/astype.py`.
 */
export function castSeries(
  series: PandasSeries,
  spelling: string,
  evidence: ColumnEvidence,
  environment: Environment = CURRENT,
): SeriesOutcome {
  const dtype = pandasDtype(isPandasString(spelling) ? "string" : spelling);
  if (dtype === null) {
    if (/^[a-z_]+\d*$/.test(spelling) && !BYTES.has(spelling))
      return readRefusal(series.name, text`data type '${spelling}' not understood.`, "TypeError");
    return undecidedColumn(series.name, text`Signet has not verified astype to ${spelling}.`, `df.astype("${spelling}").dtypes`);
  }
  const plan: Cast = { series, dtype, evidence };
  const isText = dtype.name === "str" || dtype.kind === "U";
  // `str` makes text of every object, missing ones included.
  if (isText && !has(environment, "textDtype")) return cast(plan, null);
  if (dtype.name === series.dtype.name) return { kind: "series", series };
  if (dtype.name === "category") {
    const { lists, dicts, arrays } = series.values ?? {};
    const unhashable = lists !== undefined ? "list" : dicts !== undefined ? "dict" : arrays !== undefined ? "numpy.ndarray" : null;
    return unhashable === null ? castCategory(plan) : refuse(plan, `unhashable type: '${unhashable}'.`, "TypeError");
  }
  // What is missing only may have been no text, and is none for MLflow then.
  if (isText && isArrow(dtype) && series.missing?.count === series.length && series.dtype.kind === "O") return undecided(plan);
  if (isText || dtype.name === "string") {
    // Bytes are decoded, which fails where they are not UTF-8.
    if (series.values?.scalars.has("bytes") === true) return undecided(plan);
    return cast(plan, isText ? "nan" : "pandas.NA");
  }
  if (dtype.name === "object") return series.dtype.kind === "O" ? { kind: "series", series: { ...series, dtype } } : castCategory(plan);
  if (isNumber(series.dtype) && isNumber(dtype)) return castNumber(plan);
  if (series.dtype.name === "str") return castText(plan);
  if (series.dtype.kind === "M" && dtype.kind === "M") return castTimes(plan);
  if (series.dtype.kind === "O" && series.values?.scalars.has("bool") === true && dtype.kind === "b") return castTruths(plan);
  return series.dtype.name === "object" ? castObjects(plan) : undecided(plan);
}
