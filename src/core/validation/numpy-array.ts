import { must } from "../defined.ts";
import { datum, text } from "../errors.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import { numberParts, promoteNumbers } from "../ladders/numpy-dtype.ts";
import { INT64_MAX, INT64_MIN, UINT64_MAX } from "../python/int-range.ts";
import { isPythonFloat, isPythonInt } from "../python/number-text.ts";
import { isDict, isList, NumpyArray, type PythonArgument, PythonObject, plainValue, pythonRepr, scalarType } from "./python-argument.ts";
import { Raised, UndecidedError } from "./raised.ts";

interface Discovered {
  readonly shape: readonly number[];
  readonly leaves: readonly PythonArgument[];
}

export const ragged = () =>
  new Raised("ValueError", text`setting an array element with a sequence. The requested array has an inhomogeneous shape.`);

/** Shape and leaves of nested lists and arrays; throws where they are not all of one length and depth. */
function discover(value: PythonArgument): Discovered {
  if (value instanceof NumpyArray) {
    const items = value.items;
    if (items === null) throw new UndecidedError(text`The values of the array are not in memory.`);
    // Among objects it stays an array.
    if (value.shape.length === 0) return { shape: [], leaves: [value] };
    return { shape: value.shape, leaves: value.dtype === "object" ? items : items.map((item) => scalarOf(item, value.dtype)) };
  }
  if (!isList(value)) return { shape: [], leaves: [value] };
  const parts = value.map(discover);
  const [first] = parts;
  if (first === undefined) return { shape: [0], leaves: [] };
  const same = parts.every(({ shape }) => shape.length === first.shape.length && shape.every((side, axis) => side === first.shape[axis]));
  if (!same) throw ragged();
  return { shape: [value.length, ...first.shape], leaves: parts.flatMap(({ leaves }) => leaves) };
}

/** The lengths of nested lists, as deep as all of them agree: what is deeper, or of another length, is an object. */
function agreedShape(value: PythonArgument): readonly number[] {
  if (value instanceof NumpyArray) return value.shape;
  if (!isList(value)) return [];
  const [first, ...rest] = value.map(agreedShape);
  if (first === undefined) return [value.length];
  const agreed = rest.reduce((depth, shape) => {
    const differs = shape.findIndex((side, axis) => side !== first[axis]);
    return Math.min(depth, differs < 0 ? shape.length : differs);
  }, first.length);
  return [value.length, ...first.slice(0, agreed)];
}

function leavesAt(value: PythonArgument, depth: number): readonly PythonArgument[] {
  if (depth === 0) return [value];
  const items = value instanceof NumpyArray ? value.keptRows() : isList(value) ? value : [];
  return items.flatMap((item) => leavesAt(item, depth - 1));
}

/** {@link discover} for an array of objects, which may be lists of any length. */
function discoverObjects(value: PythonArgument): Discovered {
  const shape = agreedShape(value);
  return { shape, leaves: leavesAt(value, shape.length) };
}

/** Items of an array keep its dtype when they are put into another. */
function scalarOf(item: PythonArgument, dtype: string): PythonArgument {
  if (dtype === "object") return item;
  if (dtype.startsWith("datetime64")) return new PythonObject("numpy.datetime64", plainValue(item));
  // The name is one of NumPy's scalars for every dtype that is made here.
  return new PythonObject(`numpy.${dtype}` as PythonScalar, plainValue(item));
}

const DTYPES: ReadonlyMap<PythonScalar, string> = new Map<PythonScalar, string>([
  ["bool", "bool"],
  ["float", "float64"],
  ["nan", "float64"],
  ["str", "str"],
  ["bytes", "bytes"],
  ["numpy.datetime64", "datetime64[ns]"],
]);

/** What NumPy makes of one value under a dtype. */
export const madeOf = (value: PythonArgument, dtype: string): PythonArgument => makeArrayOf([value], dtype).keptRows()[0] ?? null;

/** What an array without dimensions has; any other value as it is. */
const unwrapped = (leaf: PythonArgument): PythonArgument =>
  leaf instanceof NumpyArray ? scalarOf(leaf.items?.[0] ?? null, leaf.dtype) : leaf;

/** The dtype that NumPy gives one leaf: Python's integers are int64, past that uint64, past that objects; its own scalars keep theirs. */
function leafDtype(leaf: PythonArgument): string {
  if (leaf instanceof NumpyArray) return leaf.dtype;
  if (typeof leaf === "bigint") return leaf < INT64_MIN || leaf > UINT64_MAX ? "object" : leaf > INT64_MAX ? "uint64" : "int64";
  const type = scalarType(leaf);
  if (type === null) return "object";
  const known = DTYPES.get(type);
  if (known !== undefined) return known;
  const own = /^numpy\.(\w+)$/.exec(type)?.[1];
  return own !== undefined && (own === "str" || own === "bytes" || numberParts(own) !== null) ? own : "object";
}

function promotedPair(left: string, right: string): string {
  const numbers = promoteNumbers(left, right);
  if (numbers !== null) return numbers;
  const has = (dtype: string) => left === dtype || right === dtype;
  if (has("datetime64[ns]") || has("bytes"))
    throw new UndecidedError(text`Signet has not verified what NumPy promotes ${left} and ${right} to.`);
  // Only text is left, next to numbers.
  return "str";
}

/**
 * The dtype that NumPy finds for leaves, one after another.
 * Source: `handle_promotion` in `numpy/_core/src/multiarray/array_coercion.c`.
 */
function promoted(leaves: readonly PythonArgument[]): string {
  const [first, ...rest] = new Set(leaves.map(leafDtype));
  if (first === undefined) return "float64";
  return first === "object" || rest.includes("object") ? "object" : rest.reduce(promotedPair, first);
}

/** Whether an array of objects is among nested lists: what has it is one too. */
function holdsObjects(value: PythonArgument): boolean {
  if (value instanceof NumpyArray) return value.dtype === "object" && value.shape.length > 0;
  return isList(value) && value.some(holdsObjects);
}

/** `np.array(value)`. Throws {@link Raised} where NumPy does. */
export function makeArray(value: PythonArgument): NumpyArray {
  const { shape, leaves } = discover(value);
  const dtype = holdsObjects(value) ? "object" : promoted(leaves);
  if (dtype === "object") return new NumpyArray("object", shape, leaves);
  return new NumpyArray(
    dtype,
    shape,
    leaves.map((leaf) => promotedLeaf(plainValue(unwrapped(leaf)), dtype)),
  );
}

/** A scalar under the dtype to which all of them were promoted, which has a place for each. */
function promotedLeaf(plain: PythonObject["value"], dtype: string): PythonObject["value"] {
  if (dtype === "str") return textOf(plain);
  if (typeof plain === "boolean" && dtype !== "bool") return plain ? 1n : 0n;
  return typeof plain === "bigint" && dtype.startsWith("float") ? Number(plain) : plain;
}

const INTEGER_DTYPE = /^(u?)int(8|16|32|64)$/;

/** The least and greatest integer of a dtype. */
function integerRange(dtype: string): readonly [bigint, bigint] {
  const [, unsigned = "", width = "64"] = must(INTEGER_DTYPE.exec(dtype));
  const bits = BigInt(width);
  return unsigned === "u" ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

const overflow = (dtype: string) => new Raised("OverflowError", text`Python integer out of bounds for ${dtype}`);

function toInteger(value: PythonArgument, dtype: string): bigint {
  const plain = plainValue(value);
  // A number of NumPy's own is cast in C: it wraps, and one that is not finite becomes the least.
  if (value instanceof PythonObject && value.type.startsWith("numpy.") && (typeof plain === "bigint" || typeof plain === "number"))
    return wrapped(plain, dtype);
  if (typeof plain === "boolean") return plain ? 1n : 0n;
  if (typeof plain === "string") {
    checkDigits(plain);
    if (!isPythonInt(plain)) throw new Raised("ValueError", text`invalid literal for int() with base 10: ${datum(`'${plain}'`)}`);
    return inRange(BigInt(plain.replaceAll("_", "").trim().replace(/^\+/, "")), dtype);
  }
  if (typeof plain === "bigint") return inRange(plain, dtype);
  if (typeof plain !== "number")
    throw new Raised(
      "TypeError",
      text`int() argument must be a string, a bytes-like object or a real number, not '${scalarType(value) ?? "dict"}'`,
    );
  if (Number.isNaN(plain)) throw new Raised("ValueError", text`cannot convert float NaN to integer`);
  if (!Number.isFinite(plain)) throw new Raised("OverflowError", text`cannot convert float infinity to integer`);
  return inRange(BigInt(Math.trunc(plain)), dtype);
}

function wrapped(value: bigint | number, dtype: string): bigint {
  const [least, greatest] = integerRange(dtype);
  // A float beyond the integers is cast in C, to the least of them.
  const isBeyond = typeof value === "number" && !(Math.abs(value) < 2 ** 63);
  const whole = typeof value === "bigint" ? value : isBeyond ? least : BigInt(Math.trunc(value));
  const bits = (greatest - least).toString(2).length;
  return least === 0n ? BigInt.asUintN(bits, whole) : BigInt.asIntN(bits, whole);
}

function inRange(value: bigint, dtype: string): bigint {
  const [least, greatest] = integerRange(dtype);
  if (value < least || value > greatest) throw overflow(dtype);
  return value;
}

function toFloat(value: PythonArgument): number {
  const plain = plainValue(value);
  if (plain === null) {
    if (value === null) return Number.NaN;
    throw new Raised(
      "TypeError",
      text`float() argument must be a string or a real number, not '${isDict(value) ? "dict" : (scalarType(value) ?? "object")}'`,
    );
  }
  if (typeof plain !== "string") return Number(plain);
  checkDigits(plain);
  if (!isPythonFloat(plain)) throw new Raised("ValueError", text`could not convert string to float: ${datum(`'${plain}'`)}`);
  return Number(
    plain
      .replaceAll("_", "")
      .trim()
      .replace(/^([-+]?)inf(inity)?$/i, "$1Infinity"),
  );
}

function toBoolean(value: PythonArgument): boolean {
  const plain = plainValue(value);
  if (isDict(value)) return value.size > 0;
  return typeof plain === "number" ? plain !== 0 || Number.isNaN(plain) : Boolean(plain);
}

/** Blanks may stand before a date, and behind one with a time. */
const ISO_TIME = /^[ \t-\r]*[-+]?\d+(-\d\d(-\d\d([T ]\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[-+]\d\d(:?\d\d)?)?[ \t-\r]*)?)?)?$/;

/** A number as C casts it to the nanoseconds of a time: without its fraction; NaN, which is NaT, where int64 does not hold it. */
function timeOfNumber(plain: number | bigint): bigint | number {
  if (typeof plain === "number") return Math.abs(plain) < 2 ** 63 ? BigInt(Math.trunc(plain)) : Number.NaN;
  const wrapped = BigInt.asIntN(64, plain);
  return wrapped === INT64_MIN ? Number.NaN : wrapped;
}

/** `np.datetime64` takes ISO 8601, integers from the epoch, and a few words. Source: `numpy/_core/src/multiarray/datetime_strings.c`. */
function toTime(value: PythonArgument): PythonObject["value"] {
  const plain = plainValue(value);
  if (value === null || value instanceof PythonObject)
    return typeof plain === "number" || typeof plain === "bigint" ? timeOfNumber(plain) : plain;
  if (typeof plain === "boolean") return plain ? 1n : 0n;
  if (typeof plain === "bigint") return inRange(plain, "int64");
  if (typeof plain !== "string") throw new Raised("ValueError", text`Could not convert object to NumPy datetime`);
  return checkIsoTime(plain);
}

/** A text that `np.datetime64` takes, as it is; throws where it does not. */
export function checkIsoTime(cell: string): string {
  if (/^(|nat|now|today)$/i.test(cell)) return cell;
  if (ISO_TIME.test(cell)) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = cell
      .trim()
      .replace(/^[-+]/, "")
      .split(/[-T :Z+.]/)
      .map(Number);
    // Any year of the same place in the cycle of leap years has as many days.
    const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
    if (month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60) return cell;
  }
  throw new Raised("ValueError", text`Error parsing datetime string ${datum(`"${cell}"`)}`);
}

/** `str(value)`. */
function textOf(leaf: PythonArgument): string {
  const plain = plainValue(leaf);
  if (typeof plain === "string") return plain;
  if (typeof plain === "number" && !Number.isFinite(plain)) return String(plain).toLowerCase().replace("infinity", "inf");
  return pythonRepr(leaf);
}

/** Python takes the digits of every script, of which nobody has asked here. */
function checkDigits(cell: string): void {
  if (/(?![0-9])\p{Nd}/u.test(cell)) throw new UndecidedError(text`Signet does not read the digits of ${datum(cell)}.`);
}

function castLeaf(leaf: PythonArgument, dtype: string): PythonArgument {
  if (INTEGER_DTYPE.test(dtype)) return toInteger(leaf, dtype);
  switch (dtype) {
    case "object":
      return leaf;
    case "bool":
      return toBoolean(leaf);
    case "float32":
      return Math.fround(toFloat(leaf));
    case "float16":
    case "float64":
      return toFloat(leaf);
    case "str":
      return textOf(leaf);
    case "bytes": {
      const written = textOf(leaf);
      if (/[^\u0000-\u007f]/.test(written)) throw new Raised("UnicodeEncodeError", text`'ascii' codec can't encode ${datum(written)}`);
      return written;
    }
    case "datetime64[ns]":
      return toTime(leaf);
    default:
      throw new UndecidedError(text`Signet has not verified how NumPy casts such values to ${dtype}.`);
  }
}

/** `np.array(value, dtype=dtype)`. Throws {@link Raised} where NumPy does. */
export function makeArrayOf(value: PythonArgument, dtype: string): NumpyArray {
  const { shape, leaves } = dtype === "object" ? discoverObjects(value) : discover(value);
  return new NumpyArray(
    dtype,
    shape,
    leaves.map((leaf) => castLeaf(dtype === "object" ? leaf : unwrapped(leaf), dtype)),
  );
}

/** `array.astype(dtype)`. */
export function castArray(array: NumpyArray, dtype: string): NumpyArray {
  return makeArrayOf(array, dtype);
}
