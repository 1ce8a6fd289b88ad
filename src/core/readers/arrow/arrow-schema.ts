import { Binary } from "apache-arrow/fb/binary";
import { Date as FbDate } from "apache-arrow/fb/date";
import { DateUnit } from "apache-arrow/fb/date-unit";
import { Decimal } from "apache-arrow/fb/decimal";
import { Duration } from "apache-arrow/fb/duration";
import { Endianness } from "apache-arrow/fb/endianness";
import type { Field } from "apache-arrow/fb/field";
import { FixedSizeBinary } from "apache-arrow/fb/fixed-size-binary";
import { FixedSizeList } from "apache-arrow/fb/fixed-size-list";
import { FloatingPoint } from "apache-arrow/fb/floating-point";
import { Int } from "apache-arrow/fb/int";
import { Interval } from "apache-arrow/fb/interval";
import { IntervalUnit } from "apache-arrow/fb/interval-unit";
import type { KeyValue } from "apache-arrow/fb/key-value";
import type { Schema } from "apache-arrow/fb/schema";
import { Time } from "apache-arrow/fb/time";
import { Timestamp } from "apache-arrow/fb/timestamp";
import { Type } from "apache-arrow/fb/type";
import { Union } from "apache-arrow/fb/union";
import { UnionMode } from "apache-arrow/fb/union-mode";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { isValidStorage } from "../../evidence/arrow-conversion.ts";
import { type ArrowField, type ArrowType, arrowTypeName, TIME_UNITS, type TimeUnit } from "../../evidence/arrow-type.ts";

/** A file's fields and its metadata (`pandas`, `ARROW:extension:name` and the like). */
export interface ArrowSchema {
  readonly fields: readonly ArrowField[];
  readonly metadata: ReadonlyMap<string, string>;
  readonly bigEndian: boolean;
}

const broken = (message: string) =>
  new SignetError("UnreadableFile", text`The Arrow schema is broken: ${message}`, {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

const timeUnit = (unit: number): TimeUnit => {
  const name = TIME_UNITS[unit];
  if (name === undefined) throw broken("it has an unknown unit of time.");
  return name;
};

function metadataOf(from: { customMetadataLength(): number; customMetadata(index: number): KeyValue | null }): Map<string, string> {
  const metadata = new Map<string, string>();
  for (let index = 0; index < from.customMetadataLength(); index++) {
    const entry = from.customMetadata(index);
    metadata.set(entry?.key() ?? "", entry?.value() ?? "");
  }
  return metadata;
}

function childrenOf(field: Field, count?: number): ArrowField[] {
  const children: ArrowField[] = [];
  for (let index = 0; index < field.childrenLength(); index++) {
    const child = field.children(index);
    if (child !== null) children.push(fieldOf(child));
  }
  if (count !== undefined && children.length !== count)
    throw broken(`the field ${field.name() ?? ""} has ${children.length} children, not ${count}.`);
  return children;
}

const only = (fields: readonly ArrowField[]): ArrowField => {
  const [field] = fields;
  if (field === undefined) throw broken("a nested field has no children.");
  return field;
};

/** A flatbuffer table of the field's type; a missing one is a broken file. */
function typed<Table>(field: Field, table: Table): Table {
  const found: unknown = field.type(table);
  if (found === null || found === undefined) throw broken(`the field ${field.name() ?? ""} has no type.`);
  return table;
}

function intOf(table: Int | null): ArrowType {
  if (table === null) return { kind: "int", bits: 32, signed: true };
  return { kind: "int", bits: table.bitWidth(), signed: table.isSigned() };
}

function plainType(field: Field): ArrowType {
  switch (field.typeType()) {
    case Type.Null:
      return { kind: "null" };
    case Type.Bool:
      return { kind: "bool" };
    case Type.Int:
      return intOf(typed(field, new Int()));
    case Type.FloatingPoint:
      return { kind: "float", bits: [16, 32, 64][typed(field, new FloatingPoint()).precision()] ?? 64 };
    case Type.Utf8:
      return { kind: "utf8", layout: "small" };
    case Type.LargeUtf8:
      return { kind: "utf8", layout: "large" };
    case Type.Utf8View:
      return { kind: "utf8", layout: "view" };
    case Type.Binary:
      typed(field, new Binary());
      return { kind: "binary", layout: "small" };
    case Type.LargeBinary:
      return { kind: "binary", layout: "large" };
    case Type.BinaryView:
      return { kind: "binary", layout: "view" };
    case Type.FixedSizeBinary:
      return { kind: "fixed_size_binary", byteWidth: typed(field, new FixedSizeBinary()).byteWidth() };
    case Type.Decimal: {
      const decimal = typed(field, new Decimal());
      const bits = decimal.bitWidth();
      const precision = decimal.precision();
      // The most digits that fit into each width. Source: Arrow's `DecimalTypeTraits`.
      const most = { 32: 9, 64: 18, 128: 38, 256: 76 }[bits];
      if (most === undefined || precision < 1 || precision > most)
        throw broken(`decimal precision out of range [1, ${most ?? 38}]: ${precision}.`);
      return { kind: "decimal", bits, precision, scale: decimal.scale() };
    }
    default:
      return timeOrNestedType(field);
  }
}

function timeOrNestedType(field: Field): ArrowType {
  switch (field.typeType()) {
    case Type.Date:
      return { kind: "date", unit: typed(field, new FbDate()).unit() === DateUnit.DAY ? "day" : "ms" };
    case Type.Time: {
      const time = typed(field, new Time());
      return { kind: "time", bits: time.bitWidth(), unit: timeUnit(time.unit()) };
    }
    case Type.Timestamp: {
      const timestamp = typed(field, new Timestamp());
      const timezone = timestamp.timezone();
      return { kind: "timestamp", unit: timeUnit(timestamp.unit()), timezone: timezone === null || timezone === "" ? null : timezone };
    }
    case Type.Duration:
      return { kind: "duration", unit: timeUnit(typed(field, new Duration()).unit()) };
    case Type.Interval:
      return { kind: "interval", unit: IntervalUnit[typed(field, new Interval()).unit()]?.toLowerCase() ?? "unknown" };
    case Type.List:
      return { kind: "list", layout: "small", items: only(childrenOf(field, 1)) };
    case Type.LargeList:
      return { kind: "list", layout: "large", items: only(childrenOf(field, 1)) };
    case Type.ListView:
      return { kind: "list", layout: "view", items: only(childrenOf(field, 1)) };
    case Type.LargeListView:
      return { kind: "list", layout: "large_view", items: only(childrenOf(field, 1)) };
    case Type.FixedSizeList:
      return { kind: "fixed_size_list", size: typed(field, new FixedSizeList()).listSize(), items: only(childrenOf(field, 1)) };
    case Type.Struct_:
      return { kind: "struct", fields: childrenOf(field) };
    case Type.Map:
      return { kind: "map", entries: only(childrenOf(field, 1)) };
    case Type.Union:
      return { kind: "union", dense: typed(field, new Union()).mode() === UnionMode.Dense, fields: childrenOf(field) };
    case Type.RunEndEncoded: {
      const [runEnds, values] = childrenOf(field, 2);
      if (runEnds === undefined || values === undefined) throw broken("a run-end encoded field lacks children.");
      return { kind: "run_end_encoded", runEnds, values };
    }
    default:
      throw broken(`the field ${field.name() ?? ""} has a type that is unknown (${field.typeType()}).`);
  }
}

function fieldOf(field: Field): ArrowField {
  const values = plainType(field);
  const dictionary = field.dictionary();
  const type: ArrowType =
    dictionary === null
      ? values
      : { kind: "dictionary", id: dictionary.id(), index: intOf(dictionary.indexType()), values, ordered: dictionary.isOrdered() };
  const extension = metadataOf(field).get("ARROW:extension:name");
  const made = { name: field.name() ?? "", type, nullable: field.nullable(), ...defined({ extension }) };
  if (!isValidStorage(made)) throw broken(`the extension type ${extension} does not allow the storage ${arrowTypeName(type)}.`);
  return made;
}

/** The schema of a flatbuffer message or footer. Throws `UnreadableFile` where it is broken. */
export function arrowSchema(schema: Schema): ArrowSchema {
  const fields: ArrowField[] = [];
  for (let index = 0; index < schema.fieldsLength(); index++) {
    const field = schema.fields(index);
    if (field === null) throw broken("a field is missing.");
    fields.push(fieldOf(field));
  }
  return { fields, metadata: metadataOf(schema), bigEndian: schema.endianness() === Endianness.Big };
}
