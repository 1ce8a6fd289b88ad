import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import { fileSource, textSource } from "../../helpers/sources.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "conformance", "golden", "files");
const settings = { options: new Map() };
const open = (source: ReturnType<typeof textSource>) => openFiles([source], settings, {});

const FORMATS: Readonly<Record<string, string>> = {
  parquet: "parquet",
  arrow: "arrow",
  arrows: "arrow",
  feather: "arrow",
  npy: "npy",
  npz: "npz",
};

describe("a file under an unknown name", () => {
  const named = readdirSync(files).filter(
    (name) => FORMATS[name.split(".").at(-1) ?? ""] !== undefined && !/npy_object|npz_with_object/.test(name),
  );

  it.each(named)("%s is known by its content", async (name) => {
    const [known, unknown] = [fileSource(join(files, name)), fileSource(join(files, name), "data.bin", 7)];
    const opened = await open(unknown);
    expect(opened.format).toBe(FORMATS[name.split(".").at(-1) ?? ""]);
    expect(opened.dataset).toEqual((await open(known)).dataset);
  });

  it.each([
    ["JSON", '{"a": 1}', "json"],
    ["JSON lines", '{"a": 1}\n{"a": 2}\n', "jsonl"],
    ["a text table", "a,b\n1,2\n", "csv"],
  ])("%s is known by its structure", async (_, text, format) => {
    expect((await open(textSource(text, "data.bin"))).format).toBe(format);
  });
});

describe("compression", () => {
  const packed = (name: string) => sourceFromBytes(gzipSync("a,b\n1,2\n"), name);

  it("is pandas' own where the name says it", async () => {
    const { applied, pythonRead, settings: inForce } = await open(packed("X.csv.gz"));
    expect(applied.map(({ kind, undo }) => [kind, undo])).toEqual([["compression", new Map([["compression", null]])]]);
    expect(pythonRead.expression).toBe("pd.read_csv('X.csv.gz', low_memory=False)");
    expect(inForce.options.size).toBe(0);
  });

  it("is an option where the name does not, in either way", async () => {
    expect((await open(packed("data.bin"))).pythonRead.expression).toBe("pd.read_csv('data.bin', low_memory=False, compression='gzip')");
    expect((await open(textSource("a,b\n1,2\n", "X.csv.gz"))).pythonRead.expression).toBe(
      "pd.read_csv('X.csv.gz', low_memory=False, compression=None)",
    );
  });

  it("can be undone", async () => {
    const raw = openFiles([packed("data.bin")], { options: new Map([["compression", null]]) }, {});
    await expect(raw).rejects.toMatchObject({ name: "SignetError" });
  });

  it("is undone in the Python of other formats too", async () => {
    const source = sourceFromBytes(gzipSync('[{"a": 1}]'), "X.json.gz");
    expect((await open(source)).pythonRead.expression).toBe("read_json(gzip.open('X.json.gz'))");
  });
});

describe("parts of one data set", () => {
  it("report their progress as one", async () => {
    const parts = ["a.csv", "b.csv", "c.csv"].map((name) => textSource("a\n1\n2\n", name));
    const reports: { readonly bytes: number; readonly byteLength: number; readonly rows: number }[] = [];
    await openFiles(parts, settings, { onProgress: (progress) => reports.push(progress) });
    const bytes = reports.map((progress) => progress.bytes);
    expect(bytes).toEqual([...bytes].sort((left, right) => left - right));
    expect(reports.at(-1)).toEqual({ bytes: 18, byteLength: 18, rows: 6 });
  });
});

describe("what is applied by itself", () => {
  it.each([
    ["semicolons", "a;b\n1;x\n2;y\n", "delimiter"],
    ["bars", "a|b\n1|x\n2|y\n", "delimiter"],
    ["tabs in a .csv", "a\tb\n1\tx\n", "delimiter"],
  ])("%s", async (_, text, kind) => {
    const opened = await open(textSource(text));
    expect(opened.applied.map((proposal) => proposal.kind)).toEqual([kind]);
    expect(opened.dataset).toMatchObject({ columns: [{ name: "a" }, { name: "b" }] });
  });

  it("nothing where pandas' default gives columns", async () => {
    expect((await open(textSource("a,b\n1;2,3\n4;5,6\n"))).applied).toEqual([]);
  });

  it("latin-1 where the bytes are no UTF-8", async () => {
    const opened = await open(sourceFromBytes(new Uint8Array([0x6e, 0xe9, 0x0a, 0x31, 0x0a]), "n.csv"));
    expect(opened.applied.map(({ kind }) => kind)).toEqual(["encoding"]);
    expect(opened.dataset).toMatchObject({ columns: [{ name: "né" }] });
  });

  it("gzip, whatever the file is called", async () => {
    const opened = await open(sourceFromBytes(new Uint8Array(gzipSync("a,b\n1,2\n")), "data.bin"));
    expect(opened.applied.map(({ kind }) => kind)).toEqual(["compression"]);
    expect(opened.dataset).toMatchObject({ rowCount: 1 });
  });
});

describe("refusals", () => {
  it.each([
    ["an image", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0], "PNG"],
    ["a pickle", [0x80, 0x04, 0x95, 0x00, 0x00], "pickle"],
  ])("name %s and say what to do", async (_, bytes, name) => {
    await expect(open(sourceFromBytes(new Uint8Array(bytes), "x"))).rejects.toThrow(name);
  });

  it("say that unknown data are binary", async () => {
    await expect(open(sourceFromBytes(new Uint8Array([1, 0, 2, 0, 3]), "x"))).rejects.toThrow("x is binary");
  });

  it("of parts that do not fit name the part", async () => {
    await expect(openFiles([textSource("a\n1\n", "1.csv"), textSource("b\n1\n", "2.csv")], settings, {})).rejects.toThrow("2.csv");
  });
});
