import { KIND } from "./cell-kind.ts";

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/** pandas copies an integer with separators into a buffer of this size; what does not fit overflows. Source: `PROCESSED_WORD_CAPACITY`. */
const PROCESSED_WORD_CAPACITY = 128;

const escapeMark = (mark: string) => mark.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const patterns = new Map<string, { readonly integer: RegExp; readonly float: RegExp }>();

/** The numbers of one locale. Separators may be after any digit of the whole part, also the last; pandas does not ask for groups of three. */
function patternsFor(decimal: string, thousands: string | null): { readonly integer: RegExp; readonly float: RegExp } {
  const key = `${decimal}${thousands ?? ""}`;
  let known = patterns.get(key);
  if (known === undefined) {
    const separator = thousands === null ? "" : escapeMark(thousands);
    const digits = separator === "" ? "\\d+" : `\\d(?:\\d|${separator})*`;
    const whole = separator === "" ? "\\d+" : `(?:\\d${separator}?)+`;
    const point = escapeMark(decimal);
    known = {
      integer: new RegExp(`^[ \\t-\\r]*([+-]?)(${digits})[ \\t-\\r]*$`),
      float: new RegExp(`^[ \\t-\\r]*([+-]?)(?:${whole}(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?[ \\t-\\r]*$`),
    };
    patterns.set(key, known);
  }
  return known;
}

/** Whether an integer is written with separators, which Python's own parser refuses. */
export function hasThousands(cell: string, thousands: string): boolean {
  return cell.includes(thousands);
}

/** A number with a point for its decimal mark and without separators. */
export function delocalized(cell: string, { decimal, thousands }: { readonly decimal: string; readonly thousands: string | null }): string {
  const plain = thousands === null ? cell : cell.replaceAll(thousands, "");
  return decimal === "." ? plain : plain.replace(decimal, ".");
}

/** {@link cellKind} for files with another decimal mark or with thousands separators; these are read as strings, being few. */
export function localizedCellKind(cell: string, decimal: string, thousands: string | null): number {
  const { integer, float } = patternsFor(decimal, thousands);
  const whole = integer.exec(cell);
  if (whole !== null) {
    const digits = thousands === null ? (whole[2] as string) : (whole[2] as string).replaceAll(thousands, "");
    const negative = whole[1] === "-";
    if (digits.length >= PROCESSED_WORD_CAPACITY) return negative ? KIND.bigNegativeInt : KIND.bigInt;
    const value = BigInt(digits) * (negative ? -1n : 1n);
    if (value < INT64_MIN) return KIND.bigNegativeInt;
    if (value <= INT64_MAX) return negative ? KIND.negativeInt64 : KIND.int64;
    return value <= UINT64_MAX ? KIND.uint64 : KIND.bigInt;
  }
  const number = float.exec(cell);
  if (number !== null) return number[1] === "-" ? KIND.negativeFloat : KIND.float;
  const special = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (special !== null) return special[1] === "-" ? KIND.negativeInfinity : KIND.infinity;
  if (/^(true|false)$/i.test(cell)) return KIND.bool;
  if (/^[ \t-\r]*-/.test(cell)) return KIND.negativeText;
  return /^[ \t-\r]*\+?\d+(_\d+)+[ \t-\r]*$/.test(cell) ? KIND.pythonInt : KIND.text;
}
