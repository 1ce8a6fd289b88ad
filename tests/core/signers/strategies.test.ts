import { describe, expect, it } from "vitest";
import { checkWays } from "../../../src/core/check/check-files.ts";
import { renderText } from "../../../src/core/errors.ts";
import { signatureToDict } from "../../../src/core/mlflow/signature-json.ts";
import { signEvidence } from "../../../src/core/problems/sign-evidence.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { signerFromChoice } from "../../../src/core/signers/choice.ts";
import { parseSignerConfig } from "../../../src/core/signers/config-text.ts";
import { logLine, logOfResult } from "../../../src/core/signers/log.ts";
import { fitsPattern } from "../../../src/core/signers/name-pattern.ts";
import type { SideInput, SignInput } from "../../../src/core/signers/signer.ts";
import { StaticSigner, staticConfigFrom } from "../../../src/core/signers/static-signer.ts";
import { sideOf } from "../../helpers/signing.ts";
import { textSource } from "../../helpers/sources.ts";

const sign = (config: string, inputs: SideInput) => signerFromChoice(parseSignerConfig(config)).sign({ inputs });
/** With what is found in the evidence, next to what the signer reports. */
const signWhole = (config: string, inputs: SideInput) => signEvidence({ inputs }, signerFromChoice(parseSignerConfig(config)));
const schemaOf = (config: string, inputs: SideInput): unknown =>
  JSON.parse(signatureToDict(sign(config, inputs).signature).inputs ?? "null");
const kinds = (config: string, inputs: SideInput) => sign(config, inputs).problems.map(({ kind, columns }) => [kind, columns]);

const tensor = (dtype: string, shape: readonly number[], name?: string) => ({
  ...(name === undefined ? {} : { name }),
  type: "tensor",
  "tensor-spec": { dtype, shape },
});

describe("TensorSigner", () => {
  it.each<[string, string, string, unknown]>([
    ["integers beside floats", "a,b\n1,0.5\n", "", [tensor("float64", [-1, 2])]],
    ["booleans beside numbers", "a,b\n1,True\n", "", [tensor("object", [-1, 2])]],
    ["one column", "a\n1\n", "", [tensor("int64", [-1, 1])]],
    ["one flat column", "a\n1\n", ", flat: true", [tensor("int64", [-1])]],
    ["a tensor a column", "a,b\n1,x\n", ", tensors: columns", [tensor("int64", [-1, 1], "a"), tensor("object", [-1, 1], "b")]],
    ["a cast", "a,b\n1,0.5\n", ", dtype: float32", [tensor("float32", [-1, 2])]],
    ["sizes that are fixed", "a\n1\n2\n", ", variable: []", [tensor("int64", [2, 1])]],
    ["axes that vary", "a,b\n1,2\n", ", variable: [0, 1]", [tensor("int64", [-1, -1])]],
  ])("signs %s", async (_, text, more, schema) => {
    expect(schemaOf(`{KIND: TensorSigner${more}}`, await sideOf(text))).toEqual(schema);
  });

  it("says which column made the array what it is", async () => {
    const report = sign("{KIND: TensorSigner}", await sideOf("a,b\n1,x\n")).sides.inputs?.specs[0];
    expect(report?.steps.map(({ from, to, because }) => [from, to, renderText(because)])).toEqual([
      ["", "int64", "Column a is int64."],
      ["int64", "object", "Column b is str."],
    ]);
  });

  it.each<[string, string, string, string]>([
    ["several columns as a flat one", "a,b\n1,2\n", "data.csv", "flat: true"],
    ["an axis that no tensor has", "a\n1\n", "data.csv", "variable: [2]"],
    ["JSON that is no table", "[1, 2]", "data.json", "flat: false"],
  ])("refuses %s", async (_, text, name, more) => {
    const { signature, problems } = signWhole(`{KIND: TensorSigner, ${more}}`, await sideOf(text, name));
    expect(signature.inputs).toBeNull();
    expect(problems.filter(({ severity }) => severity !== "notes")).toMatchObject([{ kind: "signer", severity: "stops" }]);
  });

  it("refuses a cast that NumPy refuses", async () => {
    const { problems } = signWhole("{KIND: TensorSigner, dtype: float32}", await sideOf("a\nword\n"));
    expect(problems.map(({ kind, columns }) => [kind, columns])).toEqual([["read", []]]);
  });
});

describe("TolerantSigner", () => {
  const FILE = "id,age,note,score\n7,41,x,0.5\n8,29,,1.5\n";

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ["every integer as double", "", { id: "double", age: "double", note: "string?", score: "double" }],
    ["none", "integers: keep", { id: "long", age: "long", note: "string?", score: "double" }],
    ["some by name", "integers: [a*]", { id: "long", age: "double", note: "string?", score: "double" }],
    ["identifiers as text", "text: [id]", { id: "string", age: "double", note: "string?", score: "double" }],
    ["columns that need not be there", "optional: [age, s*]", { id: "double", age: "double?", note: "string?", score: "double?" }],
    [
      "rules by type",
      "rules: [{when: {type: [double]}, required: false}]",
      { id: "double", age: "double", note: "string?", score: "double?" },
    ],
    [
      "rules by what is missing",
      "rules: [{when: {missing: true}, required: true}]",
      { id: "double", age: "double", note: "string", score: "double" },
    ],
    [
      "the last rule that fits",
      "text: [id], rules: [{when: {name: [id]}, as: long}]",
      { id: "long", age: "double", note: "string?", score: "double" },
    ],
  ])("declares %s", async (_, more, types) => {
    const schema = schemaOf(`{KIND: TolerantSigner${more === "" ? "" : `, ${more}`}}`, await sideOf(FILE)) as {
      name: string;
      type: string;
      required: boolean;
    }[];
    expect(Object.fromEntries(schema.map(({ name, type, required }) => [name, type + (required ? "" : "?")]))).toEqual(types);
  });

  it("names the casts without which MLflow refuses the file's own data", async () => {
    const { problems } = sign("{KIND: TolerantSigner, text: [id]}", await sideOf(FILE));
    expect(problems.filter(({ kind }) => kind === "cast-before-predict").map(({ columns, fixes }) => [columns, fixes[0]])).toMatchObject([
      [["id"], { kind: "astype", dtype: "str" }],
      [["age"], { kind: "astype", dtype: "float64" }],
    ]);
  });

  // What `_enforce_schema` takes of such a column, asked of MLflow 3.17.2: all else needs a cast.
  it.each<[string, string, string, string | null]>([
    ["int8", "1", "double", null],
    ["int32", "1", "double", null],
    ["uint32", "1", "double", null],
    ["Int32", "1", "double", null],
    ["float32", "0.5", "double", null],
    ["int64", "1", "double", "float64"],
    ["bool", "True", "double", "float64"],
    ["int32", "1", "long", null],
    ["bool", "True", "long", "int64"],
    ["bool", "True", "string", "str"],
  ])("names a cast of %s that has %s for %s only where MLflow refuses it: %s", async (dtype, cell, as, cast) => {
    const side = await sideOf(`a,b\n${cell},x\n`, "data.csv", new Map([["dtype", new Map([["a", dtype]])]]));
    const { problems } = sign(`{KIND: TolerantSigner, rules: [{when: {name: [a]}, as: ${as}}]}`, side);
    expect(problems.flatMap(({ fixes }) => fixes.map((fix) => fix.kind === "astype" && fix.dtype))).toEqual(cast === null ? [] : [cast]);
  });

  it("says how many columns a cast is of, and where nothing enforces it", async () => {
    const config = "{KIND: TolerantSigner, integers: keep, rules: [{when: {type: [boolean]}, as: long}]}";
    const side = await sideOf("a,b,c\nTrue,False,1\n");
    const signer = signerFromChoice(parseSignerConfig(config));
    const messages = (input: SignInput) => signer.sign(input).problems.map(({ severity, message }) => [severity, renderText(message)]);
    expect(messages({ inputs: side })).toEqual([
      [
        "warns",
        "2 columns are declared long, and predict does not cast the file's data to int64. Cast the data before you train and before you predict. The scoring server casts CSV and JSON itself.",
      ],
    ]);
    expect(messages({ outputs: side })).toEqual([
      [
        "notes",
        "2 columns are declared long, but the file has other values, and MLflow does not enforce outputs. Let predict return int64.",
      ],
    ]);
  });

  it("says of several columns that a rule does not fit them", async () => {
    const { problems } = sign("{KIND: TolerantSigner, rules: [{when: {name: ['*']}, as: double}]}", await sideOf("a,b,c\nx,y,1\n"));
    expect(problems.filter(({ kind }) => kind === "rule-does-not-fit").map(({ message }) => renderText(message))).toEqual([
      "A rule does not fit the type of 2 columns, which keep theirs: numbers and booleans become double, whole ones long, scalars text.",
    ]);
  });

  it("does not fit what is no scalar, and leaves unnamed values as they are", async () => {
    const nested = await sideOf('[{"a": [1], "b": 2}]', "data.json");
    const config = "{KIND: TolerantSigner, rules: [{when: {name: [a]}, as: string}]}";
    expect(kinds(config, nested)).toContainEqual(["rule-does-not-fit", ["a"]]);
    expect(schemaOf(config, nested)).toContainEqual({ type: "array", items: { type: "long" }, name: "a", required: true });
    expect(schemaOf("{KIND: TolerantSigner}", await sideOf("[1, 2]", "data.json"))).toEqual([{ type: "long", required: true }]);
  });

  it("says of which columns double rounds integers, and what becomes of leading zeros", async () => {
    const text = "id,zip,age\n9007199254740993,02139,41\n9007199254740994,00501,42\n";
    const { problems } = signWhole("{KIND: TolerantSigner}", await sideOf(text));
    expect(
      problems.filter(({ kind }) => /past-double|leading/.test(kind)).map(({ columns, message }) => [columns, renderText(message)]),
    ).toEqual([
      [["zip"], "`zip` loses its leading zeros: row 1 has 02139, which becomes 2139.0 (2 cells)."],
      [
        ["id"],
        "`id` is declared double, which rounds integers past 9,007,199,254,740,992: row 1 has 9007199254740993, which becomes 9007199254740992.",
      ],
    ]);
    // All of them fit where they stay long, or text.
    const kept = signWhole("{KIND: TolerantSigner, rules: [{when: {name: [id]}, as: long}]}", await sideOf(text));
    expect(kept.problems.map(({ kind }) => kind)).not.toContain("integers-past-double");
  });

  it("says where a rule does not fit, and leaves the column", async () => {
    const side = await sideOf(FILE);
    const config = "{KIND: TolerantSigner, rules: [{when: {name: [note]}, as: double}]}";
    expect(kinds(config, side)).toContainEqual(["rule-does-not-fit", ["note"]]);
    expect(schemaOf(config, side)).toContainEqual({ type: "string", name: "note", required: false });
  });

  it("leaves MLflow's fallback as it is", async () => {
    const side = await sideOf('{"columns": ["a"], "data": [[1], ["x"]]}', "data.json");
    expect(schemaOf("{KIND: TolerantSigner, optional: ['*']}", side)).toEqual([{ type: "any", required: true }]);
  });
});

describe("StaticSigner", () => {
  /** The problems of inputs that are checked against specs, as MLflow's enforcement has them. */
  const problemsGiven = async (specs: string, text: string, name = "data.csv") => {
    const { problems } = signWhole(`{KIND: StaticSigner, signature: {inputs: ${specs}}}`, await sideOf(text, name));
    return problems.filter(({ severity }) => severity !== "notes");
  };

  it.each<[string, string, string]>([
    ["what fits", '[{"type": "long", "name": "a"}]', "a\n1\n"],
    ["an any", '[{"type": "any", "name": "a"}]', "a\n1\n"],
    ["integers of 32 bits as double, which MLflow widens", '[{"type": "double", "name": "a"}]', '[{"a": 0}, {"a": 1}]'],
    ["an absent optional column", '[{"type": "long", "name": "a"}, {"type": "long", "name": "b", "required": false}]', "a\n1\n"],
    ["columns without names by their place", '[{"type": "long"}]', "a\n1\n"],
    [
      "a missing cell of a required double",
      '[{"type": "double", "name": "a", "required": true}]',
      "a,b\n0.5,2\n,2\n".replaceAll(/,b|,2/g, ""),
    ],
  ])("takes %s", async (_, specs, text) => {
    expect(await problemsGiven(specs, text, text.startsWith("[") ? "data.json" : "data.csv")).toEqual([]);
  });

  it.each<[string, string, string, string, RegExp]>([
    ["a required column that is absent", '[{"type": "long", "name": "b"}]', "a\n1\n", "file-refused", /Model is missing inputs \['b'\]/],
    ["text for numbers", '[{"type": "long", "name": "a"}]', "a\nx\n", "file-refused", /Incompatible input types for column a/],
    [
      "missing cells in integers",
      '[{"type": "long", "name": "a"}]',
      "a,b\n1,1\n,2\n",
      "file-refused",
      /Can not safely convert float64 to int64/,
    ],
    [
      "a column as a tensor of two",
      '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 2]}}]',
      "a\n1\n",
      "file-refused",
      /requires the shape to be \(-1,\) or \(-1, 1\)/,
    ],
  ])("refuses %s in MLflow's words", async (_, specs, text, kind, message) => {
    const [first] = await problemsGiven(specs, text);
    expect([first?.kind, first?.severity]).toEqual([kind, "stops"]);
    expect(renderText(first?.message ?? [])).toMatch(message);
  });

  it("distinguishes the scoring server's refusal from predict's", async () => {
    const csv = { ...(await sideOf("a\nx\n")), read: { format: "csv", options: new Map(), applied: [] } };
    const { problems } = signWhole('{KIND: StaticSigner, signature: {inputs: [{"type": "long", "name": "a"}]}}', csv);
    const reported = problems.filter(({ severity }) => severity !== "notes");
    expect(reported.map(({ kind, severity, columns }) => [kind, severity, columns])).toEqual([
      ["file-refused", "stops", ["a"]],
      ["file-refused-by-scoring", "warns", ["a"]],
    ]);
  });

  it("reports each of several columns in its own words, and the columns that MLflow drops", async () => {
    const problems = await problemsGiven('[{"type": "long", "name": "a"}, {"type": "long", "name": "b"}]', "a,b,c\nx,y,z\n");
    const [predict] = problems;
    expect(predict?.columns).toEqual(["a", "b"]);
    expect(predict?.each?.map(({ message }) => renderText(message))).toEqual([
      expect.stringContaining("column a"),
      expect.stringContaining("column b"),
    ]);
    expect(problems.find(({ kind }) => kind === "column-extra")?.columns).toEqual(["c"]);
  });

  it("offers the cast to what is declared where it cures the column, and no other", async () => {
    const specs = '[{"type": "string", "name": "a"}, {"type": "double", "name": "b"}]';
    const fixes = (await problemsGiven(specs, "a,b\n7,x\n8,y\n")).map(({ columns, fixes }) => [columns, fixes]);
    expect(fixes).toEqual([
      [["a"], [expect.objectContaining({ kind: "astype", columns: ["a"], dtype: "str", label: "Cast to string" })]],
      [["b"], []],
    ]);
  });

  it("says where what was counted does not settle it, and goes by the verdicts of a check where there was one", async () => {
    const config = '{KIND: StaticSigner, signature: {inputs: [{"type": "double", "name": "a"}]}}';
    const inputs = await sideOf("a\n7\n8\n");
    expect(signWhole(config, inputs).problems.find(({ kind }) => kind === "file-unsettled")?.columns).toEqual(["a"]);
    const schema = signWhole(config, inputs).signature.inputs;
    if (schema === null) throw new Error("nothing was signed");
    const source = textSource("a\n7\n8\n", "data.csv");
    const verdicts = { inputs: await checkWays({ sources: [source], settings: { options: new Map() }, schema }) };
    const reported = signEvidence({ inputs }, signerFromChoice(parseSignerConfig(config)), { verdicts }).problems;
    expect(reported.flatMap(({ kind, severity, message }) => (severity === "stops" ? [[kind, renderText(message)]] : []))).toEqual([
      [
        "file-refused",
        "MLflow's predict refuses the file: Incompatible input types for column a. Can not safely convert int64 to float64.",
      ],
    ]);
  });

  it("holds outputs by the same rules, and says that MLflow does not", async () => {
    const signer = signerFromChoice(parseSignerConfig('{KIND: StaticSigner, signature: {outputs: [{"type": "long", "name": "a"}]}}'));
    const { problems } = signEvidence({ outputs: await sideOf("a\nx\n") }, signer);
    const found = problems.find(({ kind }) => kind === "file-refused-as-outputs");
    expect([found?.severity, found?.side, renderText(found?.message ?? []).startsWith("MLflow does not enforce outputs")]).toEqual([
      "warns",
      "outputs",
      true,
    ]);
  });

  it("holds params as predict does", () => {
    const config = '{KIND: StaticSigner, signature: {params: [{"name": "k", "type": "long", "default": 1, "shape": null}]}}';
    const signer = signerFromChoice(parseSignerConfig(config));
    const params = new Map<string, PythonValue>([
      ["k", "many"],
      ["t", 0.5],
    ]);
    const found = signEvidence({ params }, signer).problems.map(({ kind, severity, columns }) => [kind, severity, columns]);
    expect(found).toEqual([
      ["params-refused", "stops", ["k"]],
      ["param-extra", "warns", ["t"]],
    ]);
  });

  it("gives what was counted of each column, and nothing of one that the file lacks", async () => {
    const config = '{KIND: StaticSigner, signature: {inputs: [{"type": "long", "name": "b"}, {"type": "long", "name": "c"}]}}';
    const specs = sign(config, await sideOf("a,b\n1,2\n1,\n")).sides.inputs?.specs;
    expect(specs?.map(({ name, dtype, missing, isUncounted }) => [name, dtype, missing?.count ?? 0, isUncounted === true])).toEqual([
      ["b", "float64", 1, false],
      ["c", "", 0, true],
    ]);
  });

  it("gives back every part of the signature that it was made from", async () => {
    const { signature } = signerFromChoice({ KIND: "InferSigner" }).sign({
      inputs: await sideOf("a\n1\n"),
      params: new Map([["t", 1]]),
    });
    const again = new StaticSigner(staticConfigFrom(signature));
    expect(signatureToDict(again.signature)).toEqual(signatureToDict(signature));
    expect(again.sign({}).signature).toEqual(signature);
  });

  it.each([
    ["no signature", "{KIND: StaticSigner}", "InvalidOption"],
    ["an empty one", "{KIND: StaticSigner, signature: {}}", "InvalidOption"],
    ["one that breaks MLflow's rules", "{KIND: StaticSigner, signature: {inputs: [{type: long, name: a}, {type: long}]}}", "InvalidSchema"],
  ])("refuses %s", (_, config, tag) => {
    expect(() => signerFromChoice(parseSignerConfig(config))).toThrow(expect.objectContaining({ tag }));
  });
});

describe("the log", () => {
  it("reports each problem, and each offending column, with its side", async () => {
    const side = await sideOf('{"columns": ["a", "b"], "data": [[1, 2], ["x", 3]]}', "data.json");
    const records = logOfResult(signWhole("{KIND: InferSigner}", side));
    expect(records.map(({ level, side: where, column }) => [level, where, column])).toEqual([
      ["error", "inputs", "a"],
      ["info", "outputs", null],
      ["error", "inputs", "a"],
    ]);
    const [first] = records;
    if (first === undefined) throw new Error("nothing was logged");
    const line = JSON.parse(logLine(first, new Date(0))) as Readonly<Record<string, unknown>>;
    expect(Object.keys(line)).toEqual(["time", "level", "side", "column", "message", "problem"]);
    expect(line.time).toBe("1970-01-01T00:00:00.000Z");
  });
});

describe("fitsPattern", () => {
  it.each([
    ["customer_id", "*_id", true],
    ["id", "*id", true],
    ["a", "?", true],
    ["ab", "?", false],
    ["Age", "age", false],
    ["a.b", "a*b", true],
    ["naïve", "na?ve", true],
    ["", "*", true],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "*a*a*a*a*a*a*a*a*b", false],
  ])("%j fits %j: %s", (name, pattern, fits) => {
    expect(fitsPattern(name, pattern)).toBe(fits);
  });
});
