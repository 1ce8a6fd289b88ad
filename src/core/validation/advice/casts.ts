import { type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import { knownDtype } from "../../ladders/pandas-dtype.ts";
import { NUMPY_DTYPES } from "../../mlflow/dtypes.ts";
import type { DataType } from "../../mlflow/types.ts";
import { columnNameLiteral } from "../../python/repr.ts";
import { isText } from "../series.ts";
import {
  astype,
  type Cast,
  type CastColumn,
  fitsRange,
  isArrow,
  isNullable,
  isNumber,
  KEEPS,
  NO_MISSING,
  resultOf,
  rounded,
} from "./cast.ts";
import { type Cell, counted, numberStats } from "./cells.ts";
import { fromText } from "./text-casts.ts";

/** Truths become numbers. */
const truthWords = ({ series }: CastColumn): Partial<Cast> =>
  series.dtype.kind === "b" ? { consequence: ["True becomes 1, False becomes 0."] } : {};

/** Numbers to integers: as they are where all are whole and fit; else without their fractions, or without the rows that miss one. */
function toInteger(column: CastColumn, dtype: string): readonly Cast[] {
  const { series } = column;
  const stats = numberStats(series, column.evidence, column.cells);
  const isEmpty = series.length === 0 || stats.min === null;
  const known = column.cells !== null || series.dtype.kind !== "f";
  if (!known || stats.fractions === null || stats.infinite !== 0 || series.missing === null) return [];
  if (series.missing === series.length && series.length > 0) return [];
  if (!isEmpty && !fitsRange(stats, dtype)) return [];
  const { missing } = series;
  const isWhole = stats.fractions === 0;
  if (missing === 0 && isWhole) return [astype(column, dtype, { series: { whole: true }, ...truthWords(column) })];
  const cut = isWhole
    ? ""
    : `${counted({ count: stats.fractions, isUpTo: false }, "value")} lose${stats.fractions === 1 ? "s" : ""} the fraction.`;
  // pandas' own integers and Arrow's refuse to lose one.
  if (missing === 0) return isNullable(series) ? [] : [astype(column, dtype, { consequence: [cut], loses: true, cells: null })];
  return [dropMissing(column, dtype, cut)];
}

function dropMissing(column: CastColumn, dtype: string, cut: string): Cast {
  const rows = column.series.missing ?? 0;
  const dropped = counted({ count: rows, isUpTo: false }, "row");
  return {
    expression: (name) => `${name}.astype("${dtype}")`,
    kept: (name) => `${name}.notna()`,
    rows,
    needsPandas: false,
    label: text`Drop the ${dropped} where ${columnLabel(column.name)} is missing, and cast it to ${dtype}`,
    consequence: [`${dropped} ${rows === 1 ? "is" : "are"} lost.${cut === "" ? "" : ` ${cut}`}`],
    loses: true,
    result: resultOf(column.series, dtype, { ...NO_MISSING, length: column.series.length - rows }),
    cells: null,
  };
}

function toFloat(column: CastColumn, dtype: string): readonly Cast[] {
  const stats = numberStats(column.series, column.evidence, column.cells);
  const count = dtype === "float32" ? stats.roundedIn32 : stats.roundedIn64;
  const overflows = dtype === "float32" && [stats.min, stats.max].some((end) => end !== null && Math.abs(Number(end)) > 3.4e38);
  return overflows ? [] : [astype(column, dtype, { ...rounded(count, dtype), ...truthWords(column) })];
}

function toBoolean(column: CastColumn): readonly Cast[] {
  const { series, cells } = column;
  const isBoolean = series.dtype.kind === "b";
  const isZeroOrOne =
    isBoolean ||
    series.zeroOrOne === true ||
    (cells !== null && (numbersOnly(cells)?.every((cell) => Number(cell) === 0 || Number(cell) === 1) ?? false));
  if (!isZeroOrOne) return [];
  if (!series.hasMissing) return [astype(column, "bool", isBoolean ? {} : { consequence: ["1 becomes True, 0 becomes False."] })];
  // Python's own booleans next to missing ones, which MLflow takes as they are.
  if (!isBoolean) return [];
  return [astype(column, "object", { consequence: ["Missing cells stay missing."], series: { objects: null } })];
}

const numbersOnly = (cells: readonly Cell[]) =>
  cells.some((cell) => typeof cell === "string") ? null : cells.filter((cell) => cell !== null);

function fromNumber(column: CastColumn, target: DataType): readonly Cast[] {
  switch (target) {
    case "integer":
    case "long":
      return toInteger(column, NUMPY_DTYPES[target]);
    case "float":
    case "double":
      return toFloat(column, NUMPY_DTYPES[target]);
    case "boolean":
      return toBoolean(column);
    case "string":
      return [astype(column, "str", { ...leadingZerosLost(column), cells: null })];
    case "binary":
    case "datetime":
      return [];
  }
}

/** Numbers become text as they were read: pandas has dropped the zeros before them by then. */
function leadingZerosLost({ name, evidence }: CastColumn): Pick<Cast, "consequence" | "loses"> {
  const count = evidence?.kind === "text" ? (evidence.marks?.get("leadingZero")?.marked.count ?? 0) : 0;
  if (count === 0) return { consequence: ["Every value becomes text."], loses: false };
  const cells = counted({ count, isUpTo: false }, "cell");
  const read = `read_csv(path, dtype={${columnNameLiteral(name)}: "str"})`;
  return {
    consequence: text`The leading zeros of ${cells} are lost: pandas has read numbers. ${read} keeps them.`,
    loses: true,
  };
}

function fromTime(column: CastColumn, target: DataType): readonly Cast[] {
  const { name, series } = column;
  if (target === "string") return [astype(column, "str", { consequence: ["Every time becomes text."], cells: null })];
  if (target !== "datetime") return [];
  const isZoned = series.dtype.name.includes(", ");
  if (isZoned)
    return [
      {
        expression: (column) => `${column}.dt.tz_convert("UTC").dt.tz_localize(None)`,
        needsPandas: false,
        label: text`Take the time zone off ${columnLabel(name)}`,
        consequence: ["The times become those of UTC."],
        loses: false,
        result: resultOf(series, series.dtype.name.replace(/, [^\]]*\]/, "]"), { withinNanoseconds: series.withinNanoseconds }),
        cells: null,
      },
    ];
  if (!isArrow(series)) return [];
  const consequence: Text = /^date/.test(series.dtype.name) ? ["Each date becomes the midnight at which it begins."] : KEEPS;
  return [astype(column, "datetime64[ns]", { consequence, series: { withinNanoseconds: series.withinNanoseconds } })];
}

/** Objects: booleans next to missing cells, Decimals, numbers. */
function fromObjects(column: CastColumn, target: DataType): readonly Cast[] {
  const { series } = column;
  const { objects } = series;
  if (objects === null || objects.lists !== undefined || objects.arrays !== undefined || objects.dicts !== undefined) return [];
  const types = [...objects.scalars.keys()];
  const isOnly = (...wanted: readonly string[]) => types.every((type) => wanted.includes(type));
  const missing = ["None", "nan", "pandas.NA"];
  if ((target === "float" || target === "double") && isOnly("bool", ...missing))
    return [astype(column, NUMPY_DTYPES[target], { consequence: ["True becomes 1, False becomes 0."] })];
  if (target === "float" && isOnly("decimal.Decimal", ...missing))
    return [astype(column, "float32", rounded({ count: series.length - (series.missing ?? 0), isUpTo: true }, "float32"))];
  if (isOnly("str", ...missing)) return fromText(column, target);
  return [];
}

/** A category is cast as its categories are. */
function fromCategory(column: CastColumn, target: DataType): readonly Cast[] {
  const { series, cells } = column;
  const types = [...(series.objects?.scalars.keys() ?? [])];
  const isOnly = (...wanted: readonly string[]) => types.length > 0 && types.every((type) => wanted.includes(type));
  if (target === "string")
    return [astype(column, "str", { consequence: isOnly("str", "nan", "None") ? KEEPS : ["Every value becomes text."] })];
  if (target === "binary" && isOnly("str", "nan", "None")) return [astype(column, "str")];
  if (isOnly("int", "float", "bool", "nan", "None")) {
    const dtype = isOnly("bool") ? "bool" : isOnly("int") ? "int64" : "float64";
    const extremes = series.objects?.integers;
    const plain: CastColumn = {
      name: column.name,
      series: { ...series, dtype: knownDtype(dtype), objects: null, cells: null },
      ...(extremes === undefined || dtype !== "int64"
        ? {}
        : { evidence: { kind: "values", count: series.length, scalars: new Map(), integers: extremes } }),
      cells: dtype === "float64" || extremes === undefined ? cells : null,
    };
    return fromNumber(plain, target);
  }
  return isOnly("str", "nan", "None") && target !== "datetime" && target !== "boolean" ? fromText(column, target) : [];
}

const whenText = (column: CastColumn, target: DataType): readonly Cast[] =>
  target === "string" ? [astype(column, "str", { consequence: ["Every value becomes text."], cells: null })] : [];

/**
 * What a caller can do to a column so that it comes as a type, in order of least change. Each is proved by the evidence: where that cannot
 * tell whether pandas does it, it is not among them. None changes a number, a row or a text without saying so.
 */
export function castsTo(column: CastColumn, target: DataType): readonly Cast[] {
  const { series } = column;
  const { name, kind } = series.dtype;
  if (name === "category") return fromCategory(column, target);
  if (isText(series)) return fromText(column, target);
  if (isNumber(series)) return fromNumber(column, target);
  if (kind === "M") return fromTime(column, target);
  if (name === "object") return fromObjects(column, target);
  return kind === "m" ? whenText(column, target) : [];
}
