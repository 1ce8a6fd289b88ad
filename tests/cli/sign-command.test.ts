import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../src/cli/run.ts";
import { csvReader } from "../../src/core/readers/csv/csv-reader.ts";

const golden = join(dirname(fileURLToPath(import.meta.url)), "..", "conformance", "golden", "files");
const folder = mkdtempSync(join(tmpdir(), "signet-cli-"));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function signet(...args: string[]) {
  let out = "";
  let err = "";
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const X = file("X.csv", "a,b\n1,x\n2,y\n");

describe("signet sign", () => {
  it("writes the signature as JSON that from_dict takes", async () => {
    const { code, out } = await signet("sign", "--inputs", X);
    expect(code).toBe(0);
    expect(JSON.parse(JSON.parse(out).inputs)).toEqual([
      { type: "long", name: "a", required: true },
      { type: "string", name: "b", required: true },
    ]);
  });

  it.each(["dict", "mlmodel", "json", "python"])("knows the format %s", async (format) => {
    const { code, out } = await signet("sign", "--inputs", X, "--format", format);
    expect(code).toBe(0);
    expect(out).toContain("long");
  });

  it("takes several files as parts of one data set", async () => {
    const more = file("X2.csv", "a,b\n,z\n");
    const { out } = await signet("sign", "--inputs", X, more);
    expect(JSON.parse(JSON.parse(out).inputs)[0]).toEqual({ type: "double", name: "a", required: false });
  });

  it("takes reader options, casts and forms", async () => {
    const semicolons = file("s.csv", "a;b\n1,5;2\n");
    const { out } = await signet("sign", "--inputs", semicolons, "--read", '{"sep": ";", "decimal": ",", "astype": {"b": "float32"}}');
    expect(JSON.parse(JSON.parse(out).inputs).map(({ type }: { type: string }) => type)).toEqual(["double", "float"]);
  });

  it("gives an MLmodel back with only its signature changed", async () => {
    const mlmodel = file("MLmodel", "flavors: {}\nsignature:\n  inputs: null\n  outputs: null\n  params: null\nutc_time_created: '2026'\n");
    const { out } = await signet("sign", "--inputs", X, "--format", "mlmodel", "--mlmodel", mlmodel);
    expect(out.startsWith("flavors: {}\nsignature:\n  inputs: '[{")).toBe(true);
    expect(out.endsWith("\nutc_time_created: '2026'\n")).toBe(true);
  });

  it("lists the encodings to choose from where the names depend on it, each with its option and header", async () => {
    const path = join(folder, "encoding.csv");
    writeFileSync(path, Buffer.from([...Buffer.from("id,"), 0xbd, 0xbb, 0xbd, 0xea, ...Buffer.from("\n1,2\n")]));
    const { code, out, err } = await signet("sign", "--inputs", path, "--read", '{"sep": ","}');
    expect([code === 0, out]).toEqual([false, ""]);
    expect(err).toContain(`--read-inputs '{"sep": ",", "encoding": "euc_jp"}'  # id, 住所`);
    const chosen = await signet("sign", "--inputs", path, "--read-inputs", '{"sep": ",", "encoding": "euc_jp"}');
    expect(JSON.parse(JSON.parse(chosen.out).inputs).map(({ name }: { name: string }) => name)).toEqual(["id", "住所"]);
  });

  it("takes parameters in the line itself", async () => {
    const { out } = await signet("sign", "--params", "{'k': 5}");
    expect(JSON.parse(JSON.parse(out).params)).toEqual([{ name: "k", default: 5, shape: null, type: "long" }]);
  });

  it.each([
    ["explicit", "signature = ModelSignature("],
    ["infer", `pd.read_csv('${X}', low_memory=False)`],
    ["set", "set_signature(model_uri, signature)"],
  ])("writes Python in the form %s", async (form, found) => {
    expect((await signet("sign", "--inputs", X, "--format", "python", "--form", form)).out).toContain(found);
  });

  it("drops columns by the names that they have, numbers too", async () => {
    const json = file("numbered.json", '{"columns": [0, 1], "data": [[1, 2], [3, "x"]]}');
    const { code, out } = await signet("sign", "--inputs", json, "--read", '{"drop": [1]}', "--format", "python", "--form", "infer");
    expect([code, out.includes("inputs.drop(columns=[1])")]).toEqual([0, true]);
  });

  it("writes nothing where a file could not be read", async () => {
    const out = join(folder, "never.json");
    const broken = file("broken.csv", "a,b\n1,2\n3,4,5\n");
    expect((await signet("sign", "--inputs", X, "--outputs", broken, "--out", out)).code).toBe(1);
    expect(existsSync(out)).toBe(false);
  });

  it("writes to --out and says nothing on stdout", async () => {
    const path = join(folder, "out.json");
    const { out } = await signet("sign", "--inputs", X, "--out", path);
    expect(out).toBe("");
    expect(readFileSync(path, "utf-8")).toContain("inputs");
  });

  it.each([
    ["no command", [], 2],
    ["an unknown command", ["sgin"], 2],
    ["an unknown option", ["sign", "--inptus", X], 2],
    ["an unknown format", ["sign", "--inputs", X, "--format", "xml"], 2],
    ["nothing to sign", ["sign"], 2],
    ["a form that is none", ["sign", "--inputs", X, "--read", '{"to": "tensor"}'], 2],
    ["a cast that is none", ["sign", "--inputs", X, "--read", '{"astype": 3}'], 2],
    ["a file that is not there", ["sign", "--inputs", join(folder, "none.csv")], 1],
    ["a broken file", ["sign", "--inputs", file("ragged.csv", "a,b\n1,2\n3,4,5\n")], 1],
  ])("exits for %s", async (_, args, code) => {
    const result = await signet(...args);
    expect(result.code).toBe(code);
    expect(code === 2 && args.length === 0 ? result.out : result.err).not.toBe("");
  });

  it("exits with 4 and the list where the signature differs from --expect", async () => {
    const expected = file(
      "expected.json",
      JSON.stringify({ inputs: '[{"type": "double", "name": "a", "required": true}]', outputs: null, params: null }),
    );
    const { code, err } = await signet("sign", "--inputs", X, "--expect", expected);
    expect(code).toBe(4);
    expect(err).toContain("inputs: a type changed from double to long");
    expect(err).toContain("inputs: b added: string");
  });

  it("exits with 5 where a side falls back to any, and reports the cause", async () => {
    const json = file("any.json", '{"columns": ["a", "b"], "data": [[1, 2], ["x", 3]]}');
    const { code, err } = await signet("sign", "--inputs", json, "--fail-on", "any");
    expect(code).toBe(5);
    expect(err).toContain("MLflow cannot type one of the 2 columns, so it signs `any`");
  });

  it("verifies typed files unless --no-verify is given, and says so", async () => {
    const path = join(golden, "int64_null.parquet");
    const verified = await signet("sign", "--inputs", path);
    const unread = await signet("sign", "--inputs", path, "--no-verify");
    expect(verified.err).not.toContain("unread");
    expect(unread.err).toContain("note: inputs: From the footer: pages unread.");
    expect(unread.out).toBe(verified.out);
  });

  it.each([
    ["a config", "config.yaml", "signer: {KIND: TolerantSigner}\n", "double"],
    ["a config in JSON", "config.json", '{"signer": {"KIND": "TolerantSigner", "text": ["a"]}}', "string"],
    [
      "a module",
      "signer.mjs",
      'export default defineSigner({ kind: "Mine", sign: ({ inputs }) => ({ inputs: [{ ...inputs.schema[0], type: "float" }] }) });',
      "float",
    ],
  ])("signs by %s", async (_, name, content, type) => {
    const { code, out, err } = await signet("sign", "--inputs", X, "--signer", file(name, content));
    expect(err).not.toContain("error");
    expect(code).toBe(0);
    expect(JSON.parse(JSON.parse(out).inputs)[0].type).toBe(type);
  });

  it("signs by a config that stands in the argument itself, as the page writes it", async () => {
    const { code, out } = await signet("sign", "--inputs", X, "--signer", '{"KIND":"TolerantSigner","text":["a"]}');
    expect(code).toBe(0);
    expect(JSON.parse(JSON.parse(out).inputs)[0].type).toBe("string");
    const { err } = await signet("sign", "--inputs", X, "--signer", '{"KIND":"TolerantSinger"}');
    expect(err).toContain("--signer, line 1: There is no signer TolerantSinger; the nearest is TolerantSigner");
  });

  it.each<[string, string, string]>([
    ["text where numbers are declared", "n,t\n1,x\n2,y\n", '[{"type":"long","name":"n"},{"type":"double","name":"t"}]'],
    ["a scoring server that parses what predict refuses", "n\n1\n0\n2\n", '[{"type":"double","name":"n"}]'],
    ["a column too few and one too many", "n,t\n1,x\n", '[{"type":"long","name":"n"},{"type":"string","name":"u"}]'],
    ["missing booleans, of which the file must be read again", "n\nTrue\n\n", '[{"type":"boolean","name":"n","required":false}]'],
    ["what fits", "n,t\n1,x\n", '[{"type":"long","name":"n"},{"type":"string","name":"t"}]'],
  ])("says of a signature by hand what a check of the files says, both ways in: %s", async (_, csv, specs) => {
    const data = file("given.csv", csv);
    const given = file("given.json", JSON.stringify({ inputs: specs, outputs: null, params: null }));
    const [{ verdicts }] = JSON.parse((await signet("check", "--signature", given, "--inputs", data, "--format", "json")).out).checked;
    const { err } = await signet(
      "sign",
      "--inputs",
      data,
      "--signer",
      "{KIND: StaticSigner, file: given}".replace("given", given),
      "--log",
      "json",
    );
    const lines =
      err.trim() === ""
        ? []
        : err
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line));
    const isReported = (subject: string) => lines.filter(({ message }) => message.startsWith(subject)).length > 0;
    const refuses = (way: string) => verdicts.find(({ via }: { via: string }) => via === way).kind === "refused";
    expect([isReported("MLflow's predict refuses"), isReported("The scoring server refuses")]).toEqual([
      refuses("predict"),
      refuses("scoring"),
    ]);
    // A finding of a stage is a refusal.
    const refusedColumns = (way: string) =>
      verdicts
        .find(({ via }: { via: string }) => via === way)
        .findings.flatMap(({ stage, column }: { stage: string | null; column: string | null }) => (stage === null ? [] : (column ?? [])));
    const kinds = { predict: "file-refused", scoring: "file-refused-by-scoring" };
    for (const [way, kind] of Object.entries(kinds))
      expect(lines.flatMap(({ problem }) => (problem?.kind === kind ? problem.columns : []))).toEqual(refusedColumns(way));
  });

  it.each<[string, string, RegExp]>([
    ["fails", "return inputs.nothing.there;", /^mine\.mjs, line 1, column \d+: TypeError: .* in `export default/],
    ["does not end", "while (true);", /ran for more than the 5 seconds/],
    ["reaches out", 'return { inputs: [fetch("https://example.com")] };', /ReferenceError: .*fetch/],
  ])("ends where a module %s, and says so as JSON with nothing on stdout", async (_, lines, message) => {
    const module = file("mine.mjs", `export default defineSigner({ kind: "Mine", sign({ inputs }) { ${lines} } });`);
    const { code, out, err } = await signet("sign", "--inputs", X, "--signer", module, "--log", "json");
    const records = err
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([code, out]).toEqual([1, ""]);
    expect(records.at(-1)).toMatchObject({ level: "error", side: null, column: null, message: expect.stringMatching(message) });
  });

  it("makes what a signature by hand refuses the exit code, where that is asked for", async () => {
    const config = "{KIND: StaticSigner, signature: {inputs: [{type: double, name: b}]}}";
    expect((await signet("sign", "--inputs", X, "--signer", config, "--fail-on", "warn")).code).toBe(5);
    expect((await signet("sign", "--inputs", X, "--signer", config)).code).toBe(0);
  });

  it("reads a signature by hand and a module from the folder of their config", async () => {
    file("given.json", JSON.stringify({ inputs: '[{"type": "double", "name": "a", "required": true}]', outputs: null, params: null }));
    const config = file("static.yaml", "signer: {KIND: StaticSigner, file: given.json}");
    const { out, err } = await signet("sign", "--inputs", X, "--signer", config);
    expect(JSON.parse(JSON.parse(out).inputs)).toEqual([{ type: "double", name: "a", required: true }]);
    expect(err).toContain("error: inputs: a: MLflow's predict refuses the file: Incompatible input types for column a.");
    file(
      "mine.mjs",
      'export default defineSigner({ kind: "Mine", config: z.strictObject({ type: z.string() }), sign: ({ config }) => ({ inputs: [config] }) });',
    );
    const custom = file("custom.yaml", "signer:\n  inputs: {KIND: CustomSigner, file: mine.mjs, config: {type: long}}\n");
    expect(JSON.parse((await signet("sign", "--inputs", X, "--signer", custom)).out).inputs).toBe('[{"type": "long", "required": true}]');
  });

  it.each([
    [
      "a config that is none",
      "bad.yaml",
      "signer:\n  KIND: TolerantSinger\n",
      "bad.yaml, line 2: There is no signer TolerantSinger; the nearest is TolerantSigner",
    ],
    [
      "a module that throws",
      "bad.mjs",
      'export default defineSigner({ kind: "Mine",\n  sign() { throw new Error("no"); } });',
      "bad.mjs, line 2, column 27: Error: no",
    ],
    ["a file that is not in the folder of its config", "lost.yaml", "signer: {KIND: CustomSigner, file: none.mjs}", "There is no file at"],
  ])("explains %s", async (_, name, content, message) => {
    const { code, err } = await signet("sign", "--inputs", X, "--signer", file(name, content));
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it("logs as lines of JSON", async () => {
    const semicolons = file("log.csv", "a;b\n1;2\n");
    const { err } = await signet("sign", "--inputs", semicolons, "--log", "json");
    const records = err
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records.map(({ level, side }) => [level, side])).toEqual([
      ["warning", "inputs"],
      ["warning", "inputs"],
      ["info", "inputs"],
      ["info", "outputs"],
    ]);
    const keys = ["time", "level", "side", "column", "message"];
    expect(records.map((record) => Object.keys(record))).toEqual([keys, ...[1, 2, 3].map(() => [...keys, "problem"])]);
    const broken = await signet("sign", "--inputs", join(folder, "none.csv"), "--log", "json");
    expect(JSON.parse(broken.err)).toMatchObject({ level: "error", message: expect.stringContaining("There is no file at") });
    expect((await signet("sign", "--inputs", X, "--log", "xml")).code).toBe(2);
  });
});

describe("a defect of Signet's own", () => {
  afterEach(() => vi.restoreAllMocks());
  const breakReader = () =>
    vi.spyOn(csvReader, "read").mockImplementation(async () => {
      throw new TypeError("x is undefined");
    });

  it("is reported with its file, and with --debug with its stack and cause", async () => {
    breakReader();
    const plain = await signet("sign", "--inputs", X);
    expect([plain.code, plain.err.split("\n")]).toEqual([
      1,
      [
        `signet: Signet failed while reading ${X}: x is undefined`,
        "  This is a bug in Signet. Run the command again with --debug to see where it is.",
        "",
      ],
    ]);
    const debug = await signet("sign", "--inputs", X, "--debug");
    expect(debug.err).toMatch(/Caused by TypeError: x is undefined\n {6}at .*sign-command\.test\.ts:\d+/);
    expect(debug.err).not.toContain("--debug");
  });

  it("has its trace in the log's line", async () => {
    breakReader();
    const { err } = await signet("sign", "--inputs", X, "--log", "json");
    expect(JSON.parse(err).trace.join("\n")).toMatch(/TypeError: x is undefined\n.*sign-command\.test\.ts/);
  });

  it("takes --debug with any command that goes well", async () => {
    expect(await signet("sign", "--debug", "--inputs", X)).toEqual(await signet("sign", "--inputs", X));
  });
});
