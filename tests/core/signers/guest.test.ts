import { describe, expect, it } from "vitest";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { readSide } from "../../../src/core/sign.ts";
import { defineSigner as checkedSigner } from "../../../src/core/signers/custom/define-signer.ts";
import { argumentsView, inferredSides } from "../../../src/core/signers/custom/evidence-view.ts";
import { describe as describeSigner, run, z } from "../../../src/core/signers/custom/guest.ts";
import type { SignInput } from "../../../src/core/signers/signer.ts";
import { textSource } from "../../helpers/sources.ts";

// What runs inside the interpreter, where nothing is counted, is the same code as here.
describe("the side of the interpreter", () => {
  const sign = (args: { readonly config: unknown }) => args.config;
  const config = z.strictObject({ depth: z.number(), name: z.string().optional() });

  it("describes a signer by its name and its config", () => {
    expect(JSON.parse(describeSigner({ kind: "Mine", sign }))).toMatchObject({ kind: "Mine", config: { properties: {} } });
    expect(JSON.parse(describeSigner({ kind: "Mine", sign, config })).config.required).toEqual(["depth"]);
  });

  it.each([undefined, null, 5, {}, { kind: "Mine" }, { sign }])("takes %j for no signer", (exported) => {
    expect(() => describeSigner(exported)).toThrow("The module's default export is not a signer");
  });

  it.each([
    [{ depth: 2 }, { kind: "answer", answer: { depth: 2 } }],
    [{ depth: "x" }, { kind: "config", issues: [{ path: ["depth"] }] }],
    [
      { depth: 2, deepth: 3 },
      { kind: "config", issues: [{ path: [], message: "there is no key deepth; the nearest is depth" }] },
    ],
    [5, { kind: "config", issues: [{ path: [] }] }],
  ])("checks the config %j", async (given, answer) => {
    expect(JSON.parse(await run({ kind: "Mine", sign, config }, JSON.stringify({ config: given })))).toMatchObject(answer);
  });

  it("names no nearest key where the config is not an object of keys", async () => {
    const either = z.union([z.strictObject({ a: z.number() }), z.strictObject({ b: z.number() })]);
    const answer = JSON.parse(await run({ kind: "Mine", sign, config: either }, '{"config": {"c": 1}}'));
    expect(answer.kind).toBe("config");
    const nested = z.strictObject({ inner: z.strictObject({ a: z.number() }) });
    expect(JSON.parse(await run({ kind: "Mine", sign, config: nested }, '{"config": {"inner": {"a": 1, "c": 1}}}')).issues[0].path).toEqual(
      ["inner"],
    );
  });

  it("answers null where the signer returns nothing, and takes no config for an empty one", async () => {
    expect(await run({ kind: "Mine", sign: () => undefined }, '{"config": {}}')).toBe('{"kind":"answer","answer":null}');
    expect(JSON.parse(await run({ kind: "Mine", sign }, '{"config": {"a": 1}}')).kind).toBe("config");
  });

  it.each([
    [{ sign }, "defineSigner needs a kind, the signer's name."],
    [{ kind: "", sign }, "defineSigner needs a kind, the signer's name."],
    [undefined, "defineSigner needs a kind, the signer's name."],
    [{ kind: "Mine" }, "defineSigner needs a function called sign."],
  ])("a definition %j is refused at once", (definition, message) => {
    expect(() => checkedSigner(definition as unknown as Parameters<typeof checkedSigner>[0])).toThrow(message);
  });
});

const sideFrom = async (files: Readonly<Record<string, string>>) => {
  const sources = Object.entries(files).map(([name, text]) => textSource(text, name));
  const { dataset, settings } = await readSide(sources, DEFAULT_SETTINGS);
  return { dataset, ...(settings.preprocessing === undefined ? {} : { preprocessing: settings.preprocessing }) };
};
const viewOf = (input: SignInput) => JSON.parse(jsonDumps(argumentsView(input, inferredSides(input), new Map())));

describe("what a signer is given", () => {
  it("counts the cells of a table by what they are", async () => {
    const { inputs } = viewOf({ inputs: await sideFrom({ "X.csv": "a,b\n1,x\n,y\n2,SECRET\n" }) });
    expect(inputs).toMatchObject({ kind: "table", rows: 3, problem: null });
    expect(inputs.columns).toMatchObject([
      { name: "a", dtype: "float64", missing: 1, firstMissingRow: 2, counts: { int64: 2, missing: 1 } },
      { name: "b", dtype: "str", missing: 0, firstMissingRow: null, counts: { text: 3 } },
    ]);
  });

  it("joins the counts of files that differ", async () => {
    const { inputs } = viewOf({ inputs: await sideFrom({ "1.csv": "a,b\n1,x\n", "2.csv": "a,c\n2.5,1\n" }) });
    expect(inputs.rows).toBe(2);
    expect(inputs.columns[0]).toMatchObject({ name: "a", counts: { float: 1 } });
  });

  it("counts nested values, and says why there is no schema without quoting a cell", async () => {
    const { inputs, outputs, params } = viewOf({
      inputs: await sideFrom({ "X.json": '{"dataframe_records": [{"a": [1], "b": {"x": 1}}, {"a": [2], "b": {"x": 2}}]}' }),
      outputs: await sideFrom({ "y.json": '["SECRET", 5]' }),
      params: new Map([["k", 5n]]),
    });
    expect(inputs.columns).toMatchObject([{ counts: { list: 2 } }, { counts: { dict: 2 } }]);
    expect(outputs.problem).toBeTypeOf("string");
    expect(JSON.stringify(outputs)).not.toContain("SECRET");
    expect(params).toEqual({ value: { k: 5 }, schema: [{ name: "k", default: 5, shape: null, type: "long" }], problem: null });
  });

  it("has tensors without rows, and null for what was not given", async () => {
    const view = viewOf({
      inputs: await sideFrom({ "X.json": '{"inputs": [[1, 2], [3, 4]]}' }),
      params: new Map([["k", new Map([["a", [new Map()]]])]]),
    });
    expect(view.inputs).toMatchObject({ kind: "tensors", rows: null, columns: [{ dtype: "int64", counts: {} }] });
    expect(view.outputs).toBeNull();
  });
});
