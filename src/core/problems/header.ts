import { text } from "../errors.ts";
import { TextCounts } from "../ladders/text-counts.ts";
import type { Problem } from "../signers/signer.ts";
import { named, namesOf, type ProblemContext, plainTextColumns } from "./context.ts";
import { optionFix, problem } from "./make-problem.ts";
import { NUMBER, type OddCells, oddCells } from "./odd-cells.ts";
import { isWrittenNumber, standsForNothing } from "./written-number.ts";

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

const isFirstRowAlone = ({ words }: OddCells) =>
  words.count === 1 && words.first.row === 0 && !standsForNothing(words.first.sample?.data ?? "x");

/** Whether a cell may be a name or a unit. */
const isHeading = (cell: string) => cell !== "" && !isWrittenNumber(cell) && !standsForNothing(cell);

/** Whether the only word among a column's numbers is in the first row, as in other columns too: a line of names or units, and not a cell gone wrong. */
export function isSecondHeader(context: ProblemContext): (odd: OddCells) => boolean {
  const columns = plainTextColumns(context);
  const found = columns.filter((column) => {
    const odd = oddCells(context, column);
    return odd !== null && isFirstRowAlone(odd);
  });
  const firstRow = columns.map(({ evidence }) => evidence.firstCells?.[0]?.data ?? "");
  const isAllWords = columns.length === context.columns.length && firstRow.every(isHeading);
  const isLine = found.length > 1 || (found.length === 1 && isAllWords);
  return (odd) => isLine && isFirstRowAlone(odd);
}

/** A row that is a header: the first row of data is words over columns of numbers, where no header was read or beneath the one that was. */
export function dataIsHeaderRule(context: ProblemContext): readonly Problem[] {
  const { options } = context;
  const isLine = isSecondHeader(context);
  const found = plainTextColumns(context).filter((column) => {
    const odd = oddCells(context, column);
    return odd !== null && isLine(odd);
  });
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
      ? optionFix(context, names, [["skiprows", [1n]]], "Skip the row under the header", "The file is read again without that row.")
      : [];
  const message = hasNoHeader
    ? text`The first row looks like a header: ${named(names)} ${names.length === 1 ? "has" : "have"} a word there and numbers below, and ${names.length === 1 ? "is" : "are"} text because of it.`
    : text`The row under the header has units or other names: ${named(names)} ${names.length === 1 ? "is" : "are"} text because of it.`;
  return [problem(context, "data-is-header", "warns", names, message, fixes)];
}
