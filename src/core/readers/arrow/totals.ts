import type { ByteSource } from "../../bytes/byte-source.ts";
import { windowedSource } from "../../bytes/read-ahead.ts";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { type ArrowCounts, type DeclaredBy, emptyArrowCounts, mergeArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowField, type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { ReadContext } from "../reader.ts";
import { BatchWalker } from "./batch-counts.ts";
import type { IpcFile } from "./ipc-messages.ts";

/** Bytes that are asked for at once where all of a file is read. */
export const WINDOW_BYTES = 4 << 20;

export interface ColumnTotal {
  readonly counts: ArrowCounts;
  readonly declaredBy?: DeclaredBy;
}

/** What was counted in all batches of a file. */
export interface ArrowTotals {
  readonly rowCount: number;
  /** In the order of the schema's fields. */
  readonly columns: readonly ColumnTotal[];
  readonly dictionaries: ReadonlyMap<bigint, ArrowCounts>;
  /** Whether something was not looked at: broken data or invalid text there would not be known. */
  readonly isPartial: boolean;
}

/** Dictionaries by id, with the type of their values. */
export function dictionaryTypes(fields: readonly ArrowField[], found = new Map<bigint, ArrowType>()): Map<bigint, ArrowType> {
  for (const { type } of fields) {
    if (type.kind === "dictionary") {
      found.set(type.id, type.values);
      dictionaryTypes(childFields(type.values), found);
    }
    dictionaryTypes(childFields(type), found);
  }
  return found;
}

/** The type of a dictionary's values. Throws `UnreadableFile` for one that no column uses. */
export function dictionaryType(types: ReadonlyMap<bigint, ArrowType>, id: bigint): ArrowType {
  const type = types.get(id);
  if (type !== undefined) return type;
  throw new SignetError("UnreadableFile", text`The Arrow file has a dictionary that no column uses.`, { pythonError: "ArrowInvalid" });
}

export const zeroCounts = (type: ArrowType): ArrowCounts => emptyArrowCounts(childFields(type).map(({ type: child }) => zeroCounts(child)));

/** Throws `UnreadableFile` where a column has another number of rows than its batch. */
export function checkRows({ name }: ArrowField, length: number, rowCount: number): void {
  if (length === rowCount) return;
  throw new SignetError("UnreadableFile", text`The column ${name} has ${length} rows in a batch of ${rowCount}.`, {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });
}

/** Counts every batch of a file, reading all of it that could be broken or invalid; with `numberFacts` also the extremes of whole numbers. */
export async function countedTotals(
  source: ByteSource,
  file: IpcFile,
  { numberFacts, signal, onProgress }: ReadContext & { readonly numberFacts: boolean },
): Promise<ArrowTotals> {
  const { fields, bigEndian } = file.schema;
  const types = dictionaryTypes(fields);
  const columns = fields.map(({ type }) => zeroCounts(type));
  const dictionaries = new Map<bigint, ArrowCounts>();
  const window = windowedSource(source, WINDOW_BYTES);
  let rowCount = 0;
  for await (const message of file.messages(signal)) {
    const walker = new BatchWalker(window, message.layout, { bigEndian, depth: "all", numberFacts });
    if (message.kind === "dictionary") {
      const counts = await walker.count(dictionaryType(types, message.id));
      const before = dictionaries.get(message.id);
      dictionaries.set(message.id, message.isDelta && before !== undefined ? mergeArrowCounts(before, counts) : counts);
      continue;
    }
    for (const [index, field] of fields.entries()) {
      signal?.throwIfAborted();
      const entries = field.type.kind === "dictionary" ? dictionaries.get(field.type.id)?.length : undefined;
      const counts = await walker.count(field.type, defined({ entries }));
      checkRows(field, counts.length, message.layout.rowCount);
      columns[index] = mergeArrowCounts(columns[index] as ArrowCounts, counts);
    }
    rowCount += message.layout.rowCount;
    onProgress?.({ bytes: message.layout.body.end, byteLength: source.byteLength, rows: rowCount });
  }
  return { rowCount, columns: columns.map((counts) => ({ counts })), dictionaries, isPartial: false };
}
