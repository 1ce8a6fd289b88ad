import { trimmed } from "./java-number.ts";

/** Years past which a timestamp has more microseconds than a long holds. Source: `DateTimeUtils.instantToMicros`. */
const LAST_YEAR = 294_246;

const daysIn = (year: number, month: number): number =>
  [31, (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number;

export const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

/** Offsets as `ZoneId.of` takes them, once hours and minutes of one digit got a zero. */
const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/;
/** Names that Java maps besides those of the IANA database. Source: `ZoneId.SHORT_IDS`. */
const SHORT_IDS = new Set(
  "EST MST HST ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST".split(" "),
);

const zones = new Map<string, boolean>();

function isRegion(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  let isZone = false;
  try {
    // The database's names are exact in Java; here their case would not matter.
    isZone = /^[A-Z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // No time zone has that name.
  }
  zones.set(name, isZone);
  return isZone;
}

/** Whether Spark takes the text for a time zone. Source: `DateTimeUtils.getZoneId`. */
export function isZone(given: string): boolean {
  const name = given.replace(/([+-])(\d):/, "$10$2:").replace(/([+-])(\d\d):(\d)$/, "$1$2:0$3");
  if (name === "Z" || name === "UTC" || name === "GMT" || name === "UT" || SHORT_IDS.has(name)) return true;
  const offset = OFFSET.exec(name);
  if (offset === null) return isRegion(name);
  const [, , hours = "0", minutes = "0", seconds = "0"] = offset;
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  // One digit is only taken for hours alone.
  if (hours.length === 1 && offset[3] !== undefined) return false;
  return m < 60 && s < 60 && h * 3600 + m * 60 + s <= 18 * 3600;
}

const DATE = /^([+-]?)(\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](.*))?)?)?$/s;
const TIME = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?)?)?(\D.*)?$/s;

function isTime(text: string, needsMinutes: boolean): boolean {
  const found = TIME.exec(text);
  if (found === null) return false;
  const [, hours = "", minutes, seconds, , zone] = found;
  if (needsMinutes && minutes === undefined) return false;
  // A zone may only follow the seconds.
  if (zone !== undefined && (seconds === undefined || !isZone(trimmed(zone)))) return false;
  return Number(hours) < 24 && Number(minutes ?? 0) < 60 && Number(seconds ?? 0) < 60;
}

/**
 * Whether Spark casts a text to a timestamp, as it does where no `timestampFormat` is given: a year, a date, a date with a time, or a time
 * alone, which is today's. Source: `SparkDateTimeUtils.stringToTimestamp`.
 *
 * @example isLenientTimestamp("2024-01-31T10:00:00Z") // true
 * @example isLenientTimestamp("12:30") // true
 * @example isLenientTimestamp("31/01/2024") // false
 */
export function isLenientTimestamp(given: string): boolean {
  const text = trimmed(given);
  // Only at the very beginning, before which white space would otherwise be passed over.
  if (given.startsWith("T")) return isTime(text.slice(1), false);
  const date = DATE.exec(text);
  if (date === null) return isTime(text, true);
  const [, sign = "", digits = "", month = "1", day = "1", time] = date;
  const year = sign === "-" ? -Number(digits) : Number(digits);
  if (Math.abs(year) > LAST_YEAR || !isDay(year, Number(month), Number(day))) return false;
  return time === undefined || isTime(time, false);
}
