import { defined, must } from "../defined.ts";
import { datum, renderText, type Text, text } from "../errors.ts";
import type { Cleaning } from "../python/cleaning.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { becomes, cleanFix, optionsCode } from "./clean-fix.ts";
import { type Column, isPandasText, named, namesOf, type ProblemContext, plainTextColumns, type TextColumn, textNames } from "./context.ts";
import { keepAsTextFix, messages, optionFix, problem } from "./make-problem.ts";
import { filledCells, missingWords } from "./missing-words.ts";
import { marksOf } from "./read-marks.ts";
import { isKnownUnit, isSameUnit } from "./units.ts";
import { type CellFormat, cellFormat, isContinental, isEnglish, QUOTES, SPACES, standsForNothing } from "./written-number.ts";

interface CellSample {
  readonly row: number;
  readonly cell: string;
}

/** How a column's numbers are written, by its first rows; null where they are not numbers, or plain ones. */
export interface ColumnFormat {
  readonly column: TextColumn;
  /** Ways to read it, the likelier first: a comma before three digits may be either mark. Empty where the numbers have several units. */
  readonly cleanings: readonly Cleaning[];
  readonly sample: CellSample;
  readonly isPercent: boolean;
  readonly isMoney: boolean;
  /** Whether points are decimal marks that the file's options do not read. */
  readonly hasPoints: boolean;
  /** The units after the numbers, with the first row of each. */
  readonly units: ReadonlyMap<string, CellSample>;
}

const MOST_WORDS = 10;

/** The cells of a column's first rows, and the first one of each kind of text: `1,200` may come after a hundred smaller numbers. */
function knownCells(context: ProblemContext, column: TextColumn): readonly CellSample[] {
  const missing = missingWords(context, column.name);
  const ofKinds = (["text", "negativeText"] as const).flatMap((kind) => {
    const first = column.evidence.kinds.get(kind)?.first;
    return first?.sample === undefined ? [] : [{ row: first.row, cell: first.sample.data }];
  });
  return [
    ...filledCells(context, column).map(({ row, cell }) => ({ row, cell: cell.data })),
    ...ofKinds.filter(({ cell }) => cell !== "" && !missing.has(cell)),
  ];
}

/** Whether pandas reads a cell as a number by itself; where another mark is decimal, a point is none. */
const isPlain = ({ comma, point, remove, parentheses }: CellFormat, isPointDecimal: boolean) =>
  comma === "none" && (isPointDecimal ? point !== "thousands" : point === "none") && remove.size === 0 && !parentheses;

/** Whether the point is the decimal mark that the file is read with. */
const hasDecimalPoint = (context: ProblemContext) => marksOf(context).decimal === ".";

/** The cells of a column's first rows that its numbers are known by, distinguished from those that stand for nothing. */
function columnFormat(context: ProblemContext, column: TextColumn, isCommaDecimal: boolean): ColumnFormat | null {
  const { kinds } = column.evidence;
  if (!kinds.has("text") && !kinds.has("negativeText")) return null;
  const found: CellFormat[] = [];
  const missing = new Set<string>();
  const units = new Map<string, CellSample>();
  let sample: CellSample | null = null;
  for (const known of knownCells(context, column)) {
    if (standsForNothing(known.cell)) {
      missing.add(known.cell);
      continue;
    }
    const format = cellFormat(known.cell);
    if (format === null) return null;
    found.push(format);
    const { unit } = format;
    if (unit !== null && ![...units.keys()].some((seen) => isSameUnit(seen, unit))) units.set(unit, known);
    if (!isPlain(format, hasDecimalPoint(context)) && sample === null) sample = known;
  }
  if (sample === null || missing.size > MOST_WORDS || (units.size > 0 && !areUnits(column, found, [...units.keys()]))) return null;
  const cleanings = units.size > 1 ? [] : cleaningsOf(found, [...missing], isCommaDecimal);
  return cleanings.length === 0 && units.size < 2
    ? null
    : {
        column,
        cleanings,
        sample,
        isPercent: found.some((format) => format.isPercent),
        isMoney: found.some((format) => format.isMoney),
        hasPoints: !hasDecimalPoint(context) && cleanings[0]?.decimalComma === false && found.some(({ point }) => point === "decimal"),
        units,
      };
}

/** Numbers that it takes to believe that a word after them is their unit. */
const NUMBERS_OF_UNIT = 3;

/** Whether what follows the numbers are units: every filled cell has one, and several ones are all known. */
function areUnits({ evidence: { kinds } }: TextColumn, found: readonly CellFormat[], units: readonly string[]): boolean {
  const isAll = [...kinds.keys()].every((kind) => kind === "text" || kind === "negativeText" || kind === "missing");
  const isSure = units.every(isKnownUnit) || (units.length === 1 && found.length >= NUMBERS_OF_UNIT);
  return isAll && isSure && found.every(({ unit }) => unit !== null);
}

/** The ways in which all cells are numbers, the likelier first. */
function cleaningsOf(found: readonly CellFormat[], missing: readonly string[], isCommaDecimal: boolean): readonly Cleaning[] {
  const removed = new Set(found.flatMap(({ remove }) => [...remove]));
  const parentheses = found.some((format) => format.parentheses);
  const [hasComma, hasPoint] = [found.some(({ comma }) => comma !== "none"), found.some(({ point }) => point !== "none")];
  const more = { parentheses, missing, ...defined({ unit: found[0]?.unit ?? undefined }) };
  const english = { remove: [...removed, ...(hasComma ? [","] : [])], decimalComma: false, ...more };
  const continental = { remove: [...removed, ...(hasPoint ? ["."] : [])], decimalComma: hasComma, ...more };
  const ways = [
    ...(found.every(isEnglish) ? [english] : []),
    // Without any mark both say the same.
    ...((hasComma || hasPoint) && found.every(isContinental) ? [continental] : []),
  ];
  return isCommaDecimal ? ways.reverse() : ways;
}

const keyOf = ({ cleanings, units }: ColumnFormat) =>
  JSON.stringify([
    [...units.keys()].sort(),
    cleanings.map(({ remove, decimalComma, parentheses, missing }) => [[...remove].sort(), decimalComma, parentheses, missing]),
  ]);

/** How a way of writing numbers is called. */
function styleOf({ cleanings: [first], isPercent, isMoney, hasPoints, units }: ColumnFormat): Text {
  const { remove, decimalComma, parentheses } = must(first);
  const thousands = remove.filter((mark) => mark === "," || mark === "." || SPACES.includes(mark) || QUOTES.includes(mark));
  const [unit] = units.keys();
  const marks = [
    ...(isMoney ? ["currency"] : []),
    ...(isPercent ? ["percent signs"] : []),
    ...(thousands.length > 0 ? ["thousands separators"] : []),
    ...(decimalComma ? ["decimal commas"] : []),
    ...(hasPoints ? ["decimal points"] : []),
    ...(parentheses ? ["negative numbers in parentheses"] : []),
  ];
  const listed = [...marks.slice(0, -1).flatMap((mark) => [", ", mark]), ...marks.slice(-1).flatMap((mark) => [" and ", mark])].join("");
  if (unit !== undefined) return text`a unit (${datum(unit)})${listed}`;
  return [marks.length === 0 ? "other marks" : marks.length === 1 ? must(marks[0]) : listed.slice(2)];
}

/** `decimal` and `thousands`, as far as a way of writing needs them. */
type NumberMarks = ReadonlyMap<string, string>;

/** A way of writing numbers, with a cell that shows it. */
interface Way {
  readonly cleaning: Cleaning;
  readonly sample: string;
}

/** Marks between thousands that pandas' C parser takes out of numbers: it knows single bytes only. */
const THOUSANDS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  [",", ["the comma", "commas"]],
  [".", ["the point", "points"]],
  ["'", ["the apostrophe", "apostrophes"]],
  [" ", ["the space", "spaces"]],
]);

/** The reader options that read what a cleaning cleans, where pandas has some. */
function optionsFor({ remove, decimalComma, parentheses, missing }: Cleaning): NumberMarks | null {
  const [mark, ...more] = remove;
  if (parentheses || more.length > 0 || missing.length > 0 || (mark !== undefined && !THOUSANDS.has(mark))) return null;
  // Where the point is between thousands, it must not be the decimal mark as well.
  const isComma = decimalComma || mark === ".";
  return new Map([...(isComma ? [["decimal", ","] as const] : []), ...(mark === undefined ? [] : [["thousands", mark] as const])]);
}

export function labelOf(options: NumberMarks): string {
  const [one, many] = THOUSANDS.get(options.get("thousands") ?? "") ?? [];
  if (one === undefined) return "Read the comma as decimal mark";
  return options.has("decimal") ? `Read the comma as decimal mark, ${one} as thousands separator` : `Read ${many} as thousands separators`;
}

/** The table's other columns that have a point as their decimal mark: `thousands='.'` would make other numbers of theirs. */
export function withPoints({ columns }: ProblemContext, own: ReadonlySet<ColumnName>): readonly Column[] {
  return columns.filter(
    ({ name, evidence }) =>
      !own.has(name) && evidence.kind === "text" && (evidence.kinds.has("float") || evidence.kinds.has("negativeFloat")),
  );
}

/** Other columns of text that reader options make numbers of as well: all that they are written with is read by the same options. */
function readAlongside(formats: readonly ColumnFormat[], own: ReadonlySet<ColumnName>, options: NumberMarks): readonly ColumnName[] {
  const isRead = (cleaning: Cleaning) => {
    const needed = optionsFor(cleaning);
    return needed !== null && [...needed].every(([name, mark]) => options.get(name) === mark);
  };
  return namesOf(formats.flatMap(({ column, cleanings }) => (!own.has(column.name) && cleanings.some(isRead) ? [column] : [])));
}

/** Why no reader option is enough: the marks are not single bytes, the numbers have more than marks, or there are words among them. */
function noOption({ input }: ProblemContext, cleaning: Cleaning): string {
  if (input.read?.format !== "csv") return "The file has these cells as text";
  const without = cleaning.missing.length === 0 ? null : optionsFor({ ...cleaning, missing: [] });
  if (without !== null && without.size > 0) return `${optionsCode(without)} alone does not read every cell`;
  const [mark, ...more] = cleaning.remove;
  const isOnlyMark = mark !== undefined && more.length === 0 && !cleaning.parentheses && (SPACES + QUOTES).includes(mark);
  return isOnlyMark ? "pandas' default parser does not read this mark between thousands" : "No reader option does this";
}

/** Why reader options that read a way of writing are not to be tried; null where they are. */
function hindrance(context: ProblemContext, columns: readonly ColumnName[], cleaning: Cleaning): string | null {
  const options = optionsFor(cleaning);
  if (options === null || context.input.read?.format !== "csv") return noOption(context, cleaning);
  const given = [...options].flatMap(([name, mark]) => (context.options.has(name) && context.options.get(name) !== mark ? [name] : []));
  if (given.length > 0) return `\`${given.join("` and `")}\` ${given.length === 1 ? "has" : "have"} another value already`;
  const pointed = options.get("thousands") === "." ? withPoints(context, new Set(columns)) : [];
  if (pointed.length === 0) return null;
  return `${optionsCode(options)} would also remove the decimal points of ${renderText(named(namesOf(pointed)), { values: true })}`;
}

function fixesFor(context: ProblemContext, formats: readonly ColumnFormat[], columns: readonly ColumnName[], way: Way): readonly Fix[] {
  const { cleaning, sample } = way;
  const options = optionsFor(cleaning);
  const names = textNames(columns);
  const reason = hindrance(context, columns, cleaning);
  const isOwn = context.input.dataset.kind === "table" && names.length === columns.length;
  const own = (why: string) => (isOwn ? [cleanFix(columns, cleaning, sample, why)] : []);
  if (options?.size === 0) return own(`${optionsCode(new Map([["decimal", marksOf(context).decimal]]))} reads no points`);
  if (options === null || reason !== null) return own(reason ?? "");
  const alongside = readAlongside(formats, new Set(columns), options);
  const [otherwise] = own(`${optionsCode(options)} does not do this for the whole file`);
  const reread = optionFix(context, columns, [...options], labelOf(options), `The file is read again.${becomes(sample, cleaning)}`);
  return reread.map((fix) => ({ ...fix, cleaning, ...defined({ otherwise, alongside: alongside.length > 0 ? alongside : undefined }) }));
}

/** What three rules ask of the same file. */
const knownFormats = new WeakMap<ProblemContext, readonly ColumnFormat[]>();

/** Columns whose numbers are written with marks that pandas does not read as numbers. */
export function numberFormats(context: ProblemContext): readonly ColumnFormat[] {
  const known = knownFormats.get(context) ?? findFormats(context);
  knownFormats.set(context, known);
  return known;
}

function findFormats(context: ProblemContext): readonly ColumnFormat[] {
  const sep = context.input.dataset.kind === "table" ? context.input.dataset.text?.sep : undefined;
  return plainTextColumns(context).flatMap((column) =>
    isPandasText(column.report) ? (columnFormat(context, column, sep === ";") ?? []) : [],
  );
}

/** Decimal commas, thousands separators, currency, percent signs: numbers to people, text to pandas. One problem a way of writing. */
export function numberFormatRule(context: ProblemContext): readonly Problem[] {
  const groups = new Map<string, ColumnFormat[]>();
  const every = numberFormats(context);
  for (const format of every) groups.set(keyOf(format), [...(groups.get(keyOf(format)) ?? []), format]);
  return [...groups.values()].flatMap((formats): readonly Problem[] => {
    const first = must(formats[0]);
    const columns = namesOf(formats.map(({ column }) => column));
    if (first.units.size > 1) return [severalUnits(context, columns, first.units)];
    const { cell } = first.sample;
    const { message, alone } = messages(formats, ({ column }) => column.name, writtenWith);
    const fixes = first.cleanings.flatMap((cleaning) => fixesFor(context, every, columns, { cleaning, sample: cell }));
    const all = [...fixes, ...keepAsTextFix(context, textNames(columns))];
    return [{ ...problem(context, "numbers-written-differently", "warns", columns, message, all), ...defined({ alone }) }];
  });
}

function writtenWith(formats: readonly ColumnFormat[]): Text {
  const first = must(formats[0]);
  const { row, cell } = first.sample;
  return text`${areText(namesOf(formats.map(({ column }) => column)))} because the numbers are written with ${styleOf(first)}: row ${row + 1} has ${datum(cell)}.`;
}

const areText = (columns: readonly ColumnName[]) => text`${named(columns)} ${columns.length === 1 ? "is" : "are"} text`;

/** Numbers of which only the user knows how one unit becomes the other. */
function severalUnits(context: ProblemContext, columns: readonly ColumnName[], units: ColumnFormat["units"]): Problem {
  const samples = [...units.values()].slice(0, 3).map(({ row, cell }) => text`row ${row + 1} has ${datum(cell)}`);
  const message = text`${areText(columns)} because the numbers have ${units.size} units: ${samples.flatMap((sample, index): Text => (index === 0 ? sample : [", ", ...sample]))}. Convert them to one unit first.`;
  return problem(context, "numbers-of-several-units", "warns", columns, message);
}
