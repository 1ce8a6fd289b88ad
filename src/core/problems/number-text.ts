import { type Datum, datum, text } from "../errors.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { counted, namesOf, type ProblemContext, plainTextColumns, textNames, these } from "./context.ts";
import { isSecondHeader } from "./header.ts";
import { optionFix, problem, readAsTextFix } from "./make-problem.ts";
import { GROUPED, type OddCells, oddCells } from "./odd-cells.ts";

/** What would make numbers of the words: the mark between thousands, or that they stand for missing. */
function cures(context: ProblemContext, found: readonly OddCells[]): readonly Fix[] {
  const names = textNames(namesOf(found.map(({ column }) => column)));
  const given = context.options.get("na_values");
  if (found.every(({ spellings }) => spellings.every((cell) => GROUPED.test(cell)))) {
    if (context.options.has("thousands")) return [];
    return optionFix(
      context,
      names,
      [["thousands", ","]],
      "Read commas between thousands",
      "The file is read again; commas within numbers are passed over.",
    );
  }
  if (names.length < found.length || !(given === undefined || given === null || given instanceof Map)) return [];
  const missing = new Map(found.map(({ column, spellings }) => [String(column.name), spellings]));
  const words = [...new Set([...missing.values()].flat())];
  const rows = found.reduce((sum, { words: { count } }) => sum + count, 0);
  return optionFix(
    context,
    names,
    [["na_values", missing]],
    "Read these words as missing",
    `The file is read again; cells spelled ${words.length === 1 ? "so" : "in one of these ways"} become missing, at most ${rows.toLocaleString("en-US")}.`,
  );
}

/** Columns of numbers that a few words make text. */
export function fewWordsRule(context: ProblemContext): readonly Problem[] {
  const isLine = isSecondHeader(context);
  const found = plainTextColumns(context).flatMap((column) => {
    const odd = oddCells(column);
    return odd === null || isLine(odd) || column.report?.dtype === "float64" ? [] : [odd];
  });
  const isGrouped = ({ spellings }: OddCells) => spellings.every((cell) => GROUPED.test(cell));
  return [found.filter(isGrouped), found.filter((odd) => !isGrouped(odd))].flatMap((odd): readonly Problem[] => {
    const [first] = odd;
    if (first === undefined) return [];
    const cells = odd.reduce((sum, { words }) => sum + words.count, 0);
    const others = first.spellings.filter((cell) => cell !== first.words.first.sample?.data).slice(0, 2);
    const beside = others.flatMap((cell, index): (string | Datum)[] => [index === 0 ? ", others " : ", ", datum(cell)]);
    const message = text`${these(odd, "is", "are")} numbers but for ${counted(cells, "cell")}, and so text: row ${first.words.first.row + 1} has ${first.words.first.sample ?? datum("")}${beside}.`;
    return [problem(context, "numbers-but-for-few", "warns", namesOf(odd.map(({ column }) => column)), message, cures(context, odd))];
  });
}

/** Numbers with leading zeros, which reading as numbers loses: postal codes, article numbers. */
export function leadingZerosRule(context: ProblemContext): readonly Problem[] {
  const found = plainTextColumns(context).flatMap((column) => {
    const zeros = column.evidence.facts.get("leadingZero");
    // A column that stays text keeps them.
    return zeros === undefined || column.report?.dtype === "str" ? [] : [{ column, zeros }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found.map(({ column }) => column));
  const cells = found.reduce((sum, { zeros }) => sum + zeros.count, 0);
  const message = text`${these(found, "has", "have")} leading zeros, which are lost in numbers: row ${first.zeros.first.row + 1} has ${first.zeros.first.sample ?? datum("0…")} (${counted(cells, "such cell")}).`;
  const consequence = "The file is read again; the cells are kept as they stand, and the model gets strings.";
  return [problem(context, "leading-zeros", "warns", names, message, readAsTextFix(context, textNames(names), consequence))];
}
