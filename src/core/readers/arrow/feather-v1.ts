import { ByteBuffer } from "flatbuffers";
import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import type { ArrowCounts } from "../../evidence/arrow-evidence.ts";
import type { ArrowType, TimeUnit } from "../../evidence/arrow-type.ts";
import type { TableColumn, TableDataset } from "../../evidence/dataset.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { pagesUnread } from "../pages-unread.ts";
import type { ReadContext, ReadDepth } from "../reader.ts";
import { firstNan } from "./buffer-counts.ts";

/** Feather's first version: `FEA1`, columns, a flatbuffer of metadata, its length, `FEA1`. Source: `feather.fbs` of wesm/feather. */

const MAGIC = "FEA1";
const UNITS: readonly TimeUnit[] = ["s", "ms", "us", "ns"];

/** The types of `feather.fbs`, by their numbers. */
const TYPES: readonly (ArrowType | undefined)[] = [
  { kind: "bool" },
  ...[8, 16, 32, 64].map((bits): ArrowType => ({ kind: "int", bits, signed: true })),
  ...[8, 16, 32, 64].map((bits): ArrowType => ({ kind: "int", bits, signed: false })),
  { kind: "float", bits: 32 },
  { kind: "float", bits: 64 },
  { kind: "utf8", layout: "small" },
  { kind: "binary", layout: "small" },
  // Category, timestamp, date and time are reported by a column's metadata.
  undefined,
  undefined,
  undefined,
  undefined,
  { kind: "utf8", layout: "large" },
  { kind: "binary", layout: "large" },
];

/** `TypeMetadata` of a column. */
const Metadata = { none: 0, category: 1, timestamp: 2, date: 3, time: 4 } as const;

const broken = (message: string) =>
  new SignetError("UnreadableFile", text`The Feather file is broken: ${message}`, {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again as Feather 2: df.to_feather(path).",
  });

const isMagic = (bytes: Uint8Array) => [...MAGIC].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/** Whether a file is Feather's first version. */
export async function isFeatherV1(source: ByteSource): Promise<boolean> {
  return isMagic(await source.slice(0, MAGIC.length));
}

/** Fields of a flatbuffer table by their number; absent ones are undefined. */
class Table {
  readonly bytes: ByteBuffer;
  readonly at: number;

  constructor(bytes: ByteBuffer, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  private place(field: number): number {
    const offset = this.bytes.__offset(this.at, 4 + field * 2);
    return offset === 0 ? 0 : this.at + offset;
  }

  byte(field: number): number {
    const place = this.place(field);
    return place === 0 ? 0 : this.bytes.readInt8(place);
  }

  long(field: number): number {
    const place = this.place(field);
    return place === 0 ? 0 : Number(this.bytes.readInt64(place));
  }

  string(field: number): string | null {
    const place = this.place(field);
    // Without an encoding the library decodes UTF-8 into a string.
    return place === 0 ? null : (this.bytes.__string(place) as string);
  }

  table(field: number): Table | null {
    const place = this.place(field);
    return place === 0 ? null : new Table(this.bytes, this.bytes.__indirect(place));
  }

  tables(field: number): Table[] {
    const place = this.place(field);
    if (place === 0) return [];
    const start = this.bytes.__vector(place);
    return Array.from(
      { length: this.bytes.__vector_len(place) },
      (_, index) => new Table(this.bytes, this.bytes.__indirect(start + index * 4)),
    );
  }
}

function columnType(values: Table, metadataType: number, metadata: Table | null): ArrowType {
  const stored = TYPES[values.byte(0)];
  if (stored === undefined) throw broken(`a column has an unknown type (${values.byte(0)}).`);
  switch (metadataType) {
    case Metadata.category: {
      const levels = metadata?.table(0);
      const inner = levels === null || levels === undefined ? undefined : TYPES[levels.byte(0)];
      return { kind: "dictionary", id: 0n, index: stored, values: inner ?? { kind: "utf8", layout: "small" }, ordered: false };
    }
    case Metadata.timestamp:
      return { kind: "timestamp", unit: UNITS[metadata?.byte(0) ?? 0] ?? "s", timezone: metadata?.string(1) ?? null };
    case Metadata.date:
      return { kind: "date", unit: "day" };
    case Metadata.time:
      return { kind: "time", bits: 64, unit: UNITS[metadata?.byte(0) ?? 0] ?? "s" };
    default:
      return stored;
  }
}

/** Where a column's values begin: after its validity bits, which are padded to eight bytes. */
const validityBytes = (length: number) => Math.ceil(Math.ceil(length / 8) / 8) * 8;

async function countColumn(source: ByteSource, values: Table, type: ArrowType, depth: ReadDepth): Promise<ArrowCounts> {
  const offset = values.long(2);
  const length = values.long(3);
  const nullCount = values.long(4);
  const byteLength = values.long(5);
  if (offset < 0 || length < 0 || nullCount < 0 || nullCount > length || offset + byteLength > source.byteLength)
    throw broken("a column is outside the file.");
  if (depth === "needed" && (type.kind !== "float" || nullCount > 0))
    return { length, ...(nullCount > 0 ? { nulls: { count: nullCount, first: null } } : {}), children: [] };
  const bytes = await source.slice(offset, offset + byteLength);
  const validity = nullCount === 0 ? null : bytes.subarray(0, validityBytes(length));
  let nulls: Tally | undefined;
  if (validity !== null) {
    let row = 0;
    while (row < length && ((validity[row >> 3] ?? 0) & (1 << (row & 7))) !== 0) row++;
    nulls = { count: nullCount, first: { row } };
  }
  const data = validity === null ? bytes : bytes.subarray(validity.byteLength);
  if (type.kind === "float" && data.byteLength < (length * type.bits) / 8) throw broken("a column is cut off.");
  const nans = type.kind === "float" ? firstNan(data, type.bits, length, validity) : undefined;
  return { length, ...defined({ nulls, nans }), children: [] };
}

const isDeclared = ({ evidence }: TableColumn) => evidence.kind === "arrow" && evidence.declaredBy !== undefined;

/** Reads a Feather 1 file as `pd.read_feather` does. Rejects with `UnreadableFile` where it is broken. */
export async function readFeatherV1(source: ByteSource, { pages: depth = "all" }: ReadContext): Promise<TableDataset> {
  const tail = await source.slice(source.byteLength - 8, source.byteLength);
  if (tail.byteLength < 8 || !isMagic(tail.subarray(4))) throw broken("it does not end as one.");
  const length = new DataView(tail.buffer, tail.byteOffset, 8).getInt32(0, true);
  const start = source.byteLength - 8 - length;
  if (length <= 0 || start < 4) throw broken("its metadata are missing.");
  const bytes = new ByteBuffer((await source.slice(start, start + length)).slice());
  const columns: TableColumn[] = [];
  let rowCount = 0;
  try {
    const root = new Table(bytes, bytes.readInt32(0));
    rowCount = root.long(1);
    for (const column of root.tables(2)) {
      const values = column.table(1);
      if (values === null) throw broken("a column has no values.");
      const metadata = column.table(3);
      const type = columnType(values, column.byte(2), metadata);
      const counts = await countColumn(source, values, type, depth);
      const levels = type.kind === "dictionary" ? metadata?.table(0) : null;
      const dictionary =
        levels === null || levels === undefined || type.kind !== "dictionary"
          ? undefined
          : await countColumn(source, levels, type.values, depth);
      columns.push({
        name: column.string(0) ?? "",
        evidence: {
          kind: "arrow",
          type,
          counts,
          ...defined({ declaredBy: counts.nulls?.first === null ? "headers" : undefined, dictionary }),
        },
      });
    }
  } catch (error) {
    throw error instanceof SignetError ? error : broken("its metadata cannot be read.");
  }
  // Only nulls are taken from the metadata, and where they are is all that is unread of them: texts are not looked at in either case.
  return { kind: "table", columns, rowCount, notes: columns.some(isDeclared) ? [pagesUnread("headers")] : [] };
}
