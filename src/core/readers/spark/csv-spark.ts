import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import { datum, SignetError, text } from "../../errors.ts";
import type { SparkReading, SparkStep } from "../../evidence/spark-reading.ts";
import { CsvInference, safeHeader } from "../../spark/csv-inference.ts";
import { type CsvFormat, SparkCsvParser } from "../../spark/csv-parser.ts";
import { trimmed } from "../../spark/java-number.ts";
import type { SparkOptions } from "../../spark/options.ts";
import { type SparkType, sparkTypeName } from "../../spark/spark-type.ts";
import type { Watch } from "../progress.ts";
import { textLines, wholeText } from "./text-lines.ts";

/** univocity refuses records of more cells. Source: `CSVOptions.maxColumns`. */
const MOST_COLUMNS = 20_480;

function formatOf(
  { quote, escape: escaping, comment, ignoreLeadingWhiteSpace, ignoreTrailingWhiteSpace }: SparkOptions,
  sep: string,
): CsvFormat {
  const char = sep === "\\t" ? "\t" : sep;
  if (char.length !== 1)
    throw new SignetError("Undecided", text`Signet does not know how Spark splits at ${sep}.`, {
      remedy: "Set sep in the signer's config to one character.",
    });
  return {
    sep: char,
    quote: quote === "" ? "\0" : quote,
    escape: escaping === "" ? "\0" : escaping,
    comment: comment === "" ? null : comment,
    ignoreLeading: ignoreLeadingWhiteSpace,
    ignoreTrailing: ignoreTrailingWhiteSpace,
  };
}

/** The columns of records as they come. */
class CsvColumns {
  private readonly options: SparkOptions;
  private readonly inference: CsvInference;
  private names: readonly string[] | null = null;
  private types: SparkType[] = [];
  private steps: SparkStep[][] = [];
  private rows = 0;

  constructor(options: SparkOptions) {
    this.options = options;
    this.inference = new CsvInference(options);
  }

  get hasHeader(): boolean {
    return this.names !== null;
  }

  header(cells: readonly string[]): void {
    this.names = safeHeader(cells, this.options);
    this.types = cells.map(() => ({ kind: "null" }));
    this.steps = cells.map(() => []);
  }

  row(cells: readonly string[]): void {
    if (cells.length > MOST_COLUMNS)
      throw new SignetError("UnreadableFile", text`A row has more than ${MOST_COLUMNS} cells.`, {
        pythonError: "SparkException",
        place: { row: this.rows + 1 },
      });
    const row = this.rows++;
    if (!this.options.inferSchema) return;
    const count = Math.min(cells.length, this.types.length);
    for (let index = 0; index < count; index++) {
      const [before, cell] = [this.types[index] as SparkType, cells[index] as string];
      const after = this.inference.next(before, cell);
      if (after === before) continue;
      this.types[index] = after;
      if (after.kind === before.kind) continue;
      this.steps[index]?.push({ from: sparkTypeName(before), to: sparkTypeName(after), row, sample: datum(cell) });
    }
  }

  reading(): SparkReading {
    const columns = (this.names ?? []).map((name, index) => {
      const type = must(this.types[index]);
      const isOpen = type.kind === "null";
      return { name, type: isOpen ? ({ kind: "string" } as const) : type, steps: must(this.steps[index]) };
    });
    return { columns, rowCount: this.rows };
  }
}

async function readLines(
  source: ByteSource,
  options: SparkOptions,
  parser: SparkCsvParser,
  columns: CsvColumns,
  state: { first: string | null },
  watch: Watch,
) {
  const { comment } = options;
  for await (const lines of textLines(source, options.encoding, watch.signal)) {
    for (const line of lines) {
      if ((comment !== "" && line.startsWith(comment)) || trimmed(line) === "") continue;
      if (state.first === null) {
        state.first = line;
        columns.header(parser.record(line) ?? []);
      }
      // Spark drops every line that equals the header.
      if (options.header && line === state.first) continue;
      const cells = parser.record(line);
      if (cells !== null) columns.row(cells);
    }
  }
}

/** The line break of a file with cells of several lines: the first that it has. */
function normalized(content: string): string {
  const found = /\r\n|\n|\r/.exec(content)?.[0] ?? "\n";
  return found === "\n" ? content : content.replaceAll(found, "\n");
}

async function readRecords(source: ByteSource, options: SparkOptions, parser: SparkCsvParser, columns: CsvColumns, watch: Watch) {
  let isFirst = true;
  for (const cells of parser.records(normalized(await wholeText(source, options.encoding, watch.signal)))) {
    if (!columns.hasHeader) columns.header(cells);
    // Of each file the first record is the header.
    if (!isFirst || !options.header) columns.row(cells);
    isFirst = false;
  }
}

/** `spark.read.csv`: the columns of all files, in their order. Source: `CSVDataSource`. */
export async function readCsvForSpark(
  sources: readonly ByteSource[],
  options: SparkOptions,
  sep: string,
  watch: Watch,
): Promise<SparkReading> {
  const parser = new SparkCsvParser(formatOf(options, sep));
  const columns = new CsvColumns(options);
  const state = { first: null };
  for (const source of sources) {
    if (options.multiLine === true) await readRecords(source, options, parser, columns, watch);
    else await readLines(source, options, parser, columns, state, watch);
  }
  return columns.reading();
}
