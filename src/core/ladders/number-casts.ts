import { type Extremes, mergeExtremes } from "../evidence/extremes.ts";
import { integerExtremes } from "../evidence/integer-extremes.ts";
import type { TextEvidence } from "../evidence/text-evidence.ts";
import { floatRepr } from "../python/float-repr.ts";
import { type Cast, cast, isArrow, isNullable, refuse, undecided } from "./astype-outcome.ts";
import type { PandasDtype, SeriesOutcome } from "./pandas.ts";

/** Whether NaN may be among a column's missing cells: Arrow's floats of typed files have it besides what is missing, those of text have not. */
const mayHoldNaN = ({ series: { dtype }, evidence }: Cast) => isArrow(dtype) && dtype.kind === "f" && evidence.kind !== "text";

/** What holds `pd.NA` and is not Arrow's. */
const isMasked = (dtype: PandasDtype) => isNullable(dtype) && !isArrow(dtype);

/**
 * Numbers to booleans. NumPy's take any number and make a missing float True; they refuse pd.NA. `boolean` takes 0 and 1, of another nullable
 * dtype any number; `bool[pyarrow]` any number.
 */
function castToBoolean(plan: Cast): SeriesOutcome {
  const { series, dtype, evidence } = plan;
  const given = series.dtype;
  if (!isNullable(dtype)) {
    if (!isNullable(given)) return cast(plan, null);
    if (mayHoldNaN(plan)) return undecided(plan);
    if (series.missing === undefined) return cast(plan, null);
    return refuse(plan, "it has missing cells, which are neither true nor false.", isArrow(given) ? "TypeError" : "ValueError");
  }
  if (isArrow(dtype)) return given.itemsize === 2 && given.kind === "f" ? undecided(plan) : cast(plan, "pandas.NA");
  if (given.kind === "b" || isMasked(given)) return cast(plan, "pandas.NA");
  if (evidence.kind !== "text" || (hasNumbers(evidence) && !isLookedAt(evidence))) return undecided(plan);
  // A dtype of fewer bytes may round a fraction to 0 or 1.
  if (given.kind === "f" && given.itemsize < 8 && evidence.facts.has("fraction")) return undecided(plan);
  return evidence.facts.has("notZeroOrOne") ? refuse(plan, "Need to pass bool-like values.", "TypeError") : cast(plan, "pandas.NA");
}

/** The integers of a dtype: from the first up to, not including, the second. */
function integerRange({ kind, itemsize }: PandasDtype): readonly [bigint, bigint] {
  const bits = BigInt(itemsize * 8);
  return kind === "u" ? [0n, 2n ** bits] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n)];
}

/** Whether all integers of a column lie in a range, as far as its dtype or what was counted says. */
function staysWithin({ series, evidence }: Cast, lowest: bigint, end: bigint): boolean {
  if (series.dtype.kind === "b") return true;
  const found = integerExtremes(evidence);
  if (found !== undefined && found.min >= lowest && found.max < end) return true;
  const [least, most] = integerRange(series.dtype);
  return least >= lowest && most <= end;
}

/** Integers up to here are floats of so many bytes without loss, which Arrow's casts ask for. */
const EXACT: ReadonlyMap<number, bigint> = new Map([
  [2, 2n ** 11n],
  [4, 2n ** 24n],
  [8, 2n ** 53n],
]);

function castToFloat(plan: Cast): SeriesOutcome {
  const { series, dtype } = plan;
  const exact = EXACT.get(dtype.itemsize) ?? 0n;
  const isExact = series.dtype.kind === "f" || staysWithin(plan, -exact, exact + 1n);
  // pyarrow has no cast from booleans to floats of two bytes.
  const isKnown = series.dtype.kind !== "b" || dtype.itemsize > 2;
  return isArrow(dtype) && !(isExact && isKnown) ? undecided(plan) : cast(plan, "nan");
}

/** Whole numbers up to here are floats of two bytes without loss. */
const HALF_EXACT = 2048;

/**
 * How near to an end of 64 bits, in parts of it, a float may lie on the other side of it to pandas, whose reading is some units in the last
 * place off. At the end itself machines differ: a cast of what does not fit gives the greatest integer on some, which is that float again.
 */
const NEAR: ReadonlyMap<number, number> = new Map([
  [4, 2 ** -22],
  [8, 1e-14],
]);

const hasNumbers = ({ kinds }: TextEvidence): boolean => [...kinds.keys()].some((kind) => kind !== "missing");

const isLookedAt = ({ lookedAt }: TextEvidence): boolean => lookedAt?.integers === true && lookedAt.floats;

/** Where all floats of a column lie, as its dtype holds them; undefined where they were not looked at, or it rounds them to unknown others. */
function floatExtremes({ series, evidence }: Cast): Extremes<number> | "none" | undefined {
  if (evidence.kind !== "text") return undefined;
  const { integers, floats, facts } = evidence;
  if (!hasNumbers(evidence)) return "none";
  if (!isLookedAt(evidence)) return undefined;
  const { itemsize } = series.dtype;
  const found = mergeExtremes(integers && { min: Number(integers.min), max: Number(integers.max) }, floats);
  if (found === undefined || itemsize === 8) return found;
  if (itemsize === 4) return { min: Math.fround(found.min), max: Math.fround(found.max) };
  return facts.has("fraction") || found.max > HALF_EXACT || found.min < -HALF_EXACT ? undefined : found;
}

/** Whether floats lie in a range of integers: surely, surely not, or too near to its end to know. */
function lieWithin({ min, max }: Extremes<number>, { series, dtype }: Cast): boolean | "unknown" {
  const [lowest, end] = integerRange(dtype);
  const margin = dtype.itemsize === 8 ? (NEAR.get(series.dtype.itemsize) ?? 0) : 0;
  const isNear = (value: number, bound: bigint) => margin > 0 && Math.abs(value - Number(bound)) <= Math.abs(Number(bound)) * margin;
  const isOutside = (value: number) => value < Number(lowest) || value >= Number(end);
  if ((isOutside(min) && !isNear(min, lowest)) || (isOutside(max) && !isNear(max, end))) return false;
  return (lowest < 0n && isNear(min, lowest)) || isNear(max, end) ? "unknown" : true;
}

const isInfinite = ({ min, max }: Extremes<number>): boolean => max === Number.POSITIVE_INFINITY || min === Number.NEGATIVE_INFINITY;

/** NumPy's floats to NumPy's integers: what is not finite is refused, and by unsigned ones what is negative. Source: `_astype_float_to_int_nansafe`. */
function castFloatsOfNumpy(plan: Cast): SeriesOutcome {
  const found = floatExtremes(plan);
  if (found === undefined) return undecided(plan);
  if (found === "none") return cast(plan, null);
  if (isInfinite(found)) return refuse(plan, "it has infinities, which integers cannot hold.", "IntCastingNaNError");
  return plan.dtype.kind === "u" && found.min < 0
    ? refuse(plan, "it has negative numbers, which unsigned integers cannot hold.")
    : cast(plan, null);
}

/**
 * Floats to nullable integers: each must be the same number afterwards. Source: `IntegerDtype._safe_cast`, and pyarrow's safe casts. Between
 * pandas' own nullable dtypes NumPy casts whatever the numbers are. Source: `BaseMaskedArray.astype`.
 */
function castFloatsToNullable(plan: Cast): SeriesOutcome {
  const { series, dtype, evidence } = plan;
  if (isMasked(series.dtype) && isMasked(dtype)) return cast(plan, "pandas.NA");
  const found = floatExtremes(plan);
  if (found === "none") return cast(plan, "pandas.NA");
  if (found === undefined || evidence.kind !== "text") return undecided(plan);
  const error = isArrow(dtype) ? "ArrowInvalid" : "TypeError";
  if (isInfinite(found)) return refuse(plan, "it has infinities, which integers cannot hold.", error);
  if (evidence.facts.has("fraction"))
    return series.dtype.itemsize < 8 ? undecided(plan) : refuse(plan, "cannot safely cast non-equivalent float64 to integers.", error);
  switch (lieWithin(found, plan)) {
    case true:
      return cast(plan, "pandas.NA");
    case false:
      return refuse(
        plan,
        `it has numbers from ${floatRepr(found.min)} to ${floatRepr(found.max)}, which ${dtype.name} cannot hold.`,
        error,
      );
    case "unknown":
      return undecided(plan);
  }
}

function castToInteger(plan: Cast): SeriesOutcome {
  const { series, dtype } = plan;
  const isFloat = series.dtype.kind === "f";
  if (isNullable(dtype)) {
    if (isFloat) return castFloatsToNullable(plan);
    return staysWithin(plan, ...integerRange(dtype)) ? cast(plan, "pandas.NA") : undecided(plan);
  }
  if (series.missing !== undefined) {
    if (mayHoldNaN(plan)) return undecided(plan);
    const error = isFloat && isArrow(series.dtype) ? "TypeError" : isNullable(series.dtype) ? "ValueError" : "IntCastingNaNError";
    return refuse(plan, "it has missing cells, which integers cannot hold.", error);
  }
  // NumPy wraps what does not fit, and cuts off fractions.
  return isFloat && !isNullable(series.dtype) ? castFloatsOfNumpy(plan) : cast(plan, null);
}

/** Numbers to numbers. */
export function castNumber(plan: Cast): SeriesOutcome {
  if (plan.dtype.kind === "b") return castToBoolean(plan);
  return plan.dtype.kind === "f" ? castToFloat(plan) : castToInteger(plan);
}
