/** A number's text with its unit taken off. */
export interface Measured {
  readonly rest: string;
  readonly unit: string;
}

const PREFIX = "(?:da|[pnµμumcdhkMGT])?";
const SCALED = "m|g|s|sec|W|Wh|V|A|Ah|Hz|N|J|eV|cal|Pa|bar|B|bit|bps|[lL]|mol|M|[ΩΩ]|ohm|F|H|K|Sv|Bq|T|lx|lm";
const PLAIN =
  "min|h|hr|hrs|hours?|d|days?|weeks?|months?|y|yrs?|years?|°[CF]?|°|deg|rad|rpm|lbs?|oz|st|ton|tons|t|in|inch|inches|ft|feet|yd|miles?|mi|mph|kn|nm|ha|acres?|gal|pt|psi|atm|mmHg|ppm|ppb|dB|px|pcs|cc|U|IU|kcal|sqft|bpm|fps|KB|KiB|MiB|GiB|Mbit|Gbit";
const POWER = "(?:\\^?-?[1-4]|[²³⁻¹⁴]+)?";
const FACTOR = `(?:${PREFIX}(?:${SCALED})|${PLAIN})${POWER}`;

/** Units that are known as such: of SI with their prefixes, of other measures, and products and quotients of them. */
const KNOWN = new RegExp(`^(?:${FACTOR})(?:[/*·.]${FACTOR})*$`, "u");
/** A letter right after a number is a unit where there are numbers of that unit in everyday life; `1001A` is an article. */
const LONE_LETTER = /^[A-Z]$/;
const EVERYDAY = ["V", "W", "L", "K"];
/** Any word after a space, except those that make a time or a date of the number. */
const WORD = /^(?!am$|pm$|and$|of$|to$|st$|nd$|rd$|th$|jan|feb|mar$|march|apr|may$|jun|jul|aug|sep|oct|nov|dec)\p{Ll}{2,}$/u;

const ENDING = /^(.*[\d.,])(\s*)([\p{L}°²³][\p{L}\d°µ²³⁻¹⁴/*·.^-]*)$/u;

/** A number and its unit; null if no unit follows the number. */
export function withoutUnit(cell: string): Measured | null {
  const [, rest = "", space = "", unit = ""] = ENDING.exec(cell) ?? [];
  if (unit === "") return null;
  const isAttached = space === "";
  if (isKnownUnit(unit)) return isAttached && LONE_LETTER.test(unit) && !EVERYDAY.includes(unit) ? null : { rest, unit };
  return !isAttached && WORD.test(unit) ? { rest, unit } : null;
}

const SHORT_UNITS = ["lb", "hr", "yr"];

/** Whether a word is the plural of another: `days` of `day`, `inches` of `inch`; `ms` is not more than one `m`. */
function isPluralOf(plural: string, word: string): boolean {
  if (!/^\p{Ll}+$/u.test(word) || (word.length < 3 && !SHORT_UNITS.includes(word))) return false;
  return (
    plural === `${word}s` || (/(s|x|z|ch|sh)$/.test(word) && plural === `${word}es`) || plural === word.replace(/([^aeiou])y$/, "$1ies")
  );
}

/** Whether two words after numbers are one unit: the same word, or its plural. */
export const isSameUnit = (one: string, other: string): boolean => one === other || isPluralOf(one, other) || isPluralOf(other, one);

/** Whether a word is a unit wherever it is after a number. */
export const isKnownUnit = (unit: string) => KNOWN.test(unit);
