import { must } from "../defined.ts";
import { TIME_UNITS } from "../evidence/arrow-type.ts";
import type { PandasSeries } from "./pandas.ts";

/** NumPy's names that a dtype cast can be given, in NumPy's own order. */
export const NUMPY_DTYPES = [
  "bool",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float16",
  "float32",
  "float64",
  "str",
  "object",
] as const;

export type NumpyDtype = (typeof NUMPY_DTYPES)[number];

interface Parts {
  readonly kind: string;
  readonly bits: number;
}

/** A name of a number's dtype taken apart, or null. */
export function numberParts(name: string): Parts | null {
  const match = /^(bool|int|uint|float)(\d*)$/.exec(name);
  return match === null ? null : { kind: must(match[1]), bits: Number(match[2]) };
}

const isTime = (name: string) => /^(datetime64|timedelta64)\[\w+\]$/.test(name);

/** pandas' extension dtypes: the nullable ones, Arrow's, text, categories, periods, intervals, and times with a zone. */
export function isExtension(name: string): boolean {
  return /^[A-Z]|\[pyarrow\]$|^(boolean|str|string|category|period|interval)$|, /.test(name);
}

const joinIntegers = (left: Parts, right: Parts): Parts => {
  if (left.kind === right.kind) return left.bits >= right.bits ? left : right;
  const [signed, unsigned] = left.kind === "int" ? [left, right] : [right, left];
  if (signed.bits > unsigned.bits) return signed;
  return unsigned.bits === 64 ? { kind: "float", bits: 64 } : { kind: "int", bits: unsigned.bits * 2 };
};

/** Bits that a float needs for every integer of a width. */
const floatFor = ({ bits }: Parts) => (bits <= 8 ? 16 : bits <= 16 ? 32 : 64);

const nameOf = ({ kind, bits }: Parts) => (kind === "bool" ? kind : `${kind}${bits}`);

/**
 * `numpy.promote_types` of two dtypes of numbers, booleans among them; null where one is not a number.
 * Three of them may come to another dtype in another order: int8 and uint16 are int32, which with float32 is float64.
 */
export function promoteNumbers(left: string, right: string): string | null {
  const [one, other] = [numberParts(left), numberParts(right)];
  if (one === null || other === null) return null;
  if (one.kind === "bool") return right;
  if (other.kind === "bool") return left;
  if (one.kind !== "float" && other.kind !== "float") return nameOf(joinIntegers(one, other));
  const bitsOf = (parts: Parts) => (parts.kind === "float" ? parts.bits : floatFor(parts));
  return nameOf({ kind: "float", bits: Math.max(bitsOf(one), bitsOf(other)) });
}

/** `numpy.result_type` of numbers: floats first, each integer then by itself, so that the order of columns does not count. */
function resultType(parts: readonly Parts[]): string {
  const floats = parts.filter(({ kind }) => kind === "float");
  const integers = parts.filter(({ kind }) => kind !== "float");
  if (floats.length > 0) return `float${Math.max(...floats.map(({ bits }) => bits), ...integers.map(floatFor))}`;
  const widest = (of: string) => integers.filter(({ kind }) => kind === of).sort((left, right) => right.bits - left.bits)[0];
  const [signed, unsigned] = [widest("int"), widest("uint")];
  const { kind, bits } =
    signed === undefined || unsigned === undefined ? (signed ?? unsigned ?? { kind: "int", bits: 64 }) : joinIntegers(signed, unsigned);
  return `${kind}${bits}`;
}

const UNITS: readonly string[] = TIME_UNITS;

/** Times of one kind take the finest unit. */
function finest(names: readonly string[]): string {
  const unitOf = (name: string) => UNITS.indexOf(must(/\[(\w+)\]$/.exec(name)?.[1]));
  return names.reduce((best, name) => (unitOf(name) > unitOf(best) ? name : best));
}

/** `find_common_type` of NumPy's own dtypes. */
function commonOfNumpy(names: readonly string[]): string {
  const [first = "object", ...rest] = [...new Set(names)];
  if (rest.length === 0) return first;
  const all = [first, ...rest];
  if (all.every(isTime) && new Set(all.map((name) => name.slice(0, 4))).size === 1) return finest(all);
  const parts = all.map(numberParts);
  const numbers = parts.filter((part) => part !== null);
  // pandas keeps booleans next to numbers as objects rather than let them become numbers.
  if (numbers.length < parts.length || numbers.some(({ kind }) => kind === "bool")) return "object";
  return resultType(numbers);
}

/**
 * NumPy's dtype of `DataFrame.to_numpy()` for columns of these series; null where it depends on whether two categories have the same values.
 * A frame without columns is float64. Columns of one NumPy dtype are one block; each of an extension dtype is its own block.
 * Source: `BlockManager.as_array` in `pandas/core/internals/managers.py` and `find_common_type` in `pandas/core/dtypes/cast.py`.
 */
export function frameNumpyDtype(columns: readonly PandasSeries[]): string | null {
  const [only, ...more] = columns;
  if (only === undefined) return "float64";
  if (more.length === 0) return seriesNumpyDtype(only);
  const extensions = columns.filter(({ dtype }) => isExtension(dtype.name));
  if (extensions.length === 0) return commonOfNumpy(columns.map(({ dtype }) => dtype.name));
  // Only categories give way to NumPy's dtypes: by what their values are. All other extension dtypes end as objects.
  if (extensions.some(({ dtype }) => dtype.name !== "category")) return "object";
  const names = columns.map(({ dtype, categories }) => (dtype.name === "category" ? must(categories) : dtype.name));
  const common = names.some(isExtension) ? "object" : commonOfNumpy(names);
  const mayBeOneCategory = extensions.length === columns.length && common !== "object" && new Set(names).size === 1;
  return mayBeOneCategory ? null : common;
}

/** NumPy's dtype of `Series.to_numpy()`. */
export function seriesNumpyDtype({ dtype, missing, categories }: PandasSeries): string {
  if (dtype.name === "category") return withGaps(categories ?? "object", missing !== undefined);
  const plain = /^[A-Z]|^boolean$/.test(dtype.name)
    ? dtype.name.toLowerCase().replace("boolean", "bool")
    : dtype.name.endsWith("[pyarrow]")
      ? arrowNumpyDtype(dtype.name.replace("[pyarrow]", ""))
      : null;
  if (plain !== null) return withGaps(plain, missing !== undefined);
  return isExtension(dtype.name) ? "object" : dtype.name;
}

/** Integers with missing cells become floats, booleans objects. */
function withGaps(name: string, gaps: boolean): string {
  if (isExtension(name)) return "object";
  const kind = numberParts(name)?.kind;
  if (!gaps || kind === undefined || kind === "float") return name;
  return kind === "bool" ? "object" : "float64";
}

const ARROW_NAMES: ReadonlyMap<string, string> = new Map([
  ["halffloat", "float16"],
  ["float", "float32"],
  ["double", "float64"],
  ["boolean", "bool"],
]);

function arrowNumpyDtype(name: string): string {
  const time = /^(timestamp|duration)\[(\w+)\]$/.exec(name);
  if (time !== null) return `${time[1] === "timestamp" ? "datetime64" : "timedelta64"}[${time[2]}]`;
  const known = ARROW_NAMES.get(name) ?? name;
  return numberParts(known) === null ? "object" : known;
}
