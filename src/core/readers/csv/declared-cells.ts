/** Whether a declared dtype's own parser takes a cell. */
export type CellTest = (cell: string) => boolean;

const NUMBER = "(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?|inf(?:inity)?|nan)";
/** `complex(text)` of Python. */
const COMPLEX = new RegExp(`^\\s*\\(?\\s*(?:[+-]?${NUMBER}|[+-]?${NUMBER}?j|[+-]?${NUMBER}[+-]${NUMBER}?j)\\s*\\)?\\s*$`, "i");
/** What `pd.to_timedelta` takes, of which more is not proved. */
const DURATION = /^-?(?:\d+|\d+ days?(?: [+-]?\d\d:\d\d:\d\d(?:\.\d{1,9})?)?|\d\d:\d\d:\d\d(?:\.\d{1,9})?)$/;
/** What pandas' `to_time` takes under every format that it guesses, of which more is not proved. */
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
/** Arrow's cast of text to booleans, and what pandas adds to it. */
const ARROW_BOOL = /^(?:true|false|[01]|[01]\.0)$/i;

const BOOLEANS = ["True", "TRUE", "true", "1", "1.0", "False", "FALSE", "false", "0", "0.0"];

/** The spellings of booleans that pandas' Python engine knows; the C engine knows them in any case. */
export const isPlainBoolean = (cell: string): boolean =>
  !/^(?:true|false)$/i.test(cell) || /^(?:True|TRUE|true|False|FALSE|false)$/.test(cell);

/** The test of cells that kinds cannot make, by the name of the dtype; null where the kind decides. */
export function declaredCellTest(
  dtype: string | undefined,
  { trueValues, falseValues }: { readonly trueValues: readonly string[]; readonly falseValues: readonly string[] },
): CellTest | null {
  if (dtype === undefined) return null;
  if (dtype === "boolean") {
    const known = new Set([...BOOLEANS, ...trueValues, ...falseValues]);
    return (cell) => known.has(cell);
  }
  if (/^bool(?:ean)?\[pyarrow\]$/.test(dtype)) return (cell) => ARROW_BOOL.test(cell);
  if (/^(?:complex\d*|c(?:8|16)|cdouble|csingle|[DF])$/.test(dtype)) return (cell) => COMPLEX.test(cell);
  if (/^duration\[.+\]\[pyarrow\]$/.test(dtype)) return (cell) => DURATION.test(cell);
  if (/^time\d\d\[.+\]\[pyarrow\]$/.test(dtype)) return (cell) => TIME.test(cell);
  return null;
}

/** Whether cells are read as dates because the declared dtype is one of Arrow's. */
export const isDateDtype = (dtype: string | undefined): boolean =>
  dtype !== undefined && /^(?:timestamp\[.+\]|date(?:32|64)(?:\[(?:day|ms)\])?)\[pyarrow\]$/.test(dtype);

/** Whether a declared dtype is one of integers, so that whole floats must lie within it. */
export const isIntegerDtype = (dtype: string | undefined): boolean =>
  dtype !== undefined &&
  /^(?:U?Int\d+|u?int\d*|u?int\d+\[pyarrow\]|[<>=|]?[iu]\d|u?int[cp_]|u?long|u?longlong|u?short|u?byte|[bBhHiIlLqQpP])$/.test(dtype);
