import { datum, type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import { knownDtype } from "../../ladders/pandas-dtype.ts";
import { NUMPY_DTYPES } from "../../mlflow/dtypes.ts";
import type { DataType } from "../../mlflow/types.ts";
import { isPythonFloat } from "../../python/number-text.ts";
import { toDatetime } from "../cast-frame.ts";
import { seriesOfCells } from "../series.ts";
import { astype, type Cast, type CastColumn, fitsRange, isArrow, KEEPS, NO_MISSING, resultOf, rounded } from "./cast.ts";
import { type Cell, counted, statsOfNumbers } from "./cells.ts";
import { orNull } from "./steps.ts";

/** How texts are written that people read as numbers: as Python does, or with commas. */
interface Writing {
  /** What makes Python's number of a text with commas, and the text as it is then. */
  readonly code: string;
  readonly plain: (cell: string) => string;
  readonly words: string;
}

const PLAIN: Writing = { code: "", plain: (cell) => cell, words: "" };

const THOUSANDS: Writing = {
  code: '.str.replace(",", "", regex=False)',
  plain: (cell) => cell.replaceAll(",", ""),
  words: ", commas between thousands",
};

const DECIMAL_COMMA: Writing = {
  code: '.str.replace(",", ".", regex=False)',
  plain: (cell) => cell.replace(",", "."),
  words: ", comma as decimal mark",
};

/** The way of writing that all texts with a comma have; {@link PLAIN} where none has one, or they have several. */
function writingOf(cells: readonly Cell[]): Writing {
  const commas = cells.filter((cell): cell is string => typeof cell === "string" && /^\s*[-+]?[\d.]*\d,/.test(cell));
  const all = (pattern: RegExp) => commas.length > 0 && commas.every((cell) => pattern.test(cell.trim()));
  if (all(/^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/)) return THOUSANDS;
  const hasPoint = cells.some((cell) => typeof cell === "string" && /\d\.\d/.test(cell));
  return !hasPoint && all(/^[-+]?\d+,\d+$/) ? DECIMAL_COMMA : PLAIN;
}

/** Texts as numbers: those that are not numbers are null and counted, as are those with zeros in front, which numbers lose. */
interface Parsed {
  readonly numbers: readonly (number | bigint | null)[];
  readonly odd: number;
  readonly zeros: number;
}

/** Texts as pandas' `to_numeric` reads them; null where that is not known of one of them. */
function parseTexts(cells: readonly Cell[], { plain }: Writing): Parsed | null {
  let [odd, zeros] = [0, 0];
  const numbers: (number | bigint | null)[] = [];
  for (const cell of cells) {
    if (cell === null) {
      numbers.push(null);
      continue;
    }
    if (typeof cell !== "string") return null;
    const trimmed = plain(cell).trim();
    if (/^[-+]?0\d/.test(trimmed)) zeros++;
    if (/^[-+]?\d{1,18}$/.test(trimmed)) numbers.push(BigInt(trimmed.replace("+", "")));
    else if (/^[-+]?(\d{1,15}\.\d{0,15}|\.\d{1,15}|\d{1,15})([eE][-+]?\d{1,2})?$/.test(trimmed)) numbers.push(Number(trimmed));
    else if (/^[A-Za-zÀ-ɏ?$€£%#*/ _-][\s\S]*$/.test(trimmed) && !isPythonFloat(trimmed)) {
      numbers.push(null);
      odd++;
    } else return null;
  }
  return { numbers, odd, zeros };
}

/** What a text with a comma becomes, as a sentence: which mark the comma is, only the caller knows. */
function commaWords(cells: readonly Cell[], writing: Writing): readonly Text[] {
  const sample = cells.find((cell) => typeof cell === "string" && cell.includes(","));
  if (writing === PLAIN || typeof sample !== "string") return [];
  return [text`${datum(sample)} becomes ${String(Number(writing.plain(sample)))}.`];
}

const zerosLost = (zeros: number): readonly Text[] =>
  zeros === 0 ? [] : [[`The leading zeros of ${counted({ count: zeros, isUpTo: false }, "cell")} are lost.`]];

const sentences = (said: readonly Text[]): Text =>
  said.length === 0 ? KEEPS : said.flatMap((words, index) => (index === 0 ? words : [" ", ...words]));

/** Texts that are numbers; where some are not, without these. */
function textToNumber(column: CastColumn, target: "integer" | "long" | "float" | "double"): readonly Cast[] {
  const cells = column.cells ?? [];
  const writing = writingOf(cells);
  const parsed = parseTexts(cells, writing);
  if (parsed === null || parsed.numbers.every((number) => number === null)) return [];
  return target === "integer" || target === "long"
    ? textToInteger(column, NUMPY_DTYPES[target], parsed, writing)
    : textToFloat(column, NUMPY_DTYPES[target], parsed, writing);
}

/** What casts of texts to numbers have in common. */
function numberCast({ name, series }: CastColumn, dtype: string, { numbers }: Parsed, { words }: Writing) {
  const missing = numbers.filter((number) => number === null).length;
  return {
    shared: { needsPandas: true, cells: null, result: resultOf(series, dtype, { missing, hasMissing: missing > 0 }) },
    label: text`Read ${columnLabel(name)} as numbers, ${dtype}${words}`,
    stats: statsOfNumbers(numbers.filter((number) => number !== null)),
    missing,
  };
}

function textToFloat(column: CastColumn, dtype: string, parsed: Parsed, writing: Writing): readonly Cast[] {
  const { odd, zeros } = parsed;
  const { shared, label, stats } = numberCast(column, dtype, parsed, writing);
  const precision = rounded(dtype === "float32" ? stats.roundedIn32 : stats.roundedIn64, dtype);
  const oddCells = counted({ count: odd, isUpTo: false }, "cell");
  return [
    {
      ...shared,
      expression: (name) => `pd.to_numeric(${name}${writing.code}${odd > 0 ? ', errors="coerce"' : ""}).astype("${dtype}")`,
      label,
      consequence: sentences([
        ...(odd > 0 ? [[`${oddCells} that ${odd === 1 ? "is not a number becomes" : "are not numbers become"} missing.`]] : []),
        ...zerosLost(zeros),
        ...commaWords(column.cells ?? [], writing),
        ...(precision.loses ? [precision.consequence] : []),
      ]),
      loses: precision.loses || odd > 0 || zeros > 0,
    },
  ];
}

function textToInteger(column: CastColumn, dtype: string, parsed: Parsed, writing: Writing): readonly Cast[] {
  const { name, series } = column;
  const { shared, label, stats, missing } = numberCast(column, dtype, parsed, writing);
  if (stats.fractions !== 0 || !fitsRange(stats, dtype)) return [];
  const changes = [...zerosLost(parsed.zeros), ...commaWords(column.cells ?? [], writing)];
  const expression = (cells: string) => `pd.to_numeric(${cells}${writing.code}).astype("${dtype}")`;
  if (missing === 0) return [{ ...shared, expression, label, consequence: sentences(changes), loses: parsed.zeros > 0 }];
  const rows = counted({ count: missing, isUpTo: false }, "row");
  return [
    {
      ...shared,
      expression,
      // Text that is not a number becomes NaN, which is not missing in Arrow's floats.
      kept: (cells) => `pd.to_numeric(${cells}${writing.code}, errors="coerce")${isArrow(series) ? '.astype("float64")' : ""}.notna()`,
      rows: missing,
      label: text`Drop the ${rows} without a number in ${columnLabel(name)}. ${label}`,
      consequence: sentences([[`${rows} ${missing === 1 ? "is" : "are"} lost.`], ...changes]),
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
  const parsed = orNull(() => toDatetime(seriesOfCells(knownDtype("object"), cells), cells));
  if (parsed === null) return [];
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
