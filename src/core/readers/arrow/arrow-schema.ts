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
import { Null } from "apache-arrow/fb/null";
import type { Schema } from "apache-arrow/fb/schema";
import { Time } from "apache-arrow/fb/time";
import { Timestamp } from "apache-arrow/fb/timestamp";
import { Type } from "apache-arrow/fb/type";
import { Union } from "apache-arrow/fb/union";
import { UnionMode } from "apache-arrow/fb/union-mode";
import { Encoding } from "flatbuffers";
import { defined, must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { isValidStorage } from "../../evidence/arrow-conversion.ts";
import { type ArrowField, type ArrowType, arrowTypeName, TIME_UNITS, type TimeUnit } from "../../evidence/arrow-type.ts";

/** A file's fields and its metadata (`pandas`, `ARROW:extension:name` and the like). */
export interface ArrowSchema {
  readonly fields: readonly ArrowField[];
  readonly metadata: ReadonlyMap<string, string>;
  readonly bigEndian: boolean;
}

/** Where a schema's list of fields is in its table: the second of its fields. */
const FIELDS = 6;

const broken = (message: string) =>
  new SignetError("UnreadableFile", text`The Arrow schema is broken: ${message}`, {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

/** Units that are unknown are seconds. Source: `FromFlatbufferUnit` in `arrow/ipc/metadata_internal.cc`. */
const timeUnit = (unit: number): TimeUnit => TIME_UNITS[unit] ?? "s";

/** What a lenient decoder puts in the place of bytes that are not UTF-8. */
const REPLACEMENT = "\ufffd";

const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A text of the flatbuffer as Python decodes it: a damaged one is not repaired. */
function decoded(bytes: string | Uint8Array | null, what: string): string {
  if (bytes === null || typeof bytes === "string") return bytes ?? "";
  try {
    return fatal.decode(bytes);
  } catch {
    throw new SignetError("UnreadableFile", text`The Arrow schema is broken: ${what} is not UTF-8.`, {
      pythonError: "UnicodeDecodeError",
      remedy: "Write the file again.",
    });
  }
}

function metadataOf(from: { customMetadataLength(): number; customMetadata(index: number): KeyValue | null }): Map<string, string> {
  const metadata = new Map<string, string>();
  for (let index = 0; index < from.customMetadataLength(); index++) {
    const entry = must(from.customMetadata(index));
    const [key, value] = [entry.key(), entry.value()];
    if (key === null || value === null) throw broken("an entry of its metadata has no key or no value.");
    metadata.set(key, value);
  }
  return metadata;
}

function childrenOf(field: Field, count?: number): ArrowField[] {
  const children: ArrowField[] = [];
  for (let index = 0; index < field.childrenLength(); index++) children.push(fieldOf(must(field.children(index))));
  if (count !== undefined && children.length !== count)
    throw broken(`the field ${nameOf(field).name} has ${children.length} children, not ${count}.`);
  return children;
}

/** The only child of a field. */
const childOf = (field: Field): ArrowField => must(childrenOf(field, 1)[0]);

/** A flatbuffer table of the field's type; a missing one is a broken file. */
function typed<Table>(field: Field, table: Table): Table {
  const found: unknown = field.type(table);
  if (found === null || found === undefined) throw broken(`the field ${nameOf(field).name} has no type.`);
  return table;
}

/** Source: `IntFromFlatbuffer` in `arrow/ipc/metadata_internal.cc`. */
function intOf(table: Int): ArrowType {
  const bits = table.bitWidth();
  if (![8, 16, 32, 64].includes(bits)) throw broken(`it has integers of ${bits} bits.`);
  return { kind: "int", bits, signed: table.isSigned() };
}

/** Source: `ConcreteTypeFromFlatbuffer` in `arrow/ipc/metadata_internal.cc`. */
function timeOf(time: Time): ArrowType {
  const [bits, unit] = [time.bitWidth(), timeUnit(time.unit())];
  if (bits !== (unit === "s" || unit === "ms" ? 32 : 64)) throw broken(`it has times of ${unit} in ${bits} bits.`);
  return { kind: "time", bits, unit };
}

function widthOf(table: FixedSizeBinary): number {
  const byteWidth = table.byteWidth();
  // Bits must fit 31 bits.
  if (byteWidth < 0 || byteWidth >= 1 << 28) throw broken(`it has binary values of ${byteWidth} bytes.`);
  return byteWidth;
}

/** A map's entries: a struct of a key and a value, neither the struct nor its keys null. */
function entriesOf(field: Field): ArrowField {
  const entries = childOf(field);
  if (entries.nullable || entries.type.kind !== "struct" || entries.type.fields.length !== 2)
    throw broken("a map has no pairs of keys and values.");
  if (entries.type.fields[0]?.nullable === true) throw broken("a map has keys that may be null.");
  return entries;
}

/** Source: `UnionFromFlatbuffer` in `arrow/ipc/metadata_internal.cc`, `UnionType::ValidateParameters` in `arrow/type.cc`. */
function unionOf(field: Field, table: Union): ArrowType {
  const fields = childrenOf(field);
  const codes = table.typeIdsArray();
  if (codes !== null && (codes.length !== fields.length || codes.some((code) => code < 0 || code > 127)))
    throw broken("a union's codes are not those of its fields.");
  return { kind: "union", dense: table.mode() !== UnionMode.Sparse, fields };
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
      return { kind: "fixed_size_binary", byteWidth: widthOf(typed(field, new FixedSizeBinary())) };
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
    case Type.Time:
      return timeOf(typed(field, new Time()));
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
      return { kind: "list", layout: "small", items: childOf(field) };
    case Type.LargeList:
      return { kind: "list", layout: "large", items: childOf(field) };
    case Type.ListView:
      return { kind: "list", layout: "view", items: childOf(field) };
    case Type.LargeListView:
      return { kind: "list", layout: "large_view", items: childOf(field) };
    case Type.FixedSizeList:
      return { kind: "fixed_size_list", size: typed(field, new FixedSizeList()).listSize(), items: childOf(field) };
    case Type.Struct_:
      return { kind: "struct", fields: childrenOf(field) };
    case Type.Map:
      return { kind: "map", entries: entriesOf(field) };
    case Type.Union:
      return unionOf(field, typed(field, new Union()));
    case Type.RunEndEncoded: {
      const children = childrenOf(field, 2);
      const [runEnds, values] = [must(children[0]), must(children[1])];
      const { type } = runEnds;
      if (type.kind !== "int" || !type.signed || type.bits === 8) throw broken("ends of runs are not integers of 16, 32 or 64 bits.");
      return { kind: "run_end_encoded", runEnds, values };
    }
    default:
      throw broken(`the field ${nameOf(field).name} has a type that is unknown (${field.typeType()}).`);
  }
}

function dictionaryOf(field: Field, values: ArrowType): ArrowType | null {
  const dictionary = field.dictionary();
  if (dictionary === null) return null;
  const index = dictionary.indexType();
  if (index === null) throw broken(`the dictionary of ${nameOf(field).name} has no type of its indices.`);
  return { kind: "dictionary", id: dictionary.id(), index: intOf(index), values, ordered: dictionary.isOrdered() };
}

/** Only the names of columns and of fields of structs become texts in Python. */
function nameOf(field: Field): Pick<ArrowField, "name" | "isUndecodable"> {
  const name = field.name() ?? "";
  if (!name.includes(REPLACEMENT)) return { name };
  try {
    decoded(field.name(Encoding.UTF8_BYTES), "a field's name");
    return { name };
  } catch {
    return { name, isUndecodable: true };
  }
}

function fieldOf(field: Field): ArrowField {
  if (field.typeType() !== Type.NONE) typed(field, new Null());
  const values = plainType(field);
  const type = dictionaryOf(field, values) ?? values;
  const extension = metadataOf(field).get("ARROW:extension:name");
  const made = { ...nameOf(field), type, nullable: field.nullable(), ...defined({ extension }) };
  if (!isValidStorage(made)) throw broken(`the extension type ${extension} does not allow the storage ${arrowTypeName(type)}.`);
  return made;
}

/** A schema's metadata. What pandas noted is read as text, other entries need not be. */
function schemaMetadata(schema: Schema): Map<string, string> {
  const metadata = metadataOf(schema);
  for (let index = 0; index < schema.customMetadataLength(); index++) {
    const entry = schema.customMetadata(index);
    if (entry?.key() === "pandas") metadata.set("pandas", decoded(entry.value(Encoding.UTF8_BYTES), "what pandas noted"));
  }
  return metadata;
}

/** The schema of a flatbuffer message or footer; `isNamed`: whether the names of its fields are those of columns. Throws `UnreadableFile` where it is broken. */
export function arrowSchema(schema: Schema, { isNamed }: { readonly isNamed: boolean } = { isNamed: true }): ArrowSchema {
  // A list without fields is one, a list that is not there is none.
  if (schema.bb?.__offset(schema.bb_pos, FIELDS) === 0) throw broken("it has no fields.");
  const fields: ArrowField[] = [];
  for (let index = 0; index < schema.fieldsLength(); index++) {
    const field = must(schema.fields(index));
    if (isNamed) decoded(field.name(Encoding.UTF8_BYTES), "a field's name");
    fields.push(fieldOf(field));
  }
  return { fields, metadata: schemaMetadata(schema), bigEndian: schema.endianness() !== Endianness.Little };
}
