import type { ByteSource } from "../../bytes/byte-source.ts";
import { openParquet } from "./open-parquet.ts";
import { columnRows } from "./rows-parquet.ts";

const decoder = new TextDecoder();

/** Values as JSON would have them: texts for bytes, numbers for bigints that are safe. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return decoder.decode(value);
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/**
 * The rows of a Parquet file as objects of some of its columns, one after the other: for files that describe others, such as checkpoints.
 * Texts only, no times or decimals. Columns that the file lacks are left out. Rejects as a reader does.
 */
export async function* parquetObjects(source: ByteSource, wanted: readonly string[]): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const opened = await openParquet(source, { options: new Map() });
  const nodes = opened.nodes.filter(({ field }) => wanted.includes(field.name));
  for (let group = 0; group < opened.file.count; group++) {
    const range = { start: 0, end: opened.file.rowsOf(group) };
    const columns: (readonly [string, readonly unknown[]])[] = [];
    for (const node of nodes) columns.push([node.field.name, await columnRows(source, opened, node, group, range)]);
    for (let row = 0; row < range.end; row++) yield Object.fromEntries(columns.map(([name, values]) => [name, plain(values[row])]));
  }
}
