import { defined } from "../defined.ts";
import { datum, type Text, text } from "../errors.ts";
import { type Cleaning, cleanedNumber } from "../python/cleaning.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { becomes, cleanFix } from "./clean-fix.ts";
import { named, namesOf, type ProblemContext, plainTextColumns, type TextColumn, textNames } from "./context.ts";
import { keepAsTextFix, optionFix, problem } from "./make-problem.ts";

/** Signs of money before or after a number: symbols, and words that are not units of anything else. */
const MONEY =
  /R\$|US\$|\p{Sc}|(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|BRL|RUB|PLN|CZK|HUF|SEK|NOK|DKK|AUD|CAD|MXN|ZAR|TRY|KRW|SGD|HKD|NZD|THB|IDR|kr|zł|Kč|Ft|lei|Fr|Rs)\.?/u;

/** What may be between thousands, besides a comma and a point; spaces of every width. */
const SPACES = " \u00a0\u2007\u2009\u202f";
const QUOTES = "'\u2019";

/** What Excel, Google Sheets and LibreOffice write into a cell whose formula failed. pandas takes `#N/A` for missing by itself. */
const SHEET_ERRORS = /^(#(DIV\/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|ERROR!)|Err:\d+)$/i;

/** Marks that stand for an empty cell next to numbers. */
const NOTHING = /^\s*(-{1,3}|–|—|\.|\?)?\s*$/;

/** Whether a cell among numbers holds no value: the error of a formula, or a mark. */
export const standsForNothing = (cell: string) => SHEET_ERRORS.test(cell) || NOTHING.test(cell);

/** Which part a comma or a point plays in a number; `either`: one mark before three digits. */
type Role = "none" | "decimal" | "thousands" | "either";

/** How one cell may be read as a number: what would be removed, and which parts its marks play. */
interface CellFormat {
  readonly remove: ReadonlySet<string>;
  readonly comma: Role;
  readonly point: Role;
  readonly isPercent: boolean;
  readonly isMoney: boolean;
  readonly parentheses: boolean;
}

const WRAPPED = /^\(([^()]+)\)$/;
const SPACED = new RegExp(`^(-?\\d{1,3})([${SPACES}${QUOTES}])\\d{3}(\\2\\d{3})*(?=$|[.,]\\d)`);
const ALL_SPACED = new RegExp(`[${SPACES}${QUOTES}]`, "g");

/** The parts that marks play in digits without sign; groups are of three digits, in India of two before the last. */
function rolesOf(digits: string, isSpaced: boolean): { readonly comma: Role; readonly point: Role } | null {
  if (/^\d+$/.test(digits)) return { comma: "none", point: "none" };
  if (/^(\d+\.?\d*|\.\d+)e[+-]?\d+$/i.test(digits)) return { comma: "none", point: "decimal" };
  const isGroup = !isSpaced && /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits);
  if (/^(\d+\.\d*|\.\d+)$/.test(digits)) return { comma: "none", point: isGroup ? "either" : "decimal" };
  if (/^(\d+,\d*|,\d+)$/.test(digits)) return { comma: isGroup ? "either" : "decimal", point: "none" };
  if (isSpaced) return null;
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(digits)) return { comma: "none", point: "thousands" };
  if (/^\d{1,3}(,\d{2,3})*,\d{3}$/.test(digits)) return { comma: "thousands", point: "none" };
  if (/^\d{1,3}(,\d{2,3})*,\d{3}\.\d*$/.test(digits)) return { comma: "thousands", point: "decimal" };
  return /^\d{1,3}(\.\d{3})+,\d+$/.test(digits) ? { comma: "decimal", point: "thousands" } : null;
}

/** The sign of money taken out from before or after a number; null where it is anywhere else. */
function withoutMoney(body: string): { readonly rest: string; readonly money: string | null } | null {
  const money = MONEY.exec(body)?.[0];
  if (money === undefined) return { rest: body, money: null };
  const rest = body.replace(money, "\u0000").replace(/^([+-]?)\s*\u0000\s*(?=[-+\d.,])|(?<=[\d.,])\s*\u0000$/u, "$1");
  return rest.includes("\u0000") ? null : { rest, money };
}

/** A number as people write it; null if the cell is not one. */
function cellFormat(cell: string): CellFormat | null {
  const remove = new Set<string>();
  let body = cell.trim();
  const parentheses = WRAPPED.test(body);
  if (parentheses) body = body.replace(WRAPPED, "$1").trim();
  const isPercent = body.endsWith("%");
  if (isPercent) {
    remove.add("%");
    body = body.slice(0, -1).trimEnd();
  }
  const paid = withoutMoney(body);
  if (paid === null) return null;
  if (paid.money !== null) remove.add(paid.money);
  body = paid.rest;
  for (const character of body) if (SPACES.includes(character) || QUOTES.includes(character)) remove.add(character);
  // Plain spaces around a number are what pandas passes over.
  for (const character of cell) if (character !== " " && SPACES.includes(character)) remove.add(character);
  const spaced = SPACED.exec(body)?.[0];
  if (spaced !== undefined) body = spaced.replace(ALL_SPACED, "") + body.slice(spaced.length);
  const roles = rolesOf(body.replace(/^[+-]/, ""), spaced !== undefined);
  return roles === null ? null : { ...roles, remove, isPercent, isMoney: paid.money !== null, parentheses };
}

/** Whether a point is the decimal mark, and a comma is between thousands. */
const isEnglish = ({ comma, point }: CellFormat) => comma !== "decimal" && point !== "thousands";
/** Whether a comma is the decimal mark, and a point is between thousands. */
const isContinental = ({ comma, point }: CellFormat) => comma !== "thousands" && point !== "decimal";

/** Whether a cell is a number that a cleaning leaves what it is: no mark of it is taken for another one. */
export function readsAs(cell: string, cleaning: Cleaning): "number" | "missing" | null {
  const cleaned = cleanedNumber(cell, cleaning);
  if (cleaned === "missing" || cleaned === null) return cleaned;
  const format = cellFormat(cell);
  const isPointRemoved = cleaning.remove.includes(".");
  const isMeant = cleaning.decimalComma || isPointRemoved ? isContinental : isEnglish;
  return format !== null && isMeant(format) ? "number" : null;
}

/** Whether a cell is a number in some way of writing. */
export const isWrittenNumber = (cell: string) => cellFormat(cell) !== null;

/** How a column's numbers are written, by its first rows; null where they are not numbers, or plain ones. */
export interface ColumnFormat {
  readonly column: TextColumn;
  /** Ways to read it, the likelier first: a comma before three digits may be either mark. */
  readonly cleanings: readonly Cleaning[];
  readonly sample: { readonly row: number; readonly cell: string };
  readonly isPercent: boolean;
  readonly isMoney: boolean;
}

const MOST_WORDS = 10;

/** The cells of a column's first rows that its numbers are known by, distinguished from those that stand for nothing. */
function columnFormat(column: TextColumn, isCommaDecimal: boolean): ColumnFormat | null {
  const { firstCells = [], kinds } = column.evidence;
  if (!kinds.has("text") && !kinds.has("negativeText")) return null;
  const cells = [
    ...firstCells.map(({ data }, row) => ({ row, data })),
    // Marks may come late: `1,200` after a hundred smaller numbers.
    ...(["text", "negativeText"] as const).flatMap((kind) => {
      const first = kinds.get(kind)?.first;
      return first?.sample === undefined ? [] : [{ row: first.row, data: first.sample.data }];
    }),
  ];
  const found: CellFormat[] = [];
  const missing = new Set<string>();
  const filled = new Set(column.evidence.kinds.has("missing") ? MISSING : []);
  let sample: ColumnFormat["sample"] | null = null;
  for (const { row, data } of cells) {
    if (data === "" || filled.has(data)) continue;
    if (standsForNothing(data)) {
      missing.add(data);
      continue;
    }
    const format = cellFormat(data);
    if (format === null) return null;
    found.push(format);
    const isPlain = format.comma === "none" && format.point !== "thousands" && format.remove.size === 0 && !format.parentheses;
    if (!isPlain && sample === null) sample = { row, cell: data };
  }
  if (sample === null || missing.size > MOST_WORDS) return null;
  const cleanings = cleaningsOf(found, [...missing], isCommaDecimal);
  return cleanings.length === 0
    ? null
    : {
        column,
        cleanings,
        sample,
        isPercent: found.some((format) => format.isPercent),
        isMoney: found.some((format) => format.isMoney),
      };
}

/** The ways in which all cells are numbers, the likelier first. */
function cleaningsOf(found: readonly CellFormat[], missing: readonly string[], isCommaDecimal: boolean): readonly Cleaning[] {
  const removed = new Set(found.flatMap(({ remove }) => [...remove]));
  const parentheses = found.some((format) => format.parentheses);
  const [hasComma, hasPoint] = [found.some(({ comma }) => comma !== "none"), found.some(({ point }) => point !== "none")];
  const english = { remove: [...removed, ...(hasComma ? [","] : [])], decimalComma: false, parentheses, missing };
  const continental = { remove: [...removed, ...(hasPoint ? ["."] : [])], decimalComma: hasComma, parentheses, missing };
  const ways = [
    ...(found.every(isEnglish) ? [english] : []),
    // Without any mark both say the same.
    ...((hasComma || hasPoint) && found.every(isContinental) ? [continental] : []),
  ];
  return isCommaDecimal ? ways.reverse() : ways;
}

/** pandas' own spellings of missing, which are none of the cells to be read. */
const MISSING = ["#N/A", "#N/A N/A", "#NA", "-NaN", "-nan", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"];

const keyOf = ({ cleanings }: ColumnFormat) =>
  JSON.stringify(
    cleanings.map(({ remove, decimalComma, parentheses, missing }) => [[...remove].sort(), decimalComma, parentheses, missing]),
  );

/** How a way of writing numbers is called. */
function styleOf({ cleanings: [first], isPercent, isMoney }: ColumnFormat): string {
  const { remove = [], decimalComma = false, parentheses = false } = first ?? {};
  const thousands = remove.filter((mark) => mark === "," || mark === "." || SPACES.includes(mark) || QUOTES.includes(mark));
  return [
    ...(isMoney ? ["currency"] : []),
    ...(isPercent ? ["percent signs"] : []),
    ...(thousands.length > 0 ? ["thousands separators"] : []),
    ...(decimalComma ? ["decimal commas"] : []),
    ...(parentheses ? ["negative numbers in parentheses"] : []),
  ].join(", ");
}

/** The reader options that read what a cleaning cleans, where pandas has some. */
function optionsFor({ remove, decimalComma, parentheses, missing }: Cleaning): ReadonlyMap<string, string> | null {
  const [mark, ...more] = remove;
  if (parentheses || more.length > 0 || missing.length > 0) return null;
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

function fixesFor(context: ProblemContext, columns: readonly ColumnName[], cleaning: Cleaning, sample: string): readonly Fix[] {
  const options = optionsFor(cleaning);
  const names = textNames(columns);
  const isFree = options !== null && [...options.keys()].every((name) => !context.options.has(name));
  const isSafe = options?.get("thousands") !== "." || isPointFree(context, new Set(columns));
  const label = options === null ? "" : (LABELS.get([...options.keys()].join(" ")) ?? "");
  const own = context.input.dataset.kind === "table" && names.length === columns.length ? [cleanFix(columns, cleaning, sample)] : [];
  if (options === null || !isFree || !isSafe) return own;
  const [otherwise] = own;
  const reread = optionFix(
    context,
    columns,
    [...options],
    options.get("thousands") === "'" ? APOSTROPHES : label,
    `The file is read again.${becomes(sample, cleaning)}`,
  );
  return reread.map((fix) => ({ ...fix, cleaning, ...defined({ otherwise }) }));
}

const APOSTROPHES = "Read apostrophes as thousands separators";

/** Columns whose numbers are written with marks that pandas does not read as numbers. */
export function numberFormats(context: ProblemContext): readonly ColumnFormat[] {
  const sep = context.input.dataset.kind === "table" ? context.input.dataset.text?.sep : undefined;
  return plainTextColumns(context).flatMap((column) => (column.report?.dtype === "str" ? (columnFormat(column, sep === ";") ?? []) : []));
}

/** Decimal commas, thousands separators, currency, percent signs: numbers to people, text to pandas. One problem a way of writing. */
export function numberFormatRule(context: ProblemContext): readonly Problem[] {
  const groups = new Map<string, ColumnFormat[]>();
  for (const format of numberFormats(context)) groups.set(keyOf(format), [...(groups.get(keyOf(format)) ?? []), format]);
  return [...groups.values()].flatMap((formats): readonly Problem[] => {
    const [first] = formats;
    if (first === undefined) return [];
    const columns = namesOf(formats.map(({ column }) => column));
    const { row, cell } = first.sample;
    const message: Text = text`${named(columns)} ${columns.length === 1 ? "is" : "are"} text because the numbers are written with ${styleOf(first) || "other marks"}: row ${row + 1} has ${datum(cell)}.`;
    const fixes = first.cleanings.flatMap((cleaning) => fixesFor(context, columns, cleaning, cell));
    return [
      problem(context, "numbers-written-differently", "warns", columns, message, [...fixes, ...keepAsTextFix(context, textNames(columns))]),
    ];
  });
}
