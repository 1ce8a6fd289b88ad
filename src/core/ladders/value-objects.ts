import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import { INT64_MAX, INT64_MIN, UINT64_MAX } from "../python/int-range.ts";
import type { PandasDtype } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";

/** The object dtype: Python values as they are. */
const OBJECT = knownDtype("object");
/** pandas 3's default dtype of text, with NaN for what is missing. */
const STR = knownDtype("str");
const INT64 = knownDtype("int64");
const UINT64 = knownDtype("uint64");
const FLOAT64 = knownDtype("float64");
const BOOL = knownDtype("bool");

/** What MLflow's `_is_none_or_nan` says yes to. */
export const MISSING_SCALARS: ReadonlySet<PythonScalar> = new Set(["None", "nan", "pandas.NA", "pandas.NaT"]);
const BOOLS: ReadonlySet<PythonScalar> = new Set(["bool", "numpy.bool"]);
const STRINGS: ReadonlySet<PythonScalar> = new Set(["str", "numpy.str"]);
const DATETIMES: ReadonlySet<PythonScalar> = new Set(["datetime.datetime", "pandas.Timestamp", "numpy.datetime64"]);
const TIMEDELTAS: ReadonlySet<PythonScalar> = new Set(["datetime.timedelta", "pandas.Timedelta", "numpy.timedelta64"]);

const NUMPY_NUMBERS: ReadonlyMap<PythonScalar, PandasDtype> = new Map(
  (
    [
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
    ] as const
  ).map((scalar) => [scalar, knownDtype(scalar.slice("numpy.".length))]),
);

/**
 * The dtype that an object column takes when pandas infers from its values, or {@link OBJECT} where it stays one.
 * The same rules serve `Series.infer_objects` and the DataFrame constructor. Source: `pandas/_libs/lib.pyx maybe_convert_objects`
 * with `convert_numeric` and `convert_non_numeric`; its loop stops at the first value that is not a number, but then looks at
 * the whole array, so that which kinds were seen decides, not their order.
 */
export function inferObjects(values: ValueEvidence): PandasDtype {
  const { scalars } = values;
  const seen = [...scalars.keys()].filter((scalar) => !MISSING_SCALARS.has(scalar));
  if (values.lists || values.arrays || values.dicts) return OBJECT;
  const every = (allowed: ReadonlySet<PythonScalar>) => seen.length > 0 && seen.every((scalar) => allowed.has(scalar));
  if (every(STRINGS)) return scalars.has("pandas.NaT") ? OBJECT : STR;
  if (every(DATETIMES)) return knownDtype("datetime64[us]");
  if (every(TIMEDELTAS)) return knownDtype("timedelta64[us]");
  if (scalars.has("pandas.NA") || scalars.has("pandas.NaT")) return OBJECT;
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
  return knownDtype(`${widest.name.replace(/\d+$/, "")}${itemsize * 8}`);
}
