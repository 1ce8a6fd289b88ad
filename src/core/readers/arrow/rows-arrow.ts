import type { ByteSource } from "../../bytes/byte-source.ts";
import { windowedSource } from "../../bytes/read-ahead.ts";
import type { RowCell, RowsQuery } from "../file-rows.ts";
import type { ReadContext, ReadRows } from "../reader.ts";
import { typedValue, valueCell } from "../typed-cells.ts";
import { BatchWalker } from "./batch-counts.ts";
import { openIpc } from "./ipc-messages.ts";
import { pandasMetadata } from "./pandas-metadata.ts";
import { slotValues } from "./slot-trees.ts";
import type { DictionaryValues } from "./slot-values.ts";
import { dictionaryType, dictionaryTypes, WINDOW_BYTES } from "./totals.ts";
import { columnLabels } from "./typed-columns.ts";

/** Some rows of an Arrow file or stream: of batches before them only the headers are read, and of theirs the buffers of the columns that are wanted. */
export async function arrowRows(source: ByteSource, query: RowsQuery, { signal, onProgress }: ReadContext): Promise<ReadRows> {
  const file = await openIpc(source);
  const { fields, bigEndian, metadata } = file.schema;
  const pandas = pandasMetadata(metadata, fields);
  const columns = fields.filter(({ name }) => pandas?.indexFields.has(name) !== true);
  const labels = columnLabels(fields, pandas).slice(query.firstColumn, query.firstColumn + query.columnCount);
  const wanted = columns.slice(query.firstColumn, query.firstColumn + query.columnCount);
  const isWanted = new Set(wanted);
  const types = dictionaryTypes(fields);
  const dictionaries = new Map<bigint, DictionaryValues>();
  const needed = new Set(wanted.flatMap(({ type }) => (type.kind === "dictionary" ? [type.id] : [])));
  const window = windowedSource(source, WINDOW_BYTES);
  const last = query.firstRow + query.rowCount;
  const rows: RowCell[][] = [];
  let passed = 0;
  for await (const { layout, ...message } of file.messages(signal)) {
    const walker = new BatchWalker(window, layout, { bigEndian, depth: "needed" });
    if (message.kind === "dictionary") {
      if (!needed.has(message.id)) continue;
      const type = dictionaryType(types, message.id);
      const tree = await walker.tree(type);
      const value = slotValues(tree, type, { bigEndian, dictionaries });
      const values = Array.from({ length: tree.length }, (_, slot) => value(slot));
      dictionaries.set(message.id, message.isDelta ? [...(dictionaries.get(message.id) ?? []), ...values] : values);
      continue;
    }
    const start = Math.max(0, query.firstRow - passed);
    const end = Math.min(layout.rowCount, last - passed);
    if (start < end) {
      const batch: RowCell[][] = Array.from({ length: end - start }, () => []);
      for (const field of fields) {
        signal?.throwIfAborted();
        if (!isWanted.has(field)) {
          walker.skip(field.type);
          continue;
        }
        const value = slotValues(await walker.tree(field.type), field.type, { bigEndian, dictionaries });
        for (const [index, cells] of batch.entries())
          cells.push(valueCell(typedValue(field.type, value(start + index)), field.type, query));
      }
      rows.push(...batch);
    }
    passed += layout.rowCount;
    onProgress?.({ bytes: layout.body.end, byteLength: source.byteLength, rows: passed });
    if (passed >= last) break;
  }
  return { columns: labels.map(({ name }) => name), columnTotal: columns.length, rows, passed };
}
