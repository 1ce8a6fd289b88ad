import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { avroRecords } from "../../../../src/core/readers/lake/avro.ts";
import { avroFile, avroLong, avroString } from "../../../helpers/avro.ts";

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

const [long, string] = [avroLong, avroString];
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

const file = (codec: string, block: Uint8Array | readonly number[], count: bigint, sync?: readonly number[]) =>
  avroFile(SCHEMA, block, count, { codec, ...(sync === undefined ? {} : { sync }) });

const BLOCK = [...record(-3n, "né"), ...record(9_223_372_036_854_775_807n, null)];

/** The schema of records with one field. */
const recordOf = (type: unknown) => ({ type: "record", name: "one", fields: [{ name: "x", type }] });

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

  it("is not packed where its header names no codec", async () => {
    const records = await avroRecords(avroFile(SCHEMA, BLOCK, 2n, { codec: null }));
    expect(records.map((one) => one.get("id"))).toEqual([-3n, 9_223_372_036_854_775_807n]);
  });

  it("may be packed with zstandard", async () => {
    // Made by `zstandard.ZstdCompressor().compress(bytes([2]))` in Python.
    const packed = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x01, 0x09, 0x00, 0x00, 0x02];
    const records = await avroRecords(avroFile(recordOf("int"), packed, 1n, { codec: "zstandard" }));
    expect(records.map((one) => one.get("x"))).toEqual([1]);
  });

  it.each([
    ["float", [...new Uint8Array(new Float32Array([1.5]).buffer)], 1.5],
    ["boolean", [1], true],
    ["boolean", [0], false],
    ["bytes", [...long(2n), 7, 8], new Uint8Array([7, 8])],
    [{ type: "string" }, string("né"), "né"],
    [{ type: "enum", name: "few", symbols: ["a"] }, long(3n), null],
  ])("reads a value of %j", async (type, bytes, expected) => {
    const [record] = await avroRecords(avroFile(recordOf(type), bytes, 1n));
    expect(record?.get("x")).toEqual(expected);
  });

  it.each([
    ["a number of more than 70 bits", "long", Array(11).fill(0x80), "a number is too long"],
    ["a length past what JavaScript counts exactly", "bytes", long(2n ** 60n), "a length is too large"],
    ["a union of fewer types", ["null"], long(1n), "a union has no such branch"],
    ["a type that it does not describe", "Other", [0], "its schema has no type Other"],
  ])("is refused where it has %s", async (_, type, bytes, message) => {
    await expect(avroRecords(avroFile(recordOf(type), bytes, 1n))).rejects.toThrow(message);
  });

  it("is refused where its values are not records", async () => {
    await expect(avroRecords(avroFile("int", long(1n), 1n))).rejects.toThrow("its values are not records");
  });

  it("is refused where a snappy block says that it unpacks to more than it can", async () => {
    await expect(avroRecords(file("snappy", [0xff, 0xff, 0x7f, 0, 0, 0, 0, 0], 1n))).rejects.toThrow("a snappy block is broken");
  });
});
