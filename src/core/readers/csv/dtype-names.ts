/** Words that NumPy and pandas take for a dtype, besides those with digits or marks that {@link isUnknownDtype} leaves alone. */
const WORDS = new Set(
  (
    "bool bool_ byte bytes bytes_ cdouble clongdouble complex csingle double float half int int_ intc intp long longdouble longlong " +
    "object object_ short single str str_ ubyte uint uintc uintp ulong ulonglong unicode ushort void datetime64 timedelta64 string " +
    "category boolean interval Interval Sparse " +
    "a c e f d g b B h H i I l L q Q F D G S U V M m O p P"
  ).split(" "),
);

const SIZED =
  /^(?:u?int(?:8|16|32|64)|U?Int(?:8|16|32|64)|float(?:16|32|64|128)|Float(?:32|64)|complex(?:64|128|256)|[iu][1248]|f(?:2|4|8|16)|c(?:8|16|32)|b1|[mM]8|[SUVa]\d+)$/;

/** What `pyarrow.type_for_alias` knows, and the types with parameters that pandas parses itself. */
const ARROW = new Set(
  (
    "null bool boolean i1 int8 i2 int16 i4 int32 i8 int64 u1 uint8 u2 uint16 u4 uint32 u8 uint64 f2 halffloat float16 f4 float float32 " +
    "f8 double float64 string str utf8 binary large_string large_str large_utf8 large_binary string_view binary_view " +
    "date32 date64 date32[day] date64[ms] time32[s] time32[ms] time64[us] time64[ns] month_day_nano_interval"
  ).split(" "),
);
const ARROW_TIMES = /^(?:timestamp\[(?:s|ms|us|ns)(?:, *tz=.+)?\]|duration\[(?:s|ms|us|ns)\])$/;

/**
 * Whether neither NumPy nor pandas knows a dtype of that name: read_csv then raises a TypeError, whether or not a column is called so.
 * Of names with brackets or marks only pandas can decide. Source: `pandas_dtype`, `numpy.dtype`.
 */
export function isUnknownDtype(name: string): boolean {
  if (name === "") return true;
  const arrow = /^(.+)\[pyarrow\]$/.exec(name)?.[1];
  if (arrow !== undefined && arrow !== "string") return !ARROW.has(arrow) && !ARROW_TIMES.test(arrow);
  return /^[\w ]+$/.test(name) && !WORDS.has(name) && !SIZED.test(name);
}
