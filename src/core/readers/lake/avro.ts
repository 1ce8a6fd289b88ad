import { concatBytes } from "../../bytes/join-bytes.ts";
import { unzstd } from "../../bytes/zstd.ts";
import { must } from "../../defined.ts";
import { COMPRESSORS } from "../parquet/hyparquet.ts";

/** A value of Avro as plain data: records are maps by field, longs are bigints. */
export type AvroValue = null | boolean | number | bigint | string | Uint8Array | readonly AvroValue[] | ReadonlyMap<string, AvroValue>;

type Schema = string | readonly Schema[] | Readonly<Record<string, unknown>>;

/** Values of schemas, one after the other. Source: the specification of Apache Avro 1.12, "Binary encoding". */
class AvroReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly named = new Map<string, Schema>();
  private at = 0;

  constructor(bytes: Uint8Array, named: ReadonlyMap<string, Schema> = new Map()) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const [name, schema] of named) this.named.set(name, schema);
  }

  get isEnd(): boolean {
    return this.at >= this.bytes.byteLength;
  }

  take(length: number): Uint8Array {
    if (length < 0 || this.at + length > this.bytes.byteLength) throw new Error("it ends early");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Variable-length zig-zag. */
  long(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = must(this.take(1)[0]);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new Error("a number is too long");
  }

  int(): number {
    const value = Number(this.long());
    if (!Number.isSafeInteger(value)) throw new Error("a length is too large");
    return value;
  }

  bytesValue(): Uint8Array {
    return this.take(this.int());
  }

  /** The blocks of an array or a map, until the empty one. */
  private blocks(read: () => void): void {
    for (let count = this.int(); count !== 0; count = this.int()) {
      // A negative count is followed by the block's size in bytes.
      if (count < 0) this.long();
      for (let index = Math.abs(count); index > 0; index--) read();
    }
  }

  value(schema: Schema): AvroValue {
    if (Array.isArray(schema)) {
      const branch: Schema | undefined = schema[this.int()];
      if (branch === undefined) throw new Error("a union has no such branch");
      return this.value(branch);
    }
    return typeof schema === "string" ? this.primitive(schema) : this.complex(schema as Readonly<Record<string, unknown>>);
  }

  private primitive(name: string): AvroValue {
    switch (name) {
      case "null":
        return null;
      case "boolean":
        return this.take(1)[0] === 1;
      case "int":
        return this.int();
      case "long":
        return this.long();
      case "float":
        this.take(4);
        return this.view.getFloat32(this.at - 4, true);
      case "double":
        this.take(8);
        return this.view.getFloat64(this.at - 8, true);
      case "bytes":
        return this.bytesValue();
      case "string":
        return new TextDecoder().decode(this.bytesValue());
      default: {
        const known = this.named.get(name);
        if (known === undefined) throw new Error(`its schema has no type ${name}`);
        return this.value(known);
      }
    }
  }

  private complex(schema: Readonly<Record<string, unknown>>): AvroValue {
    const { type, name } = schema;
    if (typeof name === "string") this.named.set(name, schema);
    switch (type) {
      case "record": {
        const fields = schema.fields as readonly { readonly name: string; readonly type: Schema }[];
        return new Map(fields.map((field) => [field.name, this.value(field.type)] as const));
      }
      case "array": {
        const items: AvroValue[] = [];
        this.blocks(() => items.push(this.value(schema.items as Schema)));
        return items;
      }
      case "map": {
        const entries = new Map<string, AvroValue>();
        this.blocks(() => entries.set(String(this.primitive("string")), this.value(schema.values as Schema)));
        return entries;
      }
      case "fixed":
        return this.take(Number(schema.size));
      case "enum":
        return (schema.symbols as readonly string[])[this.int()] ?? null;
      default:
        return this.value(type as Schema);
    }
  }
}

async function inflated(block: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([block.slice()]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function unzstdBlock(block: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const chunks = (async function* () {
    yield block;
  })();
  for await (const piece of unzstd(chunks, async () => undefined)) pieces.push(piece.slice());
  return concatBytes(pieces);
}

/** A snappy block, whose length is its first number; behind it is a checksum of four bytes. */
function unsnappyBlock(block: Uint8Array): Uint8Array {
  let byteLength = 0;
  for (const [index, byte] of block.subarray(0, 5).entries()) {
    byteLength += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) break;
  }
  const unpack = COMPRESSORS.SNAPPY;
  if (unpack === undefined || byteLength > block.byteLength * 1024) throw new Error("a snappy block is broken");
  return unpack(block.subarray(0, -4), byteLength);
}

async function unpacked(block: Uint8Array, codec: string): Promise<Uint8Array> {
  switch (codec) {
    case "null":
      return block;
    case "deflate":
      return inflated(block);
    case "snappy":
      return unsnappyBlock(block);
    case "zstandard":
      return unzstdBlock(block);
    default:
      throw new Error(`its codec ${codec} is unknown`);
  }
}

const MAGIC = [0x4f, 0x62, 0x6a, 0x01];

/**
 * The records of an Avro object container file, by the schema that it has in its header. Small, as the manifests of Iceberg are: all are in memory
 * at once. Rejects with an Error that says what is broken.
 */
export async function avroRecords(bytes: Uint8Array): Promise<readonly ReadonlyMap<string, AvroValue>[]> {
  const file = new AvroReader(bytes);
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) throw new Error("it does not begin with Avro's magic");
  file.take(MAGIC.length);
  const metadata = file.value({ type: "map", values: "bytes" }) as ReadonlyMap<string, Uint8Array>;
  const decoder = new TextDecoder();
  const schema = JSON.parse(decoder.decode(metadata.get("avro.schema"))) as Schema;
  const codec = decoder.decode(metadata.get("avro.codec") ?? new TextEncoder().encode("null"));
  const sync = file.take(16);
  const records: ReadonlyMap<string, AvroValue>[] = [];
  while (!file.isEnd) {
    const count = file.int();
    const block = new AvroReader(await unpacked(file.bytesValue(), codec));
    for (let index = 0; index < count; index++) {
      const record = block.value(schema);
      if (!(record instanceof Map)) throw new Error("its values are not records");
      records.push(record);
    }
    if (!file.take(16).every((byte, index) => byte === sync[index])) throw new Error("a block does not end with its mark");
  }
  return records;
}
