import { isSignetError, SignetError, text } from "../../../errors.ts";
import { isPythonFloat } from "../../../python/number-text.ts";
import type { CsvOptions } from "../csv-options.ts";
import { refusedOption, undecidedOption } from "../option-reader.ts";

/** Lines with their ends, as a text file of Python yields them with `newline=""`. */
export function linesOf(content: string): string[] {
  return content.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

const State = {
  START_RECORD: 0,
  START_FIELD: 1,
  ESCAPED: 2,
  IN_FIELD: 3,
  QUOTED: 4,
  ESCAPED_IN_QUOTED: 5,
  QUOTE_IN_QUOTED: 6,
  EAT_CRNL: 7,
  AFTER_ESCAPED_END: 8,
} as const;

const malformed = (line: number, because: string) =>
  new SignetError("UnreadableFile", text`Line ${line}: ${because}.`, {
    place: { line },
    pythonError: "ParserError",
    remedy: "Check the separator and the quotes of that line.",
  });

/** Cuts lines into records as `csv.reader(strict=True)` does. Source: `Modules/_csv.c`. */
class RecordReader {
  private readonly options: CsvOptions;
  private readonly delimiter: string;
  private state: number = State.START_RECORD;
  private field = "";
  private record: string[] = [];
  /** Whether the field has no quotes, and so is a number under `QUOTE_NONNUMERIC`. */
  private isNumber = false;

  constructor(options: CsvOptions, delimiter: string) {
    this.options = options;
    this.delimiter = delimiter;
  }

  /** Takes a line with its end; the record, once it is whole. */
  line(line: string, number: number): string[] | null {
    for (const character of line) this.take(character, number);
    this.take("", number);
    if (this.state !== State.START_RECORD) return null;
    const { record } = this;
    this.record = [];
    return record;
  }

  end(number: number): void {
    if (this.field !== "" || this.state === State.QUOTED) throw malformed(number, "unexpected end of data");
  }

  private save(next: number): void {
    if (this.isNumber) this.checkNumber();
    this.record.push(this.field);
    this.field = "";
    this.state = next;
  }

  private checkNumber(): void {
    if (this.options.nrows !== null || isPythonFloat(this.field)) throw undecidedOption("quoting", 2n);
    throw refusedOption(`could not convert string to float: '${this.field}'`);
  }

  /** `character` is empty at the line's end. */
  private take(character: string, number: number): void {
    const { quotechar, quoting, escapechar, doublequote, skipInitialSpace } = this.options;
    const isQuote = quoting !== 3 && character !== "" && character === quotechar;
    const isEnd = character === "" || character === "\n" || character === "\r";
    const afterEnd = character === "" ? State.START_RECORD : State.EAT_CRNL;
    if (this.state === State.START_RECORD) {
      if (character === "") return;
      if (isEnd) {
        this.state = State.EAT_CRNL;
        return;
      }
      this.state = State.START_FIELD;
    }
    switch (this.state) {
      case State.START_FIELD:
        if (isEnd) this.save(afterEnd);
        else if (isQuote) this.state = State.QUOTED;
        else if (character === escapechar) this.state = State.ESCAPED;
        else if (character === " " && skipInitialSpace) return;
        else if (character === this.delimiter) this.save(State.START_FIELD);
        else {
          this.isNumber = quoting === 2;
          this.add(character, State.IN_FIELD);
        }
        return;
      case State.ESCAPED:
        // An end of line that is escaped is part of the field, and the record goes on in the next line.
        this.add(character === "" ? "\n" : character, isEnd && character !== "" ? State.AFTER_ESCAPED_END : State.IN_FIELD);
        return;
      case State.AFTER_ESCAPED_END:
        if (character === "") return;
        this.state = State.IN_FIELD;
        this.take(character, number);
        return;
      case State.IN_FIELD:
        if (isEnd) this.save(afterEnd);
        else if (character === escapechar) this.state = State.ESCAPED;
        else if (character === this.delimiter) this.save(State.START_FIELD);
        else this.add(character, State.IN_FIELD);
        return;
      case State.QUOTED:
        if (character === "") return;
        if (character === escapechar) this.state = State.ESCAPED_IN_QUOTED;
        else if (isQuote) this.state = doublequote ? State.QUOTE_IN_QUOTED : State.IN_FIELD;
        else this.field += character;
        return;
      case State.ESCAPED_IN_QUOTED:
        this.add(character === "" ? "\n" : character, State.QUOTED);
        return;
      case State.QUOTE_IN_QUOTED:
        if (isQuote) this.add(character, State.QUOTED);
        else if (character === this.delimiter) this.save(State.START_FIELD);
        else if (isEnd) this.save(afterEnd);
        else throw malformed(number, `'${this.delimiter}' expected after '${quotechar}'`);
        return;
      default:
        if (character === "") this.state = State.START_RECORD;
        else if (!isEnd) throw malformed(number, "new-line character seen in unquoted field");
    }
  }

  private add(character: string, next: number): void {
    this.field += character;
    this.state = next;
  }
}

/** The records of lines cut at one character. Throws `UnreadableFile` where Python's csv module does. */
export function csvRecords(lines: readonly string[], options: CsvOptions, delimiter: string): string[][] {
  const reader = new RecordReader(options, delimiter);
  try {
    return readRecords(reader, lines);
  } catch (error) {
    // pandas leaves out what csv.reader breaks on, and goes on in its midst.
    const isBroken = isSignetError(error, "UnreadableFile") && error.pythonError === "ParserError";
    if (isBroken && options.onBadLines !== "error") throw undecidedOption("on_bad_lines", options.onBadLines);
    // pandas may have all rows that it wants before it comes to the broken line.
    throw isBroken && options.nrows !== null ? undecidedOption("nrows", BigInt(options.nrows)) : error;
  }
}

function readRecords(reader: RecordReader, lines: readonly string[]): string[][] {
  const records: string[][] = [];
  for (const [index, line] of lines.entries()) {
    const record = reader.line(line, index + 1);
    if (record !== null) records.push(record);
  }
  reader.end(lines.length);
  return records;
}

/** Patterns that mean the same to Python's and JavaScript's regular expressions. */
const COMMON = /^(?:[^\\()?*+{}|^$.[\]]|\\[sdwtSDW|.+*?^$()[\]{}\\,;:/-]|[+*?|]|\[[^\]\\^[]+\])+$/u;

/** The records of lines cut by a regular expression; `Undecided` for one that only Python is sure to read. Source: `PythonParser._make_reader`. */
export function splitRecords(lines: readonly string[], sep: string): string[][] {
  if (!COMMON.test(sep)) throw undecidedOption("sep", sep);
  let pattern: RegExp;
  try {
    pattern = new RegExp(sep, "u");
  } catch {
    throw undecidedOption("sep", sep);
  }
  if (pattern.test("")) throw undecidedOption("sep", sep);
  // The first line is read before the end is looked for: it is empty where the text is.
  return (lines.length === 0 ? [""] : lines).map((line) => line.trim().split(pattern));
}
