/** A value as thrift stores it: a long is a bigint, other numbers are numbers. */
export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct | null;

/**
 * A struct of thrift as it is stored. A field that has another type than the format gives it is passed over, and does not undo one that was
 * read: each number has a value of each type.
 */
export class ThriftStruct {
  private readonly fields = new Map<string, ThriftValue>();

  /** The last value of a field that has the type, or undefined. */
  get<Kind extends keyof Kinds>(number: number, kind: Kind): Kinds[Kind] | undefined {
    // Values are stored by their own kind.
    return this.fields.get(`${number} ${kind}`) as Kinds[Kind] | undefined;
  }

  set(number: number, kind: keyof Kinds, value: ThriftValue): void {
    this.fields.set(`${number} ${kind}`, value);
  }
}

/** The kinds of values by their wire types; `number` has 32 bits. */
interface Kinds {
  readonly boolean: boolean;
  readonly byte: number;
  readonly short: number;
  readonly number: number;
  readonly bigint: bigint;
  readonly double: number;
  readonly bytes: Uint8Array;
  readonly list: readonly ThriftValue[];
  readonly struct: ThriftStruct;
  readonly other: null;
}

/** Which fields of a struct are structs or lists of structs, by their number. Generated readers take a list's items for structs, whatever the list says. */
export interface ThriftShape {
  /** Fields that a struct must have, by the kinds of their values. Generated readers refuse a struct that lacks one, wherever it is. */
  readonly required?: Readonly<Record<number, keyof Kinds>>;
  readonly structs?: Readonly<Record<number, ThriftShape>>;
  readonly lists?: Readonly<Record<number, ThriftShape>>;
  /** The wire types of other lists' items. */
  readonly items?: Readonly<Record<number, number>>;
}

/** Wire types of the compact protocol. */
export const Wire = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
  uuid: 13,
} as const;

const KINDS: Readonly<Record<number, keyof Kinds>> = {
  [Wire.true]: "boolean",
  [Wire.false]: "boolean",
  [Wire.byte]: "byte",
  [Wire.i16]: "short",
  [Wire.i32]: "number",
  [Wire.i64]: "bigint",
  [Wire.double]: "double",
  [Wire.binary]: "bytes",
  [Wire.list]: "list",
  [Wire.struct]: "struct",
};

/** Deeper nesting than any footer has. */
const MAX_DEPTH = 64;

function checked(fields: ThriftStruct, { required = {} }: ThriftShape): ThriftStruct {
  for (const [number, kind] of Object.entries(required))
    if (fields.get(Number(number), kind) === undefined) throw new Error(`a required field of the thrift data is missing (${number})`);
  return fields;
}

const cutOff = () => new Error("the thrift data end too early");

/** Reads structs of thrift's compact protocol. Throws an Error where the bytes end, or have a wire type that is unknown. */
class CompactReader {
  private readonly view: DataView;
  private at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.at = start;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the next byte is. */
  get position(): number {
    return this.at;
  }

  struct(shape: ThriftShape, depth = 0): ThriftStruct {
    if (depth > MAX_DEPTH) throw new Error("the thrift data are nested too deep");
    const fields = new ThriftStruct();
    for (let number = 0; ; ) {
      const header = this.byte();
      const wire = header & 0x0f;
      if (wire === Wire.stop) return checked(fields, shape);
      const step = header >> 4;
      number = step === 0 ? Number(this.zigzag()) : number + step;
      fields.set(number, KINDS[wire] ?? "other", this.field(wire, number, shape, depth));
    }
  }

  private field(wire: number, number: number, shape: ThriftShape, depth: number): ThriftValue {
    const [items, item] = [shape.lists?.[number], shape.items?.[number]];
    if (wire === Wire.list && items !== undefined) return this.list(depth, () => this.struct(items, depth + 1));
    if (wire === Wire.list && item !== undefined) return this.list(depth, () => this.value(item, {}, depth + 1));
    return this.value(wire, shape.structs?.[number] ?? {}, depth);
  }

  private value(wire: number, shape: ThriftShape, depth: number): ThriftValue {
    switch (wire) {
      case Wire.true:
        return true;
      case Wire.false:
        return false;
      case Wire.byte:
        return (this.byte() << 24) >> 24;
      case Wire.i16:
      case Wire.i32:
        return Number(BigInt.asIntN(32, this.zigzag()));
      case Wire.i64:
        return BigInt.asIntN(64, this.zigzag());
      case Wire.double:
        return this.double();
      case Wire.binary:
        return this.binary();
      case Wire.list:
      case Wire.set:
        return this.list(depth);
      case Wire.map:
        return this.map(depth);
      case Wire.struct:
        return this.struct(shape, depth + 1);
      case Wire.uuid:
        return this.bytes(16);
      default:
        throw new Error(`the thrift data have an unknown type ${wire}`);
    }
  }

  private list(depth: number, item?: () => ThriftValue): ThriftValue[] {
    const header = this.byte();
    const size = header >> 4 === 15 ? Number(this.varint()) : header >> 4;
    // Every item takes a byte at the least.
    if (size > this.view.byteLength - this.at) throw cutOff();
    const wire = header & 0x0f;
    if (wire > Wire.uuid) throw new Error(`the thrift data have an unknown type ${wire}`);
    const read = item ?? (wire === Wire.true || wire === Wire.false ? () => this.byte() === 1 : () => this.value(wire, {}, depth + 1));
    return Array.from({ length: size }, read);
  }

  private map(depth: number): null {
    const size = Number(this.varint());
    if (size === 0) return null;
    if (size > this.view.byteLength - this.at) throw cutOff();
    const kinds = this.byte();
    for (let index = 0; index < size; index++) {
      this.value(kinds >> 4, {}, depth + 1);
      this.value(kinds & 0x0f, {}, depth + 1);
    }
    return null;
  }

  private byte(): number {
    if (this.at >= this.view.byteLength) throw cutOff();
    return this.view.getUint8(this.at++);
  }

  private varint(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
    throw new Error("a number in the thrift data is too long");
  }

  private zigzag(): bigint {
    const raw = this.varint();
    return (raw >> 1n) ^ -(raw & 1n);
  }

  private double(): number {
    if (this.at + 8 > this.view.byteLength) throw cutOff();
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  private binary(): Uint8Array {
    return this.bytes(Number(this.varint()));
  }

  private bytes(length: number): Uint8Array {
    if (this.at + length > this.view.byteLength) throw cutOff();
    this.at += length;
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.at - length, length);
  }
}

/** The struct that begins at `start`, and where it ends. Throws an Error if there is none. Source: thrift's compact protocol specification. */
export function readThriftAt(
  bytes: Uint8Array,
  start: number,
  shape: ThriftShape,
): { readonly struct: ThriftStruct; readonly end: number } {
  const reader = new CompactReader(bytes, start);
  const struct = reader.struct(shape);
  return { struct, end: reader.position };
}

/** The struct at the beginning of the bytes. Throws as {@link readThriftAt} does. */
export const readThrift = (bytes: Uint8Array, shape: ThriftShape): ThriftStruct => readThriftAt(bytes, 0, shape).struct;
