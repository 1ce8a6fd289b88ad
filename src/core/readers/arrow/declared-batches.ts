import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { type ArrowCounts, mergeArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { ReadContext } from "../reader.ts";
import { BatchWalker } from "./batch-counts.ts";
import { scanFloatsInParts } from "./float-parts.ts";
import type { FloatBuffer, FloatColumn } from "./float-scan.ts";
import type { IpcFile } from "./ipc-messages.ts";
import { type ArrowTotals, type ColumnTotal, checkRows, dictionaryType, dictionaryTypes, zeroCounts } from "./totals.ts";

/** What the headers of the batches say of a column without children. */
class HeaderCounts {
  readonly floats: FloatColumn | null;
  private length = 0;
  private nulls = 0;
  private widened = 0;

  constructor(type: ArrowType) {
    this.floats = type.kind === "float" ? { bits: type.bits, firstNan: -1 } : null;
  }

  get rows(): number {
    return this.length;
  }

  get hasNulls(): boolean {
    return this.nulls > 0;
  }

  add(length: number, nullCount: number): void {
    this.length += length;
    this.nulls += nullCount;
    if (nullCount > 0) this.widened += length - nullCount;
  }

  counts(): ArrowCounts {
    const { length, nulls, widened } = this;
    const firstNan = this.floats?.firstNan ?? -1;
    return {
      length,
      ...(nulls > 0 ? { nulls: { count: nulls, first: null } } : {}),
      ...(widened > 0 ? { widened } : {}),
      ...(firstNan >= 0 ? { nans: { count: 1, first: { row: firstNan }, atLeast: true as const } } : {}),
      children: [],
    };
  }
}

/** A column's counts: from the headers, or of a nested one from its offsets and validities. */
type Counted = { readonly kind: "headers"; readonly headers: HeaderCounts } | { readonly kind: "walked"; counts: ArrowCounts };

const hasText = (type: ArrowType): boolean =>
  type.kind === "utf8" ||
  (type.kind === "dictionary" && hasText(type.values)) ||
  childFields(type).some(({ type: child }) => hasText(child));

const countedOf = (type: ArrowType): Counted =>
  childFields(type).length === 0 ? { kind: "headers", headers: new HeaderCounts(type) } : { kind: "walked", counts: zeroCounts(type) };

async function addBatch(counted: Counted, type: ArrowType, walker: BatchWalker): Promise<{ length: number; values?: FloatBuffer }> {
  if (counted.kind === "walked") {
    const counts = await walker.count(type);
    counted.counts = mergeArrowCounts(counted.counts, counts);
    return { length: counts.length };
  }
  const { headers } = counted;
  const { length, nullCount, values } = walker.flat(type);
  const row = headers.rows;
  headers.add(length, nullCount);
  if (headers.floats === null || values === undefined || length === 0) return { length };
  return { length, values: { column: headers.floats, row, length, ...values, codec: walker.codec } };
}

function total(counted: Counted): ColumnTotal {
  if (counted.kind === "walked") return { counts: counted.counts };
  const counts = counted.headers.counts();
  return { counts, ...(counts.nulls === undefined && counts.nans === undefined ? {} : { declaredBy: "headers" as const }) };
}

/**
 * Counts a file from its batches' headers: types and nulls are there. Read are only what lists and structs hold, and columns of floats without nulls,
 * each until its first NaN. Texts are not looked at. Null where the headers do not say how many nulls there are.
 */
export async function declaredTotals(source: ByteSource, file: IpcFile, context: ReadContext): Promise<ArrowTotals | null> {
  const { fields, bigEndian } = file.schema;
  const types = dictionaryTypes(fields);
  const columns = fields.map(({ type }) => countedOf(type));
  const dictionaries = new Map<bigint, Counted>();
  const buffers: FloatBuffer[] = [];
  let rowCount = 0;
  let isPacked = false;
  for await (const message of file.messages(context.signal)) {
    if (message.layout.nodes.some(({ nullCount }) => nullCount < 0)) return null;
    const walker = new BatchWalker(source, message.layout, { bigEndian, depth: "needed" });
    isPacked ||= message.layout.codec !== null;
    if (message.kind === "dictionary") {
      const type = dictionaryType(types, message.id);
      const before = message.isDelta ? dictionaries.get(message.id) : undefined;
      const counted = before ?? countedOf(type);
      await addBatch(counted, type, walker);
      dictionaries.set(message.id, counted);
      continue;
    }
    for (const [index, field] of fields.entries()) {
      const { length, values } = await addBatch(columns[index] as Counted, field.type, walker);
      checkRows(field, length, message.layout.rowCount);
      if (values !== undefined) buffers.push(values);
    }
    rowCount += message.layout.rowCount;
  }
  const withNulls = new Set(
    columns.flatMap((column) => (column.kind === "headers" && column.headers.hasNulls ? [column.headers.floats] : [])),
  );
  const { signal, pool, onProgress } = context;
  await scanFloatsInParts(
    source,
    buffers.filter(({ column }) => !withNulls.has(column)),
    bigEndian,
    {
      ...defined({ signal, pool }),
      onProgress: ({ bytes }) => onProgress?.({ bytes, byteLength: source.byteLength, rows: rowCount }),
    },
  );
  const totals = columns.map(total);
  return {
    rowCount,
    columns: totals,
    dictionaries: new Map([...dictionaries].map(([id, counted]) => [id, total(counted).counts])),
    isPartial: isPacked || fields.some(({ type }) => hasText(type)) || totals.some(({ declaredBy }) => declaredBy !== undefined),
  };
}
