import { must } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { TextCursor } from "./text-cursor.ts";
import type { PythonValue } from "./value.ts";

/** Deeper nesting makes Python's own parser raise RecursionError. */
const MAX_DEPTH = 990;

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\n\r]*/y;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

const CONSTANTS: readonly (readonly [string, PythonValue])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

class Parser extends TextCursor {
  document(): PythonValue {
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.source.length) throw this.refusal("Extra data");
    return value;
  }

  private refusal(message: string): SignetError {
    const { line, column } = this.place();
    return new SignetError("UnreadableFile", text`${message}: line ${line} column ${column} (char ${this.at}).`, {
      place: { line, character: this.at },
      pythonError: "JSONDecodeError",
      remedy: "Correct the JSON at that place.",
    });
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private value(depth: number): PythonValue {
    if (depth > MAX_DEPTH)
      throw new SignetError("Undecided", "The JSON is nested deeper than Python's parser allows.", {
        pythonError: "RecursionError",
        remedy: "Flatten the document.",
      });
    this.skipSpace();
    const mark = this.source[this.at];
    if (mark === "{") return this.object(depth);
    if (mark === "[") return this.array(depth);
    if (mark === '"') return this.string();
    for (const [word, value] of CONSTANTS) {
      if (this.source.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    const number = this.match(NUMBER);
    if (number === null) throw this.refusal("Expecting value");
    return number[1] === undefined && number[2] === undefined ? BigInt(number[0]) : Number(number[0]);
  }

  private object(depth: number): PythonValue {
    const entries = new Map<string, PythonValue>();
    this.at++;
    this.skipSpace();
    if (this.take("}")) return entries;
    for (;;) {
      this.skipSpace();
      if (this.source[this.at] !== '"') throw this.refusal("Expecting property name enclosed in double quotes");
      const key = this.string();
      this.skipSpace();
      if (!this.take(":")) throw this.refusal("Expecting ':' delimiter");
      entries.set(key, this.value(depth + 1));
      this.skipSpace();
      if (this.take("}")) return entries;
      if (!this.take(",")) throw this.refusal("Expecting ',' delimiter");
    }
  }

  private array(depth: number): PythonValue {
    const items: PythonValue[] = [];
    this.at++;
    this.skipSpace();
    if (this.take("]")) return items;
    for (;;) {
      items.push(this.value(depth + 1));
      this.skipSpace();
      if (this.take("]")) return items;
      if (!this.take(",")) throw this.refusal("Expecting ',' delimiter");
    }
  }

  private take(mark: string): boolean {
    if (this.source[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private string(): string {
    this.at++;
    let value = "";
    for (;;) {
      value += must(this.match(PLAIN))[0];
      const mark = this.source[this.at];
      if (mark === '"') {
        this.at++;
        return value;
      }
      if (mark === undefined) throw this.refusal("Unterminated string starting at");
      if (mark !== "\\") throw this.refusal("Invalid control character at");
      value += this.escape();
    }
  }

  private escape(): string {
    const letter = this.source.charAt(this.at + 1);
    if (letter === "u") {
      const digits = this.source.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.refusal("Invalid \\uXXXX escape");
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = ESCAPES.get(letter);
    if (plain === undefined) throw this.refusal("Invalid \\escape");
    this.at += 2;
    return plain;
  }
}

/**
 * Python's `json.loads`: keys in their order, the last of repeated ones, `1` distinguished from `1.0`, NaN and Infinity accepted.
 * Throws `UnreadableFile` with the place where Python raises JSONDecodeError, `Undecided` past its recursion limit.
 */
export function jsonLoads(source: string): PythonValue {
  return new Parser(source).document();
}
