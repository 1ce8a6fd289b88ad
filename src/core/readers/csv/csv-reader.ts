import type { ByteSource } from "../../bytes/byte-source.ts";
import { datum, SignetError, text } from "../../errors.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import type { TextColumnOptions } from "../../evidence/text-evidence.ts";
import type { ReadContext, Reader } from "../reader.ts";
import type { ReadSettings } from "../settings.ts";
import { ColumnCounter } from "./column-counter.ts";
import type { Dialect } from "./dialect.ts";
import { headLineCount, type Layout, type LayoutColumn, layoutFromHead } from "./layout.ts";
import type { LineSink } from "./line-sink.ts";
import { missingValuesFor } from "./missing-values.ts";
import { type CsvOptions, parseCsvOptions } from "./options.ts";
import { Tokenizer } from "./tokenizer.ts";
import { toUtf8 } from "./transcode.ts";

const decoder = new TextDecoder();

function dialectFrom(options: CsvOptions): Dialect {
  const byte = (mark: string | null) => (mark === null ? -1 : mark.charCodeAt(0));
  const { skipRows } = options;
  const skipsNothing = typeof skipRows === "number" ? skipRows === 0 : skipRows.size === 0;
  return {
    delimiter: byte(options.sep),
    quote: options.quoting === 3 ? -1 : byte(options.quotechar),
    doublequote: options.doublequote,
    escape: byte(options.escapechar),
    comment: byte(options.comment),
    skipInitialSpace: options.skipInitialSpace,
    skipBlankLines: options.skipBlankLines,
    skipLine: skipsNothing ? null : typeof skipRows === "number" ? (line) => line < skipRows : (line) => skipRows.has(line),
  };
}

/** Whether an option that lists columns means this one, by name or by position among the frame's columns. */
function isListed(listed: readonly (bigint | string)[], column: LayoutColumn, index: number): boolean {
  return listed.some((reference) =>
    typeof reference === "bigint"
      ? typeof column.name === "bigint"
        ? reference === column.name
        : Number(reference) === index
      : reference === column.name,
  );
}

function declaredDtype(options: CsvOptions, layout: Layout, { name, position }: LayoutColumn): string | undefined {
  const { dtype } = options;
  if (dtype === null || typeof dtype === "string") return dtype ?? undefined;
  const names = typeof name === "string" ? [name, layout.originalNames.get(name) ?? name] : [String(name)];
  for (const known of names) {
    const declared = dtype.get(known);
    if (declared !== undefined) return declared;
  }
  return typeof name === "string" ? undefined : dtype.get(String(position));
}

function columnOptions(
  options: CsvOptions,
  astype: ReadSettings["astype"],
  layout: Layout,
  column: LayoutColumn,
  index: number,
): TextColumnOptions {
  const cast = typeof astype === "string" ? astype : astype?.get(String(column.name));
  const dtype = declaredDtype(options, layout, column);
  const dates = isListed(options.parseDates, column, index);
  return {
    ...(dtype === undefined ? {} : { dtype }),
    ...(options.dtypeBackend === null ? {} : { dtypeBackend: options.dtypeBackend }),
    ...(options.trueValues.length + options.falseValues.length > 0 ? { listedBooleans: true } : {}),
    ...(cast !== undefined && /^datetime64|^<?M8|^timestamp/.test(cast) ? { castDates: true } : {}),
    ...(dates ? { dates, dayfirst: options.dayfirst, dateFormat: options.dateFormat } : {}),
  };
}

/** `parse_dates` that names no column is refused before anything is read. Source: `validate_parse_dates_presence`. */
function checkParseDates(options: CsvOptions, layout: Layout): void {
  const missing = options.parseDates.filter((reference) => !layout.columns.some((column, index) => isListed([reference], column, index)));
  const index = options.indexCol === false || options.indexCol === null ? [] : options.indexCol;
  const unknown = missing.filter((reference) => !index.includes(reference));
  if (unknown.length > 0) {
    throw new SignetError(
      "UnreadableFile",
      text`Missing column provided to 'parse_dates': ${unknown.map((name) => `'${String(name)}'`).join(", ")}.`,
      {
        pythonError: "ValueError",
        remedy: "Correct the option parse_dates.",
      },
    );
  }
}

/** Takes lines off the tokenizer: the first ones settle the layout, the others are counted. */
class LineCounter implements LineSink {
  layout: Layout | undefined;
  counter: ColumnCounter | undefined;

  private readonly options: CsvOptions;
  private readonly astype: ReadSettings["astype"];
  private readonly headLines: number;
  private head: Uint8Array[][] = [];
  /** Fields that the line before had, after padding. */
  private width = -1;

  constructor(options: CsvOptions, astype: ReadSettings["astype"]) {
    this.options = options;
    this.astype = astype;
    this.headLines = headLineCount(options);
  }

  line(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number, fileLine: number): boolean {
    const { counter, layout } = this;
    if (counter !== undefined && layout !== undefined) {
      if (count > this.width && this.options.usecols === null) return this.refuseLongLine(count, fileLine);
      counter.countLine(bytes, starts, ends, count);
      return counter.rowCount === this.options.nrows;
    }
    const cells = Array.from({ length: count }, (_, cell) => bytes.slice(starts[cell], ends[cell]));
    // pandas pads a line to the width of the one before it once the header has ended.
    if (this.head.length >= this.headLines - 1) while (cells.length < this.width) cells.push(new Uint8Array());
    this.width = cells.length;
    this.head.push(cells);
    return this.head.length === this.headLines && this.settle();
  }

  /** Ends the head: decides names and columns, and counts those of its lines that are data. Returns true where no more rows are wanted. */
  settle(): boolean {
    const { options } = this;
    const head = this.head.map((cells) => cells.map((cell) => decoder.decode(cell)));
    const layout = layoutFromHead(head, options);
    checkParseDates(options, layout);
    this.layout = layout;
    if (options.header === null && options.names !== null) this.width = Math.max(layout.width, options.names.length);
    const columns = layout.columns.map((column, index) => ({
      position: column.position,
      missing: missingValuesFor(options, String(column.name), column.position),
      options: columnOptions(options, this.astype, layout, column, index),
    }));
    this.counter = new ColumnCounter(columns, {
      decimal: options.decimal,
      thousands: options.thousands,
      trueValues: options.trueValues,
      falseValues: options.falseValues,
      numberFacts: this.astype !== undefined,
    });
    const data = this.head.slice(layout.dataStart);
    this.head = [];
    for (const cells of data) {
      if (this.counter.rowCount === options.nrows) return true;
      this.countCells(cells);
    }
    return this.counter.rowCount === options.nrows;
  }

  private countCells(cells: readonly Uint8Array[]): void {
    const starts = new Int32Array(cells.length);
    const ends = new Int32Array(cells.length);
    const bytes = new Uint8Array(cells.reduce((sum, cell) => sum + cell.length, 0));
    let at = 0;
    for (const [index, cell] of cells.entries()) {
      starts[index] = at;
      bytes.set(cell, at);
      at += cell.length;
      ends[index] = at;
    }
    this.counter?.countLine(bytes, starts, ends, cells.length);
  }

  private refuseLongLine(count: number, fileLine: number): boolean {
    if (this.options.onBadLines !== "error") return false;
    throw new SignetError("UnreadableFile", text`Expected ${this.width} fields in line ${fileLine}, saw ${count}.`, {
      place: { line: fileLine },
      pythonError: "ParserError",
      remedy: 'Check the separator and the quotes of that line, or pass on_bad_lines="skip".',
    });
  }
}

/** Progress is told at most this often, so that telling costs nothing. */
const PROGRESS_BYTES = 4 << 20;

async function readCsv(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<TableDataset> {
  const tabs =
    settings.format === "tsv" || settings.format === "tab" || (settings.format === undefined && /\.(tsv|tab)(\.\w+)?$/i.test(source.name));
  const options = parseCsvOptions(settings.options, tabs ? "\t" : ",");
  const sink = new LineCounter(options, settings.astype);
  const tokenizer = new Tokenizer(dialectFrom(options), sink);
  let bytes = 0;
  let told = 0;
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of source.stream(context.signal === undefined ? {} : { signal: context.signal })) {
      yield chunk;
      bytes += chunk.byteLength;
      if (bytes - told >= PROGRESS_BYTES) {
        told = bytes;
        context.onProgress?.({ bytes, byteLength: source.byteLength, rows: sink.counter?.rowCount ?? 0 });
      }
    }
  }
  let first = true;
  for await (const chunk of toUtf8(withoutMark(counted()), options.encoding)) {
    context.signal?.throwIfAborted();
    tokenizer.push(first && options.encoding !== "utf-8" ? stripMark(chunk) : chunk);
    if (chunk.length > 0) first = false;
    if (tokenizer.stopped) break;
  }
  tokenizer.end();
  if (sink.counter === undefined) sink.settle();
  const { counter, layout } = sink;
  if (counter === undefined || layout === undefined)
    throw new SignetError("Internal", ["The layout of ", datum(source.name), " was not settled."]);
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: counter.rowCount });
  const evidence = counter.evidence();
  return {
    kind: "table",
    columns: layout.columns.flatMap(({ name }, index) => {
      const counted = evidence[index];
      return counted === undefined ? [] : [{ name, evidence: counted }];
    }),
    rowCount: counter.rowCount,
    notes: [],
  };
}

const stripMark = (chunk: Uint8Array) => (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk);

/** Drops a UTF-8 byte order mark, however the chunks are cut. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array();
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    const joined: Uint8Array = new Uint8Array(head.length + chunk.length);
    joined.set(head);
    joined.set(chunk, head.length);
    head = joined;
    if (head.length >= 3) {
      yield stripMark(head);
      head = null;
    }
  }
  if (head !== null && head.length > 0) yield head;
}

/** CSV, TSV and TXT as `pd.read_csv(path, low_memory=False, **options)` reads them with its C engine. */
export const csvReader: Reader = {
  kind: "csv",
  extensions: ["csv", "txt", "tsv", "tab"],
  sniff(head, name) {
    const isNamed = /\.(csv|tsv|txt|tab)(\.\w+)?$/i.test(name);
    const hasZeros = head.includes(0) && head[0] !== 0xff && head[0] !== 0xfe;
    if (hasZeros) return { confidence: isNamed ? 0.5 : 0.02, reason: "it holds zero bytes, as text seldom does" };
    if (isNamed) return { confidence: 0.6, reason: "its name ends like a text table's" };
    return { confidence: 0.2, reason: "it is text" };
  },
  read: readCsv,
};
