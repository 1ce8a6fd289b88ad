import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { text } from "../errors.ts";
import { shownSample } from "../evidence/sighting.ts";
import { cell, type Declared, fits, refuse, series, WORDS } from "./declared-column.ts";
import type { SeriesOutcome } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";
import { readDtype, readRefusal, undecidedColumn } from "./refusal.ts";
import { BEYOND_64_BITS, FLOATS, PAST_INT64, type TextCounts } from "./text-counts.ts";
import { isBoolean, naturalColumn } from "./text-natural.ts";

/**
 * NumPy's dtypes by the Python engine, which casts what it read: fractions are cut off, and text is parsed by Python itself.
 * Source: `PythonParser._cast_types`, `_validate_integer_cast`.
 */
export function castByPython(declared: Declared): SeriesOutcome {
  const { name, evidence, counts, dtype } = declared;
  const natural = naturalColumn(evidence);
  const { missing } = natural;
  const isText = natural.dtype === "str" || (natural.dtype === "object" && !isBoolean(natural));
  const isNumeric = natural.dtype === "int64" || natural.dtype === "uint64" || natural.dtype === "float64";
  // Cells that a row lacks are None, which only numbers make missing.
  const uncounted = dtype.kind === "b" && !isNumeric ? (evidence.options.lacking?.count ?? 0) : 0;
  if (missing !== undefined && missing.count > uncounted && dtype.kind !== "f")
    return refuse(declared, text`row ${missing.first.row + 1} has ${shownSample(missing.first)}.`);
  if (dtype.kind === "b") return series(declared, "nan", null);
  if (isText) {
    const bad = counts.fact("notOfDtype");
    if (bad !== undefined) return refuse(declared, text`row ${bad.first.row + 1} has a cell that is not a number.`);
    if (natural.dtype === "object" && dtype.kind === "f") return series(declared);
    if (natural.dtype === "object") return refuse(declared, cell(counts, BEYOND_64_BITS));
    return undecidedColumn(
      name,
      text`Signet has not verified how Python parses such cells as ${dtype.name}.`,
      `pd.read_csv(path, engine="python", dtype={${JSON.stringify(String(name))}: "${dtype.name}"}).dtypes`,
    );
  }
  if (dtype.kind === "f" || isBoolean(natural)) return series(declared, "nan", missing);
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined) return refuse(declared, cell(counts, FLOATS));
  if (fits(declared)) return series(declared);
  // pandas casts no negative float to an unsigned integer, in any version.
  const isNegative = natural.dtype === "float64" && dtype.kind === "u" && (evidence.integers?.min ?? 0n) < 0n;
  return isRangeChecked(declared) || isNegative ? refuse(declared, OUT_OF_RANGE) : series(declared);
}

const OUT_OF_RANGE = ["a number is out of range."];

/** Whether pandas refuses a number beyond the declared integer. Before it did, the number wrapped around. */
const isRangeChecked = (declared: Declared): boolean => has(inEnvironment(declared), "declaredRange");

const inEnvironment = ({ evidence }: Declared): Environment => evidence.environment ?? CURRENT;

/** NumPy integers: no missing cell, no fraction, nothing outside the range. Source: `_convert_with_dtype` and the cast after the cascade. */
export function integer(declared: Declared): SeriesOutcome {
  const { counts } = declared;
  const natural = naturalColumn(declared.evidence);
  const missing = counts.missing ?? natural.missing;
  if (missing !== undefined) return refuse(declared, text`row ${missing.first.row + 1} has ${shownSample(missing.first)}.`);
  if (natural.dtype === "bool") return series(declared);
  if (natural.dtype === "str" || natural.dtype === "object") return refuse(declared, cell(counts, [...WORDS, "bool", ...BEYOND_64_BITS]));
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined || counts.fact("fraction") !== undefined)
    return refuse(declared, cell(counts, FLOATS));
  if (fits(declared)) return series(declared);
  if (natural.dtype === "float64" || isRangeChecked(declared)) return refuse(declared, OUT_OF_RANGE);
  // What no int64 holds was read as uint64, which is cast only where another dtype than int64 is declared.
  return series(declared.dtype.name === "int64" && natural.dtype === "uint64" ? { ...declared, dtype: knownDtype("uint64") } : declared);
}

export function float(declared: Declared): SeriesOutcome {
  const { counts, evidence } = declared;
  if (counts.any([...WORDS, "bool"]) === undefined) {
    // Also where the cells by themselves would make integers: a number of `na_values` is missing among floats.
    const natural = naturalColumn({ ...evidence, options: { ...evidence.options, onlyFloats: true } });
    // The C engine has no missing value for float16. Source: `_maybe_upcast` in `pandas/_libs/parsers.pyx`.
    if (natural.missing !== undefined && declared.dtype.name === "float16")
      return readRefusal(
        declared.name,
        text`pandas has no missing value for float16, and row ${natural.missing.first.row + 1} is missing.`,
        "KeyError",
      );
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

export function boolean(declared: Declared): SeriesOutcome {
  const { counts, evidence } = declared;
  const natural = naturalColumn(evidence);
  if (natural.dtype === "bool") return series(declared);
  const missing = counts.missing ?? natural.missing;
  if (missing !== undefined) return refuse(declared, text`row ${missing.first.row + 1} has ${shownSample(missing.first)}.`);
  if (counts.any([...WORDS, "bool"]) === undefined && counts.fact("notZeroOrOne") === undefined && counts.any(PAST_INT64) === undefined)
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
  const isBeyond = counts.any(BEYOND_64_BITS) !== undefined;
  if (isBeyond || integers === undefined) return !isBeyond;
  const bound = 2n ** (dtype.itemsize === 4 ? 24n : 53n);
  return integers.min >= -bound && integers.max <= bound;
}

/** Whether an integer beyond a nullable dtype wraps around, as it did for some versions. What no 64 bits hold is refused by all. */
function nullableWraps(declared: Declared): boolean {
  const { counts, dtype } = declared;
  if (dtype.name.endsWith("[pyarrow]") || isRangeChecked(declared) || !has(inEnvironment(declared), "nullableWraps")) return false;
  return counts.any([...FLOATS, ...BEYOND_64_BITS]) === undefined && !isConflict(counts);
}

/** The nullable integers and floats parse what is numeric, missing cells included. */
export function nullableNumber(declared: Declared): SeriesOutcome {
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
    if (!isArrow && !isFloat && !isConflict(counts) && missing !== undefined && counts.any(BEYOND_64_BITS) !== undefined)
      return refuse(declared, cell(counts, BEYOND_64_BITS));
    return series(declared, "nan", isFloat ? missing : counts.missing);
  }
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined || counts.fact("fraction") !== undefined)
    return refuse(declared, cell(counts, FLOATS));
  if (fits(declared) || nullableWraps(declared)) return series(declared, "nan", missing);
  // Beside a missing cell the numbers are floats, and what C makes of those beyond a large unsigned integer is not defined.
  const isDefined = !/^UInt(32|64)$/.test(dtype.name) || missing === undefined || has(inEnvironment(declared), "nullableWraps");
  return isDefined
    ? refuse(declared, OUT_OF_RANGE)
    : undecidedColumn(name, text`Signet has not verified what pandas 1.5 makes of numbers beyond ${dtype.name}.`, readDtype(name));
}

/**
 * Nullable numbers by the C engine with `decimal` or `thousands`: it reads numbers by both options, and where that fails it parses all cells
 * again without them, which was not counted.
 */
export function localizedNumber(declared: Declared): SeriesOutcome {
  const { name, dtype, evidence, counts } = declared;
  const found = nullableNumber(declared);
  const natural = naturalColumn(evidence).dtype;
  const isBeyond = natural === "float64" && counts.any(PAST_INT64) !== undefined;
  if (found.kind === "series" && !isBeyond && (natural === "int64" || natural === "uint64" || natural === "float64")) return found;
  return undecidedColumn(
    name,
    text`Signet has not verified how pandas reads such cells as ${dtype.name} with decimal or thousands.`,
    readDtype(name),
  );
}
