import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isSignetError } from "../../../src/core/errors.ts";
import { signatureToDict } from "../../../src/core/mlflow/signature-json.ts";
import { signEvidence } from "../../../src/core/problems/sign-evidence.ts";
import { readSide } from "../../../src/core/sign.ts";
import { DEFAULT_LIMITS, loadInterpreter } from "../../../src/core/signers/custom/interpreter.ts";
import { CustomSigner, describeCustomSigner } from "../../../src/core/signers/custom-signer.ts";
import type { SignInput } from "../../../src/core/signers/signer.ts";
import { golden } from "../../helpers/browser.ts";
import { sideOf } from "../../helpers/signing.ts";
import { fileSource } from "../../helpers/sources.ts";

const interpreter = await loadInterpreter();
const FILE = "signer.mjs";

const fileSide = async (name: string) => {
  const { dataset } = await readSide([fileSource(join(golden, "files", name))], { options: new Map() });
  return { dataset };
};

function sign(source: string, input: SignInput = {}, config: Record<string, string | number> = {}) {
  return new CustomSigner({ KIND: "CustomSigner", file: FILE, source, config }, interpreter).sign(input);
}

/** A signer whose `sign` has this body. */
const body = (lines: string) => `export default defineSigner({ kind: "Mine", sign({ inputs, outputs, params, config }) { ${lines} } });`;

function failure(source: string, input?: SignInput, config?: Record<string, string | number>) {
  try {
    sign(source, input, config);
  } catch (error) {
    if (isSignetError(error)) return { tag: error.tag, message: error.message, line: error.place.line };
    throw error;
  }
  throw new Error("the signer signed");
}

describe("a custom signer", () => {
  it("makes the signature that it returns", async () => {
    const input = { inputs: await sideOf("a,b\n1,x\n"), params: new Map([["t", 0.5]]) };
    const { signature, sides } = sign(body("return { inputs: inputs.schema, params: params.schema }"), input);
    expect(signatureToDict(signature)).toEqual({
      inputs: '[{"type": "long", "name": "a", "required": true}, {"type": "string", "name": "b", "required": true}]',
      outputs: null,
      params: '[{"name": "t", "default": 0.5, "shape": null, "type": "double"}]',
    });
    expect(sides.inputs?.specs.map(({ dtype }) => dtype)).toEqual(["int64", "str"]);
  });

  it("is given what was counted, and no cell's value", async () => {
    const inputs = await sideOf("a,b\n1,SECRET\n,SECRET\nSECRET,x\n");
    const { problems } = sign(
      body(
        'return { inputs: inputs.schema, problems: [{ severity: "notes", side: "inputs", message: JSON.stringify({ inputs, outputs, params, config }) }] }',
      ),
      { inputs },
    );
    const [problem] = problems;
    const given = JSON.parse(String((problem?.message[0] as { readonly data: string } | undefined)?.data)) as {
      inputs: { columns: unknown[] };
    };
    expect(given.inputs.columns[0]).toMatchObject({
      name: "a",
      dtype: "str",
      missing: 1,
      firstMissingRow: 2,
      counts: { int64: 1, missing: 1, text: 1 },
    });
    expect(JSON.stringify(given)).not.toContain("SECRET");
  });

  it.each<[string, () => Promise<SignInput>, unknown]>([
    [
      "an Arrow file, in which pyarrow counts nulls and finds NaN",
      async () => ({ inputs: await fileSide("float32_null.arrow") }),
      [{ filled: 1, null: 1 }, { filled: 2 }],
    ],
    [
      "a split table",
      async () => ({ inputs: await sideOf('{"columns": ["a"], "data": [[1], ["x"], [null]]}', "data.json") }),
      [{ int: 1, str: 1, None: 1 }],
    ],
  ])("is given the counts of %s", async (_, input, counts) => {
    const { problems } = sign(
      body(
        'return { problems: [{ severity: "notes", side: "inputs", message: JSON.stringify(inputs.columns.map(({ counts }) => counts)) }] }',
      ),
      await input(),
    );
    expect(JSON.parse(String((problems[0]?.message[0] as { readonly data: string } | undefined)?.data))).toEqual(counts);
  });

  it("is told why a side and the params have no schema, without their values", async () => {
    const input = {
      inputs: await sideOf('{"columns": ["a"], "data": [[1], ["SECRET"]]}', "data.json"),
      params: new Map([["p", [1n, "SECRET"]]]),
    };
    const { problems } = sign(
      body(
        'return { problems: [{ severity: "notes", side: "params", message: JSON.stringify([inputs.problem, params.schema, params.problem]) }] }',
      ),
      input,
    );
    const [inputs, schema, params] = JSON.parse(String((problems[0]?.message[0] as { readonly data: string } | undefined)?.data));
    expect(inputs).toContain("Expected all values in the list to be of the same type");
    expect(inputs).not.toContain("SECRET");
    expect([schema, typeof params]).toEqual([null, "string"]);
  });

  it("may be async, and may import what it is given anyway", async () => {
    const source = `import { defineSigner, z } from "@signet-mlflow/signet/signer";
      export default defineSigner({ kind: "Mine", config: z.strictObject({ type: z.string().default("double") }), async sign({ config }) { await null; return { inputs: [{ type: config.type, name: "a" }] }; } });`;
    expect(signatureToDict(sign(source).signature).inputs).toBe('[{"type": "double", "name": "a", "required": true}]');
  });

  it("describes its config as JSON Schema", () => {
    const source =
      'export default defineSigner({ kind: "Mine", config: z.strictObject({ n: z.int().default(3).describe("How many.") }), sign: () => ({}) });';
    expect(describeCustomSigner({ name: FILE, source }, interpreter)).toMatchObject({
      kind: "Mine",
      config: { type: "object", properties: { n: { type: "integer", default: 3, description: "How many." } }, additionalProperties: false },
    });
  });

  it("says which side it left out", async () => {
    const { problems } = sign(body("return {}"), { inputs: await sideOf("a\n1\n") });
    expect(problems).toMatchObject([{ kind: "side-not-signed", side: "inputs", severity: "warns" }]);
  });

  it.each<[string, string, string, number | undefined]>([
    [
      "an error in its own line",
      '\n\nexport default defineSigner({ kind: "Mine", sign() {\n  throw new RangeError("no");\n} });',
      'line 4, column 23: RangeError: no in throw new RangeError("no");',
      4,
    ],
    ["a mistake of syntax", "\nexport default defineSigner({ kind: 1 sign() {} });", "line 2, ", 2],
    ["an error while it is loaded", "const a = null;\na.b;", "line 2, column 2: TypeError", 2],
    ["a thrown word", body('throw "word"'), "word", undefined],
    ["no default export", "export const a = 1;", "default export is not a signer", undefined],
    ["no kind", "export default defineSigner({ sign() {} });", "needs a kind", 1],
    ["an import", 'import "node:fs";', "cannot import node:fs", undefined],
    ["no function to sign with", 'export default defineSigner({ kind: "Mine" });', "defineSigner needs a function called sign", 1],
    ["calls of itself without end", body("const f = () => f() + 1; return f()"), "InternalError: stack overflow", 1],
    ["a wait for nothing", body("return new Promise(() => undefined)"), "waits for something that never comes", undefined],
  ])("fails with %s", (_, source, message, line) => {
    expect(failure(source)).toMatchObject({ tag: "SignerFailed", message: expect.stringContaining(message), line });
  });

  it.each<[string, string, string]>([
    ["nothing", "", "returned no object"],
    ["a number", "return 1", "returned no object"],
    ["an unknown key", "return { input: [] }", "unknown key input; the nearest is inputs"],
    ["an unknown type", 'return { inputs: [{ type: "number", name: "a" }] }', "inputs that are not a schema: Unsupported type 'number'"],
    ["some names and none", 'return { inputs: [{ type: "long", name: "a" }, { type: "long" }] }', "combination of named and unnamed"],
    ["a schema that is empty", "return { inputs: [] }", "empty inputs"],
    ["a schema that is no list", "return { inputs: { a: 1 } }", "must be a list"],
    ["params that are none", 'return { params: [{ name: "a" }] }', "Missing keys in ParamSpec"],
    [
      "problems that are none",
      'return { problems: [{ severity: "bad", side: "inputs", message: "" }] }',
      "severity is not one of stops, warns, notes",
    ],
    ["a problem that is no object", "return { problems: [1] }", "problem 1 that is not an object"],
    ["problems that are no list", "return { problems: {} }", "problems that are not a list"],
    [
      "a problem of no side",
      'return { problems: [{ severity: "warns", side: "top", message: "" }] }',
      "problem 1 whose side is not one of inputs, outputs, params",
    ],
    ["a problem without a message", 'return { problems: [{ severity: "warns", side: "inputs" }] }', "problem 1"],
    ["a value that JSON has not", "return { inputs: 1n }", "BigInt"],
  ])("is refused when it returns %s", (_, lines, message) => {
    expect(failure(body(lines))).toMatchObject({ tag: "SignerFailed", message: expect.stringContaining(message) });
  });

  it("refuses a config that its schema refuses, before it runs", () => {
    const source = 'export default defineSigner({ kind: "Mine", config: z.strictObject({ n: z.int() }), sign() { throw 1; } });';
    expect(failure(source, {}, { n: "x" })).toMatchObject({ tag: "InvalidOption", message: expect.stringContaining("config.n: ") });
    expect(failure(source, {}, { n: 1, m: 2 })).toMatchObject({
      tag: "InvalidOption",
      message: expect.stringContaining("config: there is no key m; the nearest is n"),
    });
  });

  it("starts again with every call", () => {
    const source = `globalThis.calls = (globalThis.calls ?? 0) + 1;\nconst { calls } = globalThis;\n${body('return { inputs: [{ type: "long", name: "c" + calls }] }')}`;
    sign(source);
    expect(signatureToDict(sign(source).signature).inputs).toContain('"c1"');
  });

  it("may be as large as a signature of ten thousand columns", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const inputs = await sideOf(`${names.join(",")}\n${names.map(() => 1).join(",")}\n`);
    expect(sign(body("return { inputs: inputs.schema }"), { inputs }).signature.inputs?.specs).toHaveLength(10_000);
    expect(DEFAULT_LIMITS.timeMs).toBeGreaterThan(1_000);
  });
});

describe("the casts that are offered where a custom signer declares another type", () => {
  const labels = async (type: string) => {
    const inputs = await sideOf("zip,b\n1234,1\n90210,2\n");
    const source = body(`return { inputs: inputs.schema.map((spec) => ({ ...spec, type: spec.name === "zip" ? "${type}" : spec.type })) }`);
    const signer = new CustomSigner({ KIND: "CustomSigner", file: FILE, source, config: {} }, interpreter);
    const { problems } = signEvidence({ inputs }, signer);
    return problems.filter(({ kind }) => kind === "own-data-refused").flatMap(({ fixes }) => fixes.map(({ label }) => label));
  };

  it("are those that the declared type takes", async () => {
    expect(await labels("string")).toEqual(["Cast to text", "Drop the column"]);
    expect(await labels("boolean")).toEqual(["Drop the column"]);
  });
});
