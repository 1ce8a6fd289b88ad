import { must } from "../defined.ts";
import { datum, SignetError, text } from "../errors.ts";
import { decimalType, javaDecimal } from "./java-number.ts";
import type { SparkOptions } from "./options.ts";
import { MAX_PRECISION, type SparkField, type SparkType } from "./spark-type.ts";
import { isLenientTimestamp } from "./timestamp.ts";

/** A record that Jackson does not parse; Spark keeps it in a column of its own, by `mode`. */
export class BrokenJson extends Error {}

/** Jackson's limits. Source: `StreamReadConstraints`. */
const DEEPEST = 1000;
const LONGEST_NUMBER = 1000;

const NULL: SparkType = { kind: "null" };
const STRING: SparkType = { kind: "string" };
const DOUBLE: SparkType = { kind: "double" };
const LONG: SparkType = { kind: "long" };
const BOOLEAN: SparkType = { kind: "boolean" };

const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const NON_NUMBERS = /NaN|[+-]?Infinity|[+-]INF/y;
const WORD = /[A-Za-z0-9_$]+/y;
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
]);

/** Called for each record of a list of records with the type of all before it and with it. */
export type OnRecord = (before: SparkType, after: SparkType) => void;

/**
 * The type of a JSON text as Spark infers it from Jackson's tokens. What follows the first value is not looked at.
 * Source: `JsonInferSchema.inferField`; `ReaderBasedJsonParser` of jackson-core.
 */
export class JsonTypes {
  private readonly options: SparkOptions;
  private readonly join: (left: SparkType, right: SparkType) => SparkType;
  private text = "";
  private at = 0;

  constructor(options: SparkOptions, join: (left: SparkType, right: SparkType) => SparkType) {
    this.options = options;
    this.join = join;
  }

  /** Throws {@link BrokenJson}. */
  typeOf(text: string, onRecord: OnRecord): SparkType {
    this.text = text;
    this.at = 0;
    this.skipSpace();
    if (this.at >= this.text.length) return NULL;
    if (this.text[this.at] === "[") return this.list(1, onRecord);
    const type = this.value(0);
    // A word or number must end where it seems to.
    if (/[\w.+-]/.test(this.text[this.at - 1] ?? "") && !/[\s/]/.test(this.text[this.at] ?? " ")) this.fail();
    return type;
  }

  private fail(): never {
    throw new BrokenJson();
  }

  private skipSpace(): void {
    for (;;) {
      while (this.at < this.text.length && " \t\n\r".includes(must(this.text[this.at]))) this.at++;
      if (!this.options.allowComments || this.text[this.at] !== "/") return;
      const [opening, end] = this.text[this.at + 1] === "*" ? ["/*", "*/"] : ["//", "\n"];
      if (!this.text.startsWith(opening, this.at)) this.fail();
      const closed = this.text.indexOf(end, this.at + 2);
      if (closed < 0 && end === "*/") this.fail();
      this.at = closed < 0 ? this.text.length : closed + end.length;
    }
  }

  private take(char: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private value(depth: number): SparkType {
    if (depth > DEEPEST) this.fail();
    this.skipSpace();
    const char = this.text[this.at] ?? "";
    if (char === "{") return this.object(depth + 1);
    if (char === "[") return this.list(depth + 1);
    if (char === '"' || (char === "'" && this.options.allowSingleQuotes)) return this.stringType(this.string(char));
    if (char === "t" || char === "f" || char === "n") return this.word();
    return this.number();
  }

  private word(): SparkType {
    WORD.lastIndex = this.at;
    const [found = ""] = WORD.exec(this.text) ?? [];
    this.at += found.length;
    if (found === "null") return NULL;
    if (found === "true" || found === "false") return this.options.primitivesAsString ? STRING : BOOLEAN;
    return this.fail();
  }

  private number(): SparkType {
    const { allowNonNumericNumbers, allowNumericLeadingZeros, multiLine, primitivesAsString, prefersDecimal } = this.options;
    NON_NUMBERS.lastIndex = this.at;
    const [odd] = NON_NUMBERS.exec(this.text) ?? [];
    if (odd !== undefined && allowNonNumericNumbers) {
      this.at += odd.length;
      if (primitivesAsString) return STRING;
      if (!prefersDecimal) return DOUBLE;
      // Jackson makes no decimal of it. A line is a broken record then; of a file that is read as a whole Spark fails.
      return multiLine === true ? noDecimal(odd) : this.fail();
    }
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (found === null) return this.fail();
    const [written, fraction, exponent] = found;
    if (!allowNumericLeadingZeros && /^-?0\d/.test(written)) this.fail();
    this.at += written.length;
    if (/[.eE\w]/.test(this.text[this.at] ?? " ")) this.fail();
    if (primitivesAsString) return STRING;
    if (fraction === undefined && exponent === undefined) return wholeType(written) ?? this.fail();
    return prefersDecimal ? fractionType(written) : DOUBLE;
  }

  private stringType(content: string): SparkType {
    if (content === "") return NULL;
    const { prefersDecimal, inferTimestamp } = this.options;
    if (prefersDecimal) {
      const decimal = javaDecimal(content.replaceAll(",", ""));
      const type = decimal === null ? null : decimalType(decimal);
      if (type !== null) return type;
    }
    return inferTimestamp && isLenientTimestamp(content) ? { kind: "timestamp" } : STRING;
  }

  private string(quote: string): string {
    let content = "";
    let from = ++this.at;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) return this.fail();
      if (char < " " && !this.options.allowUnquotedControlChars) this.fail();
      if (char === quote) {
        content += this.text.slice(from, this.at++);
        return content;
      }
      if (char !== "\\") {
        this.at++;
        continue;
      }
      content += this.text.slice(from, this.at++) + this.escaped();
      from = this.at;
    }
  }

  private escaped(): string {
    const char = this.text[this.at++];
    if (char === undefined) return this.fail();
    if (char === "u") {
      const hex = this.text.slice(this.at, this.at + 4);
      if (!/^[\da-fA-F]{4}$/.test(hex)) this.fail();
      this.at += 4;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const known = ESCAPED.get(char);
    if (known !== undefined) return known;
    if (this.options.allowBackslashEscapingAnyCharacter || (char === "'" && this.options.allowSingleQuotes)) return char;
    return this.fail();
  }

  private name(): string {
    this.skipSpace();
    const char = this.text[this.at] ?? "";
    if (char === '"' || (char === "'" && this.options.allowSingleQuotes)) return this.string(char);
    if (!this.options.allowUnquotedFieldNames) return this.fail();
    const [found] = /^[\p{ID_Start}_$@#*+-][\p{ID_Continue}_$@#*+-]*/u.exec(this.text.slice(this.at)) ?? [];
    if (found === undefined) return this.fail();
    this.at += found.length;
    return found;
  }

  private object(depth: number): SparkType {
    const fields: SparkField[] = [];
    this.at++;
    if (this.take("}")) return { kind: "struct", fields };
    do {
      const name = this.name();
      if (!this.take(":")) this.fail();
      fields.push({ name, type: this.value(depth) });
    } while (this.take(","));
    if (!this.take("}")) this.fail();
    // Sorted as Java sorts strings; of a name that is there twice both stay.
    return { kind: "struct", fields: fields.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)) };
  }

  private list(depth: number, onRecord?: OnRecord): SparkType {
    let items: SparkType = NULL;
    this.at++;
    if (this.take("]")) return { kind: "array", items };
    do {
      const joined = this.join(items, this.value(depth));
      onRecord?.(items, joined);
      items = joined;
    } while (this.take(","));
    if (!this.take("]")) this.fail();
    return { kind: "array", items };
  }
}

/** A long, or past it a decimal, or past 38 digits a double; null where it is longer than Jackson reads. */
function wholeType(written: string): SparkType | null {
  if (written.length > LONGEST_NUMBER) return null;
  const value = BigInt(written);
  if (BigInt.asIntN(64, value) === value) return LONG;
  const precision = written.replace(/^-?0*/, "").length;
  return precision <= MAX_PRECISION ? { kind: "decimal", precision, scale: 0 } : DOUBLE;
}

/** Spark fails where decimals are preferred, and a number makes none. */
function noDecimal(written: string): never {
  throw new SignetError("UnreadableFile", text`Spark makes no decimal of ${datum(written)}, and prefersDecimal asks for one.`, {
    pythonError: "AnalysisException",
    remedy: "Set prefersDecimal to false.",
  });
}

/** A number with a fraction or exponent where decimals are preferred. */
function fractionType(written: string): SparkType {
  const decimal = javaDecimal(written);
  if (decimal === null) return DOUBLE;
  const precision = Math.max(decimal.precision, decimal.scale);
  if (precision > MAX_PRECISION) return DOUBLE;
  return decimalType({ precision, scale: decimal.scale }) ?? noDecimal(written);
}
