import { type Datum, datum, type Text, text } from "../errors.ts";
import { floatRepr } from "../python/float-repr.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import {
  counted,
  isPandasText,
  named,
  namesOf,
  type ProblemContext,
  plainTextColumns,
  scalarTypeOf,
  type TextColumn,
  textNames,
} from "./context.ts";
import { isSecondHeader } from "./header.ts";
import { missingLabel } from "./late-words.ts";
import { keepAsTextFix, optionFix, problem, readAsTextFix } from "./make-problem.ts";
import { numberFormats } from "./number-format.ts";
import { type OddCells, oddCells } from "./odd-cells.ts";
import { standsForNothing } from "./written-number.ts";

/** The words read as missing, which makes numbers of the column. */
function missingFix(context: ProblemContext, found: readonly OddCells[]): readonly Fix[] {
  const names = textNames(namesOf(found.map(({ column }) => column)));
  const given = context.options.get("na_values");
  if (names.length < found.length || !(given === undefined || given === null || given instanceof Map)) return [];
  const missing = new Map(found.map(({ column, spellings }) => [String(column.name), spellings]));
  return optionFix(context, names, [["na_values", missing]], missingLabel(missing), "The file is read again with `na_values`.");
}

/** Columns of numbers that a few words make text. */
export function fewWordsRule(context: ProblemContext): readonly Problem[] {
  const isLine = isSecondHeader(context);
  const formats = new Set(numberFormats(context).map(({ column }) => column.index));
  const odd = plainTextColumns(context).flatMap((column) => {
    const found = formats.has(column.index) || !isPandasText(column.report) ? null : oddCells(context, column, standsForNothing);
    return found === null || isLine(found) ? [] : [found];
  });
  const [first] = odd;
  if (first === undefined) return [];
  const cells = odd.reduce((sum, { words }) => sum + words.count, 0);
  const others = first.spellings.filter((cell) => cell !== first.words.first.sample?.data).slice(0, 2);
  const more = others.flatMap((cell, index): (string | Datum)[] => [index === 0 ? ", others " : ", ", datum(cell)]);
  const columns = namesOf(odd.map(({ column }) => column));
  const message = text`${named(columns)} ${columns.length === 1 ? "is" : "are"} text because ${counted(cells, "cell")} ${cells === 1 ? "is not a number" : "are not numbers"}: row ${first.words.first.row + 1} has ${first.words.first.sample ?? datum("")}${more}.`;
  return [
    problem(context, "numbers-but-for-few", "warns", columns, message, [
      ...keepAsTextFix(context, textNames(columns)),
      ...missingFix(context, odd),
    ]),
  ];
}

/** What becomes of a cell in a column that is declared double; nothing where it is not. */
function asDouble({ report }: TextColumn, sample: Datum | undefined): Text {
  const value = Number(sample?.data);
  return Number.isNaN(value) || scalarTypeOf(report) !== "double" ? [] : text`, which becomes ${datum(floatRepr(value))}`;
}

/** Numbers with leading zeros, which reading as numbers loses: postal codes, article numbers. */
export function leadingZerosRule(context: ProblemContext): readonly Problem[] {
  const found = plainTextColumns(context).flatMap((column) => {
    const zeros = column.evidence.marks?.get("leadingZero")?.marked;
    // A column that stays text keeps them.
    return zeros === undefined || isPandasText(column.report) ? [] : [{ column, zeros }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found.map(({ column }) => column));
  const cells = found.reduce((sum, { zeros }) => sum + zeros.count, 0);
  const message = text`${named(names)} ${names.length === 1 ? "loses its" : "lose their"} leading zeros: row ${first.zeros.first.row + 1} has ${first.zeros.first.sample ?? datum("0…")}${asDouble(first.column, first.zeros.first.sample)} (${counted(cells, "cell")}).`;
  const consequence = "The file is read again; the cells stay as they are written, and the model gets strings.";
  return [problem(context, "leading-zeros", "warns", names, message, readAsTextFix(context, textNames(names), consequence))];
}
