import type { ByteSource } from "../../bytes/byte-source.ts";
import type { ValueSink } from "../typed-profile.ts";
import { brokenParquet } from "./footer.ts";
import type { FileMetaData } from "./hyparquet.ts";
import type { ParquetNode } from "./parquet-schema.ts";

type RowGroup = FileMetaData["row_groups"][number];

export type ColumnMetaData = NonNullable<RowGroup["columns"][number]["meta_data"]>;

/** What is done with a chunk's values: all are checked, and of whole numbers the extremes found too, and the first null rows listed; or only NaNs are looked for; or none is decoded. */
export type ValueDepth = "extremes" | "check" | "nan" | "skip";

/** Whether every value of the chunk is looked at, and so a broken page found. */
export const isChecked = (depth: ValueDepth): boolean => depth === "check" || depth === "extremes";

/** Old writers count a page header short; pyarrow reads on a little for them (PARQUET-816). */
const HEADER_SLACK_BYTES = 100;

/** One leaf in one row group: where it lies, and how deep it is read. */
export interface LeafChunk {
  /** From the column down to the leaf. */
  readonly path: readonly ParquetNode[];
  readonly column: ColumnMetaData;
  readonly start: number;
  /** Some bytes at the end may lie behind its last page. */
  readonly end: number;
  /** The rows of its group, and the first of them in the file. */
  readonly rows: number;
  readonly firstRow: number;
  readonly depth: ValueDepth;
  /** Sees every value, where they are asked for. */
  readonly sink?: ValueSink;
}

/** All leaves below a node, each with the path down to it. */
export function leafPaths(node: ParquetNode, above: readonly ParquetNode[] = []): (readonly ParquetNode[])[] {
  const path = [...above, node];
  return node.path !== null ? [path] : node.children.flatMap((child) => leafPaths(child, path));
}

const keyOf = (path: readonly string[] | null | undefined) => path?.join("\u0000");

/** Finds the chunks of a file's row groups by their leaf, and holds them against the file. */
export class FileChunks {
  private readonly source: ByteSource;
  private readonly groups: readonly {
    readonly rows: number;
    readonly firstRow: number;
    readonly byPath: ReadonlyMap<string | undefined, RowGroup["columns"][number]>;
  }[];
  readonly rowCount: number;

  constructor(source: ByteSource, groups: readonly RowGroup[]) {
    this.source = source;
    let firstRow = 0;
    this.groups = groups.map(({ num_rows, columns }) => {
      const rows = Number(num_rows);
      if (rows < 0) throw brokenParquet(source, "a row group has a negative number of rows.");
      firstRow += rows;
      // Where a path repeats, its first chunk counts.
      const byPath = new Map(columns.map((chunk) => [keyOf(chunk.meta_data?.path_in_schema), chunk] as const).reverse());
      return { rows, firstRow: firstRow - rows, byPath };
    });
    this.rowCount = firstRow;
  }

  get count(): number {
    return this.groups.length;
  }

  rowsOf(group: number): number {
    return this.groups[group]?.rows ?? 0;
  }

  /** Throws `UnreadableFile` where the footer says of it what cannot be. */
  find(group: number, path: readonly ParquetNode[], depth: ValueDepth): LeafChunk {
    const { source } = this;
    const leaf = path.at(-1);
    const { rows = 0, firstRow = 0, byPath } = this.groups[group] ?? {};
    const chunk = byPath?.get(keyOf(leaf?.path));
    const column = chunk?.meta_data;
    if (leaf === undefined || chunk === undefined || column === undefined)
      throw brokenParquet(source, `the column ${leaf?.field.name ?? ""} is missing in a row group.`);
    const name = column.path_in_schema.join(".");
    // A column that is no list has one value a row; another count is broken, and may be huge.
    if (path.every(({ repeated }) => repeated === null) && Number(column.num_values) !== rows)
      throw brokenParquet(source, `the column ${name} has ${column.num_values} values in a group of ${rows} rows.`);
    const { dictionary_page_offset: dictionary, data_page_offset: data } = column;
    const start = Number(dictionary && dictionary < data ? dictionary : data);
    const end = start + Number(column.total_compressed_size);
    if (chunk.crypto_metadata !== undefined) throw brokenParquet(source, `the column ${name} is encrypted.`);
    if (start < 0 || end > source.byteLength || end < start) throw brokenParquet(source, `the column ${name} lies outside the file.`);
    return { path, column, start, end: Math.min(end + HEADER_SLACK_BYTES, source.byteLength), rows, firstRow, depth };
  }
}
