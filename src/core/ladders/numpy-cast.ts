import { must } from "../defined.ts";
import { text } from "../errors.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import { plainWord } from "./astype.ts";
import { isExtension, type NumpyDtype, numberParts } from "./numpy-dtype.ts";
import type { PandasSeries, SeriesOutcome } from "./pandas.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";

/** A column to cast; `evidence` is null once an `astype` has changed what the cells are. */
interface Cast {
  readonly series: PandasSeries;
  readonly evidence: ColumnEvidence | null;
  readonly target: NumpyDtype;
}

type Refused = Exclude<SeriesOutcome, { readonly kind: "series" }>;

const refuse = ({ series, target }: Cast, because: string, pythonError: string): Refused =>
  readRefusal(series.name, text`to_numpy(dtype="${target}") is refused: ${because}`, pythonError);

const undecided = ({ series, target }: Cast, because = ""): Refused => {
  const message = text`Signet has not verified whether every cell of ${series.dtype.name} becomes ${target}.${because === "" ? "" : ` ${because}`}`;
  return undecidedColumn(series.name, message, `df[${JSON.stringify(String(series.name))}].to_numpy(dtype="${target}")`);
};

const NUMBERS: ReadonlySet<PythonScalar> = new Set(["bool", "int", "float", "nan", "None", "decimal.Decimal"]);
/** Objects of which neither `float()` nor `int()` makes a number, whatever they hold. */
const NO_NUMBERS: ReadonlySet<PythonScalar> = new Set([
  "datetime.date",
  "datetime.time",
  "datetime.datetime",
  "datetime.timedelta",
  "pandas.Timestamp",
  "pandas.Timedelta",
  "pandas.NaT",
  "pandas.NA",
  "uuid.UUID",
  "tuple",
]);
/** Beyond this an int has no float; a bound well within it. */
const FLOAT_SAFE = 10n ** 300n;

/** Texts of objects: only sequences have none of their own, and of bytes those that are not ASCII. Source: `STRING_setitem`, `UNICODE_setitem`. */
function castToText(cast: Cast): Refused | null {
  const { values } = cast.series;
  if (values?.lists !== undefined || values?.arrays !== undefined) return refuse(cast, "it contains lists or arrays.", "ValueError");
  return values?.scalars.has("bytes") === true ? undecided(cast) : null;
}

/** Whether an object is true: Python asks NA in vain, and an array only if it has one value. Source: `PyObject_IsTrue`, `array_bool`. */
function castToBool(cast: Cast): Refused | null {
  if (holdsNA(cast)) return refuse(cast, "whether a missing cell is true is ambiguous.", "TypeError");
  const { arrays } = cast.series.values ?? {};
  if (arrays === undefined) return null;
  if (arrays.lengths.max > 1 || arrays.empty > 0) return refuse(cast, "whether an array is true is ambiguous.", "ValueError");
  // One value that is an array itself is asked again.
  return arrays.items.arrays === undefined ? null : undecided(cast);
}

/** Whether NA is in a column. Arrow's floats keep NaN next to it, which is a number; its times become NaT. */
function holdsNA({ series: { dtype, missing, values }, evidence }: Cast): boolean {
  if (values?.scalars.has("pandas.NA") === true) return true;
  const isArrow = dtype.name.endsWith("[pyarrow]");
  if (isArrow && evidence?.kind === "arrow" && evidence.counts.nulls === undefined) return false;
  if (isArrow && /^(timestamp|duration)/.test(dtype.name)) return false;
  return missing !== undefined && /^[A-Z]|\[pyarrow\]$|^(boolean|string)$/.test(dtype.name);
}

/** Numbers of NumPy, nullable ones and times become any number; only NA has no integer. */
function castNumbers(cast: Cast): Refused | null {
  const { series, target } = cast;
  if (numberParts(target)?.kind === "float" || !holdsNA(cast)) return null;
  return refuse(cast, "it has missing cells.", series.dtype.name.endsWith("[pyarrow]") ? "TypeError" : "ValueError");
}

function castStrings(cast: Cast): Refused | null {
  const { series, evidence, target } = cast;
  const word = evidence === null ? undefined : plainWord(evidence);
  if (word !== undefined) return refuse(cast, `row ${word.first.row + 1} is not a number.`, "ValueError");
  return series.missing !== undefined && numberParts(target)?.kind !== "float"
    ? refuse(cast, "it has missing cells.", "ValueError")
    : undecided(cast, evidence?.kind === "arrow" ? "The texts of a typed file are not looked at." : "");
}

/** Digits before the point that every integer of a width has room for. */
const WHOLE_DIGITS: ReadonlyMap<number, number> = new Map([
  [8, 2],
  [16, 4],
  [32, 9],
  [64, 18],
]);

/** Whether a signed integer takes every decimal of the type that the file declares; of unsigned ones their sign would have to be known. */
function decimalsFit({ evidence, target }: Cast): boolean {
  const parts = numberParts(target);
  if (evidence?.kind !== "arrow" || evidence.type.kind !== "decimal" || parts?.kind !== "int") return false;
  return evidence.type.precision - evidence.type.scale <= must(WHOLE_DIGITS.get(parts.bits));
}

/** Python objects are cast one by one, as `float()` and `int()` would. */
function castObjects(cast: Cast): Refused | null {
  const { values } = cast.series;
  if (values?.lists !== undefined || values?.dicts !== undefined) return refuse(cast, "it contains lists or dicts.", "TypeError");
  // An array of one number was that number once; NumPy 2.4 takes it for a sequence like any other.
  if (values?.arrays !== undefined) return refuse(cast, "it contains arrays.", "ValueError");
  if (values === undefined) return undecided(cast);
  const parts = must(numberParts(cast.target));
  // Of Arrow's own columns NA becomes NaN before it is cast to a float. Source: `ArrowExtensionArray.to_numpy`.
  const isFilled = parts.kind === "float" && cast.series.dtype.name.endsWith("[pyarrow]");
  const seen = [...values.scalars.keys()].filter((scalar) => !(isFilled && scalar === "pandas.NA"));
  if (seen.some((scalar) => NO_NUMBERS.has(scalar))) return refuse(cast, "it contains values that are not numbers.", "TypeError");
  if (!seen.every((scalar) => NUMBERS.has(scalar))) return undecided(cast);
  const { min = 0n, max = 0n } = values.integers ?? {};
  if (parts.kind === "float") return max < FLOAT_SAFE && min > -FLOAT_SAFE ? null : undecided(cast);
  if (cast.series.missing !== undefined || seen.includes("nan")) return refuse(cast, "it has missing cells.", "TypeError");
  if (seen.includes("decimal.Decimal") && !decimalsFit(cast)) return undecided(cast);
  if (seen.some((scalar) => scalar !== "bool" && scalar !== "int" && scalar !== "decimal.Decimal")) return undecided(cast);
  const width = BigInt(parts.bits);
  const [lowest, highest] = parts.kind === "uint" ? [0n, 2n ** width] : [-(2n ** (width - 1n)), 2n ** (width - 1n)];
  return min >= lowest && max < highest ? null : refuse(cast, "an integer is out of range.", "OverflowError");
}

/**
 * Whether a column becomes `target` under `to_numpy(dtype=…)`: null if it does, else why not (`refused`) or that it is not proved.
 * NumPy wraps and truncates numbers without a word; it refuses what is not a number, and NA.
 */
export function castToNumpy(series: PandasSeries, evidence: ColumnEvidence | null, target: NumpyDtype): Refused | null {
  const cast: Cast = { series, evidence, target };
  if (series.length === 0 || target === "object") return null;
  if (target === "str") return castToText(cast);
  if (target === "bool") return castToBool(cast);
  const { name, kind } = series.dtype;
  if (name === "category") return castCategory(cast);
  if (name === "str" || name === "string" || kind === "U") return castStrings(cast);
  if (kind === "O") return castObjects(cast);
  if (/^date(32|64)/.test(name)) return refuse(cast, "it contains dates.", "TypeError");
  // A time is the number of its units, NaT the least of them.
  if (kind === "M" || kind === "m") return null;
  return castNumbers(cast);
}

function castCategory(cast: Cast): Refused | null {
  const { series, target } = cast;
  const categories = must(series.categories);
  const kind = numberParts(categories)?.kind;
  if (categories === "str") return castStrings(cast);
  if (kind === undefined) return isExtension(categories) || categories === "object" ? castObjects(cast) : null;
  const gaps = kind === "bool" && series.missing !== undefined;
  return gaps && numberParts(target)?.kind !== "float" ? refuse(cast, "it has missing cells.", "ValueError") : null;
}
