import { ByteBuffer, Encoding } from "flatbuffers";
import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import type { ArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowType, TIME_UNITS, type TimeUnit } from "../../evidence/arrow-type.ts";
import type { TableColumn, TableDataset } from "../../evidence/dataset.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { pagesUnread } from "../pages-unread.ts";
import type { ReadContext, ReadDepth } from "../reader.ts";
import { firstNan, slotCounts, yearlessDates } from "./buffer-counts.ts";
import { bitsOf } from "./fixed-width.ts";
import { checkOffsets, undecodableTexts } from "./text-counts.ts";
import { unchecked } from "./unchecked.ts";
import { FEATHER_V1, isFlatbuffer } from "./verify-flatbuffer.ts";

/** Feather's first version: `FEA1`, columns, a flatbuffer of metadata, its length, `FEA1`. Source: `feather.fbs` of wesm/feather. */

const MAGIC = "FEA1";
const UNITS = TIME_UNITS;

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

const broken = (message: string, pythonError = "ArrowInvalid") =>
  new SignetError("UnreadableFile", text`The Feather file is broken: ${message}`, {
    pythonError,
    remedy: "Write the file again as Feather 2: df.to_feather(path).",
  });

const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

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

  int(field: number): number {
    const place = this.place(field);
    return place === 0 ? 0 : this.bytes.readInt32(place);
  }

  long(field: number): number {
    const place = this.place(field);
    return place === 0 ? 0 : Number(this.bytes.readInt64(place));
  }

  /** A text as Python decodes it: a damaged one is not repaired. */
  string(field: number): string | null {
    const place = this.place(field);
    if (place === 0) return null;
    try {
      return fatal.decode(this.bytes.__string(place, Encoding.UTF8_BYTES) as Uint8Array);
    } catch {
      throw broken("a name is not UTF-8.", "UnicodeDecodeError");
    }
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

/** The unit of a column's times. Of one that is not known pyarrow makes a type that pandas has not. */
function unitOf(metadata: Table | null): TimeUnit {
  const unit = UNITS[metadata?.byte(0) ?? 0];
  if (unit === undefined) throw broken("a column of times has an unknown unit.", "ArrowNotImplementedError");
  return unit;
}

/** Source: `ReaderV1::GetDataType` in `arrow/ipc/feather.cc`. */
function columnType(values: Table, metadataType: number, metadata: Table | null): ArrowType {
  const stored = () => {
    const type = TYPES[values.byte(0)];
    if (type === undefined) throw broken(`a column has an unknown type (${values.byte(0)}).`);
    return type;
  };
  switch (metadataType) {
    case Metadata.category: {
      const levels = metadata?.table(0) ?? null;
      if (levels === null) throw unchecked("A categorical column has no categories.");
      return { kind: "dictionary", id: 0n, index: stored(), values: columnType(levels, Metadata.none, null), ordered: false };
    }
    case Metadata.timestamp:
      return { kind: "timestamp", unit: unitOf(metadata), timezone: metadata?.string(1) ?? null };
    case Metadata.date:
      return { kind: "date", unit: "day" };
    case Metadata.time:
      return { kind: "time", bits: 32, unit: unitOf(metadata) };
    default:
      return stored();
  }
}

/** Bytes of a buffer, which writers since Feather 0.3 pad to eight. */
const paddedBytes = (byteLength: number, version: number) => (version < 2 ? byteLength : Math.ceil(byteLength / 8) * 8);

/** A column's place in the file and what is said of it. */
interface StoredColumn {
  readonly type: ArrowType;
  readonly start: number;
  readonly byteLength: number;
  readonly length: number;
  readonly nullCount: number;
  readonly version: number;
}

function storedColumn(source: ByteSource, values: Table, type: ArrowType, version: number): StoredColumn {
  const [start, length, nullCount, byteLength] = [values.long(2), values.long(3), values.long(4), values.long(5)];
  if (start < 0 || byteLength < 0 || start + byteLength > source.byteLength)
    throw broken(`a column of ${byteLength} bytes at byte ${start} is not within the file.`);
  if (length < 0 || nullCount > length) throw unchecked(`A column says that it has ${length} rows and ${nullCount} nulls.`);
  return { type, start, byteLength, length, nullCount: Math.max(0, nullCount), version };
}

/** Source: `ReaderV1::LoadValues` in `arrow/ipc/feather.cc`. */
async function countColumn(source: ByteSource, column: StoredColumn, depth: ReadDepth): Promise<ArrowCounts> {
  const { type, start, byteLength, length, nullCount, version } = column;
  if (depth === "needed" && (type.kind !== "float" || nullCount > 0))
    return { length, ...(nullCount > 0 ? { nulls: { count: nullCount, first: null } } : {}), children: [] };
  const bytes = await source.slice(start, start + byteLength);
  const validityBytes = nullCount === 0 ? 0 : paddedBytes(Math.ceil(length / 8), version);
  const validity = nullCount === 0 ? null : bytes.subarray(0, validityBytes);
  const base = slotCounts(length, validity, null);
  if ((base.nulls?.count ?? 0) !== nullCount) throw unchecked("A column says that it has another number of nulls than it has.");
  const data = bytes.subarray(validityBytes);
  if (data.byteLength * 8 < length * (bitsOf(type) ?? 0)) throw unchecked("A column has fewer values than rows.");
  const nans = type.kind === "float" ? firstNan(data, type.bits, length, validity) : undefined;
  const yearless = type.kind === "date" ? yearlessDates(data, type.unit, length, validity) : undefined;
  return { ...base, ...defined({ nans, yearless, undecodable: textFaults(column, data, validity) }), children: [] };
}

/** Texts that are not UTF-8. Of binary values only the places are looked at. */
function textFaults({ type, length, version }: StoredColumn, data: Uint8Array, validity: Uint8Array | null): Tally | undefined {
  if (type.kind !== "utf8" && type.kind !== "binary") return undefined;
  const wide = type.layout === "large";
  const offsetBytes = paddedBytes((length + 1) * (wide ? 8 : 4), version);
  const texts = { offsets: data.subarray(0, offsetBytes), data: data.subarray(offsetBytes), length, validity, wide };
  checkOffsets(texts);
  return type.kind === "utf8" ? undecodableTexts(texts) : undefined;
}

const isDeclared = ({ evidence }: TableColumn) => evidence.kind === "arrow" && evidence.declaredBy !== undefined;

/** Reads a Feather 1 file as `pd.read_feather` does. Rejects with `UnreadableFile` where it is broken. */
export async function readFeatherV1(source: ByteSource, { pages: depth = "all" }: ReadContext): Promise<TableDataset> {
  const tail = await source.slice(source.byteLength - 8, source.byteLength);
  if (tail.byteLength < 8 || !isMagic(tail.subarray(4))) throw broken("it does not end as one.");
  const length = new DataView(tail.buffer, tail.byteOffset, 8).getInt32(0, true);
  const start = source.byteLength - 8 - length;
  if (length <= 0 || start < 4) throw broken("its metadata are missing.");
  const metadata = (await source.slice(start, start + length)).slice();
  if (!isFlatbuffer(metadata, FEATHER_V1)) throw unchecked("The metadata of the Feather file are damaged.");
  const bytes = new ByteBuffer(metadata);
  const root = new Table(bytes, bytes.readInt32(0));
  const [rowCount, version] = [root.long(1), root.int(3)];
  const columns: TableColumn[] = [];
  for (const column of root.tables(2)) columns.push(await readColumn(source, column, { depth, rowCount, version }));
  // Only nulls are taken from the metadata, and where they are is all that is unread of them: texts are not looked at in either case.
  return { kind: "table", columns, rowCount, notes: columns.some(isDeclared) ? [pagesUnread("headers")] : [] };
}

async function readColumn(
  source: ByteSource,
  column: Table,
  { depth, rowCount, version }: { readonly depth: ReadDepth; readonly rowCount: number; readonly version: number },
): Promise<TableColumn> {
  const values = column.table(1);
  if (values === null) throw unchecked("A column has no values.");
  const metadata = column.table(3);
  const type = columnType(values, column.byte(2), metadata);
  const stored = storedColumn(source, values, type, version);
  if (stored.length !== rowCount) throw unchecked(`A column has ${stored.length} rows in a table of ${rowCount}.`);
  const counts = await countColumn(source, stored, depth);
  const levels = type.kind === "dictionary" ? metadata?.table(0) : null;
  const dictionary =
    levels === null || levels === undefined || type.kind !== "dictionary"
      ? undefined
      : await countColumn(source, storedColumn(source, levels, type.values, version), depth);
  const declaredBy = counts.nulls?.first === null ? ("headers" as const) : undefined;
  return { name: column.string(0) ?? "", evidence: { kind: "arrow", type, counts, ...defined({ declaredBy, dictionary }) } };
}
