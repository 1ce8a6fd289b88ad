import type { PandasDtype } from "./pandas.ts";

type Shape = readonly [kind: PandasDtype["kind"], itemsize: number];

/** NumPy's own dtypes, by the names that pandas prints. */
const NUMPY: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["bool", ["b", 1]],
  ["int8", ["i", 1]],
  ["int16", ["i", 2]],
  ["int32", ["i", 4]],
  ["int64", ["i", 8]],
  ["uint8", ["u", 1]],
  ["uint16", ["u", 2]],
  ["uint32", ["u", 4]],
  ["uint64", ["u", 8]],
  ["float16", ["f", 2]],
  ["float32", ["f", 4]],
  ["float64", ["f", 8]],
  ["complex64", ["c", 8]],
  ["complex128", ["c", 16]],
  ["float128", ["f", 16]],
  ["complex256", ["c", 32]],
  ["object", ["O", 8]],
]);

/** pandas' nullable dtypes; their kind and itemsize are those of what they hold. */
const NULLABLE: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["Int8", ["i", 1]],
  ["Int16", ["i", 2]],
  ["Int32", ["i", 4]],
  ["Int64", ["i", 8]],
  ["UInt8", ["u", 1]],
  ["UInt16", ["u", 2]],
  ["UInt32", ["u", 4]],
  ["UInt64", ["u", 8]],
  ["Float32", ["f", 4]],
  ["Float64", ["f", 8]],
  ["boolean", ["b", 1]],
  ["str", ["O", 8]],
  ["string", ["O", 8]],
  ["category", ["O", 8]],
]);

/** Other spellings that NumPy and pandas take for a dtype. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["int", "int64"],
  ["i1", "int8"],
  ["i2", "int16"],
  ["i4", "int32"],
  ["i8", "int64"],
  ["<i4", "int32"],
  ["<i8", "int64"],
  ["intc", "int32"],
  ["intp", "int64"],
  ["uint", "uint64"],
  ["u1", "uint8"],
  ["u2", "uint16"],
  ["u4", "uint32"],
  ["u8", "uint64"],
  ["float", "float64"],
  ["double", "float64"],
  ["single", "float32"],
  ["half", "float16"],
  ["f2", "float16"],
  ["f4", "float32"],
  ["f8", "float64"],
  ["<f4", "float32"],
  ["<f8", "float64"],
  ["e", "float16"],
  ["f", "float32"],
  ["d", "float64"],
  ["g", "float128"],
  ["f16", "float128"],
  ["longdouble", "float128"],
  ["G", "complex256"],
  ["clongdouble", "complex256"],
  ["F", "complex64"],
  ["c8", "complex64"],
  ["csingle", "complex64"],
  ["D", "complex128"],
  ["c16", "complex128"],
  ["cdouble", "complex128"],
  ["b", "int8"],
  ["byte", "int8"],
  ["h", "int16"],
  ["short", "int16"],
  ["i", "int32"],
  ["l", "int64"],
  ["long", "int64"],
  ["q", "int64"],
  ["longlong", "int64"],
  ["int_", "int64"],
  ["p", "int64"],
  ["B", "uint8"],
  ["ubyte", "uint8"],
  ["H", "uint16"],
  ["ushort", "uint16"],
  ["I", "uint32"],
  ["uintc", "uint32"],
  ["L", "uint64"],
  ["ulong", "uint64"],
  ["Q", "uint64"],
  ["ulonglong", "uint64"],
  ["uintp", "uint64"],
  ["P", "uint64"],
  ["b1", "bool"],
  ["?", "bool"],
  ["bool_", "bool"],
  ["O", "object"],
  ["object_", "object"],
  ["complex", "complex128"],
  ["M8[ns]", "datetime64[ns]"],
  ["<M8[ns]", "datetime64[ns]"],
  ["m8[ns]", "timedelta64[ns]"],
]);

/** Arrow's dtypes, by the names that pandas prints. */
const ARROW: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["bool", ["b", 1]],
  ["int8", ["i", 1]],
  ["int16", ["i", 2]],
  ["int32", ["i", 4]],
  ["int64", ["i", 8]],
  ["uint8", ["u", 1]],
  ["uint16", ["u", 2]],
  ["uint32", ["u", 4]],
  ["uint64", ["u", 8]],
  ["halffloat", ["f", 2]],
  ["float", ["f", 4]],
  ["double", ["f", 8]],
  ["string", ["U", 0]],
  ["large_string", ["U", 0]],
  ["string_view", ["O", 8]],
  ["time32[s]", ["O", 4]],
  ["time32[ms]", ["O", 4]],
  ["time64[us]", ["O", 8]],
  ["time64[ns]", ["O", 8]],
  ["date32[day]", ["M", 4]],
  ["date64[ms]", ["M", 8]],
  ["binary", ["O", 8]],
  ["large_binary", ["O", 8]],
]);

/** Other names of Arrow's types. Source: `_type_aliases` in `pyarrow/types.pxi`. */
const ARROW_ALIASES: ReadonlyMap<string, string> = new Map([
  ["boolean", "bool"],
  ["i1", "int8"],
  ["i2", "int16"],
  ["i4", "int32"],
  ["i8", "int64"],
  ["u1", "uint8"],
  ["u2", "uint16"],
  ["u4", "uint32"],
  ["u8", "uint64"],
  ["f2", "halffloat"],
  ["float16", "halffloat"],
  ["f4", "float"],
  ["float32", "float"],
  ["f8", "double"],
  ["float64", "double"],
  ["utf8", "string"],
  ["large_str", "large_string"],
  ["large_utf8", "large_string"],
  ["date32", "date32[day]"],
  ["date64", "date64[ms]"],
]);

/** The name that a type of Arrow prints, by one that `pyarrow.type_for_alias` knows. */
export const printedArrowName = (spelling: string): string => ARROW_ALIASES.get(spelling) ?? spelling;

/** A type of Arrow as pandas holds it; null where MLflow's reading of it is not proved. */
function arrowDtype(spelling: string): PandasDtype | null {
  const inner = printedArrowName(spelling);
  const name = `${inner}[pyarrow]`;
  const shape = ARROW.get(inner);
  if (shape !== undefined) return { name, kind: shape[0], itemsize: shape[1] };
  if (/^timestamp\[(s|ms|us|ns)(, *tz=.+)?\]$/.test(inner)) return { name, kind: "M", itemsize: 8 };
  if (/^duration\[(s|ms|us|ns)\]$/.test(inner)) return { name, kind: "m", itemsize: 8 };
  return null;
}

/** The dtype of a name as pandas or NumPy spell it, or null where neither knows it or MLflow's reading of it is not proved. */
export function pandasDtype(spelling: string): PandasDtype | null {
  // The order of bytes changes nothing that MLflow reads.
  const name = ALIASES.get(spelling) ?? ALIASES.get(spelling.replace(/^[<>=|]/, "")) ?? spelling;
  const plain = NUMPY.get(name) ?? NULLABLE.get(name);
  if (plain !== undefined) return { name, kind: plain[0], itemsize: plain[1] };
  const time = /^(datetime64|timedelta64)\[(s|ms|us|ns)(?:, *([^\]]+))?\]$/.exec(name);
  if (time !== null) return { name, kind: time[1] === "datetime64" ? "M" : "m", itemsize: 8 };
  const arrow = /^(.+)\[pyarrow\]$/.exec(name)?.[1];
  return arrow === undefined ? null : arrowDtype(arrow);
}

/** Whether a name with its storage is that of pandas' own dtype of text: Arrow's `string` is spelled otherwise. */
export const isPandasString = (spelling: string): boolean => /^string\[(python|pyarrow)\]$/.test(spelling);

/** Whether a dtype is pandas' own or Arrow's, and not NumPy's: it has a missing value, `pd.NA`, besides all others. */
export const isExtensionDtype = ({ name }: PandasDtype): boolean => /^[A-Z]|\[pyarrow\]$|^boolean$/.test(name);

/** {@link pandasDtype} for a name that is known to be one. */
export function knownDtype(name: string): PandasDtype {
  return pandasDtype(name) ?? { name, kind: "O", itemsize: 8 };
}
