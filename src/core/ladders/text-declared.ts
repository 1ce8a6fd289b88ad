import { defined } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import type { Tally } from "../evidence/sighting.ts";
import type { TextEvidence, TextKind } from "../evidence/text-evidence.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import { seriesFromDates } from "./dates.ts";
import type { PandasDtype, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { isExtensionDtype, knownDtype, pandasDtype } from "./pandas-dtype.ts";
import { readDtype, readRefusal, undecidedColumn } from "./refusal.ts";
import { type NaturalColumn, scalarValues, TextCounts } from "./text-counts.ts";
import { categoryDtype, isBoolean, naturalColumn } from "./text-natural.ts";

const FLOATS: readonly TextKind[] = ["float", "negativeFloat", "infinity", "negativeInfinity"];
const WORDS: readonly TextKind[] = ["text", "negativeText", "pythonInt"];

/** Everything that a declared dtype is judged by. */
interface Declared {
  readonly name: ColumnName;
  readonly evidence: TextEvidence;
  readonly counts: TextCounts;
  readonly dtype: PandasDtype;
}

/** What is missing: cells that rows of the Python engine lack stay None among objects. */
function missingValues(missing: PythonScalar, lost: Tally | undefined, lacking: Tally | undefined): Parameters<typeof scalarValues>[1] {
  if (lost === undefined || lacking === undefined) return [[missing, lost]];
  const rest = lost.count - lacking.count;
  return [
    [missing, rest > 0 ? { ...lost, count: rest } : undefined],
    ["None", lacking],
  ];
}

function series(
  { name, evidence, counts, dtype }: Declared,
  missing: PythonScalar = "nan",
  lost: Tally | null | undefined = counts.missing,
  present: PythonScalar = "str",
  lacking?: Tally,
): SeriesOutcome {
  const count = evidence.rowCount - (lost?.count ?? 0);
  const gone = lost ?? undefined;
  const values = count === 0 ? undefined : { count, first: { row: 0 } };
  const result: PandasSeries = {
    name,
    dtype,
    length: evidence.rowCount,
    ...defined({
      missing: gone,
      values:
        dtype.kind === "O" ? scalarValues(evidence.rowCount, [[present, values], ...missingValues(missing, gone, lacking)]) : undefined,
    }),
    steps: [{ from: naturalColumn(evidence).dtype, to: dtype.name, because: text`The reader option dtype declares it.` }],
  };
  return { kind: "series", series: result };
}

function refuse({ name, dtype }: Declared, because: Text): SeriesOutcome {
  return readRefusal(name, [...text`pandas refuses dtype=${dtype.name}: `, ...because], "ValueError");
}

const cell = (counts: TextCounts, kinds: readonly TextKind[]): Text => {
  const tally = counts.any(kinds);
  return tally === undefined ? ["a cell does not fit."] : text`row ${tally.first.row + 1} has ${tally.first.sample ?? "such a cell"}.`;
};

/** Whether all integers seen lie within the dtype; unknown extremes count as within, except those that no signed dtype has. */
function fits({ counts, evidence, dtype }: Declared): boolean {
  const { integers } = evidence;
  const unsigned = dtype.kind === "u";
  if (integers === undefined) return unsigned || counts.any(["uint64", "bigInt", "bigNegativeInt"]) === undefined;
  const bits = BigInt(dtype.itemsize * 8);
  // Beside floats they were floats themselves; and past 64 bits beside a missing cell, where Arrow asks.
  const isBeyond = counts.any(["bigInt", "bigNegativeInt"]) !== undefined && dtype.name.endsWith("[pyarrow]");
  const areFloats = counts.any(FLOATS) !== undefined || (isBeyond && counts.missing !== undefined);
  const asRead = (value: bigint) => (areFloats && Number.isFinite(Number(value)) ? BigInt(Number(value)) : value);
  return (
    asRead(integers.min) >= (unsigned ? 0n : -(2n ** (bits - 1n))) && asRead(integers.max) < (unsigned ? 2n ** bits : 2n ** (bits - 1n))
  );
}

/**
 * NumPy's dtypes by the Python engine, which casts what it read: fractions are cut off, and text is parsed by Python itself.
 * Source: `PythonParser._cast_types`, `_validate_integer_cast`.
 */
function castByPython(declared: Declared): SeriesOutcome {
  const { name, evidence, counts, dtype } = declared;
  const natural = naturalColumn(evidence);
  const { missing } = natural;
  const isText = natural.dtype === "str" || (natural.dtype === "object" && !isBoolean(natural));
  const isNumeric = natural.dtype === "int64" || natural.dtype === "uint64" || natural.dtype === "float64";
  // Cells that a row lacks are None, which only numbers make missing.
  const uncounted = dtype.kind === "b" && !isNumeric ? (evidence.options.lacking?.count ?? 0) : 0;
  if (missing !== undefined && missing.count > uncounted && dtype.kind !== "f")
    return refuse(declared, text`row ${missing.first.row + 1} has ${missing.first.sample ?? "a missing cell"}.`);
  if (dtype.kind === "b") return series(declared, "nan", null);
  if (isText) {
    const bad = counts.fact("notOfDtype");
    if (bad !== undefined) return refuse(declared, text`row ${bad.first.row + 1} has a cell that is not a number.`);
    if (natural.dtype === "object" && dtype.kind === "f") return series(declared);
    if (natural.dtype === "object") return refuse(declared, cell(counts, ["bigInt", "bigNegativeInt"]));
    return undecidedColumn(
      name,
      text`Signet has not verified how Python parses such cells as ${dtype.name}.`,
      `pd.read_csv(path, engine="python", dtype={${JSON.stringify(String(name))}: "${dtype.name}"}).dtypes`,
    );
  }
  if (dtype.kind === "f" || isBoolean(natural)) return series(declared, "nan", missing);
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined) return refuse(declared, cell(counts, FLOATS));
  return fits(declared) ? series(declared) : refuse(declared, ["a number is out of range."]);
}

/** NumPy integers: no missing cell, no fraction, nothing outside the range. Source: `_convert_with_dtype` and the cast after the cascade. */
function integer(declared: Declared): SeriesOutcome {
  const { counts } = declared;
  const natural = naturalColumn(declared.evidence);
  const missing = counts.missing ?? natural.missing;
  if (missing !== undefined) return refuse(declared, text`row ${missing.first.row + 1} has ${missing.first.sample ?? "a missing cell"}.`);
  if (natural.dtype === "bool") return series(declared);
  if (natural.dtype === "str" || natural.dtype === "object")
    return refuse(declared, cell(counts, [...WORDS, "bool", "bigInt", "bigNegativeInt"]));
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined || counts.fact("fraction") !== undefined)
    return refuse(declared, cell(counts, FLOATS));
  return fits(declared) ? series(declared) : refuse(declared, ["a number is out of range."]);
}

function float(declared: Declared): SeriesOutcome {
  const { counts, evidence } = declared;
  if (counts.any([...WORDS, "bool"]) === undefined) {
    // Also where the cells by themselves would make integers: a number of `na_values` is missing among floats.
    const natural = naturalColumn({ ...evidence, options: { ...evidence.options, onlyFloats: true } });
    return series(declared, "nan", natural.missing);
  }
  const natural = naturalColumn(evidence);
  // With `1_000` among them they are Python's integers, each of which must be a float exactly.
  if (natural.dtype === "object" && !isBoolean(natural))
    return undecidedColumn(
      declared.name,
      text`Signet has not verified how pandas casts such integers to ${declared.dtype.name}.`,
      readDtype(declared.name),
    );
  return isBoolean(natural) ? series(declared) : refuse(declared, cell(counts, [...WORDS, "bool"]));
}

function boolean(declared: Declared): SeriesOutcome {
  const { counts, evidence } = declared;
  const natural = naturalColumn(evidence);
  if (natural.dtype === "bool") return series(declared);
  const missing = counts.missing ?? natural.missing;
  if (missing !== undefined) return refuse(declared, text`row ${missing.first.row + 1} has ${missing.first.sample ?? "a missing cell"}.`);
  if (
    counts.any([...WORDS, "bool"]) === undefined &&
    counts.fact("notZeroOrOne") === undefined &&
    counts.any(["bigInt", "bigNegativeInt", "uint64"]) === undefined
  )
    return series(declared);
  return refuse(declared, cell(counts, [...WORDS, "int64", "negativeInt64", ...FLOATS]));
}

/** Integers of which no 64 bits hold all, with or without a sign; pandas leaves them text. */
const isConflict = (counts: TextCounts): boolean =>
  counts.kind("uint64") !== undefined && (counts.kind("negativeInt64") !== undefined || counts.missing !== undefined);

/**
 * Whether Arrow casts integers to one of its floats: only where it holds each of them exactly, halves as doubles do. Beside a missing
 * cell pandas makes them floats itself.
 */
function isExactInArrow({ counts, evidence, dtype }: Declared): boolean {
  if (isConflict(counts)) return false;
  if (counts.missing !== undefined) return true;
  const { integers } = evidence;
  const isBeyond = counts.any(["bigInt", "bigNegativeInt"]) !== undefined;
  if (isBeyond || integers === undefined) return !isBeyond;
  const bound = 2n ** (dtype.itemsize === 4 ? 24n : 53n);
  return integers.min >= -bound && integers.max <= bound;
}

/** The nullable integers and floats parse what is numeric, missing cells included. */
function nullableNumber(declared: Declared): SeriesOutcome {
  const { counts, dtype, evidence, name } = declared;
  const words = counts.any([...WORDS, "bool"]);
  if (words?.first.sample?.data === "" && !dtype.name.endsWith("[pyarrow]"))
    return undecidedColumn(
      name,
      text`Signet has not verified how pandas reads empty cells that are not missing as ${dtype.name}.`,
      readDtype(name),
    );
  if (words !== undefined) return refuse(declared, cell(counts, [...WORDS, "bool"]));
  const isFloat = counts.any(FLOATS) !== undefined;
  // The Python engine hands them the cells, of which it made only words missing.
  const readsNumbers = (isFloat || dtype.kind === "f") && evidence.options.byPython !== true;
  const { missing } = readsNumbers ? naturalColumn({ ...evidence, options: { ...evidence.options, onlyFloats: true } }) : counts;
  if (dtype.kind === "f") {
    const isArrow = dtype.name.endsWith("[pyarrow]");
    if (isArrow && isFloat && isConflict(counts))
      return undecidedColumn(
        name,
        text`Signet has not verified how Arrow reads integers past int64 among others as ${dtype.name}.`,
        readDtype(name),
      );
    if (isArrow && !isFloat && !isExactInArrow(declared))
      return refuse(declared, ["Arrow does not cast an integer as large as one of these."]);
    // `to_numeric` loses its mask where it ends with Python's integers.
    if (!isArrow && !isFloat && !isConflict(counts) && missing !== undefined && counts.any(["bigInt", "bigNegativeInt"]) !== undefined)
      return refuse(declared, cell(counts, ["bigInt", "bigNegativeInt"]));
    return series(declared, "nan", isFloat ? missing : counts.missing);
  }
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined || counts.fact("fraction") !== undefined)
    return refuse(declared, cell(counts, FLOATS));
  return fits(declared) ? series(declared, "nan", missing) : refuse(declared, ["a number is out of range."]);
}

/**
 * Nullable numbers by the C engine with `decimal` or `thousands`: it reads numbers by both options, and where that fails it parses all cells
 * again without them, which was not counted.
 */
function localizedNumber(declared: Declared): SeriesOutcome {
  const { name, dtype, evidence, counts } = declared;
  const found = nullableNumber(declared);
  const natural = naturalColumn(evidence).dtype;
  const isBeyond = natural === "float64" && counts.any(["uint64", "bigInt", "bigNegativeInt"]) !== undefined;
  if (found.kind === "series" && !isBeyond && (natural === "int64" || natural === "uint64" || natural === "float64")) return found;
  return undecidedColumn(
    name,
    text`Signet has not verified how pandas reads such cells as ${dtype.name} with decimal or thousands.`,
    readDtype(name),
  );
}

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
