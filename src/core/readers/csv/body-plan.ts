import { DEFAULT_MISSING } from "../../evidence/missing-words.ts";
import { asksTexts, type ColumnRules, type CountingRules } from "./column-counter.ts";
import type { Dialect } from "./dialect.ts";
import { KEPT_BYTES, type Shortened } from "./line-buffer.ts";

/** How the lines after the head are cut and counted: all that a worker needs to know of the file's options. */
export interface BodyPlan {
  readonly dialect: Dialect;
  /** Fields that a line has. */
  readonly width: number;
  /** Whether a longer line is refused; else its further fields are passed over. */
  readonly isWidthLimit: boolean;
  /** Whether a line that is too long is left out instead of refused (`on_bad_lines`). */
  readonly skipsLongLines: boolean;
  readonly columns: readonly ColumnRules[];
  readonly counting: CountingRules;
}

/** A unit of UTF-16 has at most so many bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

const QUOTES = new Set([-1, 34, 39]);
const isPunctuation = (byte: number) => byte === 9 || (byte >= 32 && byte < 127 && !/[\w"'+.-]/.test(String.fromCharCode(byte)));
const isDefault = (words: readonly string[]) =>
  words.length === DEFAULT_MISSING.length && DEFAULT_MISSING.every((word, index) => words[index] === word);

/** Whether lines are cut as the WebAssembly kernels cut them, and cells missing as they know it: single marks, doubled quotes, pandas' own spellings. */
export function isPlainText({ dialect, columns, counting, skipsLongLines }: BodyPlan): boolean {
  const { delimiter, quote, doublequote, comment, skipInitialSpace, skipBlankLines } = dialect;
  return (
    isPunctuation(delimiter) &&
    dialect.terminator < 0 &&
    QUOTES.has(quote) &&
    delimiter !== quote &&
    doublequote &&
    dialect.escape < 0 &&
    comment < 0 &&
    dialect.skipLine === null &&
    !skipInitialSpace &&
    skipBlankLines &&
    !skipsLongLines &&
    counting.decimal === "." &&
    counting.thousands === null &&
    columns.every(({ missing }) => missing !== null && missing.floats.length === 0 && isDefault(missing.words))
  );
}

/** Which cells may lose their middle without a change in what is counted: texts, where options ask nothing of them. */
export function shortenedIn({ columns, counting }: BodyPlan): Shortened {
  const words = new Set(columns.map(({ missing }) => missing?.words ?? []));
  const isCompared = [...words].some((one) => one.some((word) => word.length * BYTES_PER_UNIT >= KEPT_BYTES));
  return isCompared || counting.decimal !== "." || columns.some((column) => asksTexts(column, counting)) ? "none" : "texts";
}

/** Whether the kernel that counts kinds counts such lines exactly: nothing is asked of a cell but its kind and its number. */
export function isPlain(plan: BodyPlan): boolean {
  return isPlainText(plan) && plan.columns.every((column) => !asksTexts(column, plan.counting));
}
