/**
 * Date formats as pandas guesses and applies them: `guess_datetime_format` for the shapes that are proved, and the regular expressions of
 * `strptime` by which every other cell is checked against the guess. Source: `pandas/_libs/tslibs/parsing.pyx` and `strptime.pyx`.
 */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3));

/** What each directive of strptime matches. */
const DIRECTIVES: ReadonlyMap<string, string> = new Map([
  ["Y", "(?<Y>\\d\\d\\d\\d)"],
  ["m", "(?<m>1[0-2]|0[1-9]|[1-9])"],
  ["d", "(?<d>3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])"],
  ["H", "(?<H>2[0-3]|[0-1]\\d|\\d)"],
  ["I", "(?<I>1[0-2]|0[1-9]|[1-9])"],
  ["M", "(?<M>[0-5]\\d|\\d)"],
  ["S", "(?<S>6[0-1]|[0-5]\\d|\\d)"],
  ["f", "(?<f>[0-9]{1,9})"],
  ["y", "(?<y>\\d\\d)"],
  ["z", "(?<z>[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d)?|Z)"],
  ["Z", "(?<Z>UTC|GMT)"],
  ["p", "(?<p>AM|PM)"],
  ["B", `(?<B>${MONTHS.join("|")})`],
  ["b", `(?<b>${short(MONTHS).join("|")})`],
  ["A", `(?<A>${WEEKDAYS.join("|")})`],
  ["a", `(?<a>${short(WEEKDAYS).join("|")})`],
]);

/**
 * How one cell fared under a format: its offset from UTC as `+HHMM` (null where the format has none) and its year, or that it does not match.
 * `isFine` where it has more than six digits of a second, so that the column is one of nanoseconds.
 */
export type DateMatch = { readonly offset: string | null; readonly year: number; readonly isFine?: true } | "mismatch";

/** A strptime format, or a word in its place, that can be checked against cells. */
export interface DateFormat {
  readonly format: string;
  /** Undefined where only pandas can decide. */
  match(cell: string): DateMatch | undefined;
}

/** The formats that pandas reads by NumPy's ISO 8601 parser, which has a year 0; Python's calendar, by which it reads all others, has none. */
const HAS_YEAR_ZERO = /^(?:%Y|%Y%m%d|%Y-%m|%Y([-/.])%m\1%d(?:[ T]%H(?::%M(?::%S(?:\.%f)?)?)?(?:%z)?)?)$/;

/** The formats under which pandas takes a year 0 where it guesses them and not where they are given. */
const MAY_HAVE_YEAR_ZERO = /T%H%M%S$|\s%z$/;

function isRealDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1 && day >= 1 && day <= days;
}

/** A cell with its offset, one spelling for each; a day or more is not an offset. */
function withOffset(zone: string, year: number): DateMatch {
  const offset = zone.replaceAll(":", "");
  if (Number(offset.slice(1, 3)) > 23) return "mismatch";
  return { offset: /^(?:Z|[+-]0000)$/i.test(offset) ? "+0000" : offset, year };
}

/** Marks a date that only nanoseconds hold. */
const fine = (match: DateMatch, fraction: string | undefined): DateMatch =>
  match !== "mismatch" && (fraction?.length ?? 0) > 6 ? { ...match, isFine: true } : match;

function monthOf(groups: Record<string, string | undefined>): number {
  if (groups.m !== undefined) return Number(groups.m);
  const name = (groups.B ?? groups.b ?? "January").slice(0, 3).toLowerCase();
  return short(MONTHS).findIndex((month) => month.toLowerCase() === name) + 1;
}

/** ISO 8601 as every parser of pandas reads it. */
const ISO =
  /^(?<Y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.(?<f>\d{1,9}))?)?(?<z>Z|[+-](?:0\d|1[0-3]):?[0-5]\d)?)?$/;

/**
 * What `date_format` may be in place of a format: each cell is then read for itself, so that none is checked against what the first one fixed.
 * Dates in full, with or without a time, are distinguished; any other cell only pandas can judge, unless it cannot be a date.
 * Source: `_array_strptime_with_fallback` in `pandas/core/tools/datetimes.py`.
 */
export const FORMAT_WORDS: ReadonlySet<string> = new Set(["mixed", "ISO8601"]);

function wordFormat(format: string): DateFormat {
  return {
    format,
    match(cell) {
      const groups = ISO.exec(cell)?.groups;
      const year = Number(groups?.Y);
      if (groups === undefined || !isRealDate(year, Number(groups.m), Number(groups.d))) return cannotBeDate(cell) ? "mismatch" : undefined;
      return fine(groups.z === undefined ? { offset: null, year } : withOffset(groups.z, year), groups.f);
    },
  };
}

/** Compiles a format; null for a directive that is not known here. */
export function dateFormat(format: string): DateFormat | null {
  if (FORMAT_WORDS.has(format)) return wordFormat(format);
  let source = "";
  for (let at = 0; at < format.length; at++) {
    const letter = format[at] as string;
    if (letter !== "%") {
      source += /\s/.test(letter) ? "\\s+" : letter.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
      continue;
    }
    const directive = DIRECTIVES.get(format[++at] ?? "");
    if (directive === undefined) return null;
    source += directive;
  }
  const expression = new RegExp(`^${source.replaceAll(/(?:\\s\+)+/g, "\\s+")}$`, "i");
  const hasYearZero = HAS_YEAR_ZERO.test(format);
  return {
    format,
    match(cell) {
      const groups = expression.exec(cell)?.groups;
      if (groups === undefined) return "mismatch";
      const year = groups.Y === undefined ? 1900 + Number(groups.y ?? 0) : Number(groups.Y);
      if (year === 0 && MAY_HAVE_YEAR_ZERO.test(format)) return undefined;
      // Every fourth century is like any other.
      if (!isRealDate(year === 0 && hasYearZero ? 2000 : year, monthOf(groups), Number((groups.d ?? "1").trim()))) return "mismatch";
      if (groups.Z !== undefined) return fine({ offset: "+0000", year }, groups.f);
      return fine(groups.z === undefined ? { offset: null, year } : withOffset(groups.z, year), groups.f);
    },
  };
}

const TIME =
  "(?:(?<gap>T| +)(?<H>\\d{1,2})(?<minutes>:(?<M>\\d{1,2})(?<seconds>:(?<S>\\d{2})(?<fraction>\\.\\d{1,9})?)?)?(?<meridiem> (?:AM|PM))?(?<zonegap> ?)(?<zone>Z|[+-]\\d\\d:?\\d\\d|UTC)?)?";
const YEAR_FIRST = new RegExp(`^(?<Y>\\d{4})(?<sep>[-/.])(?<m>\\d{1,2})\\k<sep>(?<d>\\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(`^(?<a>\\d{1,2})(?<sep>[-/.])(?<b>\\d{1,2})\\k<sep>(?<Y>\\d{4})${TIME}$`);
const COMPACT = /^(?<Y>\d{4})(?<m>\d\d)(?<d>\d\d)(?:(?<gap>T| )?(?<H>\d\d)(?<M>\d\d)(?<S>\d\d))?$/;
const NAMED =
  /^(?:(?<weekday>[A-Z][a-z]{2,8})(?<comma>,?) )?(?:(?<day>\d{1,2})(?<sep>[ -])(?<month>[A-Z][a-z]{2,8})\k<sep>|(?<first>[A-Z][a-z]{2,8}) (?<second>\d{1,2})(?<late>,?) )(?<Y>\d{4})$/;

type Groups = Record<string, string | undefined>;

function timeFormat(groups: Groups): string {
  if (groups.H === undefined) return "";
  const zone = groups.zone === undefined ? "" : `${groups.zonegap ?? ""}${groups.zone === "UTC" ? "%Z" : "%z"}`;
  const hour = groups.meridiem === undefined ? "%H" : "%I";
  const seconds = groups.seconds === undefined ? "" : `:%S${groups.fraction === undefined ? "" : ".%f"}`;
  return `${groups.gap}${hour}${groups.minutes === undefined ? "" : ":%M"}${seconds}${groups.meridiem === undefined ? "" : " %p"}${zone}`;
}

function monthDirective(name: string): string | null {
  if (MONTHS.includes(name)) return "%B";
  return short(MONTHS).includes(name) ? "%b" : null;
}

function namedFormat(groups: Groups): string | null {
  const month = monthDirective(groups.month ?? groups.first ?? "");
  if (month === null) return null;
  const weekday = groups.weekday;
  const dayName = weekday === undefined ? "" : WEEKDAYS.includes(weekday) ? "%A" : short(WEEKDAYS).includes(weekday) ? "%a" : null;
  if (dayName === null) return null;
  const lead = dayName === "" ? "" : `${dayName}${groups.comma} `;
  return groups.day === undefined ? `${lead}${month} %d${groups.late} %Y` : `${lead}%d${groups.sep}${month}${groups.sep}%Y`;
}

const HALF_DAY = /[T ](\d{1,2})(?::[\d:.]*)? (AM|PM)/;

/** Whether dateutil reads another hour than is written: 10 PM is 22, 12 AM is 0. pandas then guesses no format. */
function hasOtherHour(cell: string): boolean {
  const [, hour, half] = HALF_DAY.exec(cell) ?? [];
  return hour !== undefined && (Number(hour) === 12) === (half === "AM");
}

/** The format of a cell's shape, before it is known to be a date that exists. */
function shapeFormat(cell: string, dayfirst: boolean): string | null {
  const iso = YEAR_FIRST.exec(cell)?.groups;
  if (iso !== undefined) {
    const dayLeads = dayfirst && Number(iso.d) <= 12;
    return `%Y${iso.sep}${dayLeads ? "%d" : "%m"}${iso.sep}${dayLeads ? "%m" : "%d"}${timeFormat(iso)}`;
  }
  const last = YEAR_LAST.exec(cell)?.groups;
  if (last !== undefined) {
    const dayLeads = Number(last.a) > 12 || (dayfirst && Number(last.b) <= 12);
    return `${dayLeads ? "%d" : "%m"}${last.sep}${dayLeads ? "%m" : "%d"}${last.sep}%Y${timeFormat(last)}`;
  }
  const compact = COMPACT.exec(cell)?.groups;
  // dateutil takes eight digits as year, month and day, whatever dayfirst says, and pandas then misses its day.
  if (compact !== undefined && dayfirst && Number(compact.d) <= 12) return null;
  if (compact !== undefined) return `%Y%m%d${compact.H === undefined ? "" : `${compact.gap ?? ""}%H%M%S`}`;
  if (/^\d{4}-\d{2}$/.test(cell)) return dayfirst ? null : "%Y-%m";
  if (/^\d{4}$/.test(cell)) return "%Y";
  const named = NAMED.exec(cell)?.groups;
  return named === undefined ? null : namedFormat(named);
}

/** pandas' `guess_datetime_format` for the shapes that are proved; null for any other, and for a year 0, which dateutil has not. */
export function guessDateFormat(cell: string, dayfirst: boolean): DateFormat | null {
  const shape = hasOtherHour(cell) ? null : shapeFormat(cell, dayfirst);
  const format = shape === null ? null : dateFormat(shape);
  const match = format?.match(cell);
  return match === undefined || match === "mismatch" || match.year === 0 ? null : format;
}

/** Words that dateutil passes over or understands in a date. */
const DATE_WORDS = new Set(
  [
    ...MONTHS,
    ...short(MONTHS),
    "Sept",
    ...WEEKDAYS,
    ...short(WEEKDAYS),
    "at",
    "on",
    "and",
    "ad",
    "m",
    "t",
    "of",
    "st",
    "nd",
    "rd",
    "th",
    "h",
    "hour",
    "hours",
    "minute",
    "minutes",
    "s",
    "second",
    "seconds",
    "am",
    "pm",
    "a",
    "p",
    "utc",
    "gmt",
    "z",
    "now",
    "today",
    "q",
    "w",
    "nat",
    "nan",
  ].map((word) => word.toLowerCase()),
);

/** Words that may be a date, or nothing missing, without a number beside them; seen on pandas 2.3 and 3.1. */
const DATES_BY_THEMSELVES = new Set(
  [...MONTHS, ...short(MONTHS), "Sept", ...WEEKDAYS, ...short(WEEKDAYS), "now", "today", "nat", "nan"].map((word) => word.toLowerCase()),
);

/** A number below 1,000, which pandas does not take for a date; nothing but zeros, of which dateutil makes none. Source: `_does_string_look_like_datetime`. */
const isPlainNumber = (cell: string): boolean =>
  /^0{1,2}$/.test(cell) || (/^(?:[1-9]\d*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(cell) && Number(cell) < 1000);

/** Two numbers and a year, between slashes or dashes, of which no order is a date; a month and a year alike. */
function isImpossible(cell: string): boolean {
  const day = /^(\d\d)([/-])(\d\d)\2(\d{4})$/.exec(cell);
  if (day !== null) {
    const [left, right, year] = [Number(day[1]), Number(day[3]), Number(day[4])];
    return year > 0 && !isRealDate(year, left, right) && !isRealDate(year, right, left);
  }
  const month = /^(\d\d)\/(\d{4})$/.exec(cell);
  return month !== null && (Number(month[1]) > 12 || month[1] === "00");
}

/**
 * Whether no parser of pandas takes the cell for a date: it has a word that dateutil does not know and that cannot name a time zone,
 * or it is a year, month and day of a proved shape that no calendar has.
 */
export function cannotBeDate(cell: string): boolean {
  const words = cell.match(/[A-Za-z\u0080-\uffff]+/g) ?? [];
  if (words.some((word) => !DATE_WORDS.has(word.toLowerCase()) && !/^[A-Z]{3,5}$/.test(word))) return true;
  if (!/\d/.test(cell) && !words.some((word) => DATES_BY_THEMSELVES.has(word.toLowerCase()))) return true;
  if (isPlainNumber(cell) || isImpossible(cell)) return true;
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell);
  if (iso !== null) {
    const [year, left, right] = [Number(iso[1]), Number(iso[2]), Number(iso[3])];
    // NumPy's calendar has a year 0, Python's has none.
    return year > 0 && !isRealDate(year, left, right) && !isRealDate(year, right, left);
  }
  return false;
}
