import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { type ByteSource, sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { schemaToValue } from "../../../../src/core/mlflow/signature-json.ts";
import { openFiles } from "../../../../src/core/readers/open-files.ts";
import { signSides } from "../../../../src/core/sign.ts";
import { InferSigner } from "../../../../src/core/signers/infer-signer.ts";

const fixtures = join(import.meta.dirname, "..", "..", "..", "fixtures", "lake");
const expected = JSON.parse(readFileSync(join(fixtures, "expected.json"), "utf-8"));

type Files = Map<string, Uint8Array>;

function filesOf(kind: string): Files {
  const root = join(fixtures, kind);
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(root, path).replaceAll("\\", "/"), new Uint8Array(readFileSync(path))];
    }),
  );
}

/** The files as those of a folder, apart from those that describe the table, as a drop and the command give them. */
function sourcesOf(files: Files): readonly ByteSource[] {
  const source = ([path, bytes]: readonly [string, Uint8Array]) => sourceFromBytes(bytes, `lake/${path}`);
  const isLog = (path: string) => /^(_delta_log|metadata)\//.test(path);
  const log = [...files].filter(([path]) => isLog(path)).map(source);
  const folder = { path: "lake", hidden: [], skipped: [], log };
  return [...files].filter(([path]) => !isLog(path)).map((file) => ({ ...source(file), folder }));
}

const open = (files: Files, options = new Map()) => openFiles(sourcesOf(files), { options }, {});

const plain = (value: unknown) => JSON.parse(JSON.stringify(value, (_, one) => (one instanceof Map ? Object.fromEntries(one) : one)));

const text = new TextEncoder();
const DELTA_LOG = "_delta_log/00000000000000000002.json";

describe.each(["delta", "iceberg"])("a table of %s", (kind) => {
  it("is signed as its own package reads it, removed files, renamed columns and older schemas included", async () => {
    const side = await open(filesOf(kind));
    const { signature, sides } = signSides({ inputs: side }, new InferSigner());
    expect(signature.inputs && plain(schemaToValue(signature.inputs))).toEqual(expected[kind].schema);
    expect(sides.inputs?.rowCount).toBe(expected[kind].rows);
  });

  it("says which version it is, and which files are not part of it", async () => {
    const { applied, files, pythonRead } = await open(filesOf(kind));
    const note = String(applied[0]?.message);
    expect(note).toMatch(
      kind === "delta" ? /as a Delta table: version 2, \d data files/ : /as an Iceberg table: snapshot \d+, \d data files/,
    );
    expect(note).toContain("other data files in the folder are not part of it");
    expect(files.length).toBeLessThan(sourcesOf(filesOf(kind)).length + 1);
    expect(pythonRead.expression).toContain(
      kind === "delta" ? "DeltaTable('lake').to_pandas()" : "StaticTable.from_metadata('lake/metadata/",
    );
  });

  it("is refused with the file that is missing from the folder", async () => {
    const { files } = await open(filesOf(kind));
    const less = filesOf(kind);
    less.delete(files[0]?.name.slice("lake/".length) ?? "");
    await expect(open(less)).rejects.toMatchObject({ tag: "UnreadableFile", message: expect.stringContaining("is not in the folder") });
  });

  it("takes no options of pandas' readers", async () => {
    await expect(open(filesOf(kind), new Map([["dtype_backend", "pyarrow"]]))).rejects.toMatchObject({ tag: "InvalidOption" });
  });
});

describe("the log of a Delta table", () => {
  const edited = (edit: (line: string) => string) => {
    const files = filesOf("delta");
    const log = new TextDecoder().decode(files.get(DELTA_LOG));
    files.set(DELTA_LOG, text.encode(log.trimEnd().split("\n").map(edit).join("\n")));
    return files;
  };

  it("lacks a commit", async () => {
    const files = filesOf("delta");
    files.set("_delta_log/00000000000000000004.json", text.encode("{}"));
    await expect(open(files)).rejects.toThrow("00000000000000000003.json: the file is missing from the table's log");
  });

  it("has a checkpoint in several parts, which counts once all of them are there", async () => {
    const files = filesOf("delta");
    const [name, part] = [1, 2].map((number) => `_delta_log/00000000000000000001.checkpoint.000000000${number}.0000000002.parquet`);
    const whole = "_delta_log/00000000000000000001.checkpoint.parquet";
    const bytes = files.get(whole) ?? new Uint8Array();
    files.delete(whole);
    files.set(name ?? "", bytes);
    await expect(open(files)).rejects.toThrow("00000000000000000000.json: the file is missing from the table's log");
    files.set(part ?? "", bytes);
    expect((await open(files)).files).toHaveLength((await open(filesOf("delta"))).files.length);
  });

  it("is no JSON", async () => {
    await expect(open(edited((line) => line.slice(1)))).rejects.toMatchObject({
      tag: "UnreadableFile",
      place: { file: `lake/${DELTA_LOG}` },
    });
  });

  it("has a feature that nobody has verified", async () => {
    const protocol = JSON.stringify({ protocol: { minReaderVersion: 3, readerFeatures: ["variantShredding"] } });
    await expect(open(edited((line) => `${protocol}\n${line}`))).rejects.toMatchObject({
      tag: "Undecided",
      message: expect.stringContaining("the feature variantShredding"),
    });
  });

  it("deletes rows of a file: nulls that may be among them are undecided, and the rest is not", async () => {
    const [live] = (await open(filesOf("delta"))).files;
    const path = live?.name.slice("lake/".length) ?? "";
    const deletionVector = { storageType: "i", pathOrInlineDv: "x", sizeInBytes: 1, cardinality: 2 };
    const actions = [{ remove: { path } }, { add: { path, partitionValues: { region: "eu" }, deletionVector } }];
    const files = filesOf("delta");
    const log = new TextDecoder().decode(files.get(DELTA_LOG)).trimEnd();
    files.set(DELTA_LOG, text.encode([log, ...actions.map((action) => JSON.stringify(action))].join("\n")));
    const side = await open(files);
    expect(String(side.applied[0]?.message)).toContain("2 rows of these files are deleted, and counted all the same.");
    const { specs, failure } = signSides({ inputs: side }, new InferSigner()).sides.inputs ?? {};
    expect(failure).toMatchObject({ stage: "undecided", column: "price" });
    expect(specs?.find(({ name }) => name === "id")).toMatchObject({ spec: { type: { name: "long" }, required: true } });
  });
});
