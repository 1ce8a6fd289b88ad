import { isDay, isZone } from "./timestamp.ts";

/** What a pattern's letters read, in a text that fits it. */
type Fields = Map<string, number>;
/** Reads a part of the text from `at`; returns where it ends, or -1. */
type Piece = (text: string, at: number, fields: Fields) => number;

/** Whether a text fits a pattern of dates, and makes a day and time that exist. */
export type DatetimePattern = (text: string) => boolean;

const MONTHS = "January February March April May June July August September October November December".split(" ");

function number(field: string, least: number, most: number): Piece {
  return (text, at, fields) => {
    let end = at;
    while (end < text.length && end - at < most && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end++;
    if (end - at < least) return -1;
    fields.set(field, Number(text.slice(at, end)));
    return end;
  };
}

/** A year of at least four digits; more of them need a plus before. */
const year: Piece = (text, at, fields) => {
  const found = /^(?:([+-])(\d{4,9})|(\d{4})(?!\d))/.exec(text.slice(at, at + 10));
  if (found === null) return -1;
  const [whole, sign, signed = "", plain = ""] = found;
  if (sign === "+" && signed.length <= 4) return -1;
  fields.set("year", Number(signed + plain) * (sign === "-" ? -1 : 1));
  return at + whole.length;
};

/** Four letters of a year that is followed by digits at once: exactly four. */
const fixedYear: Piece = number("year", 4, 4);

const shortYear: Piece = (text, at, fields) => {
  const end = number("year", 2, 2)(text, at, fields);
  if (end >= 0) fields.set("year", 2000 + Number(text.slice(at, end)));
  return end;
};

function word(field: string, words: readonly string[], from = 1): Piece {
  return (text, at, fields) => {
    const rest = text.slice(at).toLowerCase();
    for (const [index, one] of words.entries()) {
      if (!rest.startsWith(one.toLowerCase())) continue;
      fields.set(field, index + from);
      return at + one.length;
    }
    return -1;
  };
}

const literal =
  (words: string): Piece =>
  (text, at) =>
    text.slice(at, at + words.length).toLowerCase() === words.toLowerCase() ? at + words.length : -1;

/** Offsets as `X` and `x` read them by how often the letter stands there, once to five times; only `X` reads Z. */
function offset(letter: string, count: number): Piece {
  const shapes = [/^$/, /^[+-]\d\d(?:\d\d)?(?![\d:])/, /^[+-]\d{4}/, /^[+-]\d\d:\d\d/, /^[+-]\d{4}(?:\d\d)?/, /^[+-]\d\d:\d\d(?::\d\d)?/];
  const shape = shapes[count] as RegExp;
  return (text, at) => {
    const rest = text.slice(at, at + 10);
    if (letter === "X" && /^z/i.test(rest)) return at + 1;
    const found = shape.exec(rest);
    return found === null || !isZone(found[0]) ? -1 : at + found[0].length;
  };
}

/** Numbers with one letter take one digit or more, where no other number follows at once. */
const NUMBERS: Readonly<Record<string, string>> = {
  M: "month",
  L: "month",
  d: "day",
  H: "hour",
  h: "hour12",
  m: "minute",
  s: "second",
};

function pieceOf(letter: string, count: number, isAdjacent: boolean): Piece | null {
  const field = NUMBERS[letter];
  if (letter === "y") {
    if (count === 2) return shortYear;
    return count === 4 ? (isAdjacent ? fixedYear : year) : null;
  }
  if ((letter === "M" || letter === "L") && count >= 3)
    return count === 3
      ? word(
          "month",
          MONTHS.map((name) => name.slice(0, 3)),
        )
      : count === 4
        ? word("month", MONTHS)
        : null;
  if (field !== undefined) {
    if (count > 2) return null;
    return count === 2 ? number(field, 2, 2) : isAdjacent ? null : number(field, 1, 19);
  }
  if (letter === "S") return count > 9 ? null : number("fraction", 1, count);
  if (letter === "a") return count > 1 ? null : word("half", ["AM", "PM"], 0);
  // Spark parses no days of the week.
  return letter === "X" || letter === "x" ? (count > 5 ? null : offset(letter, count)) : null;
}

interface Token {
  readonly letter: string;
  readonly count: number;
}

/** Letters in runs, literals as `letter: ""` with their text; null where the pattern is not understood. */
function tokensOf(pattern: string): readonly (Token | string)[] | null {
  const tokens: (Token | string)[] = [];
  for (let at = 0; at < pattern.length; ) {
    const char = pattern.charAt(at);
    if (char === "'") {
      const [quoted] = /^'(?:[^']|'')*'/.exec(pattern.slice(at)) ?? [];
      if (quoted === undefined) return null;
      tokens.push(quoted === "''" ? "'" : quoted.slice(1, -1).replaceAll("''", "'"));
      at += quoted.length;
    } else if (/[A-Za-z]/.test(char)) {
      let count = 1;
      while (pattern[at + count] === char) count++;
      tokens.push({ letter: char, count });
      at += count;
    } else {
      // Optional sections, and signs that are kept for later.
      if ("[]{}#".includes(char)) return null;
      tokens.push(char);
      at++;
    }
  }
  return tokens;
}

function exists(fields: Fields): boolean {
  const of = (field: string, otherwise: number) => fields.get(field) ?? otherwise;
  // A day without a year is one of 1970.
  const [y, month, day] = [of("year", 1970), of("month", 1), of("day", 1)];
  if (!isDay(y, month, day)) return false;
  const hour12 = fields.get("hour12");
  if (hour12 !== undefined && (hour12 < 1 || hour12 > 12)) return false;
  return of("hour", 0) < 24 && of("minute", 0) < 60 && of("second", 0) < 60;
}

const isNumeric = (token: Token | string | undefined): boolean =>
  typeof token === "object" && (token.letter === "y" || (token.letter in NUMBERS && token.count < 3));

/**
 * A pattern as Spark's `dateFormat` and `timestampFormat` take it, which must fit the whole text. Null where it has letters or sections whose
 * rules are not here. Source: `Iso8601TimestampFormatter` and `DateTimeFormatterHelper`.
 *
 * @example datetimePattern("dd/MM/yyyy")?.("31/01/2024") // true
 */
export function datetimePattern(pattern: string): DatetimePattern | null {
  const tokens = tokensOf(pattern);
  if (tokens === null) return null;
  const pieces: Piece[] = [];
  for (const [index, token] of tokens.entries()) {
    if (typeof token === "string") {
      pieces.push(literal(token));
      continue;
    }
    const piece = pieceOf(token.letter, token.count, isNumeric(tokens[index + 1]));
    if (piece === null) return null;
    pieces.push(piece);
  }
  // Hours of a half day without a day are read by rules that are not here.
  const has = (letter: string) => tokens.some((token) => typeof token === "object" && token.letter === letter);
  if (has("h") && !has("y")) return null;
  return (text) => {
    const fields: Fields = new Map();
    let at = 0;
    for (const piece of pieces) {
      at = piece(text, at, fields);
      if (at < 0) return false;
    }
    return at === text.length && exists(fields);
  };
}
