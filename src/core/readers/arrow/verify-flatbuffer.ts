import { MessageHeader } from "apache-arrow/fb/message-header";
import { Type } from "apache-arrow/fb/type";

/**
 * Whether a flatbuffer is what its schema says: every table, vector and string within its bytes, and each number at a multiple of its size.
 * Generated readers look at nothing of that, and would take any bytes of the buffer for a name or a length.
 * Sources: `Verifier` in flatbuffers' `verifier.h`; `VerifyFlatbuffers` in `arrow/ipc/metadata_internal.h`; Arrow's `Schema.fbs`, `Message.fbs`, `File.fbs`.
 */

/** A number or struct of so many bytes, a string, a vector of items of so many bytes, a table, tables, or a table whose kind the field before it says. */
type FieldShape =
  | { readonly kind: "scalar"; readonly byteLength: number }
  | { readonly kind: "vector"; readonly byteLength: number }
  | { readonly kind: "string" }
  | { readonly kind: "table"; readonly of: () => TableShape }
  | { readonly kind: "tables"; readonly of: () => TableShape }
  | { readonly kind: "union"; readonly of: Readonly<Record<number, TableShape>> };

/** A table's fields in the order of their numbers. */
type TableShape = readonly FieldShape[];

const scalar = (byteLength: number): FieldShape => ({ kind: "scalar", byteLength });
const vector = (byteLength: number): FieldShape => ({ kind: "vector", byteLength });
const [byte, short, int, long, text] = [scalar(1), scalar(2), scalar(4), scalar(8), { kind: "string" } as const];
const table = (of: () => TableShape): FieldShape => ({ kind: "table", of });
const tables = (of: () => TableShape): FieldShape => ({ kind: "tables", of });

const KEY_VALUE: TableShape = [text, text];
const INT: TableShape = [int, byte];
const TYPES: Readonly<Record<number, TableShape>> = {
  ...Object.fromEntries(
    [
      Type.Null,
      Type.Binary,
      Type.Utf8,
      Type.Bool,
      Type.List,
      Type.Struct_,
      Type.LargeBinary,
      Type.LargeUtf8,
      Type.LargeList,
      Type.RunEndEncoded,
      Type.BinaryView,
      Type.Utf8View,
      Type.ListView,
      Type.LargeListView,
    ].map((type) => [type, []]),
  ),
  [Type.Int]: INT,
  [Type.FloatingPoint]: [short],
  [Type.Decimal]: [int, int, int],
  [Type.Date]: [short],
  [Type.Time]: [short, int],
  [Type.Timestamp]: [short, text],
  [Type.Interval]: [short],
  [Type.Union]: [short, vector(4)],
  [Type.FixedSizeBinary]: [int],
  [Type.FixedSizeList]: [int],
  [Type.Map]: [byte],
  [Type.Duration]: [short],
};
const DICTIONARY_ENCODING: TableShape = [long, table(() => INT), byte, short];
const FIELD: TableShape = [
  text,
  byte,
  byte,
  { kind: "union", of: TYPES },
  table(() => DICTIONARY_ENCODING),
  tables(() => FIELD),
  tables(() => KEY_VALUE),
];
const SCHEMA: TableShape = [short, tables(() => FIELD), tables(() => KEY_VALUE), vector(8)];
const RECORD_BATCH: TableShape = [long, vector(16), vector(16), table(() => [byte, byte]), vector(8)];
const DICTIONARY_BATCH: TableShape = [long, table(() => RECORD_BATCH), byte];
const HEADERS: Readonly<Record<number, TableShape>> = {
  [MessageHeader.Schema]: SCHEMA,
  [MessageHeader.DictionaryBatch]: DICTIONARY_BATCH,
  [MessageHeader.RecordBatch]: RECORD_BATCH,
};

/** The header of a message of Arrow's. */
export const MESSAGE: TableShape = [short, byte, { kind: "union", of: HEADERS }, long, tables(() => KEY_VALUE)];
/** The footer of a file of Arrow's. */
export const FOOTER: TableShape = [short, table(() => SCHEMA), vector(24), vector(24), tables(() => KEY_VALUE)];

const PRIMITIVE_ARRAY: TableShape = [byte, byte, long, long, long, long];
const COLUMN: TableShape = [
  text,
  table(() => PRIMITIVE_ARRAY),
  byte,
  { kind: "union", of: { 1: [table(() => PRIMITIVE_ARRAY), byte], 2: [byte, text], 3: [], 4: [byte] } },
  text,
];
/** The metadata of Feather's first version. Source: `feather.fbs` of wesm/feather. */
export const FEATHER_V1: TableShape = [text, long, tables(() => COLUMN), int, text];

const MAX_DEPTH = 128;
const MIN_BYTES = 8;
/** Tables take at least one bit each. */
const TABLES_PER_BYTE = 8;

class Verifier {
  private readonly view: DataView;
  private readonly size: number;
  private depth = 0;
  private tables = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.size = bytes.byteLength;
  }

  root(shape: TableShape): boolean {
    if (this.size < MIN_BYTES) return false;
    const offset = this.offset(0);
    return offset !== 0 && this.table(offset, shape);
  }

  private has(at: number, byteLength: number): boolean {
    return byteLength < this.size && at >= 0 && at <= this.size - byteLength;
  }

  /** Whether a number of so many bytes is here, at a multiple of them. */
  private hasNumber(at: number, byteLength: number): boolean {
    return at % byteLength === 0 && this.has(at, byteLength);
  }

  /** What an offset points at, or 0 where it does not point into the buffer. */
  private offset(at: number): number {
    if (!this.hasNumber(at, 4)) return 0;
    const offset = this.view.getInt32(at, true);
    return offset > 0 && this.has(at + offset, 1) ? at + offset : 0;
  }

  private table(at: number, shape: TableShape): boolean {
    if (!this.hasNumber(at, 4)) return false;
    const fields = at - this.view.getInt32(at, true);
    this.depth++;
    this.tables++;
    if (this.depth > MAX_DEPTH || this.tables > TABLES_PER_BYTE * this.size || !this.hasNumber(fields, 2)) return false;
    const byteLength = this.view.getUint16(fields, true);
    if (byteLength % 2 !== 0 || !this.has(fields, byteLength)) return false;
    for (const [index, field] of shape.entries()) {
      const entry = 4 + 2 * index;
      // A length that cuts an entry in two is even, and so is never there.
      const place = entry < byteLength ? this.view.getUint16(fields + entry, true) : 0;
      if (place !== 0 && !this.field(at + place, field, () => this.kindBefore(at, fields, byteLength, entry))) return false;
    }
    this.depth--;
    return true;
  }

  /** The number in the field before a union, which says what it is. */
  private kindBefore(at: number, fields: number, byteLength: number, entry: number): number {
    const place = entry - 2 < byteLength ? this.view.getUint16(fields + entry - 2, true) : 0;
    return place === 0 ? 0 : this.view.getUint8(at + place);
  }

  private field(at: number, field: FieldShape, kind: () => number): boolean {
    if (field.kind === "scalar") return this.hasNumber(at, field.byteLength);
    const target = this.offset(at);
    if (target === 0) return false;
    if (field.kind === "string") return this.string(target);
    if (field.kind === "vector") return this.vector(target, field.byteLength);
    if (field.kind === "table") return this.table(target, field.of());
    if (field.kind === "tables") return this.tablesIn(target, field.of());
    const shape = field.of[kind()];
    // Kinds that are not known are not looked at.
    return shape === undefined || this.table(target, shape);
  }

  private vector(at: number, itemBytes: number): boolean {
    return this.hasNumber(at, 4) && this.has(at, 4 + itemBytes * this.view.getUint32(at, true));
  }

  private string(at: number): boolean {
    if (!this.vector(at, 1)) return false;
    const end = at + 4 + this.view.getUint32(at, true);
    return this.has(end, 1) && this.view.getUint8(end) === 0;
  }

  private tablesIn(at: number, shape: TableShape): boolean {
    if (!this.vector(at, 4)) return false;
    const count = this.view.getUint32(at, true);
    for (let index = 0; index < count; index++) {
      const item = at + 4 + 4 * index;
      if (!this.table(item + this.view.getUint32(item, true), shape)) return false;
    }
    return true;
  }
}

/** Whether the bytes are a flatbuffer of this shape, as pyarrow decides before it reads one. */
export const isFlatbuffer = (bytes: Uint8Array, shape: TableShape): boolean => new Verifier(bytes).root(shape);
