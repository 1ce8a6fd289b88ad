import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import type { PandasDtype } from "./pandas.ts";

export const INT64_MIN = -(2n ** 63n);
export const INT64_MAX = 2n ** 63n - 1n;
export const UINT64_MAX = 2n ** 64n - 1n;

/** The object dtype: Python values as they are. */
export const OBJECT: PandasDtype = { name: "object", kind: "O", itemsize: 8 };
/** pandas 3's default dtype of text, with NaN for what is missing. */
export const STR: PandasDtype = { name: "str", kind: "O", itemsize: 8 };
export const INT64: PandasDtype = { name: "int64", kind: "i", itemsize: 8 };
export const UINT64: PandasDtype = { name: "uint64", kind: "u", itemsize: 8 };
export const FLOAT64: PandasDtype = { name: "float64", kind: "f", itemsize: 8 };
export const BOOL: PandasDtype = { name: "bool", kind: "b", itemsize: 1 };

const MISSING: ReadonlySet<PythonScalar> = new Set(["None", "nan", "pandas.NA", "pandas.NaT"]);
const BOOLS: ReadonlySet<PythonScalar> = new Set(["bool", "numpy.bool"]);
const STRINGS: ReadonlySet<PythonScalar> = new Set(["str", "numpy.str"]);
const DATETIMES: ReadonlySet<PythonScalar> = new Set(["datetime.datetime", "pandas.Timestamp", "numpy.datetime64"]);
const TIMEDELTAS: ReadonlySet<PythonScalar> = new Set(["datetime.timedelta", "pandas.Timedelta", "numpy.timedelta64"]);

/** numpy's numbers, with the bytes of each. */
const NUMPY_NUMBERS: ReadonlyMap<PythonScalar, PandasDtype> = new Map(
  (
    [
      ["numpy.int8", "i", 1],
      ["numpy.int16", "i", 2],
      ["numpy.int32", "i", 4],
      ["numpy.int64", "i", 8],
      ["numpy.uint8", "u", 1],
      ["numpy.uint16", "u", 2],
      ["numpy.uint32", "u", 4],
      ["numpy.uint64", "u", 8],
      ["numpy.float16", "f", 2],
      ["numpy.float32", "f", 4],
      ["numpy.float64", "f", 8],
    ] as const
  ).map(([scalar, kind, itemsize]) => [scalar, { name: scalar.slice("numpy.".length), kind, itemsize }]),
);

/**
 * The dtype that an object column takes when pandas infers from its values, or {@link OBJECT} where it stays one.
 * The same rules serve `Series.infer_objects` and the DataFrame constructor. Source: `pandas/_libs/lib.pyx maybe_convert_objects`
 * with `convert_numeric` and `convert_non_numeric`; its loop stops at the first value that is no number, but then looks at
 * the whole array, so that which kinds were seen decides, not their order.
 */
export function inferObjects(values: ValueEvidence): PandasDtype {
  const { scalars } = values;
  const seen = [...scalars.keys()].filter((scalar) => !MISSING.has(scalar));
  if (values.lists || values.arrays || values.dicts) return OBJECT;
  const every = (allowed: ReadonlySet<PythonScalar>) => seen.length > 0 && seen.every((scalar) => allowed.has(scalar));
  if (every(STRINGS)) return scalars.has("pandas.NaT") ? OBJECT : STR;
  if (scalars.has("pandas.NA")) return OBJECT;
  if (every(DATETIMES)) return { name: "datetime64[us]", kind: "M", itemsize: 8 };
  if (every(TIMEDELTAS)) return { name: "timedelta64[us]", kind: "m", itemsize: 8 };
  if (scalars.has("pandas.NaT")) return OBJECT;
  if (every(BOOLS)) return scalars.has("None") || scalars.has("nan") ? OBJECT : BOOL;
  return inferNumbers(values, seen);
}

function inferNumbers({ scalars, integers }: ValueEvidence, seen: readonly PythonScalar[]): PandasDtype {
  const numpy = seen.flatMap((scalar) => NUMPY_NUMBERS.get(scalar) ?? []);
  const python = seen.filter((scalar) => scalar === "int" || scalar === "float");
  if (numpy.length + python.length < seen.length) return OBJECT;
  if (integers !== undefined && (integers.min < INT64_MIN || integers.max > UINT64_MAX)) return OBJECT;
  const unsigned = numpy.some(({ kind }) => kind === "u") || (integers !== undefined && integers.max > INT64_MAX);
  const signed = numpy.some(({ kind }) => kind === "i") || (integers !== undefined && integers.min < 0n);
  if (unsigned && signed) return OBJECT;
  const gaps = scalars.has("None") || scalars.has("nan");
  if (seen.length === 0 && !scalars.has("nan")) return OBJECT;
  const floats = gaps || scalars.has("float") || numpy.some(({ kind }) => kind === "f");
  const widest = floats ? FLOAT64 : unsigned ? UINT64 : INT64;
  if (gaps || python.length > 0) return widest;
  // Where all are numpy scalars, the result is cast to the largest of their sizes.
  const itemsize = Math.max(...numpy.map((dtype) => dtype.itemsize));
  return { ...widest, itemsize, name: `${widest.name.replace(/\d+$/, "")}${itemsize * 8}` };
}
