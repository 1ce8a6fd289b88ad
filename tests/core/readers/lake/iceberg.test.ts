import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { arrowTypeName } from "../../../../src/core/evidence/arrow-type.ts";
import { icebergTable } from "../../../../src/core/readers/lake/iceberg-metadata.ts";
import { icebergColumns } from "../../../../src/core/readers/lake/iceberg-schema.ts";
import { avroFile, avroLong, avroString } from "../../../helpers/avro.ts";

const text = (value: string) => new TextEncoder().encode(value);

const logOf = (files: Readonly<Record<string, Uint8Array | string>>) =>
  new Map(
    Object.entries(files).map(([name, bytes]) => [name, sourceFromBytes(typeof bytes === "string" ? text(bytes) : bytes, `t/${name}`)]),
  );

const record = (name: string, fields: Readonly<Record<string, unknown>>) => ({
  type: "record",
  name,
  fields: Object.entries(fields).map(([key, type]) => ({ name: key, type })),
});

const LIST = record("manifest_file", { manifest_path: "string", partition_spec_id: "int" });
const list = (...paths: readonly string[]) =>
  avroFile(
    LIST,
    paths.flatMap((path) => [...avroString(path), ...avroLong(1n)]),
    BigInt(paths.length),
  );

interface Entry {
  readonly status?: number;
  readonly content?: number;
  readonly path?: string;
  readonly format?: string;
  readonly day?: string | null;
  readonly count?: number;
}

const ENTRY = record("manifest_entry", {
  status: "int",
  data_file: record("data_file", {
    content: "int",
    file_path: "string",
    file_format: "string",
    partition: record("partition", { day_name: ["null", "string"] }),
    record_count: "long",
  }),
});
const entryBytes = ({ status = 1, content = 0, path = "/w/t/data/a.parquet", format = "PARQUET", day = "mon", count = 3 }: Entry) => [
  ...avroLong(BigInt(status)),
  ...avroLong(BigInt(content)),
  ...avroString(path),
  ...avroString(format),
  ...(day === null ? avroLong(0n) : [...avroLong(1n), ...avroString(day)]),
  ...avroLong(BigInt(count)),
];
const manifest = (...entries: readonly Entry[]) => avroFile(ENTRY, entries.flatMap(entryBytes), BigInt(entries.length));

const FIELDS = [
  { id: 1, name: "id", type: "long", required: true },
  { id: 2, name: "day", type: "string" },
];
const METADATA = {
  location: "file:///w/t",
  "current-schema-id": 0,
  schemas: [{ "schema-id": 0, fields: FIELDS }],
  "partition-specs": [{ "spec-id": 1, fields: [{ "source-id": 2, transform: "identity", name: "day_name" }] }],
  "current-snapshot-id": 5,
  snapshots: [{ "snapshot-id": 5, "manifest-list": "/w/t/metadata/list.avro" }],
};

/** A table with one manifest of these entries; `more` replaces keys of its metadata. */
const tableOf = (entries: readonly Entry[], more: object = {}, files: Readonly<Record<string, Uint8Array | string>> = {}) =>
  icebergTable(
    logOf({
      "metadata/v1.metadata.json": JSON.stringify({ ...METADATA, ...more }),
      "metadata/list.avro": list("/w/t/metadata/m.avro"),
      "metadata/m.avro": manifest(...entries),
      ...files,
    }),
    "t",
  );

describe("a manifest of an Iceberg table", () => {
  it("names the data files, each with whether its identity partitions are null", async () => {
    const { files, deletedRows, version } = await tableOf([{}, { path: "file:/w/t/data/b.parquet", day: null }]);
    expect(version).toBe("5");
    expect(deletedRows).toBe(0);
    expect(files).toEqual([
      { path: "data/a.parquet", constants: new Map([["day", { isNull: false }]]) },
      { path: "data/b.parquet", constants: new Map([["day", { isNull: true }]]) },
    ]);
  });

  it.each([
    ["another transform", [{ "spec-id": 1, fields: [{ "source-id": 2, transform: "truncate[2]", name: "day_name" }] }]],
    ["a column that is gone", [{ "spec-id": 1, fields: [{ "source-id": 9, transform: "identity", name: "day_name" }] }]],
    ["a spec of another id", [{ "spec-id": 7, fields: [] }]],
    ["no specs", undefined],
  ])("has no constants with %s", async (_, specs) => {
    const { files } = await tableOf([{}], { "partition-specs": specs });
    expect(files.map(({ constants }) => constants.size)).toEqual([0]);
  });

  it("leaves out entries that are deleted", async () => {
    const { files } = await tableOf([{ status: 2 }, { path: "/w/t/data/b.parquet" }]);
    expect(files.map(({ path }) => path)).toEqual(["data/b.parquet"]);
  });

  it.each([
    ["positions", 1, 3],
    ["equality", 2, Number.POSITIVE_INFINITY],
  ])("counts the rows that a file of %s deletes", async (_, content, expected) => {
    const { files, deletedRows } = await tableOf([{}, { content, path: "/w/t/data/deletes.parquet" }]);
    expect([files.length, deletedRows]).toEqual([1, expected]);
  });

  it("is undecided with data files of another format, or outside of the folder", async () => {
    await expect(tableOf([{ format: "ORC" }])).rejects.toMatchObject({
      tag: "Undecided",
      message: "t: Signet does not read data files of ORC.",
    });
    await expect(tableOf([{ path: "s3://bucket/a.parquet" }])).rejects.toMatchObject({
      tag: "Undecided",
      message: "t: some of its files are outside of its folder.",
    });
  });

  it("is refused where it is missing or broken", async () => {
    await expect(tableOf([], {}, { "metadata/list.avro": list("/w/t/metadata/gone.avro") })).rejects.toMatchObject({
      tag: "UnreadableFile",
      message: "t: the file metadata/gone.avro is missing.",
    });
    await expect(tableOf([], {}, { "metadata/m.avro": "Obj" })).rejects.toMatchObject({
      tag: "UnreadableFile",
      message: "t/metadata/m.avro: it is not a whole Avro file: it does not begin with Avro's magic.",
    });
  });
});

describe("the metadata of an Iceberg table", () => {
  const named = (name: string) =>
    JSON.stringify({
      ...METADATA,
      snapshots: [],
      "current-schema-id": 0,
      schemas: [{ "schema-id": 0, fields: [{ id: 1, name, type: "int" }] }],
    });
  const columnsOf = async (files: Readonly<Record<string, Uint8Array | string>>) => {
    const { columns } = await icebergTable(logOf(files), "t");
    return columns.map(({ name }) => name);
  };

  it("is that which the hint names, and otherwise that of the highest number", async () => {
    const files = { "metadata/v1.metadata.json": named("one"), "metadata/v2.metadata.json": named("two") };
    expect(await columnsOf(files)).toEqual(["two"]);
    expect(await columnsOf({ ...files, "metadata/version-hint.text": "1\n" })).toEqual(["one"]);
    expect(await columnsOf({ ...files, "metadata/version-hint.text": "9" })).toEqual(["two"]);
  });

  it("is that of the last name among those of one number", async () => {
    const [a, b] = ["metadata/00003-a.metadata.json", "metadata/00003-b.metadata.json"];
    expect(await columnsOf({ [a]: named("a"), [b]: named("b") })).toEqual(["b"]);
    expect(await columnsOf({ [b]: named("b"), [a]: named("a") })).toEqual(["b"]);
  });

  it("may be packed with gzip", async () => {
    expect(await columnsOf({ "metadata/v1.metadata.json": gzipSync(named("packed")) })).toEqual(["packed"]);
  });

  it("has its schema by itself in version 1 of the format", async () => {
    const { columns, version, files } = await icebergTable(
      logOf({ "metadata/v1.metadata.json": JSON.stringify({ location: "/w/t", schema: { fields: FIELDS } }) }),
      "t",
    );
    expect(columns.map(({ name }) => name)).toEqual(["id", "day"]);
    expect([version, files]).toEqual(["none", []]);
  });

  it("is refused where there is none", async () => {
    await expect(icebergTable(logOf({ "metadata/other.json": "{}" }), "t")).rejects.toMatchObject({
      tag: "UnreadableFile",
      message: "t: its folder metadata has no .metadata.json.",
    });
  });

  it("is undecided with a snapshot without a manifest list, or a type that nobody has verified", async () => {
    await expect(tableOf([], { snapshots: [{ "snapshot-id": 5, manifests: [] }] })).rejects.toMatchObject({
      tag: "Undecided",
      message: "t: Signet does not read snapshots without a manifest list.",
    });
    await expect(tableOf([], { schemas: [{ "schema-id": 0, fields: [{ id: 1, name: "v", type: "variant" }] }] })).rejects.toMatchObject({
      tag: "Undecided",
      message: "t: Signet has not verified the type variant.",
    });
  });
});

// Types as pyiceberg's `schema_to_pyarrow` gives them.
describe("a column of an Iceberg table", () => {
  it.each([
    ["decimal(9, 2)", "decimal128(9, 2)"],
    ["fixed[4]", "fixed_size_binary[4]"],
    ["timestamptz", "timestamp[us, tz=UTC]"],
    [{ type: "list", "element-id": 2, element: "long", "element-required": true }, "list<element: int64>"],
    [{ type: "list", "element-id": 2, element: "string", "element-required": false }, "list<element: string>"],
    [{ type: "map", "key-id": 2, key: "string", "value-id": 3, value: "int", "value-required": false }, "map<string, int32>"],
    [{ type: "struct", fields: [{ id: 2, name: "x", type: "double", required: true }] }, "struct<x: double>"],
  ])("%j is %s", (type, expected) => {
    const [column] = icebergColumns({ fields: [{ id: 1, name: "c", type }] });
    expect(column === undefined ? null : arrowTypeName(column.type)).toBe(expected);
  });

  it("keeps whether items, values and fields may be null", () => {
    const items = (required: boolean) => ({ type: "list", "element-id": 2, element: "long", "element-required": required });
    const [open, filled] = icebergColumns({
      fields: [
        { id: 1, name: "a", type: items(false) },
        { id: 3, name: "b", type: items(true) },
      ],
    });
    expect([open?.type, filled?.type]).toMatchObject([{ items: { nullable: true } }, { items: { nullable: false } }]);
  });

  it("has a default where the schema names one that is not null", () => {
    const columns = icebergColumns({
      fields: [
        { id: 1, name: "a", type: "int", "initial-default": 7 },
        { id: 2, name: "b", type: "int", "initial-default": null },
      ],
    });
    expect(columns.map(({ hasDefault }) => hasDefault)).toEqual([true, undefined]);
  });

  it.each(["unknown", { type: "variant" }])("%j is not known", (type) => {
    expect(() => icebergColumns({ fields: [{ id: 1, name: "c", type }] })).toThrow(typeof type === "string" ? type : type.type);
  });
});
