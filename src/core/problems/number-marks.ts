import { defined } from "../defined.ts";
import { datum, type Text, text } from "../errors.ts";
import type { TextKind } from "../evidence/text-evidence.ts";
import { escaped } from "../python/cleaning.ts";
import { floatRepr } from "../python/float-repr.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import {
  isPandasText,
  named,
  namesOf,
  type ProblemContext,
  plainTextColumns,
  scalarTypeOf,
  type TextColumn,
  textNames,
} from "./context.ts";
import { messages, optionFix, problem, readAsTextFix } from "./make-problem.ts";
import { type FilledCell, filledCells } from "./missing-words.ts";
import { labelOf, numberFormats, withPoints } from "./number-format.ts";
import { marksOf } from "./read-marks.ts";

/** A column of numbers, with a cell that shows what its marks may mean. */
interface Marked extends FilledCell {
  readonly column: TextColumn;
}

/** So many cells it takes to see that every number has three digits after its point. */
const FEWEST_CELLS = 10;
const NUMBERS: ReadonlySet<TextKind> = new Set(["int64", "negativeInt64", "float", "negativeFloat", "missing"]);

/** A column of which each known number is a group or two of three digits, as of thousands; null for all others. */
function grouped(context: ProblemContext, column: TextColumn): Marked | null {
  const { kinds } = column.evidence;
  if (![...kinds.keys()].every((kind) => NUMBERS.has(kind))) return null;
  const cells = filledCells(context, column);
  const pointed = cells.filter(({ cell }) => /^[-+]?[1-9]\d{0,2}\.\d{3}$/.test(cell.data));
  const isGrouped = cells.every(({ cell }) => /^[-+]?\d{1,3}$/.test(cell.data) || pointed.some((one) => one.cell === cell));
  const [first] = pointed;
  return first === undefined || !isGrouped || pointed.length < FEWEST_CELLS ? null : { column, ...first };
}

function maybeThousands(commas: readonly TextColumn[]) {
  return (found: readonly Marked[]): Text => {
    const [first] = found;
    if (first === undefined) return [];
    const its = found.length === 1 ? "its" : "their";
    return text`${named(namesOf(found.map(({ column }) => column)))} may be 1,000 times too small: ${its} points may be between thousands. Row ${first.row + 1} has ${first.cell}, three digits follow every point, and ${named(namesOf(commas))} ${commas.length === 1 ? "has" : "have"} decimal commas.`;
  };
}

/** The file's options where no point of another column would be lost, else the cells as they are written. */
function thousandsFixes(context: ProblemContext, found: readonly Marked[], commas: readonly TextColumn[]): readonly Fix[] {
  const columns = namesOf(found.map(({ column }) => column));
  const marks = new Map([
    ["decimal", ","],
    ["thousands", "."],
  ]);
  const isSafe = withPoints(context, new Set(columns)).length === 0;
  const whole = isSafe ? optionFix(context, columns, [...marks], labelOf(marks), "The file is read again.") : [];
  return [
    ...whole.map((fix) => ({ ...fix, alongside: namesOf(commas) })),
    ...readAsTextFix(context, textNames(columns), "The file is read again; the cells stay as they are written, with their points."),
  ];
}

/**
 * Points that may be between thousands in a file whose other columns have decimal commas: `88.075` is a number to pandas, one thousandth of what
 * may be meant.
 */
export function maybeThousandsRule(context: ProblemContext): readonly Problem[] {
  const commas = numberFormats(context)
    .filter(({ cleanings: [first] }) => first?.decimalComma === true)
    .map(({ column }) => column);
  if (commas.length === 0) return [];
  const found = plainTextColumns(context).flatMap((column) => (isPandasText(column.report) ? [] : (grouped(context, column) ?? [])));
  if (found.length === 0) return [];
  const { message, alone } = messages(found, ({ column }) => column.name, maybeThousands(commas));
  const columns = namesOf(found.map(({ column }) => column));
  return [
    {
      ...problem(context, "points-maybe-thousands", "warns", columns, message, thousandsFixes(context, found, commas)),
      ...defined({ alone }),
    },
  ];
}

/** A cell of numbers in which `thousands` is not between thousands, though pandas took it out; null where there is none among the first ones. */
function wronglyRemoved(context: ProblemContext, column: TextColumn, thousands: string): Marked | null {
  const mark = escaped(thousands);
  // Indian groups have two digits, except the last.
  const isGrouped = new RegExp(`^[-+]?\\d{1,3}(${mark}\\d{2,3})*${mark}\\d{3}(?!\\d|${mark})`);
  const found = filledCells(context, column).find(({ cell }) => cell.data.includes(thousands) && !isGrouped.test(cell.data.trim()));
  return found === undefined ? null : { column, ...found };
}

function removedFrom(thousands: string, decimal: string) {
  return (found: readonly Marked[]): Text => {
    const [first] = found;
    if (first === undefined) return [];
    const value = Number(first.cell.data.replaceAll(thousands, "").replace(decimal, "."));
    const shown = scalarTypeOf(first.column.report) === "double" ? floatRepr(value) : String(value);
    return text`${named(namesOf(found.map(({ column }) => column)))} ${found.length === 1 ? "loses" : "lose"} marks that are not between thousands: row ${first.row + 1} has ${first.cell}, which becomes ${datum(shown)}, since \`thousands\` is taken out of every number.`;
  };
}

const removedMarks = (context: ProblemContext, thousands: string): readonly Marked[] =>
  plainTextColumns(context).flatMap((column) => {
    const type = scalarTypeOf(column.report);
    return type === "long" || type === "double" ? (wronglyRemoved(context, column, thousands) ?? []) : [];
  });

/** The places of columns whose cells `thousands` makes other numbers of: what else is said of their digits misleads. */
export function columnsOfRemovedMarks(context: ProblemContext): ReadonlySet<number> {
  const { thousands } = marksOf(context);
  return new Set(thousands === null ? [] : removedMarks(context, thousands).map(({ column }) => column.index));
}

/** Numbers and dates that `thousands` makes other numbers of: `5.9` becomes 59, `06.12.2024` becomes 6122024. */
export function wronglyRemovedRule(context: ProblemContext): readonly Problem[] {
  const { decimal, thousands } = marksOf(context);
  if (thousands === null) return [];
  const found = removedMarks(context, thousands);
  if (found.length === 0) return [];
  const { message, alone } = messages(found, ({ column }) => column.name, removedFrom(thousands, decimal));
  const columns = namesOf(found.map(({ column }) => column));
  const fixes = [
    ...readAsTextFix(context, textNames(columns), "The file is read again; the cells stay as they are written."),
    ...optionFix(context, columns, [["thousands", null]], "Read without `thousands`", "The file is read again, and no mark is taken out."),
  ];
  return [{ ...problem(context, "thousands-taken-out", "warns", columns, message, fixes), ...defined({ alone }) }];
}
