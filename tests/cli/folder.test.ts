import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourcesFromPaths } from "../../src/cli/node-source.ts";
import { run } from "../../src/cli/run.ts";
import { READERS } from "../../src/core/readers/registry.ts";
import { DATA_EXTENSIONS } from "../../src/worker/data-extensions.ts";
import { folderFiles } from "../../src/worker/folder-files.ts";

const golden = join(import.meta.dirname, "..", "conformance", "golden", "files");

/** A folder with these texts; `@name` copies a golden file. */
function folderOf(files: Readonly<Record<string, string>>, name = "table"): string {
  const folder = join(mkdtempSync(join(tmpdir(), "signet-")), name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (content.startsWith("@")) cpSync(join(golden, content.slice(1)), join(folder, path));
    else writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function sign(...args: readonly string[]): Promise<{ readonly out: string; readonly err: string; readonly code: number }> {
  let [out, err] = ["", ""];
  const code = await run(["sign", ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { out, err, code };
}

const infer = (folder: string) => sign("--inputs", folder, "--format", "python", "--form", "infer");

describe("a folder as inputs", () => {
  it("is Spark's Parquet, without its markers and checksums", async () => {
    const folder = folderOf({
      _SUCCESS: "",
      _committed_1: "{}",
      "._SUCCESS.crc": "crc",
      ".part-0.parquet.crc": "crc",
      "part-0.parquet": "@int64.parquet",
      "part-1.parquet": "@int64.parquet",
    });
    const { out, err } = await infer(folder);
    expect(out).toContain(`pd.read_parquet('${folder}')`);
    expect(err).toContain(`Read 2 files of the folder ${folder}. Skipped ._SUCCESS.crc, .part-0.parquet.crc, _SUCCESS, _committed_1`);
  });

  it("is Spark's CSV as one data set", async () => {
    const folder = folderOf({ _SUCCESS: "", "part-0.csv": "a,b\n1,x\n", "part-1.csv": "a,b\n2.5,y\n" });
    const { out } = await infer(folder);
    expect(out).toContain(`for part in ['${folder}/part-0.csv', '${folder}/part-1.csv']`);
    const dict = JSON.parse((await sign("--inputs", folder, "--format", "dict")).out);
    expect(JSON.parse(dict.inputs).map(({ type }: { type: string }) => type)).toEqual(["double", "string"]);
  });

  it.each([
    ["delta", "a Delta table: version 2", "DeltaTable('"],
    ["iceberg", "an Iceberg table: snapshot", "StaticTable.from_metadata('"],
  ])("is a table of %s as it is now", async (kind, what, python) => {
    const { out, err } = await infer(join(import.meta.dirname, "..", "fixtures", "lake", kind));
    expect(err).toContain(`as ${what}`);
    expect(err).toContain("other data files in the folder are not part of it");
    expect(out).toContain(python);
  });

  it("gives columns by its folders' names, from the folder on", async () => {
    const folder = folderOf(
      { "y=1/a.parquet": "@int64.parquet", "y=2/a.parquet": "@int64.parquet", "_y=3/a.parquet": "@int64.parquet" },
      "k=v",
    );
    const { out } = await sign("--inputs", folder, "--format", "dict");
    const names = JSON.parse(JSON.parse(out).inputs).map(({ name }: { name: string }) => name);
    expect(names).toContain("y");
    expect(names).not.toContain("z");
    expect((await infer(folder)).out).toContain(`pd.read_parquet('${folder}')`);
  });

  it("says what it used of a mixed folder, which pandas would not read", async () => {
    const folder = folderOf({ "README.md": "# Data\n", "a.parquet": "@int64.parquet", "b.parquet": "@int64.parquet", "c.csv": "a\n1\n" });
    const { out, err } = await infer(folder);
    expect(err).toContain("Read 2 files of the folder");
    expect(err).toContain("Skipped README.md, c.csv, which are not part of the data");
    expect(out).toContain(`pd.concat([pd.read_parquet(part) for part in ['${folder}/a.parquet', '${folder}/b.parquet']]`);
  });

  it("refuses one without data", async () => {
    expect((await infer(folderOf({ _SUCCESS: "" }))).err).toContain("has no data files");
  });

  it("lists where its CSV files differ, with what fits all of them and most, and the option that reads all alike", async () => {
    const files = { "0.csv": "a\n1\n", "1.csv": "a\n2\nx\n", "2.csv": "a\n3\n" };
    const { out, err, code } = await sign("--inputs", folderOf(files), "--format", "dict");
    expect(code).toBe(0);
    expect(JSON.parse(JSON.parse(out).inputs)).toEqual([{ type: "any", required: true }]);
    expect(err).toMatch(
      /column {2}file .*has {2,}first row {2}files {3}most have\n {2}a {7}\S+1\.csv {2}text {2}2 {10}1 of 3 {2}integers \(2\)/,
    );
    expect(err).toContain('fits all files: [{"type": "string", "name": "a", "required": true}]');
    expect(err).toMatch(/fits 2 of 3 files, not \S+1\.csv: \[\{"type": "long", "name": "a", "required": true\}\]/);
    expect(err).toContain(`--read-inputs '{"dtype": {"a": "str"}}'`);
    const { out: read, err: log } = await sign("--inputs", folderOf(files), "--read", '{"dtype": {"a": "str"}}', "--log", "json");
    expect(JSON.parse(JSON.parse(read).inputs)).toEqual([{ type: "string", name: "a", required: true }]);
    expect(log).not.toContain("files-disagree");
  });

  it("reports the differences as data with --log json", async () => {
    const folder = folderOf({ "0.csv": "a,b\n1,x\n", "1.csv": "b,a,c\nx,1,2\n" });
    const { err } = await sign("--inputs", folder, "--log", "json");
    const { problem } = err
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .find((record) => record.problem?.kind === "files-disagree");
    expect(problem.files).toMatchObject({ count: 2, total: 2 });
    expect(problem.files.differences).toMatchObject([
      { column: "c", has: "integers", firstRow: 1, fileCount: 1, most: null },
      { column: null, has: "another order of columns", files: [`${folder}/1.csv`] },
    ]);
  });
});

describe("a folder that Signet does not read as Spark would", () => {
  it.each([
    ["a Delta table", () => join(import.meta.dirname, "..", "fixtures", "lake", "delta"), "how Spark reads a Delta or an Iceberg table"],
    ["columns of folder names", () => folderOf({ "y=1/a.parquet": "@int64.parquet" }), "the columns of folder names"],
  ])("is refused with the reason: %s", async (_, folder, reason) => {
    const { code, err } = await sign("--inputs", folder(), "--signer", "SparkSigner");
    expect(code).toBe(1);
    expect(err).toContain(reason);
  });
});

describe("a pattern as inputs", () => {
  const files = {
    "y=1/a.parquet": "@int64.parquet",
    "y=2/m=3/b.parquet": "@int64.parquet",
    "y=2/notes.csv": "x\n1\n",
    "_tmp/c.parquet": "x",
  };

  it.each([
    ["**/*.parquet", ["y=1/a.parquet", "y=2/m=3/b.parquet"]],
    ["y=*/*.parquet", ["y=1/a.parquet"]],
    ["**/{a,b}.*", ["y=1/a.parquet", "y=2/m=3/b.parquet"]],
    ["y=[2]/*", ["y=2/notes.csv"]],
  ])("names files in their order, but none that pandas passes over: %s", async (pattern, names) => {
    const folder = folderOf(files);
    expect((await sourcesFromPaths([`${folder}/${pattern}`])).map(({ name }) => name)).toEqual(names.map((name) => `${folder}/${name}`));
  });

  it("gives the columns of the folders' names, and the Python that reads these files", async () => {
    const folder = folderOf({ "y=1/a.parquet": "@int64.parquet", "y=2/b.parquet": "@int64.parquet" });
    expect((await infer(`${folder}/**/*.parquet`)).out).toContain(`pd.read_parquet('${folder}')`);
    expect((await infer(`${folder}/y=1/*.parquet`)).out).toContain(`pd.read_parquet('${folder}/y=1')`);
    const { out } = await sign("--inputs", `${folder}/**/*.parquet`, "--format", "dict");
    const names = JSON.parse(JSON.parse(out).inputs).map(({ name }: { name: string }) => name);
    expect(names).toContain("y");
  });

  it("is refused where no file matches, and is a file where one is called so", async () => {
    const folder = folderOf({ "a[1].csv": "x\n1\n" });
    expect((await infer(`${folder}/*.parquet`)).err).toContain(`No file matches ${folder}/*.parquet`);
    expect((await infer(`${folder}/a[1].csv`)).code).toBe(0);
  });
});

describe("a Parquet folder with _metadata and _common_metadata", () => {
  it("is read by the schema of its first file, as pyarrow does", async () => {
    const folder = folderOf({ _metadata: "@float64.parquet", _common_metadata: "@float64.parquet", "part-0.parquet": "@int64.parquet" });
    const { out, err } = await sign("--inputs", folder, "--format", "dict");
    expect(JSON.parse(JSON.parse(out).inputs)[0]).toMatchObject({ name: "int64", type: "long" });
    expect(err).toContain("Skipped _common_metadata, _metadata");
  });
});

describe("which files of a folder are data", () => {
  it("is known by the readers' own extensions", () => {
    expect(DATA_EXTENSIONS.flat().sort()).toEqual(READERS.flatMap(({ extensions }) => extensions).sort());
  });

  it.each([
    [
      ["part-00000", "part-00001", "LICENSE"],
      ["part-00000", "part-00001"],
    ],
    [["a.csv.gz", "notes.docx"], ["a.csv.gz"]],
    [["x.csv", ".hidden/y.csv", "_tmp/z.csv"], ["x.csv"]],
    [["notes.docx"], ["notes.docx"]],
    [["requirements.txt", "x.csv", "README.txt"], ["x.csv"]],
  ])("of %j: %j", (paths, used) => {
    expect(folderFiles(paths, { oneKind: true }).used).toEqual(used);
  });

  it("keeps other kinds where inputs and outputs may lie together", () => {
    expect(folderFiles(["X.parquet", "y.csv"], { oneKind: false }).used).toEqual(["X.parquet", "y.csv"]);
  });
});
