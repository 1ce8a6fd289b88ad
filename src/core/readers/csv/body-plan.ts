import { DEFAULT_MISSING } from "../../evidence/missing-words.ts";
import { asksTexts, type ColumnRules, type CountingRules } from "./column-counter.ts";
import type { Dialect } from "./dialect.ts";

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

/** Whether the kernel that counts kinds counts such lines exactly: nothing is asked of a cell but its kind and its number. */
export function isPlain(plan: BodyPlan): boolean {
  return isPlainText(plan) && plan.columns.every((column) => !asksTexts(column, plan.counting));
}
