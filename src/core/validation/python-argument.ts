import { defined, must } from "../defined.ts";
import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";

/**
 * A value as Python has it while MLflow enforces a schema: what JSON gives, and what NumPy and pyarrow make of it.
 * An `int` is a bigint and a `float` a number, as in {@link PythonValue}.
 */
export type PythonArgument =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly PythonArgument[]
  | ReadonlyMap<string, PythonArgument>
  | NumpyArray
  | PythonObject;

/** What is counted of the arrays of a column, represented by one. */
export interface Exemplar {
  /** Whether one of them has arrays that differ in shape. */
  readonly isRagged: boolean;
  /** How long they are. */
  readonly min: number;
  readonly max: number;
}

/** An array of NumPy. `dtype` is its `dtype.name`, with `str` and `bytes` without size. */
export class NumpyArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** In C order; null where only the dtype and shape were counted. */
  readonly items: readonly PythonArgument[] | null;
  /** Of an array that represents others: what is counted of those. */
  readonly exemplar: Exemplar | null;

  constructor(dtype: string, shape: readonly number[], items: readonly PythonArgument[] | null, exemplar: Exemplar | null = null) {
    this.dtype = dtype;
    this.shape = shape;
    this.items = items;
    this.exemplar = exemplar;
  }

  /** `len(array)`. */
  get length(): number {
    return this.shape[0] ?? 0;
  }

  /** {@link rows}, none where the items are not kept. */
  keptRows(): readonly PythonArgument[] {
    return this.rows() ?? [];
  }

  /** The items in C order, none where they are not kept. */
  keptItems(): readonly PythonArgument[] {
    return this.items ?? [];
  }

  /** What iterating gives: scalars of a vector, arrays of the others; null where the items are not kept. */
  rows(): readonly PythonArgument[] | null {
    if (this.items === null) return null;
    if (this.shape.length <= 1) return this.items.map((item) => asScalar(item, this.dtype));
    const inner = this.shape.slice(1);
    const size = inner.reduce((product, length) => product * length, 1);
    const { items } = this;
    return Array.from({ length: this.length }, (_, row) => new NumpyArray(this.dtype, inner, items.slice(row * size, (row + 1) * size)));
  }
}

/** A scalar that JSON does not know: a date, bytes, a Decimal, or one of NumPy's, with its value where that matters. */
export class PythonObject {
  readonly type: PythonScalar;
  readonly value: null | boolean | bigint | number | string;
  /** Of a datetime: whether it has a time zone. */
  readonly isZoned: boolean;

  constructor(type: PythonScalar, value: PythonObject["value"] = null, isZoned = false) {
    this.type = type;
    this.value = value;
    this.isZoned = isZoned;
  }
}

const NUMPY_SCALARS: ReadonlyMap<string, PythonScalar> = new Map<string, PythonScalar>([
  ["bool", "numpy.bool"],
  ["int8", "numpy.int8"],
  ["int16", "numpy.int16"],
  ["int32", "numpy.int32"],
  ["int64", "numpy.int64"],
  ["uint8", "numpy.uint8"],
  ["uint16", "numpy.uint16"],
  ["uint32", "numpy.uint32"],
  ["uint64", "numpy.uint64"],
  ["float16", "numpy.float16"],
  ["float32", "numpy.float32"],
  ["float64", "numpy.float64"],
  ["str", "numpy.str"],
  ["bytes", "numpy.bytes"],
]);

/** An item of an array of that dtype, as iterating gives it: objects stay what they are. */
export function asScalar(item: PythonArgument, dtype: string): PythonArgument {
  if (dtype.startsWith("datetime64")) return new PythonObject("numpy.datetime64", plainValue(item));
  if (dtype.startsWith("timedelta64")) return new PythonObject("numpy.timedelta64", plainValue(item));
  const type = NUMPY_SCALARS.get(dtype);
  return type === undefined ? item : new PythonObject(type, plainValue(item));
}

/** The plain value of a scalar, NumPy's included; null for all else. */
export function plainValue(value: PythonArgument): PythonObject["value"] {
  if (value instanceof PythonObject) return value.value;
  return value === null || typeof value === "object" ? null : value;
}

export const isList = (value: PythonArgument): value is readonly PythonArgument[] => Array.isArray(value);
export const isDict = (value: PythonArgument): value is ReadonlyMap<string, PythonArgument> => value instanceof Map;

/** The type of a scalar as the evidence names it; null for lists, dicts and arrays. */
export function scalarType(value: PythonArgument): PythonScalar | null {
  if (value === null) return "None";
  if (value instanceof PythonObject) return value.type;
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return Number.isNaN(value) ? "nan" : "float";
    case "string":
      return "str";
    default:
      return null;
  }
}

/** `type(value).__name__`; of texts of NumPy that of Python's own, which MLflow's messages have. */
export function typeName(value: PythonArgument): string {
  if (isList(value)) return "list";
  if (isDict(value)) return "dict";
  if (value instanceof NumpyArray) return "ndarray";
  const type = must(scalarType(value));
  if (type === "None") return "NoneType";
  if (type === "nan") return "float";
  return must(type.split(".").at(-1));
}

/** `repr(value)` for a message; what JSON does not know is named by its type. */
export function pythonRepr(value: PythonArgument): string {
  if (value instanceof NumpyArray)
    return value.items === null ? `array(…, dtype=${value.dtype})` : `array([${value.items.map(pythonRepr).join(", ")}])`;
  if (value instanceof PythonObject) {
    const isBytes = value.type === "bytes" || value.type === "numpy.bytes";
    return value.value === null ? value.type : `${isBytes ? "b" : ""}${pythonRepr(value.value)}`;
  }
  if (isList(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (isDict(value)) return `{${[...value].map(([key, item]) => `${pythonLiteral(key)}: ${pythonRepr(item)}`).join(", ")}}`;
  // Lists, dicts, arrays and objects are distinguished above: only JSON's scalars are left.
  return pythonLiteral(value as PythonValue);
}

/** `np.isscalar(value)`. Source: `numpy/_core/numeric.py`: Python's numbers, Decimal, str and bytes, and NumPy's scalars, but no date and no None. */
export function isNumpyScalar(value: PythonArgument): boolean {
  const type = scalarType(value);
  if (type === null) return false;
  return ["nan", "bool", "int", "float", "str", "bytes", "decimal.Decimal"].includes(type) || type.startsWith("numpy.");
}

/** MLflow's `_is_none_or_nan`. */
export function isNoneOrNan(value: PythonArgument): boolean {
  const type = scalarType(value);
  if (type === "None" || type === "nan" || type === "pandas.NA" || type === "pandas.NaT") return true;
  const plain = plainValue(value);
  return typeof plain === "number" && Number.isNaN(plain);
}

/** What the items of a list are, without a look inside of lists and dicts: enough for pandas to choose a dtype. */
export function shallowEvidence(items: readonly PythonArgument[]): ValueEvidence {
  const scalars = new Map<PythonScalar, { count: number; first: { row: number } }>();
  let integers: { min: bigint; max: bigint } | undefined;
  const nested = {
    lists: { count: 0, first: 0, empty: 0 },
    arrays: { count: 0, first: 0, empty: 0 },
    dicts: { count: 0, first: 0, empty: 0 },
  };
  items.forEach((item, row) => {
    const type = scalarType(item);
    if (type === null) {
      const kind = isList(item) ? nested.lists : isDict(item) ? nested.dicts : nested.arrays;
      if (kind.count++ === 0) kind.first = row;
      if (lengthOf(item) === 0) kind.empty++;
      return;
    }
    const before = scalars.get(type);
    scalars.set(type, before === undefined ? { count: 1, first: { row } } : { ...before, count: before.count + 1 });
    if (typeof item === "bigint")
      integers =
        integers === undefined
          ? { min: item, max: item }
          : { min: item < integers.min ? item : integers.min, max: item > integers.max ? item : integers.max };
  });
  const none: ValueEvidence = { kind: "values", count: 0, scalars: new Map() };
  const sequence = ({ count, first, empty }: (typeof nested)["lists"]) => ({
    tally: { count, first: { row: first } },
    empty,
    hollow: 0,
    items: none,
    lengths: { min: 0, max: 0 },
  });
  const { lists, arrays, dicts } = nested;
  return {
    kind: "values",
    count: items.length,
    scalars,
    ...defined({ integers }),
    ...(lists.count > 0 ? { lists: sequence(lists) } : {}),
    ...(arrays.count > 0 ? { arrays: sequence(arrays) } : {}),
    ...(dicts.count > 0
      ? { dicts: { tally: { count: dicts.count, first: { row: dicts.first } }, empty: dicts.empty, keys: new Map(), absent: new Map() } }
      : {}),
  };
}

/** `len(value)` of a list, dict or array; 0 for all else. */
export function lengthOf(value: PythonArgument): number {
  if (isList(value) || value instanceof NumpyArray) return value.length;
  return isDict(value) ? value.size : 0;
}
