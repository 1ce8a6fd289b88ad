import { text } from "../errors.ts";
import type { ToForm } from "../python/handing.ts";
import type { ModelData, PandasDtype, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";

/** NumPy's dtype that holds both; object where they are of different worlds. Source: `numpy.result_type` and pandas' `find_common_type`. */
function commonDtype(left: string, right: string): string {
  if (left === right) return left;
  const parts = [left, right].map((name) => /^(bool|int|uint|float)(\d*)$/.exec(name));
  const [first, second] = parts;
  // pandas keeps a boolean beside numbers as object rather than let it become a number.
  if (first === null || second === null || first === undefined || second === undefined || first[1] === "bool" || second[1] === "bool")
    return "object";
  const bits = (match: RegExpExecArray) => Number(match[2]);
  const [narrow, wide] = bits(first) <= bits(second) ? [first, second] : [second, first];
  if (first[1] === second[1]) return wide[0];
  const floats = parts.filter((match) => match?.[1] === "float");
  if (floats.length === 1) {
    const integer = floats[0] === first ? second : first;
    const needed = bits(integer) <= 8 ? 16 : bits(integer) <= 16 ? 32 : 64;
    return `float${Math.max(needed, bits(floats[0] as RegExpExecArray))}`;
  }
  const unsigned = first[1] === "uint" ? first : second;
  const signed = unsigned === first ? second : first;
  if (bits(signed) > bits(unsigned)) return signed[0];
  return bits(unsigned) >= 64 ? "float64" : `int${Math.min(64, Math.max(bits(narrow), bits(wide)) * 2)}`;
}

/** The dtype of `Series.to_numpy()`; null where it is not proved. */
function numpyDtype({ dtype, missing }: PandasSeries): string | null {
  if (dtype.kind === "O" || dtype.kind === "U") return "object";
  if (/\[pyarrow\]$/.test(dtype.name)) return null;
  if (/^[A-Z]|^boolean$/.test(dtype.name)) return missing === undefined ? dtype.name.toLowerCase().replace("boolean", "bool") : "object";
  if (dtype.kind === "M" && dtype.name.includes(",")) return "object";
  return dtype.name;
}

const undecided = (series: PandasSeries): ModelData => ({
  kind: "series",
  column: undecidedColumn(series.name, text`What to_numpy makes of ${series.dtype.name} is not proved.`, "df.to_numpy().dtype"),
});

/** The first column that could not be read stands for the whole: nothing can be made of the frame then. */
const unread = (columns: readonly SeriesOutcome[]): SeriesOutcome | undefined =>
  columns.find((column) => column.kind === "refused") ?? columns.find((column) => column.kind === "undecided");

/**
 * What a model's `predict` often returns in the frame's place: its array, its first column as an array, or that column as a Series.
 * A frame without columns has no first one: refused, as `iloc` refuses it.
 */
export function toForm(columns: readonly SeriesOutcome[], to: ToForm, rowCount: number): ModelData {
  const broken = unread(columns);
  if (broken !== undefined) return { kind: "series", column: broken };
  const series = columns.flatMap((column) => (column.kind === "series" ? [column.series] : []));
  if (to === "numpy") {
    const dtypes: string[] = [];
    for (const column of series) {
      const dtype = numpyDtype(column);
      if (dtype === null) return undecided(column);
      dtypes.push(dtype);
    }
    const dtype = dtypes.reduce<string | null>((common, next) => (common === null ? next : commonDtype(common, next)), null) ?? "object";
    return { kind: "array", tensor: { dtype, shape: [rowCount, series.length] } };
  }
  const [first] = series;
  if (first === undefined)
    return { kind: "series", column: readRefusal(null, text`The table has no columns, so it has no first one.`, "IndexError") };
  if (to === "series") return { kind: "series", column: { kind: "series", series: first } };
  const dtype = numpyDtype(first);
  return dtype === null ? undecided(first) : { kind: "array", tensor: { dtype, shape: [rowCount] } };
}

/** Whether a dtype is one of NumPy's numbers, so that a table of such is usually handed over as an array. */
export function isNumeric({ kind }: PandasDtype): boolean {
  return kind === "i" || kind === "u" || kind === "f" || kind === "b";
}
