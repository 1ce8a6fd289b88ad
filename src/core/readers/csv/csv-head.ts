import { checkColumnCount } from "../../limits.ts";
import type { ReadSettings } from "../settings.ts";
import type { BodyPlan } from "./body-plan.ts";
import type { BodyTally } from "./body-tally.ts";
import { decoder } from "./cell-decoder.ts";
import { columnRules } from "./column-rules.ts";
import type { CsvOptions } from "./csv-options.ts";
import type { Dialect } from "./dialect.ts";
import { headLineCount, type Layout, layoutFromHead } from "./layout.ts";
import type { LayoutColumn } from "./layout-column.ts";
import { WHITESPACE_SEP } from "./option-engine.ts";
import { markByte } from "./option-reader.ts";
import { Tokenizer } from "./tokenizer.ts";
import { Utf8Check } from "./utf8-check.ts";

function dialectFrom(options: CsvOptions): Dialect {
  const byte = (mark: string | null) => (mark === null || mark === "" ? -1 : markByte(mark));
  const whitespace = options.sep === WHITESPACE_SEP;
  const { skipRows } = options;
  const skipsNothing = typeof skipRows === "number" ? skipRows === 0 : skipRows.size === 0;
  return {
    delimiter: whitespace ? -1 : byte(options.sep),
    whitespace,
    terminator: byte(options.lineTerminator),
    quote: options.quoting === 3 ? -1 : byte(options.quotechar),
    doublequote: options.doublequote,
    escape: byte(options.escapechar),
    comment: byte(options.comment),
    skipInitialSpace: options.skipInitialSpace,
    skipBlankLines: options.skipBlankLines,
    skipLine: skipsNothing ? null : typeof skipRows === "number" ? (line) => line < skipRows : (line) => skipRows.has(line),
  };
}

const isAscii = (mark: string) => mark.charCodeAt(0) < 128;
/** Bytes that the tokenizer is given at a time. */
const PIECE_BYTES = 1 << 14;
/** A character that no text has. */
const NO_MARK = "\uffff";

/** A line of the head: its cells, padded as pandas pads it, and how many of them the file has. */
interface HeadLine {
  readonly cells: readonly Uint8Array[];
  readonly written: number;
}

/** What the first lines settle: the columns, how the lines after them are counted, and where these begin. */
export interface CsvHead {
  readonly columns: readonly LayoutColumn[];
  readonly plan: BodyPlan;
  /** Lines among the first that are data, as cells, and how many of them the file has. */
  readonly rows: readonly HeadLine[];
  /** Leading columns that the file itself makes the index. */
  readonly impliedIndex: number;
  /** Whether columns label the rows: leading ones, or those of `index_col`. */
  readonly hasIndex: boolean;
  /** Why the columns that are asked for are refused, once the longest line is known. */
  readonly refusalAt: Layout["refusalAt"];
  /** Bytes of the head, and its lines in the file. */
  readonly byteLength: number;
  readonly lineCount: number;
}

/** Whether no column's texts can matter, before it is known which columns there are. */
const asksNoTexts = (options: CsvOptions, { preprocessing, textFacts }: Pick<ReadSettings, "preprocessing" | "textFacts">): boolean =>
  options.byPython !== true &&
  options.dtype === null &&
  options.parseDates.length === 0 &&
  !options.parsesIndex &&
  options.trueValues.length + options.falseValues.length === 0 &&
  options.naValues === null &&
  options.decimal === "." &&
  options.thousands === null &&
  preprocessing?.astype === undefined &&
  textFacts === undefined;

/** Reads the header and the first line of data, which together settle names and columns. Fed in chunks of any size. */
export class HeadReader {
  private readonly options: CsvOptions;
  private readonly settings: Pick<ReadSettings, "preprocessing" | "numberFacts" | "textFacts">;
  private readonly wanted: number;
  private readonly dialect: Dialect;
  private readonly tokenizer: Tokenizer;
  private readonly encoding: string | null;
  private readonly text: { readonly byte: number };
  private readonly known: Layout | undefined;
  private check: Utf8Check | null = null;
  private readonly lines: HeadLine[] = [];
  /** Fields that the line before had, after padding. */
  private width = -1;

  /** `encoding` names what the bytes are, or is null where they were decoded before; `text.byte`, where the first of them lies in the file; `known` is where columns lie, if that is known. */
  constructor(
    options: CsvOptions,
    settings: Pick<ReadSettings, "preprocessing" | "numberFacts" | "textFacts">,
    encoding: string | null,
    text: { readonly byte: number },
    known?: Layout,
  ) {
    this.known = known;
    this.options = options;
    this.settings = settings;
    this.wanted = headLineCount(options);
    this.dialect = dialectFrom(options);
    this.encoding = encoding;
    this.text = text;
    this.tokenizer = new Tokenizer(this.dialect, { line: (bytes, starts, ends, count) => this.takeLine(bytes, starts, ends, count) });
    this.expectLine();
  }

  /** Takes the next bytes; returns those past the head once it is whole, and null while it is not. */
  push(chunk: Uint8Array): Uint8Array | null {
    if (this.encoding !== null) this.check ??= new Utf8Check(this.encoding, this.text.byte);
    this.check?.check(chunk);
    // In pieces, since the tokenizer keeps a copy of what it is given, and most heads end in the first.
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      this.tokenizer.push(piece);
      if (this.tokenizer.stopped) return chunk.subarray(at + piece.length - this.tokenizer.rest.length);
    }
    return null;
  }

  /** Ends a file that is over before its head is whole. */
  end(): void {
    this.check?.end();
    this.tokenizer.end();
  }

  /** Decides names and columns. Throws `UnreadableFile` where pandas refuses them. */
  settle(): CsvHead {
    const { options, dialect } = this;
    const layout =
      this.known ??
      layoutFromHead(
        this.lines.map(({ cells }) => cells.map((cell) => decoder.decode(cell))),
        options,
      );
    checkColumnCount(layout.columns.length);
    const named = options.header === null ? options.names : null;
    return {
      columns: layout.columns,
      plan: {
        // Lines skipped by number lie before the head's end; a list may name later ones.
        dialect: typeof options.skipRows === "number" ? { ...dialect, skipLine: null } : dialect,
        width: this.known !== undefined ? this.known.width : named !== null ? Math.max(layout.width, named.length) : this.width,
        isWidthLimit: options.usecols === null,
        skipsLongLines: options.onBadLines !== "error",
        columns: columnRules(options, this.settings, layout),
        counting: {
          // Of a character past ASCII the parser takes one byte, which no number has.
          decimal: isAscii(options.decimal) ? options.decimal : NO_MARK,
          thousands: options.thousands === null || isAscii(options.thousands) ? options.thousands : null,
          trueValues: options.trueValues,
          falseValues: options.falseValues,
        },
      },
      rows: this.lines.slice(layout.dataStart),
      impliedIndex: layout.leading,
      hasIndex: layout.leading > 0 || (Array.isArray(this.options.indexCol) && this.options.indexCol.length > 0),
      refusalAt: layout.refusalAt,
      byteLength: this.tokenizer.consumed,
      lineCount: this.tokenizer.fileLines,
    };
  }

  /** Names are kept whole, and so is data of which options may ask anything. The last line of the head is data. */
  private expectLine(): void {
    const isLast = this.lines.length === this.wanted - 1;
    this.tokenizer.shortened = isLast && asksNoTexts(this.options, this.settings) ? "texts" : "none";
  }

  private takeLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): boolean {
    const cells = Array.from({ length: count }, (_, cell) => bytes.slice(starts[cell], ends[cell]));
    // pandas pads a line to the width of the one before it once the header has ended.
    if (this.lines.length >= this.wanted - 1) while (cells.length < this.width) cells.push(new Uint8Array());
    this.width = cells.length;
    this.lines.push({ cells, written: count });
    this.expectLine();
    return this.lines.length === this.wanted;
  }
}

/** Counts the head's rows of data, `limit` at most. */
export function countHeadRows({ rows }: CsvHead, tally: BodyTally, limit: number | null): void {
  for (const { cells, written } of limit === null ? rows : rows.slice(0, limit)) {
    const bytes = new Uint8Array(cells.reduce((sum, cell) => sum + cell.length, 0));
    const starts = new Int32Array(cells.length);
    const ends = new Int32Array(cells.length);
    let at = 0;
    for (const [index, cell] of cells.entries()) {
      starts[index] = at;
      bytes.set(cell, at);
      at += cell.length;
      ends[index] = at;
    }
    tally.countLine(bytes, starts, ends, written);
  }
}
