import { isTimeZone } from "./time-zones.ts";

/**
 * What pandas makes of the name of a dtype. `plain`: a dtype that leaves a column to pyarrow's own conversion; `extension`: one that builds the
 * column itself (`__from_arrow__`); `refused`: `pandas_dtype` raises; `undecided`: a spelling that only NumPy can judge.
 */
export type DtypeNameKind = "plain" | "extension" | "refused" | "undecided";

const NUMPY_NAMES = new Set(
  [
    "bool bool_ int int_ intc intp uint uintp float double single half longdouble complex csingle cdouble str_ bytes bytes_ void object object_",
    "byte ubyte short ushort long ulong longlong ulonglong datetime64 timedelta64 category",
    "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128",
  ].flatMap((names) => names.split(" ")),
);

/** Names that `pyarrow.type_for_alias` knows. Source: `_type_aliases` in `pyarrow/types.pxi`. */
const ARROW_ALIASES = new Set(
  [
    "null bool boolean i1 int8 i2 int16 i4 int32 i8 int64 u1 uint8 u2 uint16 u4 uint32 u8 uint64 f2 halffloat float16 f4 float float32 f8",
    "double float64 utf8 binary large_string large_str large_utf8 large_binary binary_view string_view date32 date64 date32[day] date64[ms]",
    "time32[s] time32[ms] time64[us] time64[ns] timestamp[s] timestamp[ms] timestamp[us] timestamp[ns] duration[s] duration[ms] duration[us]",
    "duration[ns] month_day_nano_interval string str",
  ].flatMap((names) => names.split(" ")),
);

/** What `numpy.dtype` reads as codes: texts and bytes with their size, and numbers with the size of one that exists. */
const NUMPY_CODE = /^[<>=|]?(?:[SV]\d{0,8}|U\d{0,8}|f[248]|[iu][1248]|b1|c(?:8|16)|\?)$/;

const PERIOD = /^[Pp]eriod\[(?:B|D|h|min|s|ms|us|ns|M|[QY](?:E|S)?(?:-[A-Z]{3})?|W(?:-[A-Z]{3})?)\]$/;
const INTERVAL =
  /^interval(?:\[(?:u?int(?:8|16|32|64)|float(?:16|32|64)|(?:datetime64|timedelta64)\[(?:s|ms|us|ns)(?:, [\w/+:-]+)?\])(?:, (?:left|right|both|neither))?\])?$/;

/** A time zone by the names that pandas takes. Source: `maybe_get_tz` in `pandas/_libs/tslibs/timezones.pyx`. */
const isPandasZone = (zone: string) => zone === "utc" || /^UTC[+-]\d\d:\d\d$/.test(zone) || isTimeZone(zone);

/**
 * Kind of a dtype's name as `pandas.api.types.pandas_dtype` reads it.
 *
 * @example dtypeNameKind("Int64") // "extension"
 * @example dtypeNameKind("list<item: int64>[pyarrow]") // "refused"
 */
export function dtypeNameKind(name: string): DtypeNameKind {
  if (NUMPY_NAMES.has(name) || NUMPY_CODE.test(name) || /^(?:datetime64|timedelta64)\[\d*(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\]$/.test(name))
    return "plain";
  if (/^(?:U?Int(?:8|16|32|64)|Float(?:32|64)|boolean|str|string)$/.test(name)) return "extension";
  if (/^string\[(?:python|pyarrow)\]$/.test(name)) return "extension";
  // Of pandas' own names only "string" has a place for its storage.
  if (name === "str[pyarrow]") return "refused";
  const arrow = /^(.*)\[pyarrow\]$/s.exec(name)?.[1];
  if (arrow !== undefined) return ARROW_ALIASES.has(arrow) || /^timestamp\[ *(?:s|ms|us|ns) *,.*\]$/.test(arrow) ? "extension" : "refused";
  const zone = /^datetime64\[(?:s|ms|us|ns), ?(.+)\]$/.exec(name)?.[1];
  if (zone !== undefined) return isPandasZone(zone) ? "extension" : "refused";
  if (PERIOD.test(name) || INTERVAL.test(name)) return "extension";
  if (/^Sparse\[(?:float(?:32|64), nan|u?int\d+, 0|bool, False)\]$/.test(name)) return "plain";
  if (
    /^(?:[Pp]eriod|interval|Sparse|datetime64|timedelta64)\b/.test(name) ||
    /^[<>=|]?[?\w]\d*$/.test(name) ||
    (/[,(]/.test(name) && !name.includes("<"))
  )
    return "undecided";
  return "refused";
}
