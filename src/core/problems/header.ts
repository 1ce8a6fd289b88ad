import { text } from "../errors.ts";
import { TextCounts } from "../ladders/text-natural.ts";
import type { Problem } from "../signers/signer.ts";
import { named, namesOf, type ProblemContext, plainTextColumns, type TextColumn } from "./context.ts";
import { optionFix, problem } from "./make-problem.ts";
import { NOTHING, SHEET_ERRORS } from "./number-cell.ts";
import { NUMBER, type OddCells, oddCells } from "./odd-cells.ts";

/** Pandas' `1.1` for a second `1` is written as `1`. */
const written = ({ name, writtenAs }: { readonly name: unknown; readonly writtenAs?: string }) => writtenAs ?? String(name);

/** A header that is data: every name is a number, and they do not just count the columns. */
export function headerIsDataRule(context: ProblemContext): readonly Problem[] {
  const columns = plainTextColumns(context);
  const { options } = context;
  const names = columns.map(written);
  if (columns.length === 0 || columns.length < context.columns.length || options.has("header") || options.has("names")) return [];
  const counts = names.length > 1 && names.every((name, index) => Number(name) === index + Number(names[0]));
  const hasNumbers = columns.some(
    ({ evidence }) => new TextCounts(evidence).any(["int64", "negativeInt64", "float", "negativeFloat"]) !== undefined,
  );
  if (!names.every((name) => NUMBER.test(name)) || counts || !hasNumbers) return [];
  const fix = optionFix(
    context,
    namesOf(columns),
    [["header", null]],
    "Read the first line as data",
    "The file is read again with `header=None`; the columns are numbered from 0.",
  );
  return [
    problem(context, "header-is-data", "warns", namesOf(columns), text`The header is all numbers: it may be the first row of data.`, fix),
  ];
}

/** Lines of names or units are at most so many. */
const MOST_LINES = 5;

/** Under lines of words there are at least so many rows of data. */
const FEWEST_ROWS = 3;

/** The first rows in which all of a column's words stand; none where others stand further down, or are what a sheet wrote. */
function leadingWords({ words, column }: OddCells): readonly number[] {
  if (words.count > MOST_LINES || words.first.row >= MOST_LINES || column.evidence.rowCount < words.count + FEWEST_ROWS) return [];
  const rows = (column.evidence.firstCells ?? []).slice(0, MOST_LINES).flatMap(({ data }, row) => (isWord(data) ? [row] : []));
  return rows.length === words.count ? rows : [];
}

const isWord = (cell: string) => cell !== "" && !NUMBER.test(cell) && !SHEET_ERRORS.test(cell) && !NOTHING.test(cell);

/** The lines of names or units under the header: in how many first rows stand all words of some columns of numbers. */
export interface WordLines {
  readonly count: number;
  readonly columns: readonly TextColumn[];
}

/** Words among numbers that stand in the first rows alone, as in other columns too: lines of names or units, and not cells gone wrong. */
export function wordLines(context: ProblemContext): WordLines {
  const columns = plainTextColumns(context);
  const found = columns.flatMap((column) => {
    // The words are few by where they stand.
    const odd = oddCells(column, () => true);
    const lines = odd === null ? [] : leadingWords(odd);
    return lines.length === 0 ? [] : [{ column, lines }];
  });
  const covered = new Set(found.flatMap(({ lines }) => lines));
  // Lines begin right under the header, and none between them is data.
  const count = Math.max(...covered) === covered.size - 1 ? covered.size : 0;
  const rows = Array.from({ length: count }, (_, row) => columns.map(({ evidence }) => evidence.firstCells?.[row]?.data ?? ""));
  const isAllWords = columns.length === context.columns.length && rows.every((cells) => cells.every(isWord));
  const isLine = count > 0 && (found.length > 1 || (found.length === 1 && isAllWords));
  return isLine ? { count, columns: found.map(({ column }) => column) } : { count: 0, columns: [] };
}

/** A row that is a header: the first row of data is words over columns of numbers, where no header was read or beneath the one that was. */
export function dataIsHeaderRule(context: ProblemContext): readonly Problem[] {
  const { options } = context;
  const { count, columns: found } = wordLines(context);
  if (found.length === 0) return [];
  const names = namesOf(found);
  const hasNoHeader = options.get("header") === null || (options.has("names") && !options.has("header"));
  const isPlain = !options.has("header") && !options.has("names") && !options.has("skiprows");
  const fixes = hasNoHeader
    ? optionFix(
        context,
        names,
        [["header", 0n]],
        "Read the first row as header",
        "The file is read again; its first line names the columns.",
      )
    : isPlain
      ? optionFix(
          context,
          names,
          [["skiprows", Array.from({ length: count }, (_, line) => BigInt(line + 1))]],
          count === 1 ? "Skip the row under the header" : `Skip the ${count} rows under the header`,
          `The file is read again without ${count === 1 ? "that row" : "those rows"}.`,
        )
      : [];
  const message = hasNoHeader
    ? text`The first row looks like a header: ${named(names)} ${names.length === 1 ? "has" : "have"} a word there and numbers below, and ${names.length === 1 ? "is" : "are"} text because of it.`
    : text`The ${count === 1 ? "row" : text`${count} rows`} under the header ${count === 1 ? "has" : "have"} units or other names: ${named(names)} ${names.length === 1 ? "is" : "are"} text because of it.`;
  return [problem(context, "data-is-header", "warns", names, message, fixes)];
}
