import { datum, text } from "../errors.ts";
import { cannotBeDate, guessDateFormat } from "../evidence/date-format.ts";
import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import { INT64_MAX, INT64_MIN } from "../python/int-range.ts";
import { isPythonFloat } from "../python/number-text.ts";
import { isDict, isList, lengthOf, NumpyArray, type PythonArgument, PythonObject, plainValue, scalarType } from "./python-argument.ts";
import { Raised, UndecidedError } from "./raised.ts";

const NUMERIC: ReadonlySet<PythonScalar> = new Set([
  "None",
  "nan",
  "pandas.NA",
  "bool",
  "int",
  "float",
  "numpy.bool",
  "numpy.int8",
  "numpy.int16",
  "numpy.int32",
  "numpy.int64",
  "numpy.uint8",
  "numpy.uint16",
  "numpy.uint32",
  "numpy.uint64",
  "numpy.float16",
  "numpy.float32",
  "numpy.float64",
  "decimal.Decimal",
]);

const invalidObject = (row: number) => new Raised("TypeError", text`Invalid object type at position ${row}`);

/**
 * One value of an object column under `pd.to_numeric`; throws where it raises.
 * Anything empty is NaN, numbers and their missing ones pass, text is parsed. Source: `pandas/_libs/lib.pyx maybe_convert_numeric`.
 */
export function checkNumeric(value: PythonArgument, row: number): void {
  const type = scalarType(value);
  if (type === null) {
    if (value instanceof NumpyArray && value.shape.length === 0) throw new Raised("TypeError", text`len() of unsized object`);
    if (lengthOf(value) > 0) throw invalidObject(row);
    return;
  }
  if (NUMERIC.has(type)) return;
  if (type !== "str" && type !== "bytes" && type !== "numpy.str") throw invalidObject(row);
  const cell = plainValue(value);
  if (typeof cell !== "string") throw new UndecidedError(text`Whether the bytes in row ${row + 1} are a number is not counted.`);
  if (cell === "" || (isPythonFloat(cell) && !cell.includes("_"))) return;
  if (/^[\s\d.,_+eE-]+$/.test(cell))
    throw new UndecidedError(text`Signet has not verified whether pandas takes ${datum(cell)} for a number.`);
  throw new Raised("ValueError", text`Unable to parse string ${datum(`"${cell}"`)} at position ${row}`);
}

const TIMES: ReadonlySet<PythonScalar> = new Set([
  "None",
  "nan",
  "pandas.NA",
  "pandas.NaT",
  "datetime.datetime",
  "pandas.Timestamp",
  "numpy.datetime64",
]);

const outOfBounds = (shown: string) => new Raised("OutOfBoundsDatetime", text`Out of bounds nanosecond timestamp: ${datum(shown)}`);

const zoned = () => new Raised("ValueError", text`cannot supply both a tz and a timezone-naive dtype (i.e. datetime64[ns])`);

const NUMPY_NUMBER = /^numpy\.(u?int|float)\d+$/;

/** A date written in a string must lie within the years that nanoseconds hold. */
export function checkYear(cell: string): void {
  const year = Number(/\d{4}/.exec(cell)?.[0] ?? "2000");
  if (year < 1677 || year > 2262) throw outOfBounds(cell);
  if (year === 1677 || year === 2262)
    throw new UndecidedError(text`Signet has not verified whether ${datum(cell)} is within the range of nanoseconds.`);
}

/**
 * One value of an object column under `Series.astype("datetime64[ns]")`; throws where it raises.
 * Integers are nanoseconds from the epoch, text is parsed on its own. Source: `pandas/_libs/tslib.pyx array_to_datetime`.
 */
export function checkTime(value: PythonArgument, row: number): void {
  const type = scalarType(value);
  if (value instanceof PythonObject && value.isZoned) throw zoned();
  if (type !== null && TIMES.has(type)) return;
  if (type === "datetime.date") return;
  if (type === "int" || type === "float" || (type !== null && NUMPY_NUMBER.test(type))) {
    const plain = plainValue(value);
    if (typeof plain === "number" && !Number.isFinite(plain))
      throw new UndecidedError(text`Signet has not verified how pandas makes a date of ${String(plain)}.`);
    const number = typeof plain === "bigint" ? plain : BigInt(Math.trunc(Number(plain)));
    if (number < INT64_MIN || number > INT64_MAX)
      throw new Raised(type === "int" ? "OverflowError" : "OutOfBoundsDatetime", text`Python int too large to convert to C long`);
    return;
  }
  if (type !== "str" && type !== "numpy.str") {
    const found = isList(value) ? "list" : isDict(value) ? "dict" : type === null ? "numpy.ndarray" : type;
    throw new Raised("TypeError", text`<class '${found}'> is not convertible to datetime`);
  }
  const cell = plainValue(value);
  if (typeof cell !== "string") throw new UndecidedError(text`Whether the texts are dates is not counted.`);
  if (cell === "" || cell === "NaT" || cell === "nan") return;
  const format = guessDateFormat(cell, false);
  if (/%z/i.test(format?.format ?? "")) throw zoned();
  if (format !== null) checkYear(cell);
  else if (cannotBeDate(cell) || /^[-+]?[\d.]{1,3}$/.test(cell))
    throw new Raised("ValueError", text`Given date string ${datum(`"${cell}"`)} not likely a datetime`);
  else throw new UndecidedError(text`Only pandas can decide whether ${datum(cell)} in row ${row + 1} is a date.`);
}

/** {@link checkNumeric} for values of which only the types were counted; texts cannot be judged then. */
export function checkNumericTypes({ scalars, lists, arrays, dicts }: ValueEvidence): void {
  const filled = [lists, arrays, dicts].find((nested) => nested !== undefined && nested.tally.count > nested.empty);
  for (const [type, { first }] of scalars) {
    if (NUMERIC.has(type)) continue;
    if (type === "bytes" || type === "str") continue;
    throw invalidObject(first.row);
  }
  if (filled !== undefined) throw invalidObject(filled.tally.first.row);
  const written = scalars.get("bytes") ?? scalars.get("str");
  if (written !== undefined)
    throw new UndecidedError(text`Whether the values from row ${written.first.row + 1} on are numbers is not counted.`);
}

/** {@link checkTime} for values of which only the types were counted. */
export function checkTimeTypes({ scalars, integers, lists, arrays, dicts }: ValueEvidence): void {
  const nested = arrays !== undefined ? "numpy.ndarray" : lists !== undefined ? "list" : dicts !== undefined ? "dict" : null;
  for (const type of scalars.keys()) {
    if (TIMES.has(type) || ["datetime.date", "int", "float", "str"].includes(type) || NUMPY_NUMBER.test(type)) continue;
    throw new Raised("TypeError", text`<class '${type}'> is not convertible to datetime`);
  }
  if (nested !== null) throw new Raised("TypeError", text`<class '${nested}'> is not convertible to datetime`);
  if (integers !== undefined && (integers.min < INT64_MIN || integers.max > INT64_MAX))
    throw new Raised("OverflowError", text`Python int too large to convert to C long`);
  if (scalars.has("float")) throw new UndecidedError(text`Signet does not count whether the floats are within the range of nanoseconds.`);
  const written = scalars.get("str");
  if (written !== undefined)
    throw new UndecidedError(text`Whether the texts from row ${written.first.row + 1} on are dates is not counted.`);
}
