import { must } from "../defined.ts";
import { bracketedEnd } from "./brackets.ts";
import { CAPTURES, type Capture } from "./entry.ts";

/** Plain words of a message, as they are looked for: any white space (and the border of a box around a traceback) for a space. */
interface Words {
  readonly text: string;
  readonly expression: RegExp;
}

/** A wording taken apart: words, then a value and words after it, as often as there are values. The last words may be empty. */
export interface ParsedWording {
  readonly first: Words;
  readonly rest: readonly { readonly capture: Capture; readonly words: Words }[];
  /** Letters of its plain words: how much of a text it explains. */
  readonly weight: number;
}

/** A wording found in a text. `end` is where its own words end: a value that runs to the end of a line is another message's. */
export interface FoundWording {
  readonly start: number;
  readonly end: number;
  readonly values: ReadonlyMap<Capture, string>;
  readonly weight: number;
  /** The letters of the whole wording. */
  readonly whole: number;
  /** The text ends, or begins, inside the message. */
  readonly isCut: boolean;
  /** Its last value runs on to the end of the line. */
  readonly isOpen: boolean;
}

const QUOTES: Readonly<Record<string, string>> = { "'": "['‘’]", '"': '["“”]', "`": "[`'‘’]" };

const expressionOf = (text: string) =>
  new RegExp(
    [...text]
      // Chats take backquotes away, but words without a letter must not match everywhere.
      .map(
        (mark) =>
          (mark === "`" && /[a-z]/i.test(text) ? `${QUOTES[mark]}?` : QUOTES[mark]) ??
          (mark === " " ? "[\\s│|>]+" : mark.replace(/[.*+?^${}()|[\]\\]/, "\\$&")),
      )
      .join("")
      // MLflow joins some sentences without a space, and wraps others.
      .replaceAll("+[\\s│|>]+", "+"),
    "g",
  );

const wordsOf = (text: string): Words => ({ text, expression: expressionOf(text) });

const lettersIn = (text: string) => text.replace(/[^A-Za-z]/g, "").length;

const isCapture = (name: string): name is Capture => CAPTURES.some((known) => known === name);

/** Takes `words` with `{names}` apart. Throws for a name that is not a {@link Capture}: the catalogue is at fault. */
export function parseWording(words: string): ParsedWording {
  const [first = "", ...others] = words.split(/\{(\w+)\}/);
  if (first === "") throw new Error(`A wording must begin with words of its own: ${words}`);
  const rest: { readonly capture: Capture; readonly words: Words }[] = [];
  for (let index = 0; index < others.length; index += 2) {
    const capture = must(others[index]);
    if (!isCapture(capture)) throw new Error(`A wording has no value {${capture}}: ${words}`);
    rest.push({ capture, words: wordsOf(must(others[index + 1])) });
  }
  const all = [first, ...rest.map((part) => part.words.text)].join("");
  return { first: wordsOf(first), rest, weight: lettersIn(all) };
}

/** The longest that a value can be: names and types are short, data is not. */
const LIMITS: Readonly<Record<Capture, number>> = {
  column: 300,
  columns: 100_000,
  extra: 100_000,
  params: 100_000,
  found: 300,
  expected: 2000,
  schema: 150_000,
  error: 20_000,
  rest: 2000,
  data: 150_000,
  value: 20_000,
};

const BRACKETED: readonly Capture[] = ["columns", "extra", "params", "schema", "found", "expected"];
const LINE: readonly Capture[] = ["error", "rest", "value"];

/** `<class 'str'>` and `DataType.long` are one value although they have quotes and points inside. */
const CLASS = /<(?:class|type|enum) '[^'\n]*'>|DataType\.\w+/y;

/** Where a value can end at the earliest. */
function earliestEnd(source: string, from: number, capture: Capture): number {
  CLASS.lastIndex = from;
  if (CLASS.test(source)) return CLASS.lastIndex;
  return BRACKETED.includes(capture) ? (bracketedEnd(source, from) ?? from) : from;
}

/** A value that ends the wording: to the line's end, or one word. */
function lastEnd(source: string, from: number, capture: Capture): number {
  const earliest = earliestEnd(source, from, capture);
  if (earliest > from) return earliest;
  const line = source.indexOf("\n", from);
  const end = line === -1 ? source.length : line;
  if (LINE.includes(capture)) return end;
  return from + must(/^[^\s'"`,;]*?(?=[.'"`,;:)\]]*(?:\s|$|['"`,;]))/.exec(source.slice(from, end)))[0].length;
}

/** The next place of some words, at or after `from`; null where they are not, or too far away for the value before them. */
function nextWords(source: string, { expression }: Words, from: number, limit: number): RegExpExecArray | null {
  expression.lastIndex = from;
  const match = expression.exec(source);
  return match === null || match.index - from > limit ? null : match;
}

const APOSTROPHE = /^\p{L}.\p{L}$/u;

/**
 * Where a value ends that is written in quotes and may have quotes inside: `'invalid literal: 'x''`. The closing one has pairs of quotes before it
 * and no word after it; an apostrophe (`can't`) is in no pair. Where there is none, it is the last one of the line.
 */
function closingQuote(source: string, { expression }: Words, from: number, limit: number): RegExpExecArray | null {
  const line = source.indexOf("\n", from);
  const lineEnd = line === -1 ? source.length : line;
  let [inside, fallback]: [number, RegExpExecArray | null] = [0, null];
  expression.lastIndex = from;
  for (let match = expression.exec(source); match !== null && match.index - from <= limit; match = expression.exec(source)) {
    const isLast = /^(?:$|[\s"\\,.;)}\]])/.test(source.slice(match.index + 1, match.index + 2));
    if (isLast && inside % 2 === 0) return match;
    if (fallback !== null && match.index >= lineEnd) break;
    fallback = match;
    if (!APOSTROPHE.test(source.slice(match.index - 1, match.index + 2))) inside++;
  }
  return fallback;
}

/** How many letters of the words, from their first, the text ends with. */
function prefixAtEnd(source: string, words: string, from: number): number {
  const tail = source.slice(Math.max(from, source.length - words.length));
  for (let length = Math.min(words.length, tail.length); length > 0; length--) if (tail.endsWith(words.slice(0, length))) return length;
  return 0;
}

const filled = (values: Map<Capture, string>, capture: Capture, value: string) => {
  if (!values.has(capture) && value !== "") values.set(capture, value);
};

/** Follows a wording from the end of its first words on; null where the text says something else. */
function follow(source: string, wording: ParsedWording, start: number, from: number, letters: number): FoundWording | null {
  const { rest, weight: whole } = wording;
  const values = new Map<Capture, string>();
  let at = from;
  let weight = letters;
  for (const { capture, words } of rest) {
    if (words.text === "") {
      const end = lastEnd(source, at, capture);
      filled(values, capture, source.slice(at, end));
      return { start, end: LINE.includes(capture) ? at : end, values, weight, whole, isCut: false, isOpen: LINE.includes(capture) };
    }
    const earliest = earliestEnd(source, at, capture);
    const isQuoted = capture === "error" && words.text === "'";
    const match = (isQuoted ? closingQuote : nextWords)(source, words, earliest, LIMITS[capture]);
    const between = match === null ? "" : source.slice(at, match.index);
    const crosses = capture === "column" || capture === "found" ? between.includes("\n\n") || between.split("\n").length > 3 : false;
    if (match === null || crosses) {
      // The text ends inside this value, or inside the words after it.
      const left = source.length - at;
      if (left > LIMITS[capture] || (match !== null && crosses)) return null;
      const prefix = prefixAtEnd(source, words.text, at);
      const value = source.slice(at, source.length - prefix).replace(/(\.\.\.|…|\[truncated\])\s*$/, "");
      if (!LINE.includes(capture) && capture !== "data" && capture !== "schema" && value.trim().includes("\n")) return null;
      if (prefix > 0 || BRACKETED.includes(capture)) filled(values, capture, prefix > 0 ? value : value.replace(/[.'"`\s]+$/, ""));
      return {
        start,
        end: source.length,
        values,
        weight: weight + lettersIn(words.text.slice(0, prefix)),
        whole,
        isCut: true,
        isOpen: false,
      };
    }
    // A name in backquotes has none inside.
    if (capture === "column" && words.text.startsWith("`") && between.includes("`")) return null;
    filled(values, capture, between);
    at = match.index + match[0].length;
    weight += lettersIn(words.text);
  }
  return { start, end: at, values, weight, whole, isCut: false, isOpen: false };
}

/** Fewer letters than these could be in any text: they count only as a sentence of their own. */
const TELLING = 24;

/** So much of a wording must be left for a text that begins or ends inside it. */
const LEFT = 20;

/** Whether a short message is alone on its line, or after a colon or quote. */
function isAlone(source: string, { start, end, isOpen }: FoundWording): boolean {
  const before = /(^|\n|[:([{'"`]\s*)[ \t│|>]*$/.test(source.slice(Math.max(0, start - 40), start));
  return before && (isOpen || /^[.'"`)\]]*\s*(\n|$|\[type|\\n|")/.test(source.slice(end, end + 40)));
}

/** Every place of a wording in a text. */
export function findWording(source: string, wording: ParsedWording): readonly FoundWording[] {
  const found: FoundWording[] = [];
  const { expression, text } = wording.first;
  expression.lastIndex = 0;
  for (let match = expression.exec(source); match !== null; match = expression.exec(source)) {
    const end = match.index + match[0].length;
    const one = follow(source, wording, match.index, end, lettersIn(text));
    if (one === null || (one.isCut && one.weight < LEFT) || (wording.weight < TELLING && !isAlone(source, one))) continue;
    found.push(one);
    expression.lastIndex = Math.max(one.end, end);
  }
  return found;
}

/** Finds a wording whose beginning was cut off, or all but its beginning. */
export function findCutWording(source: string, wording: ParsedWording): FoundWording | null {
  const prefix = prefixAtEnd(source, wording.first.text, 0);
  if (prefix < wording.first.text.length && prefix >= LEFT)
    return {
      start: source.length - prefix,
      end: source.length,
      values: new Map(),
      weight: prefix,
      whole: wording.weight,
      isCut: true,
      isOpen: false,
    };
  return [wording.first, ...wording.rest.map(({ words }) => words)].reduce<FoundWording | null>((best, words, index) => {
    const kept = keptAtStart(source, words.text);
    if (kept === 0) return best;
    const letters = lettersIn(words.text.slice(words.text.length - kept));
    const one = follow(source, { ...wording, rest: wording.rest.slice(index) }, 0, kept, letters);
    return one === null || one.weight < LEFT || (best !== null && best.weight >= one.weight) ? best : { ...one, isCut: true };
  }, null);
}

/** How many characters at the start of a text end the words. */
function keptAtStart(source: string, words: string): number {
  for (let length = Math.min(words.length, source.length); length >= 4; length--)
    if (words[words.length - length] === source[0] && source.startsWith(words.slice(words.length - length))) return length;
  return 0;
}
