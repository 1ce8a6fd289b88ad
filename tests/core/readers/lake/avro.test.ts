import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { avroRecords } from "../../../../src/core/readers/lake/avro.ts";

const SCHEMA = {
  type: "record",
  name: "entry",
  fields: [
    { name: "id", type: "long" },
    { name: "name", type: ["null", "string"] },
    { name: "kind", type: { type: "enum", name: "kind", symbols: ["a", "b"] } },
    { name: "sums", type: { type: "map", values: "double" } },
    { name: "list", type: { type: "array", items: { type: "fixed", name: "two", size: 2 } } },
    { name: "again", type: "two" },
  ],
};

/** Zig-zag, in seven bits at a time. */
function long(value: bigint): number[] {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

const string = (text: string) => [...long(BigInt(Buffer.byteLength(text))), ...Buffer.from(text)];
const double = (value: number) => [...new Uint8Array(new Float64Array([value]).buffer)];

/** A record with a name or none; its list has a block of a negative count, which is followed by its size. */
const record = (id: bigint, name: string | null) => [
  ...long(id),
  ...(name === null ? long(0n) : [...long(1n), ...string(name)]),
  ...long(1n),
  ...[...long(1n), ...string("x"), ...double(0.5), ...long(0n)],
  ...[...long(-2n), ...long(4n), 1, 2, 3, 4, ...long(0n)],
  ...[5, 6],
];

const SYNC = Array.from({ length: 16 }, (_, index) => index);

function file(codec: string, block: Uint8Array | readonly number[], count: bigint, sync: readonly number[] = SYNC): Uint8Array {
  const metadata = [
    ...long(2n),
    ...string("avro.codec"),
    ...string(codec),
    ...string("avro.schema"),
    ...string(JSON.stringify(SCHEMA)),
    ...long(0n),
  ];
  return new Uint8Array([
    ...Buffer.from("Obj\u0001"),
    ...metadata,
    ...SYNC,
    ...long(count),
    ...long(BigInt(block.length)),
    ...block,
    ...sync,
  ]);
}

const BLOCK = [...record(-3n, "né"), ...record(9_223_372_036_854_775_807n, null)];

/** A snappy block of nothing but literals, with the checksum that Avro puts behind it. */
const snappy = (bytes: readonly number[]) => [bytes.length, 60 << 2, bytes.length - 1, ...bytes, 0, 0, 0, 0];

describe("an Avro file", () => {
  it.each([
    ["null", BLOCK],
    ["deflate", deflateRawSync(Buffer.from(BLOCK))],
    ["snappy", snappy(BLOCK)],
  ])("gives its records, packed with %s", async (codec, block) => {
    const records = await avroRecords(file(codec, block, 2n));
    expect(records.map((one) => Object.fromEntries(one))).toEqual([
      {
        id: -3n,
        name: "né",
        kind: "b",
        sums: new Map([["x", 0.5]]),
        list: [new Uint8Array([1, 2]), new Uint8Array([3, 4])],
        again: new Uint8Array([5, 6]),
      },
      expect.objectContaining({ id: 9_223_372_036_854_775_807n, name: null }),
    ]);
  });

  it.each([
    ["another file", new Uint8Array([1, 2, 3, 4]), "does not begin with Avro's magic"],
    ["an unknown codec", file("lzo", BLOCK, 2n), "its codec lzo is unknown"],
    ["a block that ends early", file("null", BLOCK.slice(0, -1), 2n), "it ends early"],
    ["a wrong mark", file("null", BLOCK, 2n, Array(16).fill(9)), "does not end with its mark"],
  ])("is refused where it is broken: %s", async (_, bytes, message) => {
    await expect(avroRecords(bytes)).rejects.toThrow(message);
  });
});
