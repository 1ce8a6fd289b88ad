import { type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import { knownDtype } from "../../ladders/pandas-dtype.ts";
import { NUMPY_DTYPES } from "../../mlflow/dtypes.ts";
import type { DataType } from "../../mlflow/types.ts";
import { toDatetime } from "../cast-frame.ts";
import { isPythonFloat } from "../object-casts.ts";
import { Raised, UndecidedError } from "../raised.ts";
import { type Series, seriesOfCells } from "../series.ts";
import { astype, type Cast, type CastColumn, fitsRange, isArrow, KEEPS, NO_MISSING, resultOf, rounded } from "./cast.ts";
import { type Cell, counted, statsOfNumbers } from "./cells.ts";

/** Texts as pandas' `to_numeric` reads them; a text that is not a number is null in `numbers` and counted. */
function parseTexts(cells: readonly Cell[]): { readonly numbers: readonly (number | bigint | null)[]; readonly odd: number } | null {
  let odd = 0;
  const numbers: (number | bigint | null)[] = [];
  for (const cell of cells) {
    if (cell === null) {
      numbers.push(null);
      continue;
    }
    if (typeof cell !== "string") return null;
    const trimmed = cell.trim();
    if (/^[-+]?\d{1,18}$/.test(trimmed)) numbers.push(BigInt(trimmed.replace("+", "")));
    else if (/^[-+]?(\d{1,15}\.\d{0,15}|\.\d{1,15}|\d{1,15})([eE][-+]?\d{1,2})?$/.test(trimmed)) numbers.push(Number(trimmed));
    else if (/^[A-Za-zÀ-ɏ?$€£%#*/ _-][\s\S]*$/.test(trimmed) && !isPythonFloat(trimmed)) {
      numbers.push(null);
      odd++;
    } else return null;
  }
  return { numbers, odd };
}

/** Texts that are numbers; where some are not, without these. */
function textToNumber(column: CastColumn, target: "integer" | "long" | "float" | "double"): readonly Cast[] {
  const { name, series, cells } = column;
  const dtype = NUMPY_DTYPES[target];
  const parsed = cells === null ? null : parseTexts(cells);
  if (parsed === null || parsed.numbers.every((number) => number === null)) return [];
  const { numbers, odd } = parsed;
  const missing = numbers.filter((number) => number === null).length;
  const stats = statsOfNumbers(numbers.filter((number) => number !== null));
  const isInteger = target === "integer" || target === "long";
  const count = dtype === "float32" ? stats.roundedIn32 : stats.roundedIn64;
  const oddRows = counted({ count: odd, isUpTo: false }, "cell");
  const shared = { needsPandas: true, cells: null, result: resultOf(series, dtype, { missing, hasMissing: missing > 0 }) };
  const label = (before: Text) => text`${before}Read ${columnLabel(name)} as numbers, ${dtype}`;
  const numeric = (column: string) => `pd.to_numeric(${column}${odd > 0 ? ', errors="coerce"' : ""})`;
  if (!isInteger) {
    const lost = odd > 0 ? `${oddRows} that ${odd === 1 ? "is not a number becomes" : "are not numbers become"} missing.` : "";
    const { consequence, loses } = rounded(count, dtype);
    return [
      {
        ...shared,
        expression: (column) => `${numeric(column)}.astype("${dtype}")`,
        label: label([]),
        consequence: lost === "" ? consequence : [lost, ...(loses ? [" ", ...consequence] : [])],
        loses: loses || odd > 0,
      },
    ];
  }
  if (stats.fractions !== 0 || !fitsRange(stats, dtype)) return [];
  if (missing === 0)
    return [
      { ...shared, expression: (column) => `${numeric(column)}.astype("${dtype}")`, label: label([]), consequence: KEEPS, loses: false },
    ];
  const rows = counted({ count: missing, isUpTo: false }, "row");
  return [
    {
      ...shared,
      expression: (column) => `pd.to_numeric(${column}).astype("${dtype}")`,
      // A text that is no number becomes NaN, which Arrow's floats distinguish from missing.
      kept: (column) => `pd.to_numeric(${column}, errors="coerce")${isArrow(series) ? '.astype("float64")' : ""}.notna()`,
      rows: missing,
      label: label(text`Drop the ${rows} without a number in ${columnLabel(name)}. `),
      consequence: [`${rows} ${missing === 1 ? "is" : "are"} lost.`],
      loses: true,
      result: resultOf(series, dtype, { ...NO_MISSING, length: series.length - missing }),
    },
  ];
}

const TRUTHS: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["yes", "no"],
  ["y", "n"],
  ["t", "f"],
  ["1", "0"],
  ["on", "off"],
];

function textToBoolean({ name, series, cells }: CastColumn): readonly Cast[] {
  const words = new Set((cells ?? []).filter((cell) => cell !== null).map((cell) => String(cell).toLowerCase()));
  const pair = TRUTHS.find((truths) => words.size > 0 && [...words].every((word) => truths.includes(word)));
  if (pair === undefined || cells === null) return [];
  const dtype = series.hasMissing ? "object" : "bool";
  const [yes, no] = pair;
  return [
    {
      expression: (column) => `${column}.str.lower().map({"${yes}": True, "${no}": False}).astype("${dtype}")`,
      needsPandas: false,
      label: text`Read ${columnLabel(name)} as booleans: "${yes}" and "${no}"`,
      consequence: series.hasMissing ? ["Missing cells stay missing."] : ["Every value keeps its meaning."],
      loses: false,
      result: resultOf(series, dtype),
      cells: null,
    },
  ];
}

/** Texts as dates, where every one of them is surely one. */
function textToTime({ name, series, cells }: CastColumn): readonly Cast[] {
  if (cells === null || cells.every((cell) => cell === null)) return [];
  let parsed: Series;
  try {
    parsed = toDatetime(seriesOfCells(knownDtype("object"), cells), cells);
  } catch (error) {
    if (error instanceof Raised || error instanceof UndecidedError) return [];
    throw error;
  }
  const isZoned = parsed.dtype.name.includes(", ");
  return [
    {
      expression: (column) => (isZoned ? `pd.to_datetime(${column}, utc=True).dt.tz_localize(None)` : `pd.to_datetime(${column})`),
      needsPandas: true,
      label: text`Read ${columnLabel(name)} as dates`,
      consequence: isZoned ? ["The times become those of UTC, without a time zone."] : ["Every date stays the same."],
      loses: false,
      result: resultOf(series, "datetime64[us]"),
      cells: null,
    },
  ];
}

export function fromText(column: CastColumn, target: DataType): readonly Cast[] {
  switch (target) {
    case "boolean":
      return textToBoolean(column);
    case "datetime":
      return textToTime(column);
    case "string":
    case "binary":
      return [astype(column, "str")];
    default:
      return textToNumber(column, target);
  }
}
