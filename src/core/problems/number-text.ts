import { defined, must } from "../defined.ts";
import { type Datum, datum, type Text, text } from "../errors.ts";
import { shownSample, type Tally } from "../evidence/sighting.ts";
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
import { keepAsTextFix, messages, optionFix, problem, readAsTextFix } from "./make-problem.ts";
import { numberFormats } from "./number-format.ts";
import { columnsOfRemovedMarks } from "./number-marks.ts";
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
  if (odd.length === 0) return [];
  const columns = namesOf(odd.map(({ column }) => column));
  const { message, alone } = messages(odd, ({ column }) => column.name, fewWords);
  const fixes = [...keepAsTextFix(context, textNames(columns)), ...missingFix(context, odd)];
  return [{ ...problem(context, "numbers-but-for-few", "warns", columns, message, fixes), ...defined({ alone }) }];
}

function fewWords(odd: readonly OddCells[]): Text {
  const first = must(odd[0]);
  const cells = odd.reduce((sum, { words }) => sum + words.count, 0);
  const others = first.spellings.filter((cell) => cell !== first.words.first.sample?.data).slice(0, 2);
  const more = others.flatMap((cell, index): (string | Datum)[] => [index === 0 ? ", others " : ", ", datum(cell)]);
  return text`${named(namesOf(odd.map(({ column }) => column)))} ${odd.length === 1 ? "is" : "are"} text because ${counted(cells, "cell")} ${cells === 1 ? "is not a number" : "are not numbers"}: row ${first.words.first.row + 1} has ${shownSample(first.words.first)}${more}.`;
}

/** What becomes of a cell in a column that is declared double; nothing where it is not. */
function asDouble({ report }: TextColumn, sample: Datum | undefined): Text {
  const value = Number(sample?.data);
  return Number.isNaN(value) || scalarTypeOf(report) !== "double" ? [] : text`, which becomes ${datum(floatRepr(value))}`;
}

/** Numbers with leading zeros, which reading as numbers loses: postal codes, article numbers. */
export function leadingZerosRule(context: ProblemContext): readonly Problem[] {
  const removed = columnsOfRemovedMarks(context);
  const found = plainTextColumns(context).flatMap((column) => {
    if (removed.has(column.index)) return [];
    const zeros = column.evidence.marks?.get("leadingZero")?.marked;
    // A column that stays text keeps them.
    return zeros === undefined || isPandasText(column.report) ? [] : [{ column, zeros }];
  });
  if (found.length === 0) return [];
  const names = namesOf(found.map(({ column }) => column));
  const { message, alone } = messages(found, ({ column }) => column.name, lostZeros);
  const consequence = "The file is read again; the cells stay as they are written, and the model gets strings.";
  const fixes = readAsTextFix(context, textNames(names), consequence);
  return [{ ...problem(context, "leading-zeros", "warns", names, message, fixes), ...defined({ alone }) }];
}

function lostZeros(found: readonly { readonly column: TextColumn; readonly zeros: Tally }[]): Text {
  const first = must(found[0]);
  const cells = found.reduce((sum, { zeros }) => sum + zeros.count, 0);
  const { row, sample } = first.zeros.first;
  return text`${named(namesOf(found.map(({ column }) => column)))} ${found.length === 1 ? "loses its" : "lose their"} leading zeros: row ${row + 1} has ${sample ?? datum("0…")}${asDouble(first.column, sample)} (${counted(cells, "cell")}).`;
}
