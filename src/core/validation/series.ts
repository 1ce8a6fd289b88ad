import { defined, must } from "../defined.ts";
import { type Environment, has } from "../environment/environment.ts";
import { text } from "../errors.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import type { DateEvidence } from "../evidence/date-evidence.ts";
import type { Sighting } from "../evidence/sighting.ts";
import type { ValueEvidence } from "../evidence/value-evidence.ts";
import { plainWord } from "../ladders/astype.ts";
import { fitsNanoseconds } from "../ladders/dates.ts";
import type { PandasDtype, PandasSeries } from "../ladders/pandas.ts";
import { knownDtype } from "../ladders/pandas-dtype.ts";
import { inferObjects } from "../ladders/value-objects.ts";
import { asScalar, isNoneOrNan, type NumpyArray, type PythonArgument, plainValue, shallowEvidence } from "./python-argument.ts";
import { Raised } from "./raised.ts";

/** A pandas Series as far as MLflow's enforcement looks at it. */
export interface Series {
  readonly dtype: PandasDtype;
  readonly length: number;
  readonly hasMissing: boolean;
  /** How many are missing; null where that is not known. */
  readonly missing: number | null;
  /** What the values of an object column are. */
  readonly objects: ValueEvidence | null;
  /** Whether every number that is there is 0 or 1; null where no reader has looked. */
  readonly zeroOrOne: boolean | null;
  /** Whether every number that is there is whole; null where no reader has looked. */
  readonly whole: boolean | null;
  /** Whether every time lies within what nanoseconds hold; null where no reader has looked. */
  readonly withinNanoseconds: boolean | null;
  /** The first text that is surely no number to Python; undefined where none was seen, or nobody looked. */
  readonly notNumber?: Sighting;
  /** What texts are if each is read as a date by itself; null where no reader has looked. */
  readonly asDates: DateEvidence | null;
  /** The values, where they are kept. */
  readonly cells: readonly PythonArgument[] | null;
}

const isZeroOrOne = (value: PythonArgument) => {
  const plain = plainValue(value);
  return isNoneOrNan(value) || plain === 0n || plain === 1n || plain === 0 || plain === 1 || typeof plain === "boolean";
};

const isWhole = (value: PythonArgument) => {
  const plain = plainValue(value);
  return isNoneOrNan(value) || typeof plain === "bigint" || (typeof plain === "number" && Number.isInteger(plain));
};

/** A cell as a column of its dtype has it: next to a float, or a missing cell, an integer is a float. */
export const inFrame = (cell: PythonArgument, { dtype }: Series): PythonArgument =>
  dtype.kind === "f" && typeof cell === "bigint" ? Number(cell) : cell;

/** A column whose values are kept, of a dtype that is known. */
export function seriesOfCells(dtype: PandasDtype, cells: readonly PythonArgument[]): Series {
  return {
    dtype,
    length: cells.length,
    hasMissing: cells.some(isNoneOrNan),
    missing: cells.filter(isNoneOrNan).length,
    objects: dtype.kind === "O" ? shallowEvidence(cells) : null,
    zeroOrOne: cells.every(isZeroOrOne),
    whole: cells.every(isWhole),
    withinNanoseconds: true,
    asDates: null,
    cells,
  };
}

/** Whether an object column has nothing but text, each of which may be read as something else. */
/** Whether the column has a dtype of pandas' or Arrow's for texts. */
export const isText = ({ dtype: { name } }: Series) => /^(str|string)$|^(large_)?(string|utf8)\[pyarrow\]$/.test(name);

export const isTextOnly = ({ objects }: Series): boolean =>
  objects?.scalars.has("str") === true && [...objects.scalars.keys()].every((type) => type === "str" || type === "nan" || type === "None");

/** The first character of a text that is half of a surrogate pair; -1 where there is none. */
const halfPair = (value: string): number => (value.isWellFormed() ? -1 : [...value].findIndex((character) => !character.isWellFormed()));

/** Throws what Python raises where a text has half of a surrogate pair, as JSON may write one. */
export function requireUtf8(value: string): void {
  const position = halfPair(value);
  if (position < 0) return;
  const code = must([...value][position])
    .charCodeAt(0)
    .toString(16);
  throw new Raised(
    "UnicodeEncodeError",
    text`'utf-8' codec can't encode character '\\u${code}' in position ${position}: surrogates not allowed`,
  );
}

/** Throws where pandas' dtype of text, which Arrow keeps as UTF-8, cannot hold a cell. Before pandas 3, text was objects. */
export function requireEncodable({ dtype, cells }: Series, environment: Environment): void {
  if (dtype.name !== "str" || !has(environment, "textDtype")) return;
  for (const cell of cells ?? []) {
    const plain = plainValue(cell);
    if (typeof plain === "string") requireUtf8(plain);
  }
}

/** `pd.Series(list)`: the dtype that pandas infers. */
export function seriesFromList(items: readonly PythonArgument[]): Series {
  return seriesOfCells(inferObjects(shallowEvidence(items)), items);
}

/** `pd.Series(array)` of a vector: text becomes `str`, dates a unit that pandas has, all else stays as it is. */
export function seriesFromVector({ dtype, length, items }: NumpyArray): Series {
  const name = vectorDtype(dtype, items);
  if (items !== null)
    return seriesOfCells(
      name,
      items.map((item) => asScalar(item, dtype)),
    );
  return {
    dtype: name,
    length,
    hasMissing: false,
    missing: null,
    objects: null,
    zeroOrOne: null,
    whole: null,
    withinNanoseconds: null,
    asDates: null,
    cells: null,
  };
}

function vectorDtype(dtype: string, items: readonly PythonArgument[] | null): PandasDtype {
  if (dtype === "str") return knownDtype("str");
  if (dtype === "bytes") return { name: "|S", kind: "S", itemsize: 0 };
  // pandas keeps seconds where NumPy counts days or more. Source: `pandas/core/construction.py`.
  if (/^(datetime64|timedelta64)\[(Y|M|W|D|h|m)\]$/.test(dtype)) return knownDtype(`${dtype.slice(0, dtype.indexOf("["))}[s]`);
  // Of objects only texts are inferred, next to which some may be missing. Source: `lib.is_string_array(skipna=True)`.
  const isText = (item: PythonArgument) => typeof item === "string";
  if (dtype === "object" && items?.some(isText) === true && items.every((item) => isText(item) || isNoneOrNan(item)))
    return knownDtype("str");
  return knownDtype(dtype);
}

interface NumberFacts {
  readonly zeroOrOne: boolean | null;
  readonly whole: boolean | null;
  readonly withinNanoseconds: boolean | null;
}

function factsOfText(evidence: ColumnEvidence & { readonly kind: "text" }): NumberFacts {
  const { kinds, facts } = evidence;
  const hasFloats = kinds.has("float") || kinds.has("negativeFloat");
  const hasIntegers = kinds.has("int64") || kinds.has("negativeInt64");
  const { integers = false, floats = false } = evidence.lookedAt ?? {};
  const isSeen = (integers || !hasIntegers) && (floats || !hasFloats);
  const zeroOrOne = facts.has("notZeroOrOne") ? false : isSeen ? true : null;
  return {
    zeroOrOne,
    whole: facts.has("fraction") ? false : hasFloats && !floats ? null : true,
    withinNanoseconds: evidence.dates === undefined ? true : evidence.dates.outsideNanoseconds === undefined,
  };
}

function factsOfArrow(evidence: ColumnEvidence & { readonly kind: "arrow" }): NumberFacts {
  const { type, counts } = evidence;
  const { extremes } = counts;
  const isEmpty = counts.length === (counts.nulls?.count ?? 0);
  const zeroOrOne = isEmpty ? true : extremes === undefined ? null : extremes.min >= 0n && extremes.max <= 1n;
  if (type.kind === "date")
    return {
      zeroOrOne,
      whole: null,
      withinNanoseconds: isEmpty ? true : extremes === undefined ? null : fitsNanoseconds(extremes, type.unit),
    };
  if (type.kind === "timestamp")
    return {
      zeroOrOne,
      whole: null,
      withinNanoseconds: isEmpty || type.unit === "ns" ? true : extremes === undefined ? null : fitsNanoseconds(extremes, type.unit),
    };
  return { zeroOrOne, whole: type.kind === "int" ? true : null, withinNanoseconds: null };
}

function factsOf(evidence: ColumnEvidence): NumberFacts {
  switch (evidence.kind) {
    // What is true of the numbers of every file is true of all, and the dtype that they share is not theirs.
    case "parts":
      return { zeroOrOne: null, whole: null, withinNanoseconds: null };
    case "text":
      return factsOfText(evidence);
    case "arrow":
      return factsOfArrow(evidence);
    case "values": {
      const { integers, scalars } = evidence;
      const onlyIntegers = !scalars.has("float");
      const zeroOrOne = integers === undefined ? null : onlyIntegers && integers.min >= 0n && integers.max <= 1n;
      return { zeroOrOne, whole: onlyIntegers ? true : null, withinNanoseconds: true };
    }
  }
}

/** A column that was read and perhaps cast, by what was counted of it. */
export function countedSeries(series: PandasSeries, evidence: ColumnEvidence): Series {
  return {
    dtype: series.dtype,
    length: series.length,
    hasMissing: series.missing !== undefined,
    missing: series.missing === undefined ? 0 : series.missing.atLeast === true ? null : series.missing.count,
    objects: series.dtype.kind === "O" ? (series.values ?? shallowEvidence([])) : null,
    ...factsOf(evidence),
    asDates: evidence.kind === "text" ? (evidence.dates ?? null) : null,
    ...defined({ notNumber: plainWord(evidence)?.first }),
    cells: null,
  };
}
