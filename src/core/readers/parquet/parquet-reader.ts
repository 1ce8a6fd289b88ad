import type { ByteSource } from "../../bytes/byte-source.ts";
import { datum, SignetError, text } from "../../errors.ts";
import { type ArrowCounts, emptyArrowCounts, mergeArrowCounts } from "../../evidence/arrow-evidence.ts";
import type { ArrowType } from "../../evidence/arrow-type.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import { typedColumns } from "../arrow/arrow-reader.ts";
import { storedSchema } from "../arrow/ipc-messages.ts";
import { pandasMetadata } from "../arrow/pandas-metadata.ts";
import { ExtremeValues, hasExtremes } from "../extreme-values.ts";
import type { ReadContext, Reader } from "../reader.ts";
import type { ReadSettings } from "../settings.ts";
import { ColumnPages } from "./column-pages.ts";
import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from "./hyparquet.ts";
import { LevelCounter } from "./level-counter.ts";
import { type ParquetOptions, parquetOptions } from "./parquet-options.ts";
import { type ParquetNode, parquetNodes } from "./parquet-schema.ts";
import { restoreFields } from "./stored-schema.ts";

const MAGIC_BYTES = 4;
const FOOTER_BYTES = 8;
const HEADER_SLACK_BYTES = 100;

const broken = (source: ByteSource, message: string) =>
  new SignetError("UnreadableFile", text`${source.name} is no whole Parquet file: ${message}`, {
    place: { file: source.name },
    pythonError: "ArrowInvalid",
    remedy: "Download or write the file again.",
  });

/** What the footer says: schema, row groups, metadata. Reads the footer alone. */
async function readFooter(source: ByteSource): Promise<FileMetaData> {
  if (source.byteLength < MAGIC_BYTES + FOOTER_BYTES) throw broken(source, "it is too short.");
  const tail = await source.slice(source.byteLength - FOOTER_BYTES, source.byteLength);
  const magic = new TextDecoder().decode(tail.subarray(4));
  if (magic === "PARE")
    throw new SignetError("UnreadableFile", text`${source.name} is encrypted.`, {
      place: { file: source.name },
      pythonError: "OSError",
      remedy: "Write it without encryption.",
    });
  if (magic !== "PAR1") throw broken(source, "it does not end with PAR1.");
  const length = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(0, true);
  const start = source.byteLength - FOOTER_BYTES - length;
  if (start < MAGIC_BYTES) throw broken(source, "its footer is longer than the file.");
  const footer = (await source.slice(start, source.byteLength)).slice();
  try {
    return parquetMetadata(footer.buffer, { geoparquet: false });
  } catch (error) {
    throw broken(source, `its footer cannot be read (${error instanceof Error ? error.message : "unknown"}).`);
  }
}

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

type ColumnChunk = FileMetaData["row_groups"][number]["columns"][number];

async function countChunk(
  source: ByteSource,
  tree: SchemaTree,
  chunk: ColumnChunk,
  path: readonly ParquetNode[],
  numberFacts: boolean,
): Promise<LevelCounter> {
  const column = chunk.meta_data;
  const name = column?.path_in_schema.join(".") ?? "";
  if (column === undefined) throw broken(source, "a column chunk has no metadata.");
  const start = Number(
    column.dictionary_page_offset && column.dictionary_page_offset < column.data_page_offset
      ? column.dictionary_page_offset
      : column.data_page_offset,
  );
  // Old writers count a page header short; pyarrow reads on a little for them (PARQUET-816).
  const end = start + Number(column.total_compressed_size);
  if (chunk.crypto_metadata !== undefined) throw broken(source, `the column ${name} is encrypted.`);
  if (start < 0 || end > source.byteLength) throw broken(source, `the column ${name} lies outside the file.`);
  const counter = new LevelCounter(path);
  try {
    const type: ArrowType = path.at(-1)?.field.type ?? { kind: "null" };
    const extremes = numberFacts && hasExtremes(type) ? new ExtremeValues(type) : null;
    new ColumnPages(tree, column, counter, type.kind, extremes).count(
      await source.slice(start, Math.min(end + HEADER_SLACK_BYTES, source.byteLength)),
      Number(column.num_values),
    );
    counter.extremes = extremes?.extremes();
  } catch (error) {
    throw pageError(source, name, error);
  }
  return counter;
}

/** All leaves below a node, each with the path down to it. */
function leafPaths(node: ParquetNode, above: readonly ParquetNode[] = []): (readonly ParquetNode[])[] {
  const path = [...above, node];
  return node.path !== null ? [path] : node.children.flatMap((child) => leafPaths(child, path));
}

/** A node's counts from those of its first leaf, and its children's from theirs. */
function countsOf(node: ParquetNode, depth: number, counters: ReadonlyMap<ParquetNode, LevelCounter>): ArrowCounts {
  const [first] = leafPaths(node);
  const leaf = first?.at(-1);
  const counter = leaf === undefined ? undefined : counters.get(leaf);
  const children = node.children.map((child) => countsOf(child, depth + 1, counters));
  return counter === undefined ? emptyArrowCounts(children) : counter.counts(depth, children);
}

async function countColumn(
  source: ByteSource,
  tree: SchemaTree,
  group: FileMetaData["row_groups"][number],
  node: ParquetNode,
  numberFacts: boolean,
): Promise<ArrowCounts> {
  const counters = new Map<ParquetNode, LevelCounter>();
  const rows = Number(group.num_rows);
  if (rows < 0) throw broken(source, "a row group has a negative number of rows.");
  for (const path of leafPaths(node)) {
    const leaf = path.at(-1);
    const key = leaf?.path?.join("\u0000");
    const chunk = group.columns.find(({ meta_data: column }) => column?.path_in_schema.join("\u0000") === key);
    if (leaf === undefined || chunk === undefined) throw broken(source, `the column ${leaf?.field.name ?? ""} is missing in a row group.`);
    // A column that is no list has one value a row; another count is broken, and may be huge.
    const isFlat = path.every(({ repeated }) => repeated === null);
    if (isFlat && Number(chunk.meta_data?.num_values) !== rows)
      throw broken(source, `the column ${leaf.field.name} has ${chunk.meta_data?.num_values} values in a group of ${rows} rows.`);
    const counter = await countChunk(source, tree, chunk, path, numberFacts);
    if (counter.rows !== rows) throw broken(source, `the column ${leaf.field.name} has ${counter.rows} rows in a group of ${rows}.`);
    counters.set(leaf, counter);
  }
  return countsOf(node, 0, counters);
}

function zeroCounts(node: ParquetNode): ArrowCounts {
  return emptyArrowCounts(node.children.map(zeroCounts));
}

async function countFile(
  source: ByteSource,
  footer: FileMetaData,
  tree: SchemaTree,
  nodes: readonly ParquetNode[],
  numberFacts: boolean,
  context: ReadContext,
): Promise<{ readonly counts: ArrowCounts[]; readonly rowCount: number }> {
  const counts = nodes.map(zeroCounts);
  let rowCount = 0;
  for (const group of footer.row_groups) {
    for (const [index, node] of nodes.entries()) {
      context.signal?.throwIfAborted();
      counts[index] = mergeArrowCounts(counts[index] as ArrowCounts, await countColumn(source, tree, group, node, numberFacts));
      const last = group.columns[Math.min(index, group.columns.length - 1)]?.meta_data;
      context.onProgress?.({ bytes: Number(last?.data_page_offset ?? 0n), byteLength: source.byteLength, rows: rowCount });
    }
    rowCount += Number(group.num_rows);
  }
  return { counts, rowCount };
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

async function readParquet(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<TableDataset> {
  const options = parquetOptions(settings.options);
  const footer = await readFooter(source);
  let tree: SchemaTree;
  try {
    tree = parquetSchema(footer);
  } catch {
    throw broken(source, "its schema is no tree.");
  }
  const metadata = new Map((footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""]));
  const nodes = parquetNodes(tree);
  const fields = restoreFields(nodes, storedSchema(metadata.get("ARROW:schema")));
  const repeated = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) !== index);
  if (repeated !== undefined) throw broken(source, `several columns are called ${repeated.name}.`);
  const wanted = selected(fields, options);
  const { counts, rowCount } = await countFile(
    source,
    footer,
    tree,
    nodes.filter((_, index) => wanted[index]),
    settings.numberFacts !== undefined,
    context,
  );
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: rowCount });
  const kept = fields.filter((_, index) => wanted[index]);
  const columns = typedColumns(
    kept,
    (index) => ({ counts: counts[index] ?? emptyArrowCounts() }),
    pandasMetadata(metadata),
    options.dtypeBackend,
  );
  return { kind: "table", columns, rowCount, notes: [] };
}

/** Parquet as `pd.read_parquet(path, **options)` reads it with pyarrow, every page of it. */
export const parquetReader: Reader = {
  kind: "parquet",
  extensions: ["parquet", "pq"],
  sniff(head, _name, tail) {
    const isMagic = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31;
    if (isMagic(head) && isMagic(tail.subarray(-4))) return { confidence: 1, reason: "it begins and ends with Parquet's magic PAR1" };
    if (isMagic(head)) return { confidence: 0.9, reason: "it begins with Parquet's magic PAR1, though it does not end with it" };
    return { confidence: 0, reason: "it does not begin with Parquet's magic PAR1" };
  },
  read: readParquet,
};
