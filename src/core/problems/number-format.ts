import { datum, type Text, text } from "../errors.ts";
import { type Cleaning, cleanedNumber, cleaningPython, LONG_MINUS } from "../python/cleaning.ts";
import { columnNameLiteral } from "../python/repr.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { named, namesOf, type ProblemContext, plainTextColumns, type TextColumn, textNames } from "./context.ts";
import { keepAsTextFix, optionFix, problem } from "./make-problem.ts";
import { type CellFormat, cellFormat, isContinental, isEnglish, NOTHING, QUOTES, SHEET_ERRORS, SPACES } from "./number-cell.ts";

/** How a column's numbers are written, by its first rows; null where they are no numbers, or plain ones. */
export interface ColumnFormat {
  /** Ways to read it, the likelier first: a comma before three digits may be either mark. */
  readonly cleanings: readonly Cleaning[];
  readonly sample: { readonly row: number; readonly cell: string };
  readonly isPercent: boolean;
  readonly isMoney: boolean;
}

const MOST_WORDS = 10;
/** Words among numbers that stand for nothing, such as `n.a.`, are at most one cell in so many. */
const CELLS_PER_WORD = 10;
const FEWEST_NUMBERS = 3;

/** Whether a cell may stand for a missing number: a mark, a sheet's error, or a word without a digit. */
const isWord = (cell: string): boolean => SHEET_ERRORS.test(cell) || !/\p{N}/u.test(cell);

/** Words that may become missing; null where they are many, or not words. `numbers` is how many cells are numbers. */
export function missingWords(words: readonly string[], numbers: number): readonly string[] | null {
  const spellings = new Set(words);
  const unknown = words.filter((word) => !SHEET_ERRORS.test(word) && !NOTHING.test(word));
  const isFew = unknown.length === 0 || (numbers >= FEWEST_NUMBERS && unknown.length * CELLS_PER_WORD <= numbers + words.length);
  return isFew && spellings.size <= MOST_WORDS && unknown.every(isWord) ? [...spellings] : null;
}

/** The cells of a column's first rows, and the first ones that pandas takes for text: marks may come late. */
function knownCells({ evidence }: TextColumn): readonly { readonly row: number; readonly data: string }[] {
  const { firstCells = [], kinds } = evidence;
  const late = (["text", "negativeText"] as const).flatMap((kind) => {
    const first = kinds.get(kind)?.first;
    return first?.sample === undefined || first.row < firstCells.length ? [] : [{ row: first.row, data: first.sample.data }];
  });
  const filled = new Set(kinds.has("missing") ? MISSING : []);
  return [...firstCells.map(({ data }, row) => ({ row, data })), ...late].filter(({ data }) => data !== "" && !filled.has(data));
}

/** How a text column's numbers are written, as far as its first rows show. */
function columnFormat(column: TextColumn, isCommaDecimal: boolean): ColumnFormat | null {
  const { kinds } = column.evidence;
  return kinds.has("text") || kinds.has("negativeText") ? formatOfCells(knownCells(column), isCommaDecimal) : null;
}

/** Whether a cell is a number to people, and text to pandas: it is never to be read as missing. */
export const isMarkedNumber = (cell: string): boolean => !NOTHING.test(cell) && cellFormat(cell) !== null;

/** How the numbers among cells are written; null where they are plain, or where other cells are more than a few words. */
export function formatOfCells(
  cells: readonly { readonly row: number; readonly data: string }[],
  isCommaDecimal: boolean,
): ColumnFormat | null {
  const found: CellFormat[] = [];
  const words: string[] = [];
  let sample: ColumnFormat["sample"] | null = null;
  for (const { row, data } of cells) {
    const format = SHEET_ERRORS.test(data) || NOTHING.test(data) ? null : cellFormat(data);
    if (format === null) {
      words.push(data);
      continue;
    }
    found.push(format);
    const isPlain =
      format.comma === "none" &&
      format.point !== "thousands" &&
      format.remove.size === 0 &&
      !format.parentheses &&
      !format.longMinus &&
      !format.minusAfter;
    if (!isPlain && sample === null) sample = { row, cell: data };
  }
  const missing = missingWords(words, found.length);
  if (sample === null || missing === null) return null;
  const cleanings = cleaningsOf(found, missing, isCommaDecimal);
  return cleanings.length === 0
    ? null
    : {
        cleanings,
        sample,
        isPercent: found.some((format) => format.isPercent),
        isMoney: found.some((format) => format.isMoney),
      };
}

/** The ways in which all cells are numbers, the likelier first. */
function cleaningsOf(found: readonly CellFormat[], missing: readonly string[], isCommaDecimal: boolean): readonly Cleaning[] {
  const removed = new Set(found.flatMap(({ remove }) => [...remove]));
  const signs = {
    parentheses: found.some((format) => format.parentheses),
    longMinus: found.some((format) => format.longMinus),
    minusAfter: found.some((format) => format.minusAfter),
  };
  const [hasComma, hasPoint] = [found.some(({ comma }) => comma !== "none"), found.some(({ point }) => point !== "none")];
  const english = { remove: [...removed, ...(hasComma ? [","] : [])], decimalComma: false, ...signs, missing };
  const continental = { remove: [...removed, ...(hasPoint ? ["."] : [])], decimalComma: hasComma, ...signs, missing };
  const ways = [
    ...(found.every(isEnglish) ? [english] : []),
    // Without any mark both say the same.
    ...((hasComma || hasPoint) && found.every(isContinental) ? [continental] : []),
  ];
  return isCommaDecimal ? ways.reverse() : ways;
}

/** pandas' own spellings of missing, which are none of the cells to be read. */
const MISSING = ["#N/A", "#N/A N/A", "#NA", "-NaN", "-nan", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"];

/** Columns with the same marks are one problem; those with words that become missing need other fixes. */
const keyOf = ({ cleanings }: ColumnFormat) =>
  JSON.stringify(cleanings.map(({ remove, missing, ...marks }) => [[...remove].sort(), marks, missing.length > 0]));

/** The cleanings of columns that are written alike, with the words of all of them. */
function cleaningsOfAll([first, ...others]: readonly FormattedColumn[]): readonly Cleaning[] {
  return (first?.format.cleanings ?? []).map((cleaning) => ({
    ...cleaning,
    missing: [...new Set([...cleaning.missing, ...others.flatMap(({ format }) => format.cleanings[0]?.missing ?? [])])],
  }));
}

/** How a way of writing numbers is called. */
function styleOf({ cleanings: [first], isPercent, isMoney }: ColumnFormat): string {
  const { remove = [], decimalComma = false, parentheses = false, longMinus = false, minusAfter = false } = first ?? {};
  const thousands = remove.filter((mark) => mark === "," || mark === "." || SPACES.includes(mark) || QUOTES.includes(mark));
  return [
    ...(isMoney ? ["currency"] : []),
    ...(isPercent ? ["percent signs"] : []),
    ...(thousands.length > 0 ? ["thousands separators"] : []),
    ...(decimalComma ? ["decimal commas"] : []),
    ...(parentheses ? ["negative numbers in parentheses"] : []),
    ...(longMinus ? [`the minus sign ${LONG_MINUS}`] : []),
    ...(minusAfter ? ["a minus after the number"] : []),
  ].join(", ");
}

/** The reader options that read what a cleaning cleans, where pandas has some. */
function optionsFor({ remove, decimalComma, parentheses, longMinus, minusAfter, missing }: Cleaning): ReadonlyMap<string, string> | null {
  const [mark, ...more] = remove;
  if (parentheses || longMinus || minusAfter || more.length > 0 || missing.length > 0) return null;
  if (decimalComma && mark === undefined) return new Map([["decimal", ","]]);
  if (mark === ".")
    return new Map([
      ["decimal", ","],
      ["thousands", "."],
    ]);
  return !decimalComma && (mark === "," || mark === "'") ? new Map([["thousands", mark]]) : null;
}

const LABELS: ReadonlyMap<string, string> = new Map([
  ["decimal", "Read the comma as decimal mark"],
  ["thousands", "Read commas as thousands separators"],
  ["decimal thousands", "Read the comma as decimal mark, the point as thousands separator"],
]);

/** Whether a point may be taken out of numbers: none of the table's other columns has one as its decimal mark. */
function isPointFree({ columns }: ProblemContext, own: ReadonlySet<ColumnName>): boolean {
  return columns.every(
    ({ name, evidence }) =>
      own.has(name) || evidence.kind !== "text" || !(evidence.kinds.has("float") || evidence.kinds.has("negativeFloat")),
  );
}

/** Lines of Python that make numbers of columns. */
export function cleanFix(columns: readonly ColumnName[], cleaning: Cleaning, sample: string): Fix {
  const after = cleanedNumber(sample, cleaning);
  const becomes = after === null || after === "missing" ? "" : ` \`${sample}\` becomes ${Number(after)}.`;
  const words = cleaning.missing.map((word) => `\`${word}\``);
  const missing = words.length === 0 ? "" : ` ${words.join(", ")} become${words.length === 1 ? "s" : ""} missing.`;
  return {
    kind: "python",
    columns,
    change: { kind: "clean", cleaning, sample },
    python: cleaningPython(cleaning, columns.map(columnNameLiteral)),
    label: cleaning.decimalComma ? "Convert to numbers in pandas, comma as decimal mark" : "Convert to numbers in pandas",
    consequence: `No reader option does this, so it is your own code.${becomes}${missing}`,
  };
}

function fixesFor(context: ProblemContext, columns: readonly ColumnName[], cleaning: Cleaning, sample: string): readonly Fix[] {
  const options = optionsFor(cleaning);
  const isFree = options !== null && [...options.keys()].every((name) => !context.options.has(name));
  const isSafe = options?.get("thousands") !== "." || isPointFree(context, new Set(columns));
  const isOwn = context.input.dataset.kind === "table" && textNames(columns).length === columns.length;
  const own = isOwn ? [cleanFix(columns, cleaning, sample)] : [];
  if (options === null || !isFree || !isSafe) return own;
  const [otherwise] = own;
  const after = cleanedNumber(sample, cleaning);
  const becomes = after === null || after === "missing" ? "" : ` \`${sample}\` becomes ${Number(after)}.`;
  const label = options.get("thousands") === "'" ? APOSTROPHES : (LABELS.get([...options.keys()].join(" ")) ?? "");
  const reread = optionFix(context, columns, [...options], label, `The file is read again.${becomes}`);
  return reread.map((fix) => ({ ...fix, cleaning, ...(otherwise === undefined ? {} : { otherwise }) }));
}

const APOSTROPHES = "Read apostrophes as thousands separators";

/** A column whose numbers are written with marks. */
interface FormattedColumn {
  readonly column: TextColumn;
  readonly format: ColumnFormat;
}

/** Whether a comma is rather the decimal mark than one between thousands: it does not separate cells. */
export const isCommaDecimal = ({ input: { dataset } }: Pick<ProblemContext, "input">): boolean =>
  dataset.kind === "table" && dataset.text?.sep === ";";

/** Columns whose numbers are written with marks that pandas does not read as numbers. */
export function numberFormats(context: ProblemContext): readonly FormattedColumn[] {
  return plainTextColumns(context).flatMap((column) => {
    const format = column.report?.dtype === "str" ? columnFormat(column, isCommaDecimal(context)) : null;
    return format === null ? [] : [{ column, format }];
  });
}

/** Decimal commas, thousands separators, currency, percent signs: numbers to people, text to pandas. One problem a way of writing. */
export function numberFormatRule(context: ProblemContext): readonly Problem[] {
  const groups = new Map<string, FormattedColumn[]>();
  for (const one of numberFormats(context)) {
    const key = keyOf(one.format);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group): readonly Problem[] => {
    const [first] = group;
    if (first === undefined) return [];
    const columns = namesOf(group.map(({ column }) => column));
    const { row, cell } = first.format.sample;
    const message: Text = text`${named(columns)} ${columns.length === 1 ? "is" : "are"} text because the numbers are written with ${styleOf(first.format) || "other marks"}: row ${row + 1} has ${datum(cell)}.`;
    const fixes = cleaningsOfAll(group).flatMap((cleaning) => fixesFor(context, columns, cleaning, cell));
    return [
      problem(context, "numbers-written-differently", "warns", columns, message, [...fixes, ...keepAsTextFix(context, textNames(columns))]),
    ];
  });
}
