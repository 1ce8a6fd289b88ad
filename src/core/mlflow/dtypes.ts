import type { DataType } from "./types.ts";

/** NumPy's dtype for each of MLflow's types, as its array's `dtype.name` says it. */
export const NUMPY_DTYPES: Readonly<Record<DataType, string>> = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "str",
  binary: "bytes",
  datetime: "datetime64[ns]",
};

/** `DataType.to_pandas()`: as NumPy's, except that text and bytes are objects. */
export const PANDAS_DTYPES: Readonly<Record<DataType, string>> = { ...NUMPY_DTYPES, string: "object", binary: "object" };
