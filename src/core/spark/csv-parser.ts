import { must } from "../defined.ts";
import { datum, SignetError, text } from "../errors.ts";
import { trimmed } from "./java-number.ts";

/** How univocity cuts a record into cells, by Spark's settings of it. Source: `CSVOptions.asParserSettings`. */
export interface CsvFormat {
  readonly sep: string;
  /** A NUL where there is none. */
  readonly quote: string;
  readonly escape: string;
  /** Null where comments are not looked for. */
  readonly comment: string | null;
  readonly ignoreLeading: boolean;
  readonly ignoreTrailing: boolean;
}

/** univocity looks for the end of a cell of white space before the first character, and fails. */
function failToTrim(record: string): never {
  throw new SignetError("UnreadableFile", text`Malformed CSV record, whose first cell is only white space: ${datum(record)}.`, {
    pythonError: "SparkException",
    remedy: "Set ignoreLeadingWhiteSpace to true.",
  });
}

/** The input ended within a record; what was collected so far still counts. */
class InputEnd extends Error {}

const NONE = "\0";
const NEW_LINE = "\n";
/** univocity takes every control character for white space. */
const isSpace = (char: string): boolean => char <= " ";

/**
 * Cuts text into records as univocity-parsers does, whose rules differ from pandas' where quotes are not escaped as they should be: a quote within
 * a quoted cell that is not doubled or escaped makes the rest up to the delimiter belong to it, quotes included.
 * Source: `CsvParser` of univocity-parsers 2.9.1 with `STOP_AT_DELIMITER`.
 *
 * @example new SparkCsvParser(format).record('1,"a,b",') // → ["1", "a,b", ""]
 */
export class SparkCsvParser {
  private readonly format: CsvFormat;
  private text = "";
  private at = 0;
  private char = NONE;
  /** The character before, as far as quoting is concerned; NUL where there is none. */
  private previous = NONE;
  private isUnescaped = false;
  private cell = "";
  private trims = false;
  private cells: string[] = [];
  private start = 0;

  constructor(format: CsvFormat) {
    this.format = format;
  }

  /** The cells of one line; null where it is empty or a comment. */
  record(line: string): readonly string[] | null {
    this.text = line;
    this.at = 0;
    return this.next();
  }

  /** The records of a whole file with line breaks in its cells; every line break must be written as `\n`. */
  *records(text: string): Generator<readonly string[]> {
    this.text = text;
    this.at = 0;
    while (this.at < this.text.length) {
      const cells = this.next();
      if (cells !== null) yield cells;
    }
  }

  private next(): readonly string[] | null {
    this.start = this.at;
    this.cells = [];
    this.cell = "";
    try {
      this.advance();
      if (this.char === this.format.comment) return this.passComment();
      this.parseRecord();
    } catch (error) {
      if (!(error instanceof InputEnd)) throw error;
      this.finish();
    }
    return this.cells.length === 0 ? null : this.cells;
  }

  private passComment(): null {
    const end = this.text.indexOf(NEW_LINE, this.at);
    this.at = end < 0 ? this.text.length : end + 1;
    return null;
  }

  private advance(): void {
    const next = this.text[this.at];
    if (next === undefined) throw new InputEnd();
    this.at++;
    this.char = next;
  }

  private isEnd(): boolean {
    return this.char === this.format.sep || this.char === NEW_LINE;
  }

  private push(): void {
    let end = this.cell.length;
    if (this.trims) while (end > 0 && isSpace(must(this.cell[end - 1]))) end--;
    this.cells.push(this.cell.slice(0, end));
    this.cell = "";
  }

  /**
   * Collects characters up to one of `stops`, which becomes the current one. Where the input ends before, univocity keeps the character that it
   * began with as the current one, so that a quote at the end is not taken for an open one.
   */
  private collect(stops: string): void {
    const first = this.char;
    while (!stops.includes(this.char)) {
      this.cell += this.char;
      if (this.at === this.text.length) this.char = first;
      this.advance();
    }
  }

  private skipSpace(): void {
    const { sep, quote, ignoreLeading } = this.format;
    if (!ignoreLeading) return;
    while (isSpace(this.char) && this.char !== sep && this.char !== NEW_LINE && this.char !== quote) this.advance();
  }

  private parseRecord(): void {
    const { sep, quote, ignoreTrailing } = this.format;
    this.skipSpace();
    while (this.char !== NEW_LINE) {
      this.skipSpace();
      if (this.isEnd()) this.push();
      else {
        this.isUnescaped = false;
        this.previous = NONE;
        if (this.char === quote) {
          this.trims = false;
          if (!this.takeQuoted()) this.parseQuoted();
        } else {
          this.trims = ignoreTrailing;
          const from = this.at;
          this.collect(sep + NEW_LINE);
          if (ignoreTrailing && from === 1 && trimmed(this.cell) === "") failToTrim(this.text);
        }
        this.push();
      }
      if (this.char === NEW_LINE) return;
      this.advance();
      // A delimiter was the last of the line: behind it is an empty cell.
      if (this.char === NEW_LINE) this.push();
    }
  }

  /** Takes a quoted cell without escapes at once; false where it has any, and has to be looked at character by character. */
  private takeQuoted(): boolean {
    const { quote, escape: escaping, sep } = this.format;
    const { text, at } = this;
    const end = text.indexOf(quote, at);
    if (end < 0 || text[end - 1] === escaping) return false;
    const next = text[end + 1];
    if (next !== sep && next !== NEW_LINE) return false;
    const cell = text.slice(at, end);
    if (cell.includes(NEW_LINE) || cell.includes(escaping + escaping)) return false;
    this.cell = cell;
    this.at = end + 1;
    this.advance();
    return true;
  }

  private parseQuoted(): void {
    const { quote, escape: escaping } = this.format;
    this.advance();
    for (;;) {
      if (this.previous === quote && (isSpace(this.char) || this.isEnd())) break;
      if (this.char !== quote && this.char !== escaping) {
        // A quote that ends nothing.
        if (this.previous === quote) {
          this.restAsText();
          return;
        }
        if (this.previous === escaping && escaping !== NONE) this.cell += escaping;
        this.collect(quote + escaping);
        this.previous = this.char;
        this.advance();
      } else {
        this.unescape();
        this.previous = this.char;
        this.advance();
        if (this.isUnescaped && this.isEnd()) return;
      }
    }
    if (!this.isEnd()) this.behindQuotes();
  }

  /** A quote and the character behind it belong to the cell, and so does all up to the delimiter, with the quote that began it. */
  private restAsText(): void {
    const { quote, sep, ignoreTrailing } = this.format;
    this.isUnescaped = true;
    this.cell = `${quote}${this.cell}${quote}${this.char}`;
    this.previous = this.char;
    this.advance();
    this.trims = ignoreTrailing;
    this.collect(sep + NEW_LINE);
  }

  /** What a quote or escape means by what is before it. */
  private unescape(): void {
    const { quote, escape: escaping } = this.format;
    // The escape of an escape is itself, unless it is the quote.
    const isEscapedEscape = escaping !== quote && escaping !== NONE && this.char === escaping && this.previous === escaping;
    if (isEscapedEscape) {
      this.cell += escaping;
      this.char = NONE;
    } else if (this.previous === escaping) {
      if (this.char === quote) {
        this.cell += quote;
        this.char = NONE;
      } else this.cell += this.previous;
    } else if (this.char === quote && this.previous === quote) this.cell += quote;
    else if (this.previous === quote) this.unescapedInValue();
  }

  private unescapedInValue(): void {
    const { quote, escape: escaping } = this.format;
    this.cell += quote;
    this.previous = this.char;
    while (!this.isEnd()) {
      if (this.char !== quote && this.char !== escaping) {
        if (this.previous === quote) {
          this.unescapedInValue();
          return;
        }
        this.cell += this.char;
      } else this.unescape();
      this.previous = this.char;
      this.advance();
    }
  }

  /** White space behind the closing quote is dropped where nothing but it follows. */
  private behindQuotes(): void {
    const { quote, sep } = this.format;
    let space = "";
    do {
      space += this.char;
      this.advance();
      if (this.char === NEW_LINE) return;
    } while (isSpace(this.char));
    if (this.char === sep) return;
    this.cell = `${quote}${this.cell}${quote}${space}${this.char}`;
    this.previous = this.char;
    this.advance();
    this.trims = this.format.ignoreTrailing;
    this.collect(sep + NEW_LINE);
  }

  /** The input ended: what is open becomes the last cell. */
  private finish(): void {
    const { quote } = this.format;
    let isOpen = this.previous !== NONE && !this.isEnd();
    if (this.char === quote) {
      if (this.previous === quote) isOpen = true;
      else if (!this.isUnescaped) this.cell += quote;
    }
    this.previous = NONE;
    this.char = NONE;
    if (this.cell !== "" || isOpen || this.at > this.start) this.push();
  }
}
