import type { TextColumnOptions } from "../../evidence/text-evidence.ts";
import { isPythonFloat, isPythonInt } from "../../python/number-text.ts";

/** Whether a declared dtype's own parser takes a cell. */
export type CellTest = (cell: string) => boolean;

const DIGITS = "\\d(?:_?\\d)*";
const NUMBER = `(?:(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?|inf(?:inity)?|nan)`;
/** `complex(text)` of Python. */
const COMPLEX = new RegExp(`^\\s*\\(?\\s*(?:[+-]?${NUMBER}|[+-]?${NUMBER}?j|[+-]?${NUMBER}[+-]${NUMBER}?j)\\s*\\)?\\s*$`, "i");
/** What `pd.to_timedelta` takes, of which more is not proved. */
const DURATION = /^-?(?:\d+|\d+ days?(?: [+-]?\d\d:\d\d:\d\d(?:\.\d{1,9})?)?|\d\d:\d\d:\d\d(?:\.\d{1,9})?)$/;
/** What pandas' `to_time` takes under every format that it guesses, of which more is not proved. */
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
/** Arrow's cast of text to booleans, and what pandas adds to it. */
const ARROW_BOOL = /^(?:true|false|[01]|[01]\.0)$/i;

const BOOLEANS = ["True", "TRUE", "true", "1", "1.0", "False", "FALSE", "false", "0", "0.0"];

const COMPLEX_DTYPE = /^(?:complex\d*|c(?:8|16)|cdouble|csingle|[DF])$/;

/** The test of cells that kinds cannot make, by the name of the dtype; null where the kind decides. */
export function declaredCellTest(
  { dtype, byPython }: Pick<TextColumnOptions, "dtype" | "byPython">,
  { trueValues, falseValues }: { readonly trueValues: readonly string[]; readonly falseValues: readonly string[] },
): CellTest | null {
  if (dtype === undefined) return null;
  // Python's engine casts text to NumPy's dtypes by `int(text)` and `float(text)`.
  if (byPython === true && isIntegerDtype(dtype)) return isPythonInt;
  if (byPython === true && isFloatDtype(dtype)) return isPythonFloat;
  if (dtype === "boolean") {
    const known = new Set([...BOOLEANS, ...trueValues, ...falseValues]);
    return (cell) => known.has(cell);
  }
  if (/^bool(?:ean)?\[pyarrow\]$/.test(dtype)) return (cell) => ARROW_BOOL.test(cell);
  if (COMPLEX_DTYPE.test(dtype)) return (cell) => COMPLEX.test(cell);
  if (/^duration\[.+\]\[pyarrow\]$/.test(dtype)) return (cell) => DURATION.test(cell);
  if (/^time\d\d\[.+\]\[pyarrow\]$/.test(dtype)) return (cell) => TIME.test(cell);
  return null;
}

/** Whether a declared dtype is one of NumPy's floats. */
const isFloatDtype = (dtype: string): boolean => /^(?:float(?:16|32|64)?|[<>=|]?f[248]|half|single|double|[efd])$/.test(dtype);

/** Whether a declared dtype is one of the nullable numbers, pandas' own or Arrow's. */
const isNullableNumber = (dtype: string): boolean =>
  /^(?:U?Int\d+|Float\d+|(?:u?int\d+|halffloat|float\d*|double)\[pyarrow\])$/.test(dtype);

/** Whether a declared dtype is one of booleans. Source: `is_bool_dtype`. */
export const isBooleanDtype = (dtype: string): boolean => /^(?:bool_?|boolean|[<>=|]?b1|\?|bool(?:ean)?\[pyarrow\])$/.test(dtype);

/** Whether a declared dtype is one of numbers, booleans included. Source: `is_numeric_dtype`. */
export const isNumericDtype = (dtype: string): boolean =>
  isIntegerDtype(dtype) || isFloatDtype(dtype) || isNullableNumber(dtype) || isBooleanDtype(dtype) || COMPLEX_DTYPE.test(dtype);

/** Whether a declared dtype is one of integers without a sign. */
export const isUnsignedDtype = (dtype: string | undefined): boolean =>
  dtype !== undefined && isIntegerDtype(dtype) && /^[<>=|]?(?:u|UInt|[BHILQP]$)/.test(dtype);

/** Whether cells are read as dates because the declared dtype is one of Arrow's. */
export const isDateDtype = (dtype: string | undefined): boolean =>
  dtype !== undefined && /^(?:timestamp\[.+\]|date(?:32|64)(?:\[(?:day|ms)\])?)\[pyarrow\]$/.test(dtype);

/** Whether a declared dtype is one of integers, so that whole floats must lie within it. */
export const isIntegerDtype = (dtype: string | undefined): boolean =>
  dtype !== undefined &&
  /^(?:U?Int\d+|u?int\d*|u?int\d+\[pyarrow\]|[<>=|]?[iu]\d|u?int[cp_]|u?long|u?longlong|u?short|u?byte|[bBhHiIlLqQpP])$/.test(dtype);
