import { openEscape, openQuote } from "./csv-refusals.ts";
import type { Dialect } from "./dialect.ts";
import { LineBuffer, type Shortened } from "./line-buffer.ts";
import type { LineSink } from "./line-sink.ts";
import { BREAKS_FIELD, BREAKS_QUOTED, breaksOf, CR, LF, SPACE, State, stateInSkippedLine, TAB } from "./tokenizer-state.ts";

/**
 * Cuts bytes into lines of cells exactly as `tokenize_bytes` of pandas 3.1.1 does (`pandas/_libs/src/parser/tokenizer.cpp`), fed in chunks of any size.
 *
 * It has the bytes of the current line only. A cell's bytes are a range of that buffer: where quotes or escapes are taken out,
 * the rest moves up in place, so no cell is ever copied elsewhere.
 */
export class Tokenizer extends LineBuffer {
  /** Lines of the file that have ended, skipped and blank ones included. */
  fileLines: number;
  stopped = false;

  private readonly dialect: Dialect;
  private readonly sink: LineSink;
  private readonly breaks: Uint8Array;
  /** What ends a line, and what does so besides: -1 under another terminator. */
  private readonly terminator: number;
  private readonly carriage: number;
  private state: number = State.START_RECORD;

  constructor(dialect: Dialect, sink: LineSink, fileLines = 0, shortened: Shortened = "none") {
    super(shortened);
    this.fileLines = fileLines;
    this.dialect = dialect;
    this.sink = sink;
    this.breaks = breaksOf(dialect);
    this.terminator = dialect.terminator < 0 ? LF : dialect.terminator;
    this.carriage = dialect.terminator < 0 ? CR : -1;
  }

  protected override get lineNumber(): number {
    return this.fileLines + 1;
  }

  protected override get isInCell(): boolean {
    return this.state === State.IN_FIELD || this.state === State.IN_QUOTED_FIELD;
  }

  /** Bytes of the lines that have ended, and of the current one so far. */
  get consumed(): number {
    return this.dropped + this.at;
  }

  /** Once it is stopped: the bytes that were pushed and not looked at. Valid until the next push. */
  get rest(): Uint8Array {
    return this.buffer.subarray(this.at, this.length);
  }

  /** Takes the next bytes. Throws `UnreadableFile` where the sink refuses a line. */
  push(chunk: Uint8Array): void {
    if (this.stopped) return;
    this.append(chunk);
    this.run();
  }

  /** Ends the file: an unfinished line counts, an open quote is refused as pandas refuses it. */
  end(): void {
    if (this.stopped) return;
    switch (this.state) {
      case State.START_RECORD:
      case State.WHITESPACE_LINE:
      case State.EAT_CRNL_NOP:
      case State.EAT_LINE_COMMENT:
        return;
      case State.ESCAPE_IN_QUOTED_FIELD:
      case State.IN_QUOTED_FIELD:
        throw openQuote(this.fileLines + 1);
      case State.ESCAPED_CHAR:
        throw openEscape(this.fileLines + 1);
      case State.IN_FIELD:
      case State.START_FIELD:
      case State.QUOTE_IN_QUOTED_FIELD:
        this.endCell();
        break;
    }
    if (this.state >= State.START_FIELD_IN_SKIP_LINE && this.state !== State.EAT_WHITESPACE) return;
    this.endLine();
  }

  private endLine(): void {
    this.fileLines++;
    if (this.sink.line(this.buffer, this.starts, this.ends, this.cells, this.fileLines)) this.stopped = true;
    this.startLine();
  }

  private startLine(): void {
    this.beginLine();
    this.state = State.START_RECORD;
  }

  /** A line that yields nothing: blank, skipped or a comment. */
  private passLine(): void {
    this.fileLines++;
    this.startLine();
  }

  /** The same, where it ends in a carriage return. */
  private passCarriage(): void {
    this.fileLines++;
    this.state = State.EAT_CRNL_NOP;
  }

  private run(): void {
    while (this.at < this.length && !this.stopped) {
      switch (this.state) {
        case State.START_RECORD:
          this.startRecord();
          break;
        case State.START_FIELD:
          this.startField();
          break;
        case State.IN_FIELD:
          this.inField();
          break;
        case State.IN_QUOTED_FIELD:
          this.inQuotedField();
          break;
        case State.QUOTE_IN_QUOTED_FIELD:
          this.quoteInQuotedField();
          break;
        case State.ESCAPED_CHAR:
        case State.ESCAPE_IN_QUOTED_FIELD:
          this.take();
          this.state = this.state === State.ESCAPED_CHAR ? State.IN_FIELD : State.IN_QUOTED_FIELD;
          break;
        case State.EAT_CRNL:
          this.eatLineFeed();
          break;
        case State.EAT_CRNL_NOP: {
          // pandas swallows a delimiter here as well as the line feed; a file may depend on it.
          const byte = this.buffer[this.at] as number;
          if (byte === LF || this.isDelimiter(byte)) this.at++;
          this.startLine();
          break;
        }
        case State.EAT_WHITESPACE:
          this.eatWhitespace();
          break;
        case State.EAT_COMMENT:
          this.eatComment();
          break;
        case State.EAT_LINE_COMMENT:
        case State.WHITESPACE_LINE:
          this.eatUnfilledLine();
          break;
        default:
          this.skipLine();
      }
    }
  }

  private isDelimiter(byte: number): boolean {
    return byte === this.dialect.delimiter || (this.dialect.whitespace && (byte === SPACE || byte === TAB));
  }

  private startRecord(): void {
    const { dialect } = this;
    const byte = this.buffer[this.at] as number;
    if (dialect.skipLine?.(this.fileLines) === true) {
      this.state = byte === dialect.quote ? State.IN_QUOTED_FIELD_IN_SKIP_LINE : State.IN_FIELD_IN_SKIP_LINE;
      // A skipped line that starts with a carriage return goes on after it, as in pandas.
      this.at++;
      if (byte === this.terminator && byte !== dialect.quote) this.passLine();
    } else if (byte === this.terminator || byte === this.carriage) {
      this.at++;
      if (byte === this.terminator) dialect.skipBlankLines ? this.passLine() : this.endLine();
      else if (dialect.skipBlankLines) this.passCarriage();
      else this.state = State.EAT_CRNL;
    } else if (byte === dialect.comment) {
      this.at++;
      this.state = State.EAT_LINE_COMMENT;
    } else if ((byte === SPACE || byte === TAB) && (dialect.whitespace || (byte !== dialect.delimiter && dialect.skipBlankLines))) {
      this.at++;
      this.state = dialect.skipBlankLines ? State.WHITESPACE_LINE : State.EAT_WHITESPACE;
    } else this.state = State.START_FIELD;
  }

  private startField(): void {
    const { dialect } = this;
    const byte = this.buffer[this.at] as number;
    if (byte === this.terminator || byte === this.carriage) this.endCellAt(byte);
    else if (byte === dialect.quote) this.drop(State.IN_QUOTED_FIELD);
    else if (byte === dialect.escape) this.drop(State.ESCAPED_CHAR);
    else if (dialect.skipInitialSpace && byte === SPACE && !dialect.whitespace) this.drop(State.START_FIELD);
    else if (byte === dialect.delimiter || byte === dialect.comment) this.endCellAt(byte);
    else this.state = State.IN_FIELD;
  }

  /** Leaves the current byte out of the cell; at its start the cell simply begins later. */
  private drop(next: number): void {
    this.at++;
    if (this.write === this.cellStart) {
      this.cellStart = this.at;
      this.write = this.at;
    }
    this.state = next;
  }

  /** Ends the cell at a delimiter, a line's end or a comment. */
  private endCellAt(byte: number): void {
    this.at++;
    this.endCell();
    if (byte === this.terminator) this.endLine();
    else if (byte === this.carriage) this.state = State.EAT_CRNL;
    else if (this.isDelimiter(byte)) this.state = this.dialect.whitespace ? State.EAT_WHITESPACE : State.START_FIELD;
    else this.state = State.EAT_COMMENT;
  }

  private inField(): void {
    this.takeUntil(BREAKS_FIELD);
    if (this.at === this.length) return;
    const byte = this.buffer[this.at] as number;
    if (byte === this.dialect.escape && byte !== this.terminator && byte !== this.carriage) this.drop(State.ESCAPED_CHAR);
    else this.endCellAt(byte);
  }

  private inQuotedField(): void {
    this.takeUntil(BREAKS_QUOTED);
    if (this.at === this.length) return;
    const byte = this.buffer[this.at] as number;
    if (byte === this.dialect.escape) this.drop(State.ESCAPE_IN_QUOTED_FIELD);
    else this.drop(this.dialect.doublequote ? State.QUOTE_IN_QUOTED_FIELD : State.IN_FIELD);
  }

  private quoteInQuotedField(): void {
    const byte = this.buffer[this.at] as number;
    if (byte === this.dialect.quote) {
      this.take();
      this.state = State.IN_QUOTED_FIELD;
    } else if (this.isDelimiter(byte) || byte === this.terminator || byte === this.carriage) this.endCellAt(byte);
    else {
      this.take();
      this.state = State.IN_FIELD;
    }
  }

  /** Takes ordinary bytes up to one that breaks the scan; moves them up where something was taken out before. */
  private takeUntil(mask: number): void {
    const { buffer, breaks, length } = this;
    const from = this.at;
    let at = from;
    while (at < length && ((breaks[buffer[at] as number] as number) & mask) === 0) at++;
    if (this.write !== from) buffer.copyWithin(this.write, from, at);
    this.write += at - from;
    this.at = at;
  }

  private eatComment(): void {
    const byte = this.buffer[this.at++] as number;
    if (byte === this.terminator) this.endLine();
    else if (byte === this.carriage) this.state = State.EAT_CRNL;
  }

  /** What follows a carriage return that ended a line. Blanks there begin the next line; where they cut cells they are part of none. */
  private eatLineFeed(): void {
    const byte = this.buffer[this.at] as number;
    const isBlank = this.dialect.whitespace && (byte === SPACE || byte === TAB);
    if (byte === LF || isBlank) this.at++;
    this.endLine();
    if (isBlank) this.state = State.EAT_WHITESPACE;
  }

  /** Between cells that blanks cut, or before the first. */
  private eatWhitespace(): void {
    const byte = this.buffer[this.at] as number;
    if (byte === this.terminator) {
      this.at++;
      this.endLine();
    } else if (byte === this.carriage || byte === this.dialect.comment) {
      this.at++;
      this.state = byte === this.carriage ? State.EAT_CRNL : State.EAT_COMMENT;
    } else if (byte === SPACE || byte === TAB) this.drop(this.state);
    else this.startRecord();
  }

  /** A comment line, or one of white space so far, which may turn out to hold cells. */
  private eatUnfilledLine(): void {
    const byte = this.buffer[this.at++] as number;
    if (byte === this.terminator) this.passLine();
    else if (byte === this.carriage) this.passCarriage();
    else if (this.state === State.EAT_LINE_COMMENT) return;
    else if (this.dialect.whitespace) {
      this.at--;
      this.eatWhitespace();
    } else if ((byte !== SPACE && byte !== TAB) || byte === this.dialect.delimiter) {
      this.at = this.lineStart;
      this.cellStart = this.at;
      this.write = this.at;
      this.state = State.START_FIELD;
    }
  }

  private skipLine(): void {
    const { dialect } = this;
    const byte = this.buffer[this.at++] as number;
    const isQuoted = this.state === State.IN_QUOTED_FIELD_IN_SKIP_LINE;
    if (!isQuoted && byte === this.terminator) this.passLine();
    else if (!isQuoted && byte === this.carriage) this.passCarriage();
    else this.state = stateInSkippedLine(this.state, byte, dialect, this.isDelimiter(byte));
  }
}
