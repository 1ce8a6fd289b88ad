import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { deltaTable } from "../../../../src/core/readers/lake/delta-log.ts";

const FIRST = "_delta_log/00000000000000000000.json";
const FIELD = {
  name: "day",
  type: "string",
  nullable: true,
  metadata: { "delta.columnMapping.id": 1, "delta.columnMapping.physicalName": "col-1" },
};
const metaData = (more: object = {}, type: unknown = "string") => ({
  metaData: {
    schemaString: JSON.stringify({ type: "struct", fields: [{ ...FIELD, type }] }),
    partitionColumns: ["day"],
    configuration: {},
    ...more,
  },
});
const PROTOCOL = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } };
const add = (path: string, more: object = {}) => ({ add: { path, partitionValues: { day: "mon" }, ...more } });

/** A table whose log has these actions in one commit, and perhaps further files. */
function tableOf(actions: readonly object[], further: readonly string[] = []) {
  const commit = actions.map((action) => JSON.stringify(action)).join("\n");
  const files = [[FIRST, commit] as const, ...further.map((name) => [name, ""] as const)];
  return deltaTable(new Map(files.map(([name, content]) => [name, sourceFromBytes(new TextEncoder().encode(content), `t/${name}`)])), "t");
}

describe("the log of a Delta table", () => {
  it("names data files by addresses with escapes, which are kept where they are not escapes", async () => {
    const { files } = await tableOf([PROTOCOL, metaData(), add("a%20b.parquet"), add("50%.parquet")]);
    expect(files.map(({ path }) => path)).toEqual(["a b.parquet", "50%.parquet"]);
  });

  it.each(["s3://bucket/a.parquet", "/elsewhere/a.parquet", "file:/a.parquet"])("is undecided with the file %s", async (path) => {
    await expect(tableOf([PROTOCOL, metaData(), add(path)])).rejects.toMatchObject({
      tag: "Undecided",
      message: "t: some of its data files are outside of its folder.",
    });
  });

  it.each([
    ["a text", { day: "mon" }, false],
    ["null", { day: null }, true],
    ["an empty text, which is a null too", { day: "" }, true],
    ["none", {}, true],
    ["no values at all", undefined, true],
  ])("has a partition's value: %s", async (_, partitionValues, isNull) => {
    const { files } = await tableOf([PROTOCOL, metaData(), add("a.parquet", { partitionValues })]);
    expect(files.map(({ constants }) => constants.get("day"))).toEqual([{ isNull }]);
  });

  it("has no partitions where the metadata name none", async () => {
    const { files } = await tableOf([PROTOCOL, metaData({ partitionColumns: undefined }), add("a.parquet")]);
    expect(files.map(({ constants }) => constants.size)).toEqual([0]);
  });

  it("finds a partition's value by the column's physical name where columns are mapped", async () => {
    const configuration = { "delta.columnMapping.mode": "name" };
    const { files, pythonRead, notes } = await tableOf([
      PROTOCOL,
      metaData({ configuration }),
      add("a.parquet", { partitionValues: { "col-1": "mon" } }),
    ]);
    expect(files.map(({ constants }) => constants.get("day"))).toEqual([{ isNull: false }]);
    expect(pythonRead.expression).toContain("QueryBuilder()");
    expect(notes.flat().join("")).toBe(" DeltaTable.to_pandas() does not read column mapping; the query engine of deltalake does.");
  });

  it("names deletion vectors where its protocol has them, and counts what they delete", async () => {
    const protocol = { protocol: { minReaderVersion: 3, readerFeatures: ["deletionVectors"] } };
    const vector = { storageType: "u", pathOrInlineDv: "x", cardinality: 2 };
    const { deletedRows, notes } = await tableOf([protocol, metaData(), add("a.parquet", { deletionVector: vector }), add("b.parquet")]);
    expect(deletedRows).toBe(2);
    expect(notes.flat().join("")).toBe(" DeltaTable.to_pandas() does not read deletion vectors; the query engine of deltalake does.");
  });

  it("is refused without a commit, or without a schema", async () => {
    await expect(deltaTable(new Map(), "t")).rejects.toMatchObject({ tag: "UnreadableFile", message: "t: its log has no commit." });
    await expect(tableOf([PROTOCOL])).rejects.toMatchObject({ tag: "UnreadableFile", message: "t: its log has no schema." });
    await expect(tableOf([metaData()])).rejects.toMatchObject({ tag: "UnreadableFile", message: "t: its log has no schema." });
  });

  it("is undecided with a newer protocol, a checkpoint of version 2, or a type that nobody has verified", async () => {
    const message = (found: string) => ({ tag: "Undecided", message: `t: ${found}` });
    await expect(tableOf([{ protocol: { minReaderVersion: 4 } }, metaData()])).rejects.toMatchObject(
      message("Signet has not verified tables with the feature of a newer protocol."),
    );
    const checkpoint = "_delta_log/00000000000000000000.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json";
    await expect(tableOf([PROTOCOL, metaData()], [checkpoint])).rejects.toMatchObject(
      message("Signet does not read checkpoints of version 2."),
    );
    await expect(tableOf([PROTOCOL, metaData({}, "void")])).rejects.toMatchObject(message("Signet does not know the type void."));
  });
});
