import { type Cleaning, cleanedNumber } from "../python/cleaning.ts";
import { isSameUnit, withoutUnit } from "./units.ts";

/** Signs of money before or after a number: symbols, and words that are not units of anything else. */
const MONEY =
  /R\$|US\$|\p{Sc}|(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|BRL|RUB|PLN|CZK|HUF|SEK|NOK|DKK|AUD|CAD|MXN|ZAR|TRY|KRW|SGD|HKD|NZD|THB|IDR|kr|zł|Kč|Ft|lei|Fr|Rs)\.?/u;

/** What may be between thousands, besides a comma and a point; spaces of every width. */
export const SPACES = " \u00a0\u2007\u2009\u202f";
export const QUOTES = "'\u2019";

/** What Excel, Google Sheets and LibreOffice write into a cell whose formula failed. pandas takes `#N/A` for missing by itself. */
const SHEET_ERRORS = /^(#(DIV\/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|ERROR!)|Err:\d+)$/i;

/** Marks that stand for an empty cell next to numbers. */
const NOTHING = /^\s*(-{1,3}|–|—|\.|\?)?\s*$/;

/** Whether a cell among numbers holds no value: the error of a formula, or a mark. */
export const standsForNothing = (cell: string) => SHEET_ERRORS.test(cell) || NOTHING.test(cell);

/** Which part a comma or a point plays in a number; `either`: one mark before three digits. */
type Role = "none" | "decimal" | "thousands" | "either";

/** How one cell may be read as a number: what would be removed, and which parts its marks play. */
export interface CellFormat {
  readonly remove: ReadonlySet<string>;
  readonly comma: Role;
  readonly point: Role;
  readonly isPercent: boolean;
  readonly isMoney: boolean;
  readonly parentheses: boolean;
  readonly unit: string | null;
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

/** A number as people write it, with its unit if it has one; null if the cell is neither. */
export function cellFormat(cell: string): CellFormat | null {
  const bare = bareFormat(cell);
  const measured = bare === null ? withoutUnit(cell.trim()) : null;
  const format = measured === null ? null : bareFormat(measured.rest);
  if (measured === null || format === null || format.isMoney || format.isPercent || format.parentheses) return bare;
  const spaces = [...cell].filter((character) => character !== " " && SPACES.includes(character));
  return { ...format, remove: new Set([...format.remove, ...spaces, measured.unit]), unit: measured.unit };
}

/** A number without a unit. */
function bareFormat(cell: string): CellFormat | null {
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
  return roles === null ? null : { ...roles, remove, isPercent, isMoney: paid.money !== null, parentheses, unit: null };
}

/** Whether a point is the decimal mark, and a comma is between thousands. */
export const isEnglish = ({ comma, point }: CellFormat) => comma !== "decimal" && point !== "thousands";
/** Whether a comma is the decimal mark, and a point is between thousands. */
export const isContinental = ({ comma, point }: CellFormat) => comma !== "thousands" && point !== "decimal";

const isOfUnit = (unit: string | null, meant: string | undefined) =>
  unit === null || meant === undefined ? unit === (meant ?? null) : isSameUnit(unit, meant);

/** Whether a cell is a number that a cleaning leaves what it is: no mark of it is taken for another one. */
export function readsAs(cell: string, cleaning: Cleaning): "number" | "missing" | null {
  const cleaned = cleanedNumber(cell, cleaning);
  if (cleaned === "missing" || cleaned === null) return cleaned;
  const format = cellFormat(cell);
  // A number without the unit, or in another one, may mean something else.
  if (format === null || !isOfUnit(format.unit, cleaning.unit)) return null;
  const isPointRemoved = cleaning.remove.includes(".");
  const isMeant = cleaning.decimalComma || isPointRemoved ? isContinental : isEnglish;
  return isMeant(format) ? "number" : null;
}

/** Whether a cell is a number in some way of writing. */
export const isWrittenNumber = (cell: string) => cellFormat(cell) !== null;
