import type { ByteSource } from "../../bytes/byte-source.ts";
import { readAhead, windowedSource } from "../../bytes/read-ahead.ts";
import { datum, SignetError, text } from "../../errors.ts";
import { emptyArrowCounts } from "../../evidence/arrow-evidence.ts";
import type { ArrowField } from "../../evidence/arrow-type.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import { typedColumns } from "../arrow/arrow-reader.ts";
import { storedSchema } from "../arrow/ipc-messages.ts";
import { pandasMetadata } from "../arrow/pandas-metadata.ts";
import { hasExtremes } from "../extreme-values.ts";
import { pagesUnread } from "../pages-unread.ts";
import { type ReadContext, type ReadDepth, type Reader, typedDepth } from "../reader.ts";
import type { ReadSettings } from "../settings.ts";
import { ChunkPages } from "./chunk-pages.ts";
import { type ColumnPlan, DeclaredColumn, WholeColumn } from "./column-plan.ts";
import { brokenParquet, readFooter, TAIL_BYTES } from "./footer.ts";
import { type FileMetaData, parquetSchema, type SchemaTree } from "./hyparquet.ts";
import { FileChunks, isChecked, type LeafChunk, type ValueDepth } from "./leaf-chunk.ts";
import { type ParquetOptions, parquetOptions } from "./parquet-options.ts";
import { type ParquetNode, parquetNodes } from "./parquet-schema.ts";
import { restoreFields } from "./stored-schema.ts";

/** Failures of the decoders: what they do not know is undecided, what they find broken is unreadable. */
function pageError(source: ByteSource, column: string, error: unknown): unknown {
  if (error instanceof SignetError || (error instanceof Error && error.name === "AbortError")) return error;
  const message = error instanceof Error ? error.message : String(error);
  // A codec or encoding that is not even a known number is a broken header rather than something that is not here.
  const unknown = /unsupported|not supported|not implemented/i.test(message) && !message.endsWith("undefined");
  return new SignetError(unknown ? "Undecided" : "UnreadableFile", ["A page of ", datum(column), " cannot be decoded: ", message, "."], {
    place: { file: source.name, column },
    ...(unknown ? {} : { pythonError: "OSError" }),
    remedy: unknown ? "Ask pandas: pd.read_parquet(path).dtypes" : "Write the file again.",
  });
}

/** Bytes of a chunk that are asked for at once: enough that crossing into the browser's process costs little, and few to hold. */
const PIECE_BYTES = 4 << 20;
/** The first piece of a column whose first page may settle it. */
const FIRST_PIECE_BYTES = 256 << 10;

interface Piece {
  readonly plan: ColumnPlan;
  readonly chunk: LeafChunk;
  readonly pages: ChunkPages;
  readonly start: number;
  readonly end: number;
}

/** The pieces to read, in the order of the file; those of settled columns are left out as they come up. */
function* plannedPieces(source: ByteSource, tree: SchemaTree, plans: readonly ColumnPlan[], groupCount: number): Iterable<Piece> {
  for (let group = 0; group < groupCount; group++) {
    for (const plan of plans) {
      for (const chunk of plan.chunks(group)) {
        const pages = decoding(source, chunk, () => new ChunkPages(tree, chunk));
        const first = isChecked(chunk.depth) || chunk.firstRow > 0 ? PIECE_BYTES : FIRST_PIECE_BYTES;
        let start = chunk.start;
        do {
          const end = Math.min(chunk.end, start + (start === chunk.start ? first : PIECE_BYTES));
          yield { plan, chunk, pages, start, end };
          start = end;
        } while (start < chunk.end && !plan.isSettled(pages.counter));
      }
    }
  }
}

function decoding<Result>(source: ByteSource, { column }: LeafChunk, decode: () => Result): Result {
  try {
    return decode();
  } catch (error) {
    throw pageError(source, column.path_in_schema.join("."), error);
  }
}

async function countFile(
  source: ByteSource,
  tree: SchemaTree,
  plans: readonly ColumnPlan[],
  file: FileChunks,
  { signal, onProgress }: ReadContext,
): Promise<void> {
  const finished = new Set<ChunkPages>();
  const planned = plannedPieces(source, tree, plans, file.count);
  // Where all is read, chunks lie one behind the other and may be small; what is read of some columns is asked for piece by piece.
  const read = plans.every(({ isPartial }) => !isPartial)
    ? readAhead(windowedSource(source, PIECE_BYTES), planned, { aheadBytes: 0, signal })
    : readAhead(source, planned, { aheadBytes: PIECE_BYTES, signal });
  for await (const { range, bytes } of read) {
    const { plan, chunk, pages, end } = range;
    // What was asked for before it was known to be of no use.
    if (finished.has(pages) || plan.isSettled()) continue;
    decoding(source, chunk, () => pages.push(bytes, () => plan.isSettled(pages.counter)));
    onProgress?.({ bytes: end, byteLength: source.byteLength, rows: chunk.firstRow });
    if (end < chunk.end && !plan.isSettled(pages.counter)) continue;
    finished.add(pages);
    if (pages.isDone && pages.counter.rows !== chunk.rows)
      throw brokenParquet(
        source,
        `the column ${chunk.column.path_in_schema.join(".")} has ${pages.counter.rows} rows in a group of ${chunk.rows}.`,
      );
    plan.add(chunk, pages.counter);
  }
}

/** Columns that an option names, in the file's own order, the index's always. */
function selected<Field extends { readonly name: string }>(fields: readonly Field[], { columns }: ParquetOptions): readonly boolean[] {
  if (columns === null) return fields.map(() => true);
  const missing = columns.find((wanted) => !fields.some(({ name }) => name === wanted));
  if (missing !== undefined)
    throw new SignetError("UnreadableFile", text`The file has no column ${missing}.`, {
      pythonError: "ArrowInvalid",
      remedy: "Correct the option columns.",
    });
  return fields.map(({ name }) => columns.includes(name));
}

interface PlanContext {
  readonly settings: ReadSettings;
  readonly pages: ReadDepth;
  readonly isZeroTrusted: boolean;
}

/** How every page is read: for the extremes of whole numbers only where they are asked for. */
const wholeDepth =
  ({ numberFacts }: ReadSettings) =>
  (leaf: ParquetNode | undefined): ValueDepth =>
    numberFacts !== undefined && leaf !== undefined && hasExtremes(leaf.field.type) ? "extremes" : "check";

/** How a column is read. What lists and structs hold is in no statistics, so their levels are read always, and their floats for NaNs. */
function planOf(node: ParquetNode, file: FileChunks, { settings, pages, isZeroTrusted }: PlanContext): ColumnPlan {
  if (pages === "all") return new WholeColumn(node, file, wholeDepth(settings));
  if (node.path !== null) return new DeclaredColumn(node, file, isZeroTrusted);
  return new WholeColumn(node, file, (leaf) => (leaf?.field.type.kind === "float" ? "nan" : "skip"));
}

/** The first version of parquet-cpp whose null counts of Arrow's dictionaries are right: ARROW-12513 and GH-34106 in Arrow's tracker. */
const COUNTS_DICTIONARIES = 12;

/** Whether an old writer may have written 0 for the nulls of a column that was a dictionary; the schema that it stored tells which were. */
function isZeroTrusted(footer: FileMetaData, stored: readonly ArrowField[] | null, index: number, { field }: ParquetNode): boolean {
  const version = /^parquet-cpp(?:-arrow)? version (\d+)\./.exec(footer.created_by ?? "")?.[1];
  if (version === undefined || Number(version) >= COUNTS_DICTIONARIES) return true;
  const original = stored?.[index];
  return original?.name === field.name && original.type.kind !== "dictionary";
}

async function readParquet(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<TableDataset> {
  const options = parquetOptions(settings.options);
  const footer = await readFooter(source);
  let tree: SchemaTree;
  try {
    tree = parquetSchema(footer);
  } catch {
    throw brokenParquet(source, "its schema is no tree.");
  }
  const metadata = new Map((footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""]));
  const nodes = parquetNodes(tree);
  const stored = storedSchema(metadata.get("ARROW:schema"));
  const fields = restoreFields(nodes, stored);
  const repeated = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) !== index);
  if (repeated !== undefined) throw brokenParquet(source, `several columns are called ${repeated.name}.`);
  const wanted = selected(fields, options);
  const file = new FileChunks(source, footer.row_groups);
  const pages = typedDepth(settings, context);
  const plans = nodes.flatMap((node, index) =>
    wanted[index] === true ? [planOf(node, file, { settings, pages, isZeroTrusted: isZeroTrusted(footer, stored, index, node) })] : [],
  );
  await countFile(source, tree, plans, file, context);
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: file.rowCount });
  const keptNodes = nodes.filter((_, index) => wanted[index]);
  const counted = (index: number) => {
    const [plan, stored] = [plans[index], keptNodes[index]?.stored];
    return {
      counts: plan?.counts() ?? emptyArrowCounts(),
      ...(plan?.isDeclared === true ? { declaredBy: "footer" as const } : {}),
      ...(stored === undefined ? {} : { stored }),
    };
  };
  const kept = fields.filter((_, index) => wanted[index]);
  const columns = typedColumns(kept, counted, pandasMetadata(metadata), options.dtypeBackend);
  const notes = plans.some(({ isPartial }) => isPartial) ? [pagesUnread("footer")] : [];
  return { kind: "table", columns, rowCount: file.rowCount, notes };
}

/** Parquet as `pd.read_parquet(path, **options)` reads it with pyarrow. */
export const parquetReader: Reader = {
  kind: "parquet",
  extensions: ["parquet", "pq"],
  hasMagic: true,
  tailBytes: TAIL_BYTES,
  sniff(head, _name, tail) {
    const isMagic = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31;
    if (isMagic(head) && isMagic(tail.subarray(-4))) return { confidence: 1, reason: "it begins and ends with Parquet's magic PAR1" };
    if (isMagic(head)) return { confidence: 0.9, reason: "it begins with Parquet's magic PAR1, though it does not end with it" };
    return { confidence: 0, reason: "it does not begin with Parquet's magic PAR1" };
  },
  read: readParquet,
};
