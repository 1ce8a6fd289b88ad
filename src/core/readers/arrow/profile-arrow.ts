import type { ByteSource } from "../../bytes/byte-source.ts";
import { windowedSource } from "../../bytes/read-ahead.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import type { ColumnProfile } from "../../profile/column-profile.ts";
import type { ReadContext } from "../reader.ts";
import { typedProfileMode, typedProfilers } from "../typed-profile.ts";
import { BatchWalker } from "./batch-counts.ts";
import { openIpc } from "./ipc-messages.ts";
import { pandasMetadata } from "./pandas-metadata.ts";
import { addSlots, type DictionaryValues } from "./slot-values.ts";
import { dictionaryType, dictionaryTypes, WINDOW_BYTES } from "./totals.ts";

/** The values of one dictionary message, by their place. */
function collected(add: (sink: Parameters<typeof addSlots>[4]) => void): unknown[] {
  const values: unknown[] = [];
  add({
    // A view would keep its whole batch in memory.
    add: (value) => values.push(value instanceof Uint8Array ? value.slice() : value),
    addMissing: (count) => {
      for (let missing = 0; missing < count; missing++) values.push(undefined);
    },
  });
  return values;
}

/** Profiles the columns of an Arrow file or stream, in the order of `dataset`; null for those of types that have no profile. */
export async function profileArrow(
  source: ByteSource,
  dataset: TableDataset,
  { signal, onProgress }: ReadContext,
): Promise<readonly (ColumnProfile | null)[]> {
  const file = await openIpc(source);
  const { fields, bigEndian, metadata } = file.schema;
  const pandas = pandasMetadata(metadata, fields);
  const isIndex = fields.map(({ name }) => pandas?.indexFields.has(name) === true);
  const profilers = typedProfilers(
    fields.map(({ type }) => type),
    dataset,
  );
  const types = dictionaryTypes(fields);
  const dictionaries = new Map<bigint, DictionaryValues>();
  const window = windowedSource(source, WINDOW_BYTES);
  let rows = 0;
  for await (const { layout, ...message } of file.messages(signal)) {
    const walker = new BatchWalker(window, layout, { bigEndian, depth: "needed" });
    if (message.kind === "dictionary") {
      const type = dictionaryType(types, message.id);
      if (typedProfileMode(type) === null) continue;
      const slots = await walker.slots(type);
      const values = collected((sink) => addSlots(slots, type, bigEndian, [], sink));
      dictionaries.set(message.id, message.isDelta ? [...(dictionaries.get(message.id) ?? []), ...values] : values);
      continue;
    }
    for (const [index, { type }] of fields.entries()) {
      signal?.throwIfAborted();
      const profiler = isIndex[index] ? null : profilers[index];
      if (profiler === null || profiler === undefined) walker.skip(type);
      else {
        const dictionary = type.kind === "dictionary" ? (dictionaries.get(type.id) ?? []) : [];
        addSlots(await walker.slots(type), type, bigEndian, dictionary, profiler);
      }
    }
    rows += layout.rowCount;
    onProgress?.({ bytes: layout.body.end, byteLength: source.byteLength, rows });
  }
  return profilers.flatMap((profiler, index) => (isIndex[index] ? [] : [profiler?.profile() ?? null]));
}
