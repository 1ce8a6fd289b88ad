import { must } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { TextCursor } from "./text-cursor.ts";
import type { PythonValue } from "./value.ts";

const SPACE = /(?:[ \t\r\n\f]|\\\r?\n|#[^\n]*)*/y;
const NUMBER = /[+-]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const NAME = /[A-Za-z_]\w*/y;
const QUOTE = /([bBrRuU]{0,2})('''|"""|'|")/y;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "0": "\0",
};

/** Deep enough for any parameters; deeper is a mistake. */
const MAX_DEPTH = 200;

/** Parses Python literals: dicts, lists, tuples, strings, numbers, True, False, None. Nothing is ever run. */
class LiteralParser extends TextCursor {
  private readonly isStrict: boolean;

  /** Strict: as `ast.literal_eval` takes it, and nothing that JSON could not say as well. */
  constructor(source: string, isStrict: boolean) {
    super(source);
    this.isStrict = isStrict;
  }

  document(): PythonValue {
    const value = this.value(0);
    this.skip();
    if (this.at < this.source.length) throw this.refusal("something follows the value");
    return value;
  }

  private refusal(message: string): SignetError {
    const { line, column } = this.place();
    return new SignetError("InvalidParams", text`This is not a Python literal: ${message} (line ${line}, column ${column}).`, {
      place: { line },
      remedy: "Write a dict of literals: {'temperature': 0.5}.",
    });
  }

  private skip(): void {
    this.match(SPACE);
  }

  private take(mark: string): boolean {
    this.skip();
    if (!this.source.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  private value(depth: number): PythonValue {
    if (depth > MAX_DEPTH) throw this.refusal("it is nested too deep");
    this.skip();
    const mark = this.source[this.at];
    if (mark === "{") return this.dict(depth);
    if (mark === "[" || mark === "(") return this.sequence(mark, depth);
    const string = this.strings();
    if (string !== null) return string;
    const number = this.match(NUMBER);
    if (number !== null) return this.number(number[0].replaceAll("_", ""));
    const name = this.match(NAME)?.[0];
    const isLenient = !this.isStrict;
    if (name === "True" || (isLenient && name === "true")) return true;
    if (name === "False" || (isLenient && name === "false")) return false;
    if (name === "None" || (isLenient && name === "null")) return null;
    throw this.refusal(name === undefined ? "a value is missing" : `the name ${name} is not a literal`);
  }

  private number(written: string): PythonValue {
    if (this.isStrict && /^[+-]?0\d*[1-9]\d*$/.test(written)) throw this.refusal("a number has leading zeros");
    const sign = written.startsWith("-") ? -1n : 1n;
    const bare = written.replace(/^[+-]/, "");
    if (/^(0[xX]|0[oO]|0[bB]|\d+$)/.test(bare)) return sign * BigInt(bare);
    return Number(written);
  }

  private dict(depth: number): PythonValue {
    this.at++;
    const entries = new Map<string, PythonValue>();
    while (!this.take("}")) {
      this.skip();
      const key = this.value(depth + 1);
      if (typeof key !== "string") throw this.refusal("a key is not a string");
      if (!this.take(":")) throw this.refusal("a ':' is missing after a key");
      entries.set(key, this.value(depth + 1));
      if (!this.take(",")) {
        if (this.take("}")) break;
        throw this.refusal("a ',' or '}' is missing");
      }
    }
    return entries;
  }

  /** A list, a tuple, or a value in parentheses. */
  private sequence(open: "[" | "(", depth: number): PythonValue {
    const close = open === "[" ? "]" : ")";
    this.at++;
    const items: PythonValue[] = [];
    let commas = 0;
    while (!this.take(close)) {
      items.push(this.value(depth + 1));
      if (this.take(",")) commas++;
      else if (this.take(close)) break;
      else throw this.refusal(`a ',' or '${close}' is missing`);
    }
    const [only] = items;
    if (this.isStrict && open === "(" && (items.length !== 1 || commas > 0)) throw this.refusal("a tuple is not a list");
    return open === "(" && items.length === 1 && commas === 0 && only !== undefined ? only : items;
  }

  /** Strings side by side are one, as in Python. */
  private strings(): string | null {
    let joined: string | null = null;
    for (;;) {
      this.skip();
      const opening = this.match(QUOTE);
      if (opening === null) return joined;
      if (/b/i.test(must(opening[1]))) throw this.refusal("bytes cannot be a parameter");
      joined = (joined ?? "") + this.string(must(opening[2]), /r/i.test(must(opening[1])));
    }
  }

  private string(quote: string, raw: boolean): string {
    let value = "";
    for (;;) {
      const letter = this.source[this.at];
      if (letter === undefined || (letter === "\n" && quote.length === 1)) throw this.refusal("a string never ends");
      if (this.source.startsWith(quote, this.at)) {
        this.at += quote.length;
        return value;
      }
      if (letter === "\\" && !raw) value += this.escape();
      else {
        value += letter;
        this.at++;
      }
    }
  }

  private escape(): string {
    const coded = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/y;
    const found = this.match(coded);
    if (found !== null) {
      const code = Number.parseInt(must(found[1] ?? found[2] ?? found[3]), 16);
      if (code > 0x10ffff) throw this.refusal("an escape is not a character");
      return String.fromCodePoint(code);
    }
    const letter = this.source[this.at + 1] ?? "";
    if (this.isStrict && (/[1-7xuUN]/.test(letter) || /\\0\d/y.test(this.source.slice(this.at, this.at + 3))))
      throw this.refusal("an escape is not read here");
    this.at += 2;
    if (letter === "\n") return "";
    return ESCAPES[letter] ?? `\\${letter}`;
  }
}

/** A Python literal as a value; tuples become lists. Parsed, never run. Throws `InvalidParams` with the place. */
export function parseLiteral(source: string): PythonValue {
  return new LiteralParser(source, false).document();
}

/** A Python literal as `ast.literal_eval` reads it, where JSON could say the same: no tuples, no `true` or `null`. Throws `InvalidParams`. */
export function parseStrictLiteral(source: string): PythonValue {
  return new LiteralParser(source, true).document();
}
