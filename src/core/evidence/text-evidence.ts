import { defined } from "../defined.ts";
import type { Environment } from "../environment/environment.ts";
import type { Datum } from "../errors.ts";
import type { PythonValue } from "../python/value.ts";
import type { DateEvidence } from "./date-evidence.ts";
import { type Extremes, mergeExtremes } from "./extremes.ts";
import { mergeTally, type Tally } from "./sighting.ts";

/**
 * What a text cell reads as, by the tests that pandas' C parser applies in turn (`str_to_int64`, `str_to_uint64`, `PyLong_FromString`,
 * `precise_xstrtod`, `to_boolean`). The kinds exclude each other. A leading minus is distinguished because the uint64 test accepts any cell
 * that starts with one, whatever follows.
 */
export const TEXT_KINDS = [
  "missing",
  "int64",
  "negativeInt64",
  /** Past int64, within uint64. */
  "uint64",
  /** Past uint64. */
  "bigInt",
  /** Below int64. */
  "bigNegativeInt",
  "float",
  "negativeFloat",
  "infinity",
  "negativeInfinity",
  "bool",
  "text",
  "negativeText",
  /** Text to pandas, but an int to Python: `1_000`. */
  "pythonInt",
] as const;

export type TextKind = (typeof TEXT_KINDS)[number];

/** Cells that not every version of pandas, or not everyone, reads as their kind says; each mark with that kind. */
export const TEXT_MARKS = {
  /** Written with leading zeros (`007`), which are gone once it is read as a number. */
  leadingZero: "int64",
  /** The word `None`, where pandas takes it for missing by itself. */
  none: "missing",
  /** Past what float64 holds: `1e400`. */
  pastFloat: "float",
  negativePastFloat: "negativeFloat",
  /** Integers of more digits than Python's `int` takes from text. */
  longInteger: "bigInt",
  negativeLongInteger: "bigNegativeInt",
  /**
   * Integers past int64 with spaces behind them. pandas' test for int64 takes them for no integers, its later tests do.
   * Source: `str_to_int64`, which looks for further digits only.
   */
  spacedInteger: "float",
  negativeSpacedInteger: "negativeFloat",
} as const satisfies Readonly<Record<string, TextKind>>;

export type TextMark = keyof typeof TEXT_MARKS;

/** The cells of a kind that have a mark, and those that have not. */
export interface MarkedCells {
  readonly marked: Tally;
  readonly others?: Tally;
}

/** Tests that only options bring in; each counts cells next to their kind. */
export const TEXT_FACTS = [
  /** With `true_values` or `false_values`: cells that are not booleans. */
  "notBool",
  /** With `na_values`: floats that equal one of them, missing where the column ends as float. */
  "floatMissing",
  /** With `thousands`: integers that Python's own parser would refuse. */
  "notPythonInt",
  /** With a declared dtype: numbers with a fraction; integers other than 0 and 1. */
  "fraction",
  "notZeroOrOne",
  /** With a declared dtype that has its own parser: cells that it does not take. */
  "notOfDtype",
] as const;

/** A fact that only options bring in. */
export type TextFact = (typeof TEXT_FACTS)[number];

/** The reader options that decide one column's dtype, kept with what was counted so that judging needs nothing else. */
export interface TextColumnOptions {
  /** The `dtype` declared for this column, as written. */
  readonly dtype?: string;
  readonly dtypeBackend?: "numpy_nullable" | "pyarrow";
  /** `true_values` or `false_values` are given, so a column may be boolean by them. */
  readonly listedBooleans?: boolean;
  /** Read by pandas' Python engine, which distinguishes fewer cells. */
  readonly byPython?: true;
  /** Rows of the Python engine that are too short to have the column: it is missing there, even where missing words are kept as text. */
  readonly lacking?: Tally;
  /** `quoting=2` (`csv.QUOTE_NONNUMERIC`): numbers are floats, whatever they look like. */
  readonly onlyFloats?: true;
  /** `decimal` or `thousands` are given, by which categories are not read. */
  readonly localized?: true;
  /** Text, whatever the cells look like: `parse_dates` points here, though its dates are read elsewhere. */
  readonly isText?: true;
  /** `nrows=0` of a file that has rows: the dtypes are those of no cells at all. */
  readonly readNoRows?: true;
  /** Read by `parse_dates`. */
  readonly dates?: boolean;
  /** `parse_dates` reads what the cells were read as before, not the cells as they are. */
  readonly datesFromValues?: true;
  /** The cells are looked at as dates, which a cast or a check makes of them after reading. */
  readonly castDates?: boolean;
  readonly dayfirst?: boolean;
  readonly dateFormat?: PythonValue;
}

/** Rows whose cells are kept, at most; of wide tables fewer. */
export const FIRST_ROWS = 100;

/** What was counted in one column of text cells, before any type is decided. */
export interface TextEvidence {
  readonly kind: "text";
  readonly rowCount: number;
  readonly kinds: ReadonlyMap<TextKind, Tally>;
  readonly facts: ReadonlyMap<TextFact, Tally>;
  /** The marks that some cell has, which are always counted. */
  readonly marks?: ReadonlyMap<TextMark, MarkedCells>;
  readonly options: TextColumnOptions;
  /** Whose pandas reads the cells; the current one where nothing is said. `kinds` are then as it has them. */
  readonly environment?: Environment;
  /** The cells of the first rows, as they are in the file: what their kind does not say (dates, a wrong encoding) is reported from these only. */
  readonly firstCells?: readonly Datum[];
  /** Of which numbers extremes, fractions, and others than 0 and 1 were counted: where casts, a declared dtype or a check ask for them. */
  readonly lookedAt?: { readonly integers: boolean; readonly floats: boolean };
  /** Extremes of the integers, among those facts; with a declared dtype of integers, of whole floats as well (to the Python engine, of all floats without their fraction). */
  readonly integers?: Extremes;
  /** Extremes of the floats, among those facts, infinities included; as JavaScript reads them, which is a few units in the last place off pandas at most. */
  readonly floats?: Extremes<number>;
  /** Where `parse_dates` or a cast asks for dates. */
  readonly dates?: DateEvidence;
}

/** The cells of the first rows, where they were kept. */
export const firstCellsOf = ({ firstCells }: TextEvidence): readonly Datum[] => firstCells ?? [];

function mergeMaps<Key>(left: ReadonlyMap<Key, Tally>, right: ReadonlyMap<Key, Tally>, leftRows: number): Map<Key, Tally> {
  const merged = new Map(left);
  for (const [key, tally] of right) {
    const both = mergeTally(merged.get(key), tally, leftRows);
    if (both !== undefined) merged.set(key, both);
  }
  return merged;
}

/** Of a part where no cell has the mark, all cells of its kind are the others. */
function mergeMarks(left: TextEvidence, right: TextEvidence): Pick<TextEvidence, "marks"> {
  const merged = new Map<TextMark, MarkedCells>();
  for (const mark of new Set([...(left.marks?.keys() ?? []), ...(right.marks?.keys() ?? [])])) {
    const of = ({ marks, kinds }: TextEvidence) => marks?.get(mark) ?? { marked: undefined, others: kinds.get(TEXT_MARKS[mark]) };
    const [before, after] = [of(left), of(right)];
    const marked = mergeTally(before.marked, after.marked, left.rowCount);
    const others = mergeTally(before.others, after.others, left.rowCount);
    if (marked !== undefined) merged.set(mark, { marked, ...defined({ others }) });
  }
  return merged.size > 0 ? { marks: merged } : {};
}

/** The first rows go on in the right part where the left one was kept whole. */
function mergeFirstCells(left: TextEvidence, right: TextEvidence): Pick<TextEvidence, "firstCells"> {
  if (left.firstCells === undefined) return {};
  if (left.firstCells.length < left.rowCount) return { firstCells: left.firstCells };
  return right.firstCells === undefined ? {} : { firstCells: [...left.firstCells, ...right.firstCells].slice(0, FIRST_ROWS) };
}

/** The evidence of two neighbouring parts of a column, `left` before `right`; the same as counting both in one pass. */
export function mergeTextEvidence(
  left: TextEvidence,
  right: TextEvidence,
  mergeDates: (left: DateEvidence, right: DateEvidence, leftRows: number) => DateEvidence,
): TextEvidence {
  const integers = mergeExtremes(left.integers, right.integers);
  const floats = mergeExtremes(left.floats, right.floats);
  const dates =
    left.dates === undefined || right.dates === undefined
      ? (left.dates ?? right.dates)
      : mergeDates(left.dates, right.dates, left.rowCount);
  return {
    kind: "text",
    rowCount: left.rowCount + right.rowCount,
    kinds: mergeMaps(left.kinds, right.kinds, left.rowCount),
    facts: mergeMaps(left.facts, right.facts, left.rowCount),
    ...mergeMarks(left, right),
    options: left.options,
    ...mergeFirstCells(left, right),
    ...defined({ lookedAt: left.lookedAt, integers, floats, dates }),
  };
}
