/** A value of Thrift's compact protocol: integers are i32, bigints i64; `binary` and structs by their type. */
export type Thrift = number | bigint | boolean | string | readonly Thrift[] | ThriftFields;

/** A struct's fields by their number, in ascending order. */
export interface ThriftFields {
  readonly [field: number]: Thrift;
}

const TYPE = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

function typeOf(value: Thrift): number {
  if (typeof value === "number") return TYPE.i32;
  if (typeof value === "bigint") return TYPE.i64;
  if (typeof value === "boolean") return value ? TYPE.true : TYPE.false;
  if (typeof value === "string") return TYPE.binary;
  return Array.isArray(value) ? TYPE.list : TYPE.struct;
}

/** What a lying file says in place of its numbers: the largest of 32 bits. */
const LIE = 2 ** 31 - 1;

/** Writes structs in Thrift's compact protocol; of all their numbers and lengths, `lieAt` says which one is replaced by 2^31 - 1. */
export class ThriftWriter {
  private readonly bytes: number[] = [];
  private readonly lieAt: number;
  /** Numbers written so far. */
  numbers = 0;

  constructor(lieAt = -1) {
    this.lieAt = lieAt;
  }

  /** A struct's bytes. */
  write(fields: ThriftFields): Uint8Array {
    this.bytes.length = 0;
    this.struct(fields);
    return Uint8Array.from(this.bytes);
  }

  private told(value: bigint): bigint {
    return this.numbers++ === this.lieAt ? BigInt(LIE) : value;
  }

  private varint(value: bigint): void {
    for (let rest = value; ; rest >>= 7n) {
      const isLast = rest < 128n;
      this.bytes.push(Number(rest & 127n) | (isLast ? 0 : 128));
      if (isLast) return;
    }
  }

  private integer(value: bigint): void {
    const told = this.told(value);
    this.varint(told < 0n ? -told * 2n - 1n : told * 2n);
  }

  private value(value: Thrift): void {
    if (typeof value === "number" || typeof value === "bigint") this.integer(BigInt(value));
    else if (typeof value === "string") {
      const text = new TextEncoder().encode(value);
      this.varint(this.told(BigInt(text.length)));
      for (const byte of text) this.bytes.push(byte);
    } else if (Array.isArray(value)) this.list(value);
    // In a struct a boolean is its field's type.
    else if (typeof value !== "boolean") this.struct(value as ThriftFields);
  }

  private list(items: readonly Thrift[]): void {
    this.bytes.push(0xf0 | (items[0] === undefined ? TYPE.i32 : typeOf(items[0])));
    this.varint(this.told(BigInt(items.length)));
    for (const item of items) this.value(item);
  }

  private struct(fields: ThriftFields): void {
    let before = 0;
    for (const [key, value] of Object.entries(fields)) {
      const field = Number(key);
      this.bytes.push(((field - before) << 4) | typeOf(value));
      before = field;
      this.value(value);
    }
    this.bytes.push(0);
  }
}
