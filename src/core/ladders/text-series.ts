import { defined } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import type { DateEvidence } from "../evidence/date-evidence.ts";
import type { TextEvidence } from "../evidence/text-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import { seriesFromDates } from "./dates.ts";
import type { PandasSeries, SeriesOutcome } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";
import { readDtype, readRefusal, undecidedColumn } from "./refusal.ts";
import { FLOATS, type NaturalColumn, PAST_INT64, scalarValues, TextCounts } from "./text-counts.ts";
import { byName, declaredSeries, upcast } from "./text-declared.ts";
import { isBoolean, naturalColumn, seriesFromNatural } from "./text-natural.ts";

/**
 * A column without rows is object where the file has none, whatever the cells would have been. With `nrows=0` pandas reads no cell of a file
 * that has some, and no cell is an integer.
 */
function emptySeries(name: ColumnName, { options }: TextEvidence): PandasSeries {
  const { dtype, readNoRows = false, onlyFloats = false, dates = false, isText = false, dtypeBackend } = options;
  const fixed = /^[Sa]([1-9]\d*)$/.exec(dtype ?? "");
  if (fixed !== null) return { name, dtype: { name: `|S${fixed[1]}`, kind: "S", itemsize: Number(fixed[1]) }, length: 0, steps: [] };
  const none = !readNoRows || isText ? "object" : dates ? "datetime64[s]" : onlyFloats ? "float64" : "int64";
  const backed = readNoRows && dtypeBackend === "numpy_nullable" ? none.replace("int", "Int").replace("float", "Float") : none;
  const declared = dtype !== undefined && readNoRows && dtypeBackend !== undefined && options.byPython !== true ? upcast(dtype) : dtype;
  return { name, dtype: knownDtype(declared ?? backed), length: 0, values: scalarValues(0, []), steps: [] };
}

/** A column kept as text of which all cells are missing: pandas makes no text of these. */
function withoutText(natural: NaturalColumn, rowCount: number): NaturalColumn {
  if (natural.dtype !== "str" || natural.missing?.count !== rowCount) return natural;
  return { ...natural, dtype: "object", values: scalarValues(rowCount, [["nan", natural.missing]]) };
}

/** The dtype under `dtype_backend`: nullable, or Arrow's, with the same reading of the cells. */
function backendDtype(natural: NaturalColumn, evidence: TextEvidence): string {
  const nullable = evidence.options.dtypeBackend === "numpy_nullable";
  if (natural.dtype === "float64" && evidence.options.onlyFloats === true) return nullable ? "Float64" : "double[pyarrow]";
  const counts = new TextCounts(evidence);
  const present = evidence.rowCount - (counts.missing?.count ?? 0);
  if (present === 0) return nullable ? "Int64" : "null[pyarrow]";
  switch (natural.dtype) {
    case "int64":
      return nullable ? "Int64" : "int64[pyarrow]";
    case "uint64":
      return nullable ? "UInt64" : "uint64[pyarrow]";
    case "bool":
      return nullable ? "boolean" : "bool[pyarrow]";
    case "str":
      return nullable ? "string" : "string[pyarrow]";
    case "float64":
      if (counts.any(FLOATS) === undefined) return nullable ? "Int64" : "int64[pyarrow]";
      return nullable ? "Float64" : "double[pyarrow]";
    case "object":
      return natural.values?.scalars.has("bool") === true
        ? nullable
          ? "boolean"
          : "bool[pyarrow]"
        : nullable
          ? "string"
          : "string[pyarrow]";
  }
}

function withBackend(name: ColumnName, natural: NaturalColumn, evidence: TextEvidence): SeriesOutcome {
  const dtype = knownDtype(backendDtype(natural, evidence));
  const { missing } = natural;
  if (natural.dtype === "object" && !isBoolean(natural) && evidence.options.dtypeBackend === "pyarrow")
    return readRefusal(name, text`Arrow has no integers above 64 bits.`, "OverflowError");
  // The Python engine keeps Python's integers.
  if (natural.dtype === "object" && !isBoolean(natural) && evidence.options.byPython === true)
    return { kind: "series", series: seriesFromNatural(name, natural, evidence.rowCount) };
  const present = evidence.rowCount - (missing?.count ?? 0);
  const strings = present === 0 ? undefined : { count: present, first: { row: 0 } };
  const series: PandasSeries = {
    name,
    dtype,
    length: evidence.rowCount,
    ...defined({
      missing,
      values:
        dtype.kind === "O"
          ? scalarValues(evidence.rowCount, [
              ["str", strings],
              ["pandas.NA", missing],
            ])
          : undefined,
    }),
    steps: natural.steps.map((step) => (step.to === natural.dtype ? { ...step, to: dtype.name } : step)),
  };
  return { kind: "series", series };
}

/** dtypes that pandas' Python engine casts what it read to, and that are verified. Those of extensions parse the cells themselves. */
const READ_BY_PYTHON =
  /^(?:str|object|O|string(?:\[py\w+\])?|large_string\[pyarrow\]|category|boolean|bool|U?Int\d+|Float\d+|[<=]?[iuf][1248]|u?int(?:8|16|32|64)?|float(?:16|32|64)?|(?:u?int\d+|halffloat|float(?:16|32|64)?|double|bool|timestamp\[.+\]|date32\[day\])\[pyarrow\])$/;

/** Those of them that are verified under `dtype_backend="pyarrow"`, where the engine casts Arrow's values; of integers, some more. */
const READ_FROM_ARROW = /^(?:category|boolean|string|U?Int\d+|Float\d+)$/;
const READ_FROM_INTEGERS = /^(?:category|boolean|string|U?Int\d+|Float\d+|u?int(?:8|16|32|64)?)$/;

/** Why how pandas' Python engine reads the column is not verified; null where it is. */
function unverifiedByPython({ options, kinds, facts, rowCount }: TextEvidence): Text | null {
  const { dtype, dtypeBackend } = options;
  if (options.dates === true) {
    const isMissing = dtype !== undefined && kinds.get("missing")?.count === rowCount;
    return isMissing ? text`Signet has not verified how parse_dates handles missing cells alone with dtype=${dtype}.` : null;
  }
  if (dtype !== undefined && !READ_BY_PYTHON.test(dtype))
    return text`Signet has not verified how pandas' Python engine reads dtype=${dtype}.`;
  if (dtypeBackend === undefined) return null;
  const isPlain = [...kinds.keys()].every((kind) => kind === "int64" || kind === "negativeInt64");
  if (dtypeBackend === "pyarrow" && dtype !== undefined && !(isPlain ? READ_FROM_INTEGERS : READ_FROM_ARROW).test(dtype))
    return text`Signet has not verified how pandas' Python engine reads Arrow's values as dtype=${dtype}.`;
  const isBeyond = kinds.has("bigInt") || kinds.has("bigNegativeInt");
  if (dtype === undefined && isBeyond && (kinds.has("missing") || facts.has("floatMissing")))
    return text`Signet has not verified how dtype_backend handles integers beyond 64 bits beside missing cells.`;
  return null;
}

/** Why it is not verified how pandas reads large integers with spaces behind them; null where there are none, or it is. */
function unverifiedSpaces({ options, kinds, marks }: TextEvidence): Text | null {
  if (marks?.has("spacedInteger") !== true && marks?.has("negativeSpacedInteger") !== true) return null;
  if (options.dtype !== undefined || options.dtypeBackend !== undefined)
    return text`Signet has not verified how a declared dtype handles integers past int64 with spaces behind them.`;
  if (!PAST_INT64.some((kind) => kinds.has(kind))) return null;
  return text`Signet has not verified how pandas reads integers past int64 where some have spaces behind them.`;
}

/** Integers that `str` writes as the file does. */
const isPlainInteger = ({ dtype }: NaturalColumn, { marks }: TextEvidence): boolean =>
  dtype === "int64" && marks?.has("leadingZero") !== true;

/** dtypes that `parse_dates` passes over: it reads the column's cells as they are. */
const PASSED_OVER = /^(str|string|category|bool|u?int\d+|float\d+)$/;

/** A column that has a `dtype` and is among `parse_dates`: pandas parses dates, whatever it was declared. Source: `_set_noconvert_dtype_columns`. */
function datesBesideDtype(name: ColumnName, evidence: TextEvidence, dates: DateEvidence, dtype: string): SeriesOutcome {
  if (/^(datetime64|<?M8)/.test(dtype)) return declaredSeries(name, evidence, dtype);
  const isMissing = evidence.kinds.get("missing")?.count === evidence.rowCount;
  if (PASSED_OVER.test(dtype) && !isMissing) return seriesFromDates(name, dates, evidence.rowCount, evidence.environment);
  const read = `pd.read_csv(path, dtype={${JSON.stringify(String(name))}: "${dtype}"}, parse_dates=[${JSON.stringify(String(name))}]).dtypes`;
  return undecidedColumn(name, text`Signet has not verified how parse_dates handles a column with dtype=${dtype}.`, read);
}

/**
 * A column of text cells as `pd.read_csv` would hold it, by what was counted and the options of its column.
 * `refused` where pandas raises; `undecided` where the rules that were proved end.
 */
export function seriesFromText(name: ColumnName, evidence: TextEvidence): SeriesOutcome {
  const { options, rowCount } = evidence;
  if (rowCount === 0) {
    // The C engine converts the cells of no row as it does others.
    const isConverted = options.readNoRows === true && options.byPython !== true && options.dtype !== undefined;
    const refused = isConverted ? byName(name, evidence, options.dtype) : null;
    return refused?.kind === "refused" ? refused : { kind: "series", series: emptySeries(name, evidence) };
  }
  const unverified = options.byPython === true ? unverifiedByPython(evidence) : unverifiedSpaces(evidence);
  if (unverified !== null) return undecidedColumn(name, unverified, readDtype(name));
  // The Python engine takes no notice of the dtype of dates. Source: `_convert_to_ndarrays` in `pandas/io/parsers/python_parser.py`.
  if (options.byPython === true && options.dates === true && evidence.dates !== undefined)
    return seriesFromDates(name, evidence.dates, rowCount);
  if (options.dtype !== undefined && options.dates === true && evidence.dates !== undefined)
    return datesBesideDtype(name, evidence, evidence.dates, options.dtype);
  if (options.dtype !== undefined) return declaredSeries(name, evidence, options.dtype);
  const natural = naturalColumn(evidence);
  // Where integers overflow, missing cells are words, of which none is a date.
  const isLiteral = natural.dtype === "str" && natural.missing === undefined && evidence.kinds.has("missing");
  if (options.dates === true && evidence.dates !== undefined && !(options.datesFromValues === true && isLiteral)) {
    return options.datesFromValues !== true || natural.dtype === "str" || isPlainInteger(natural, evidence)
      ? seriesFromDates(name, evidence.dates, rowCount, evidence.environment)
      : undecidedColumn(
          name,
          text`Signet has not verified how parse_dates handles ${natural.dtype}.`,
          `pd.read_csv(path, parse_dates=[${JSON.stringify(String(name))}]).dtypes`,
        );
  }
  if (options.dtypeBackend !== undefined) {
    if (withoutText(natural, rowCount) !== natural)
      return undecidedColumn(name, text`Signet has not verified how dtype_backend handles text of missing cells alone.`, readDtype(name));
    return withBackend(name, natural, evidence);
  }
  return { kind: "series", series: seriesFromNatural(name, withoutText(natural, rowCount), rowCount) };
}
