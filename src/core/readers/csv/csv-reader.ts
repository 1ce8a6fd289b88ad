import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import type { TableColumn, TableDataset } from "../../evidence/dataset.ts";
import type { ColumnProfile } from "../../profile/column-profile.ts";
import { isTabbed } from "../../python/read-csv.ts";
import type { RowsQuery } from "../file-rows.ts";
import type { ReadContext, Reader, ReadRows } from "../reader.ts";
import { isBinary, isUtf8 as isUtf8Text } from "../recognise/beginning.ts";
import type { ReadSettings } from "../settings.ts";
import { BodyScanner, type Engine, engineFor, type ScannerOptions } from "./body-scanner.ts";
import type { BodyTally, TallyQuery } from "./body-tally.ts";
import { handlerOf } from "./codecs/error-handlers.ts";
import { type CsvHead, countHeadRows, HeadReader } from "./csv-head.ts";
import type { CsvOptions } from "./csv-options.ts";
import { countParts, isSplitCsv, SPLIT_BYTES } from "./csv-parts.ts";
import { RowsTally } from "./csv-rows.ts";
import { onlyChunk, type TextProgress, textChunks, wholeText } from "./csv-text.ts";
import { FirstRows } from "./first-rows.ts";
import { KindTally } from "./kind-tally.ts";
import type { Layout } from "./layout.ts";
import { WHITESPACE_SEP } from "./option-engine.ts";
import { parseCsvOptions } from "./options.ts";
import { profileQuery } from "./profile-query.ts";
import { ProfileTally } from "./profile-tally.ts";
import { rewrittenCsv } from "./python/rewrite.ts";
import { isUtf8 } from "./transcode.ts";

function optionsFor(source: ByteSource, settings: ReadSettings): CsvOptions {
  const tabs = isTabbed(settings.format === undefined ? source.name : `.${settings.format}`);
  const options = parseCsvOptions(settings.options, tabs ? "\t" : ",");
  return settings.positionalDtypes === undefined ? options : { ...options, dtype: settings.positionalDtypes };
}

const COMMA = 0x2c;

function datasetOf({ head, tally: { counter, shortRows }, firstRows, hasMark }: TalliedFile<KindTally>): TableDataset {
  const evidence = counter.evidence();
  const cells = firstRows?.columns();
  const { delimiter, whitespace } = head.plan.dialect;
  const outside = head.plan.columns.slice(head.columns.length).flatMap((_, index): TableColumn[] => {
    const counted = evidence[head.columns.length + index];
    return counted === undefined ? [] : [{ name: null, evidence: counted }];
  });
  return {
    kind: "table",
    columns: head.columns.flatMap(({ name, writtenAs }, index) => {
      const counted = evidence[index];
      const firstCells = cells?.[index];
      if (counted === undefined) return [];
      return [
        {
          name,
          evidence: firstCells === undefined ? counted : { ...counted, firstCells },
          ...defined({ writtenAs }),
        },
      ];
    }),
    ...(outside.length === 0 ? {} : { outside }),
    rowCount: counter.rowCount,
    ...(head.hasIndex ? { labels: "stored" as const } : {}),
    notes: [],
    text: {
      ...defined({ shortRows, impliedIndex: head.impliedIndex || undefined, byteOrderMark: hasMark || undefined }),
      ...(delimiter === COMMA ? {} : { sep: whitespace ? WHITESPACE_SEP : String.fromCharCode(delimiter) }),
    },
  };
}

/** A file that was gone through. */
interface TalliedFile<Tally extends BodyTally> {
  readonly head: CsvHead;
  readonly tally: Tally;
  /** Kept where kinds are counted. */
  readonly firstRows: FirstRows | null;
  readonly hasMark: boolean;
}

/** How a reading is done, for tests; the result is the same. */
export interface CsvReading extends ScannerOptions {
  readonly engine?: Engine;
  /** Reading ends with this row, where fewer than all are wanted. */
  readonly rowLimit?: number;
}

/** Reads the head, and what came with it of the lines after it. */
async function readHead(reader: HeadReader, chunks: AsyncGenerator<Uint8Array>): Promise<{ head: CsvHead; rest: Uint8Array }> {
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    const rest = reader.push(next.value);
    if (rest !== null) return { head: reader.settle(), rest };
  }
  reader.end();
  return { head: reader.settle(), rest: new Uint8Array() };
}

/** Columns outside the frame are counted only for their dtype, which the first reading has judged. */
function withoutOutside(head: CsvHead): CsvHead {
  return { ...head, plan: { ...head.plan, columns: head.plan.columns.slice(0, head.columns.length) } };
}

/** Reads on until the first rows are there. */
async function fill(firstRows: FirstRows | null, chunks: AsyncGenerator<Uint8Array>): Promise<void> {
  while (firstRows?.isDone === false) {
    const next = await chunks.next();
    if (next.done === true) return;
    firstRows.push(next.value);
  }
}

/** Reads the head and, in one pass or in parts, the lines after it, into the tally that `query` wants and `tallyFor` makes. */
async function tallyFile<Tally extends BodyTally>(
  source: ByteSource,
  settings: ReadSettings,
  context: ReadContext,
  reading: CsvReading,
  query: TallyQuery,
  tallyFor: (head: CsvHead, engine: Engine) => Tally,
): Promise<TalliedFile<Tally>> {
  const given = optionsFor(source, settings);
  const handler = handlerOf(settings.options.get("encoding_errors"));
  const isBytes = isUtf8(given.encoding) && handler === "strict";
  const progress = { byte: 0, rows: 0 };
  const decoded = textChunks(source, given.encoding, handler, context, progress);
  const rewritten = given.engine === "python" ? rewrittenCsv(await wholeText(decoded, given.encoding), given) : null;
  const options = rewritten?.options ?? given;
  const encoding = isBytes && rewritten === null ? given.encoding : null;
  const chunks = rewritten === null ? decoded : onlyChunk(rewritten.bytes);
  try {
    return await tallyText(
      { source, settings, context, options, encoding, chunks, progress, layout: rewritten?.layout },
      reading,
      query,
      tallyFor,
    );
  } finally {
    // Where a line is refused, the file would stay open.
    await chunks.return(undefined);
  }
}

/** A file as text in UTF-8, and how it is read. */
interface CsvText {
  readonly source: ByteSource;
  readonly settings: ReadSettings;
  readonly context: ReadContext;
  readonly options: CsvOptions;
  /** What the bytes are; null where they were decoded before. */
  readonly encoding: string | null;
  readonly chunks: AsyncGenerator<Uint8Array, undefined>;
  readonly progress: TextProgress;
  readonly layout: Layout | undefined;
}

async function tallyText<Tally extends BodyTally>(
  { source, settings, context, options, encoding, chunks, progress, layout }: CsvText,
  { engine: wantedEngine, rowLimit, ...scanner }: CsvReading,
  query: TallyQuery,
  tallyFor: (head: CsvHead, engine: Engine) => Tally,
): Promise<TalliedFile<Tally>> {
  const { head: whole, rest } = await readHead(new HeadReader(options, settings, encoding, progress, layout), chunks);
  const head = rowLimit === undefined && query.kind === "kinds" ? whole : withoutOutside(whole);
  // Only the exact engine knows how long the longest line is.
  const engine = head.refusalAt(0) === null ? wantedEngine : "exact";
  const wanted = rowLimit === undefined ? options.nrows : Math.min(rowLimit, options.nrows ?? rowLimit);
  const begin = { startByte: progress.byte + head.byteLength, startLine: head.lineCount, rowLimit: wanted };
  const tally = tallyFor(head, engineFor(begin, engine));
  const firstRows = query.kind === "kinds" && context.firstCells !== "unwanted" ? new FirstRows(head, options.nrows) : null;
  firstRows?.push(rest);
  const body = new BodyScanner(head.plan, begin, tally, { ...scanner, encoding });
  countHeadRows(head, tally, wanted);
  const { pool } = context;
  if (encoding !== null && body.isFast && pool !== undefined && isSplitCsv(source, pool)) {
    await fill(firstRows, chunks);
    await chunks.return(undefined);
    body.finish();
    await countParts(source, head.plan, body.position, query, tally, pool, context);
  } else {
    body.push(rest);
    for (let next = await chunks.next(); next.done !== true && !body.isDone; next = await chunks.next()) {
      firstRows?.push(next.value);
      body.push(next.value);
      progress.rows = tally.rowCount;
    }
    body.end();
  }
  const refusal = head.refusalAt(body.widest);
  if (refusal !== null) throw refusal;
  firstRows?.end();
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: tally.rowCount });
  return { head, tally, firstRows, hasMark: progress.byte > 0 };
}

/** Counts what the cells of each column read as. */
export async function readCsv(
  source: ByteSource,
  settings: ReadSettings,
  context: ReadContext,
  reading: CsvReading = {},
): Promise<TableDataset> {
  const query = { kind: "kinds" } as const;
  return datasetOf(await tallyFile(source, settings, context, reading, query, ({ plan }, engine) => new KindTally(plan, engine)));
}

/** Profiles the columns that `readCsv` counted, in the order of `dataset`. Rejects as `readCsv` does. */
export async function profileCsv(
  source: ByteSource,
  settings: ReadSettings,
  dataset: TableDataset,
  context: ReadContext,
  reading: CsvReading = {},
): Promise<readonly ColumnProfile[]> {
  const query = profileQuery(
    dataset.columns.flatMap(({ evidence }) => (evidence.kind === "text" ? [evidence] : [])),
    dataset.rowCount,
  );
  const { tally } = await tallyFile(source, settings, context, reading, query, ({ plan }, engine) => new ProfileTally(plan, query, engine));
  return tally.data().profiles;
}

/** Some rows of the file as they are, by the tokenizer that the reference's rules are written in. Rejects as `readCsv` does. */
async function csvRows(source: ByteSource, settings: ReadSettings, query: RowsQuery, context: ReadContext): Promise<ReadRows> {
  const reading = { rowLimit: query.firstRow + query.rowCount };
  const { head, tally } = await tallyFile(source, settings, context, reading, { kind: "kinds" }, ({ plan }) => new RowsTally(plan, query));
  const { firstColumn, columnCount } = query;
  return {
    columns: head.columns.slice(firstColumn, firstColumn + columnCount).map(({ name }) => name),
    columnTotal: head.columns.length,
    rows: tally.rows,
    passed: tally.rowCount,
  };
}

/** CSV, TSV and TXT as `pd.read_csv(path, low_memory=False, **options)` reads them with its C engine. */
export const csvReader: Reader = {
  kind: "csv",
  extensions: ["csv", "txt", "tsv", "tab"],
  hasMagic: false,
  splitBytes: SPLIT_BYTES,
  sniff(head, name) {
    const isNamed = /\.(csv|tsv|txt|tab)(\.\w+)?$/i.test(name);
    const isOnlyNamed = isNamed && isUtf8Text(head);
    if (isBinary(head)) return { confidence: isOnlyNamed ? 0.5 : 0.02, reason: "it has control characters, as text seldom does" };
    if (isNamed) return { confidence: 0.6, reason: "its name ends like a text table's" };
    return { confidence: 0.2, reason: "it is text" };
  },
  read: (source, settings, context) => readCsv(source, settings, context),
  profile: (source, settings, dataset, context) => profileCsv(source, settings, dataset, context),
  rows: csvRows,
};
