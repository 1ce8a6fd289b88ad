import { must } from "../defined.ts";
import { TIME_UNITS } from "../evidence/arrow-type.ts";
import type { PandasDtype, PandasSeries } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";

const NUMPY_NUMBER = /^(?:bool|u?int(?:8|16|32|64)|float(?:16|32|64))$/;
const PLAIN = /^(?:object|str|bool|u?int\d+|float\d+|(?:datetime64|timedelta64)\[.*\])$/;
const TIME = /^(datetime64|timedelta64)\[(s|ms|us|ns)(.*)\]$/;
const UNITS: readonly string[] = TIME_UNITS;

const bitsOf = ({ itemsize }: PandasDtype) => itemsize * 8;

/** A signed integer and an unsigned one: the smallest signed dtype that holds both, or float64. */
function signedAndUnsigned(signed: number, unsigned: number): string {
  if (unsigned < signed) return `int${signed}`;
  return unsigned === 64 ? "float64" : `int${unsigned * 2}`;
}

/** The floats that hold integers of so many bits. */
const floatBitsFor = (bits: number): number => (bits <= 8 ? 16 : bits <= 16 ? 32 : 64);

/** `numpy.promote_types` of numbers and booleans. */
function promoted(left: PandasDtype, right: PandasDtype): PandasDtype {
  if (left.kind === "b" || left.name === right.name) return right;
  if (right.kind === "b") return left;
  const [a, b] = [bitsOf(left), bitsOf(right)];
  if (left.kind === right.kind) return a >= b ? left : right;
  if (left.kind === "f" || right.kind === "f") {
    const [float, whole] = left.kind === "f" ? [a, b] : [b, a];
    return knownDtype(`float${Math.max(float, floatBitsFor(whole))}`);
  }
  return knownDtype(left.kind === "i" ? signedAndUnsigned(a, b) : signedAndUnsigned(b, a));
}

/** Times without a zone, or of one zone, in the finest of their units; null where they differ in more than the unit. */
function finestTime(dtypes: readonly PandasDtype[]): PandasDtype | null {
  const parts = dtypes.map(({ name }) => TIME.exec(name));
  const [first] = parts;
  if (first === null || first === undefined) return null;
  if (parts.some((part) => part === null || part[1] !== first[1] || part[3] !== first[3])) return null;
  const finest = Math.max(...parts.map((part) => UNITS.indexOf(must(part?.[2]))));
  return knownDtype(`${first[1]}[${UNITS[finest]}${first[3]}]`);
}

const isNumber = ({ name }: PandasDtype): boolean => NUMPY_NUMBER.test(name);

/** Integers and booleans that are to hold NaN. Source: `ensure_dtype_can_hold_na` in `pandas/core/dtypes/cast.py`. */
function withNaN(dtype: PandasDtype): PandasDtype {
  if (dtype.name === "bool") return knownDtype("object");
  return isNumber(dtype) && dtype.kind !== "f" ? knownDtype("float64") : dtype;
}

/**
 * Whether NumPy alone joins the columns: they are numbers and booleans, and the floats among them are of the first one's dtype. Booleans then
 * become numbers. Source: `_is_uniform_join_units` in `pandas/core/internals/concat.py`.
 */
function isUniform(dtypes: readonly PandasDtype[]): boolean {
  return dtypes.every((dtype) => isNumber(dtype) && (dtype.kind !== "f" || dtype.name === dtypes[0]?.name));
}

/** Source: `find_common_type` in `pandas/core/dtypes/cast.py`. */
function commonDtype(dtypes: readonly PandasDtype[]): PandasDtype {
  const [first] = dtypes;
  if (first !== undefined && dtypes.every(({ name }) => name === first.name)) return first;
  if (!dtypes.every(isNumber)) return finestTime(dtypes) ?? knownDtype("object");
  return dtypes.some(({ kind }) => kind === "b") ? knownDtype("object") : dtypes.reduce(promoted);
}

/**
 * The dtype of the column that `pd.concat(frames, ignore_index=True)` makes of columns of frames, in their order; `hasAbsent`: some of the frames
 * lack it. Null where the rules end that were found by asking pandas 3.1.
 *
 * @example concatDtype([{ dtype: int64 }, { dtype: bool }], false) // int64
 */
export function concatDtype(
  series: readonly Pick<PandasSeries, "dtype" | "categories" | "missing">[],
  hasAbsent: boolean,
): PandasDtype | null {
  const names = new Set(series.map(({ dtype }) => dtype.name));
  const [first] = series;
  if (first === undefined) return null;
  const isAlike = names.size === 1 && series.every(({ categories }) => categories === first.categories);
  if (isAlike) return hasAbsent ? withNaN(first.dtype) : first.dtype;
  const ofCategories = series.filter(({ dtype }) => dtype.name === "category");
  if (ofCategories.some(({ categories }) => categories === undefined)) return null;
  // Categories join others as what they are categories of.
  const dtypes = series.map(({ dtype, categories }) => (dtype.name === "category" ? knownDtype(must(categories)) : dtype));
  if (!dtypes.every(({ name }) => PLAIN.test(name))) return null;
  if (!hasAbsent && ofCategories.length === 0 && isUniform(dtypes)) return dtypes.reduce(promoted);
  const common = commonDtype(dtypes);
  const hasGaps = ofCategories.some(({ missing }) => missing !== undefined);
  if (hasGaps && ["i", "u", "b"].includes(common.kind)) return null;
  return hasAbsent ? withNaN(common) : common;
}
