import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import { pandasMetadata } from "../arrow/pandas-metadata.ts";
import { columnLabels } from "../arrow/typed-columns.ts";
import type { RowCell, RowsQuery } from "../file-rows.ts";
import type { ReadContext, ReadRows } from "../reader.ts";
import type { ReadSettings } from "../settings.ts";
import { typedValue, valueCell } from "../typed-cells.ts";
import { assembleNested, DEFAULT_PARSERS, type DecodedArray, type SchemaTree } from "./hyparquet.ts";
import { leafPaths, nameOf } from "./leaf-chunk.ts";
import { leafRows, type RowRange } from "./leaf-rows.ts";
import { openParquet, type ParquetFile } from "./open-parquet.ts";
import type { ParquetNode } from "./parquet-schema.ts";
import { decoding } from "./read-chunks.ts";

/** The values of one column in some rows of a group. Rejects as a reader does. */
export async function columnRows(
  source: ByteSource,
  { file }: Pick<ParquetFile, "file">,
  node: ParquetNode,
  group: number,
  { start, end }: RowRange,
): Promise<readonly unknown[]> {
  const leaves = leafPaths(node).map((path) => file.find(group, path, "check"));
  const data = new Map<string, DecodedArray>();
  let top: SchemaTree | undefined;
  let first = 0;
  for (const chunk of leaves) {
    const schemaPath = [...chunk.schemaPath];
    // Below the root is the column.
    top = schemaPath[1];
    const rows = await decoding(source, chunk, () => leafRows(source, chunk, schemaPath, { start, end }));
    if (node.path !== null) return rows.values.slice(start - rows.first, end - rows.first);
    // What is assembled begins in every leaf at the same row.
    first = start;
    data.set(nameOf(chunk.path), rows.values.slice(start - rows.first, end - rows.first));
  }
  const [leaf] = leaves;
  if (top === undefined || leaf === undefined || first >= leaf.rows) return [];
  return decoding(source, leaf, () => {
    assembleNested(data, top, DEFAULT_PARSERS);
    return Array.from(must(data.get(top.path.join("."))));
  });
}

/** Some rows of a Parquet file, from the pages that hold them of the columns that are wanted. */
export async function parquetRows(
  source: ByteSource,
  settings: ReadSettings,
  query: RowsQuery,
  { signal, onProgress }: ReadContext,
): Promise<ReadRows> {
  const opened = await openParquet(source, settings);
  const { nodes, fields, order, file, metadata } = opened;
  const pandas = pandasMetadata(metadata, fields);
  const columns = order
    .map((index) => ({ node: must(nodes[index]), field: must(fields[index]) }))
    .filter(({ field }) => pandas?.indexFields.has(field.name) !== true);
  const shown = columns.slice(query.firstColumn, query.firstColumn + query.columnCount);
  const labels = columnLabels(
    columns.map(({ field }) => field),
    pandas,
  ).slice(query.firstColumn, query.firstColumn + query.columnCount);
  const last = query.firstRow + query.rowCount;
  const rows: RowCell[][] = [];
  let passed = 0;
  for (let group = 0; group < file.count && passed < last; group++) {
    const count = file.rowsOf(group);
    const range = { start: Math.max(0, query.firstRow - passed), end: Math.min(count, last - passed) };
    passed += count;
    if (range.start >= range.end) continue;
    const taken: RowCell[][] = Array.from({ length: range.end - range.start }, () => []);
    for (const { node, field } of shown) {
      signal?.throwIfAborted();
      const values = await columnRows(source, opened, node, group, range);
      for (const [index, cells] of taken.entries()) cells.push(valueCell(typedValue(field.type, values[index]), field.type, query));
      onProgress?.({ bytes: 0, byteLength: source.byteLength, rows: passed });
    }
    rows.push(...taken);
  }
  return { columns: labels.map(({ name }) => name), columnTotal: columns.length, rows, passed };
}
