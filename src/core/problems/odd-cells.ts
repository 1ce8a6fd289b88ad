import type { Tally } from "../evidence/sighting.ts";
import type { TextKind } from "../evidence/text-evidence.ts";
import { PAST_INT64, TextCounts } from "../ladders/text-counts.ts";
import type { ProblemContext, TextColumn } from "./context.ts";
import { filledCells } from "./missing-words.ts";
import { marksOf } from "./read-marks.ts";

const NUMBERS: readonly TextKind[] = ["int64", "negativeInt64", "float", "negativeFloat", "infinity", "negativeInfinity"];
const WORDS: readonly TextKind[] = ["text", "negativeText", "pythonInt", "bool"];

/** Of so many numbers and words, the words are few. */
const FEW_SHARE = 0.1;
const FEWEST_NUMBERS = 3;
/** Spellings that a fix names at most. */
export const MOST_SPELLINGS = 10;

/** A number as pandas reads one. */
export const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** A number as pandas reads one by the file's options. */
function isNumber(context: ProblemContext, cell: string): boolean {
  const { decimal, thousands } = marksOf(context);
  const whole = thousands === null ? cell : cell.replaceAll(thousands, "");
  if (decimal === ".") return NUMBER.test(whole);
  return !whole.includes(".") && NUMBER.test(whole.replace(decimal, "."));
}

/** The words among a column of numbers: how many, and those that are known, the first one first. */
export interface OddCells {
  readonly column: TextColumn;
  readonly words: Tally;
  readonly spellings: readonly string[];
}

/** The few words that make text of a column of numbers; null if there are none, or many. `isKnown` words may be many: they stand for nothing. */
export function oddCells(context: ProblemContext, column: TextColumn, isKnown: (cell: string) => boolean = () => false): OddCells | null {
  const counts = new TextCounts(column.evidence);
  const numbers = counts.any(NUMBERS);
  const words = counts.any(WORDS);
  if (numbers === undefined || words === undefined || counts.any(PAST_INT64) !== undefined) return null;
  const first = WORDS.flatMap((kind) => counts.kind(kind)?.first.sample?.data ?? []);
  const further = filledCells(context, column).map(({ cell }) => cell.data);
  const known = [...new Set([...first, ...further])].filter((cell) => !isNumber(context, cell));
  const isOne = words.count === 1 && numbers.count >= FEWEST_NUMBERS;
  const isFew = isOne || words.count <= (numbers.count + words.count) * FEW_SHARE || known.every(isKnown);
  return isFew ? { column, words, spellings: known.slice(0, MOST_SPELLINGS) } : null;
}
