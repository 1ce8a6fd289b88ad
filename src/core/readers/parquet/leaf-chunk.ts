import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import type { ValueSink } from "../typed-profile.ts";
import { statisticsProblem } from "./chunk-statistics.ts";
import type { ColumnMetaData, ColumnOrder, ParquetFooter } from "./file-metadata.ts";
import { brokenParquet } from "./footer.ts";
import { type FileMetaData, getMaxDefinitionLevel, getMaxRepetitionLevel, type SchemaTree } from "./hyparquet.ts";
import type { ParquetNode } from "./parquet-schema.ts";
import { leafTrees, type ParquetTree } from "./schema-elements.ts";
import { isBefore, type Writer, writerOf } from "./writer-version.ts";

type RowGroup = FileMetaData["row_groups"][number];

/** What is done with a chunk's values: all are checked, and of whole numbers the extremes found too, and the first null rows listed; or only NaNs are looked for; or none is decoded. */
export type ValueDepth = "extremes" | "check" | "nan" | "skip";

/** Whether every value of the chunk is looked at, and so a broken page found. */
export const isChecked = (depth: ValueDepth): boolean => depth === "check" || depth === "extremes";

/** parquet-mr before 1.2.9 leaves a page header out of a chunk's length; pyarrow reads on a little for it (PARQUET-816). */
const HEADER_SLACK_BYTES = 100;
const COUNTS_HEADERS = [1, 2, 9] as const;

/** One leaf in one row group: where it lies, and how deep it is read. */
export interface LeafChunk {
  /** From the column down to the leaf. */
  readonly path: readonly ParquetNode[];
  /** The same in the file's schema, from the root on. */
  readonly schemaPath: readonly SchemaTree[];
  readonly column: ColumnMetaData;
  readonly start: number;
  /** Some bytes at the end may lie behind its last page. */
  readonly end: number;
  /** The rows of its group as the footer says, and the first of them in the file. */
  readonly rows: number;
  /** More rows than these pyarrow does not read of it, even if it has more. */
  readonly mostRows: number;
  readonly firstRow: number;
  readonly depth: ValueDepth;
  /** Whether pages are packed even where they say that they are not. */
  readonly isPacked: boolean;
  /** Sees every value, where they are asked for. */
  readonly sink?: ValueSink;
}

/** All leaves below a node, each with the path down to it. */
export function leafPaths(node: ParquetNode, above: readonly ParquetNode[] = []): (readonly ParquetNode[])[] {
  const path = [...above, node];
  return node.path !== null ? [path] : node.children.flatMap((child) => leafPaths(child, path));
}

/** Whether a leaf has one value per row. */
const isFlatPath = (path: readonly ParquetNode[]): boolean => path.every(({ repeated }) => repeated === null);

/** A leaf's path as messages write it. */
export const nameOf = (path: readonly ParquetNode[]): string => must(path.at(-1)?.path).join(".");

/** What is taken of a chunk that the footer describes not at all. */
const NO_VALUES: ColumnMetaData = {
  type: "BOOLEAN",
  encodings: [],
  path_in_schema: [],
  codec: "UNCOMPRESSED",
  num_values: 0n,
  total_uncompressed_size: 0n,
  total_compressed_size: 0n,
  data_page_offset: 0n,
};

/** parquet-cpp before Arrow 3 packs the pages of version 2, though it says that it does not: ARROW-10353 in Arrow's tracker. */
const PACKS_ALWAYS = /^parquet-cpp\s+version\s+[01]\./i;

/** Throws where a histogram of levels has not one count for each level. Source: `SizeStatistics::Validate` in `parquet/size_statistics.cc`. */
function checkHistograms(source: ByteSource, name: string, { histograms }: ColumnMetaData, schemaPath: readonly SchemaTree[]): void {
  if (histograms === undefined) return;
  const highest = [getMaxRepetitionLevel([...schemaPath]), getMaxDefinitionLevel([...schemaPath])];
  for (const [index, length] of histograms.entries())
    if (length > 0 && length !== (highest[index] as number) + 1)
      throw brokenParquet(source, `the column ${name} has a histogram of ${length} levels.`);
}

/** Finds the chunks of a file's row groups by their leaf, and checks them against the file. */
export class FileChunks {
  private readonly source: ByteSource;
  private readonly groups: readonly {
    readonly rows: number;
    readonly firstRow: number;
    readonly columns: RowGroup["columns"];
  }[];
  readonly rowCount: number;
  /** The place of each leaf among those of the schema, which is that of its chunk in every row group. */
  private readonly places: ReadonlyMap<ParquetNode | undefined, number>;
  private readonly schemaPaths: readonly (readonly ParquetTree[])[];
  private readonly columnOrders: readonly ColumnOrder[] | null;
  private readonly writer: Writer;
  private readonly isPacked: boolean;
  /** The place of each leaf's column among those that are read. */
  private readonly readPlaces: ReadonlyMap<ParquetNode | undefined, number>;
  /** Whether all that the footer says of how many rows there are agrees. If not, only the pages show it. */
  readonly isEven: boolean;

  constructor(
    source: ByteSource,
    { rowGroups, createdBy, columnOrders }: Pick<ParquetFooter, "rowGroups" | "createdBy" | "columnOrders">,
    tree: ParquetTree,
    nodes: readonly ParquetNode[],
    wanted: readonly boolean[] = nodes.map(() => true),
  ) {
    this.source = source;
    const read = nodes.filter((_, index) => wanted[index]).flatMap((node) => (leafPaths(node).length > 0 ? [leafPaths(node)] : []));
    this.readPlaces = new Map(read.flatMap((paths, place) => paths.map((path) => [path.at(-1), place] as const)));
    this.places = new Map(nodes.flatMap((node) => leafPaths(node)).map((path, place) => [path.at(-1), place]));
    this.schemaPaths = leafTrees(tree);
    // Source: `SchemaDescriptor::updateColumnOrders` in `parquet/schema.cc`.
    if (columnOrders !== null && columnOrders.length !== this.schemaPaths.length)
      throw brokenParquet(source, `its footer has an order for ${columnOrders.length} of ${this.schemaPaths.length} columns.`);
    this.columnOrders = columnOrders;
    this.writer = writerOf(createdBy);
    this.isPacked = PACKS_ALWAYS.test(createdBy);
    let firstRow = 0;
    this.groups = rowGroups.map(({ num_rows, columns }) => {
      const rows = Math.max(0, Number(num_rows));
      firstRow += rows;
      return { rows, firstRow: firstRow - rows, columns };
    });
    this.rowCount = firstRow;
    const flat = read.flatMap((paths, place) =>
      paths.filter(isFlatPath).map((path) => [must(this.places.get(path.at(-1))), place] as const),
    );
    this.isEven = rowGroups.every(({ num_rows, columns }) =>
      flat.every(
        ([own, asked]) => columns[own]?.meta_data?.num_values === num_rows && (columns[asked]?.meta_data?.num_values ?? 0n) >= num_rows,
      ),
    );
  }

  get count(): number {
    return this.groups.length;
  }

  rowsOf(group: number): number {
    return must(this.groups[group]).rows;
  }

  /** Throws `UnreadableFile` where the footer says of it what cannot be. */
  find(group: number, path: readonly ParquetNode[], depth: ValueDepth): LeafChunk {
    const { source } = this;
    const leaf = must(path.at(-1));
    const { rows, firstRow, columns } = must(this.groups[group]);
    const place = must(this.places.get(leaf));
    const chunk = columns[place];
    const schemaPath = must(this.schemaPaths[place]);
    if (chunk === undefined) throw brokenParquet(source, `the column ${leaf.field.name} is missing in a row group.`);
    // A writer that was interrupted may have said nothing of a chunk, which is then empty.
    const said: ColumnMetaData = chunk.meta_data ?? NO_VALUES;
    const name = nameOf(path);
    checkHistograms(source, name, said, schemaPath);
    const mostRows = this.mostRows(columns, leaf);
    const made = { path, schemaPath, column: said, rows, mostRows, firstRow, depth, isPacked: this.isPacked };
    // Nothing is read of a chunk without values, so where it lies does not matter.
    if (said.num_values <= 0n) return { ...made, start: 0, end: 0 };
    const { dictionary_page_offset: dictionary, data_page_offset: data } = said;
    const start = Number(dictionary && dictionary < data ? dictionary : data);
    const end = start + Number(said.total_compressed_size);
    if (chunk.crypto_metadata !== undefined) throw brokenParquet(source, `the column ${name} is encrypted.`);
    if (start < 0 || end > source.byteLength || end < start) throw brokenParquet(source, `the column ${name} is outside the file.`);
    if (mostRows > 0) this.checkStatistics(leaf, said, place);
    const slack = isBefore(this.writer, "parquet-mr", COUNTS_HEADERS) ? HEADER_SLACK_BYTES : 0;
    return { ...made, start, end: Math.min(end + slack, source.byteLength) };
  }

  /**
   * How many rows are asked for of a column: as many as the chunk has values whose place among the file's is that of the column among those that are
   * read. The group's own number is not looked at. Source: `FileReaderImpl::ReadColumn` in `parquet/arrow/reader.cc`.
   */
  private mostRows(columns: RowGroup["columns"], leaf: ParquetNode): number {
    const asked = Number(columns[must(this.readPlaces.get(leaf))]?.meta_data?.num_values ?? 0n);
    if (asked < 0) throw brokenParquet(this.source, `a column has ${asked} values in a row group.`);
    return asked;
  }
  private checkStatistics(leaf: ParquetNode, said: ColumnMetaData, place: number): void {
    const { source, writer, columnOrders } = this;
    const element = this.schemaPaths[place]?.at(-1)?.element;
    const order = columnOrders?.[place] ?? "undefined";
    const problem = element === undefined ? null : statisticsProblem(leaf, element, said, { order, writer });
    if (problem !== null) throw brokenParquet(source, `the column ${must(leaf.path).join(".")} ${problem}.`);
  }
}
