import { must } from "../defined.ts";
import { MAX_PRECISION, type SparkType } from "./spark-type.ts";

/** One digit of any script in the basic plane, as `Character.digit` takes them. */
const DIGITS = /^[+-]?\p{Nd}+$/u;
const BIG_DECIMAL = /^[+-]?(?:(\p{Nd}+)(?:\.(\p{Nd}*))?|\.(\p{Nd}+))(?:[eE]([+-]?\p{Nd}{1,10}))?$/u;
const DOUBLE =
  /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?|0[xX](?:[\da-fA-F]+\.?|[\da-fA-F]*\.[\da-fA-F]+)[pP][+-]?\d+[fFdD]?)$/;

const INT: readonly [bigint, bigint] = [-(2n ** 31n), 2n ** 31n - 1n];
const LONG: readonly [bigint, bigint] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Code points at which the digits of a script begin; each has ten in a row. */
function digitValue(digit: string): number {
  const code = must(digit.codePointAt(0));
  if (code < 0x80) return code - 0x30;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}

/** The text with digits of every script as those of ASCII. */
const asciiDigits = (text: string): string => text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)));

/** `int` or `long` where `Integer.parseInt` or `Long.parseLong` takes the text, null where neither does. */
export function javaInteger(text: string): "integer" | "long" | null {
  if (text.length > 400 || !DIGITS.test(text) || /[\ud800-\udfff]/.test(text)) return null;
  const value = BigInt(asciiDigits(text).replace(/^\+/, ""));
  if (value >= INT[0] && value <= INT[1]) return "integer";
  return value >= LONG[0] && value <= LONG[1] ? "long" : null;
}

/** Digits and scale of `new BigDecimal(text)`; null where Java refuses the text. */
export function javaDecimal(text: string): { readonly precision: number; readonly scale: number } | null {
  const found = BIG_DECIMAL.exec(text);
  if (found === null || /[\ud800-\udfff]/.test(text)) return null;
  const [, whole = "", fraction = "", bare = "", exponent = "0"] = found;
  const digits = asciiDigits(whole + fraction + bare).replace(/^0+/, "");
  const power = Number(asciiDigits(exponent));
  const scale = fraction.length + bare.length - power;
  if (Math.abs(power) > 2 ** 31 || Math.abs(scale) > 2 ** 31 - 1) return null;
  return { precision: Math.max(digits.length, 1), scale };
}

/** The decimal type that Spark makes of digits and scale; null where it has none: more than 38 digits, or a negative scale. */
export function decimalType({ precision, scale }: { readonly precision: number; readonly scale: number }): SparkType | null {
  return precision > MAX_PRECISION || scale < 0 || scale > precision ? null : { kind: "decimal", precision, scale };
}

/** Whether `Double.parseDouble` takes the text, which may have control characters and spaces around it. */
export function isJavaDouble(text: string): boolean {
  return DOUBLE.test(trimmed(text));
}

/** `String.trim`: without the control characters and spaces at both ends. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}
