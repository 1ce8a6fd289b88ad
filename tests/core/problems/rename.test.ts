import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { checkWays } from "../../../src/core/check/check-files.ts";
import { exportPythonInfer } from "../../../src/core/exporters/python-infer.ts";
import { applyFix, type FixedSettings, fixFor, undoFix } from "../../../src/core/problems/apply-fix.ts";
import { settingsJson } from "../../../src/core/problems/settings-json.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";

const TABLE = "zip,,zip\n07030,1.5,1\n00501,2.5,2\n";

const source = () => sourceFromBytes(new TextEncoder().encode(TABLE), "homes.csv");

async function signed(settings: FixedSettings, beside?: string[]) {
  const inputs = await readSide([source()], settings);
  const further = beside === undefined ? [] : [{ name: "new.csv", columns: beside.map((name) => ({ name, hasMissing: false })) }];
  return { inputs, result: signSides({ inputs }, new InferSigner(), { comparison: further }) };
}

const named = ({ result }: Awaited<ReturnType<typeof signed>>) => result.sides.inputs?.specs.map(({ name }) => name);

async function fixOf(settings: FixedSettings, kind: string, label: string) {
  const { problems } = (await signed(settings)).result;
  const fix = problems.find((problem) => problem.kind === kind)?.fixes.find((one) => one.label === label);
  if (fix === undefined) throw new Error(`${kind} has no fix ${label}`);
  return fix;
}

const ASKED: FixedSettings = { options: new Map(), preprocessing: {} };

describe("columns that are renamed", () => {
  it("are signed, cast and left out under their new names, which the Python gives them first", async () => {
    const renamed = applyFix(ASKED, await fixOf(ASKED, "repeated-names", "Rename to zip_2"));
    const cast = applyFix(renamed, { kind: "astype", columns: ["zip_2"], dtype: "float64", label: "", consequence: "" });
    const all = applyFix(cast, await fixOf(cast, "unnamed-columns", "Drop the column"));
    const side = await signed(all);
    expect(named(side)).toEqual(["zip", "zip_2"]);
    expect(exportPythonInfer({ inputs: { ...side.inputs.settings, read: side.inputs.pythonRead } })).toContain(
      "inputs = inputs.rename(columns={'zip.1': 'zip_2'})\ninputs = inputs.drop(columns=['Unnamed: 1'])\ninputs = inputs.astype({'zip_2': 'float64'})\n",
    );
  });

  it("have their earlier names again once that is undone, in all that was done since", async () => {
    const fix = await fixOf(ASKED, "unnamed-columns", "Rename to column_1");
    const later = applyFix(applyFix(ASKED, fix), { kind: "drop", columns: ["column_1"], label: "", consequence: "" });
    expect(undoFix(later, fix)).toEqual({ options: new Map(), preprocessing: { drop: ["Unnamed: 1"] } });
  });

  it("may be renamed once more, which is undone by itself", async () => {
    const [first, second] = [new Map([["zip.1", "b"]]), new Map([["b", "c"]])].map(
      (names) => ({ kind: "rename", columns: [...names.keys()], names, label: "", consequence: "" }) as const,
    );
    if (first === undefined || second === undefined) throw new Error("two fixes were made");
    const once = applyFix(ASKED, first);
    const twice = applyFix(once, second);
    expect(twice.preprocessing.rename).toEqual(new Map([["zip.1", "c"]]));
    expect(undoFix(twice, second)).toEqual(once);
    expect(undoFix(once, first)).toEqual(ASKED);
  });

  it("are read again by the names that the file has", async () => {
    const settings: FixedSettings = { ...ASKED, preprocessing: { rename: new Map([["zip", "postal"]]) } };
    const fix = await fixOf(settings, "leading-zeros", "Read as text");
    expect(fix.kind === "option" && fix.columns).toEqual(["postal"]);
    const after = applyFix(settings, fixFor(fix, new Set(["postal"])));
    expect(after.options).toEqual(new Map([["dtype", new Map([["zip", "str"]])]]));
    expect((await signed(after)).result.sides.inputs?.specs[0]?.dtype).toBe("str");
    expect(undoFix(after, fix)).toEqual(settings);
  });

  it("are looked for in other data by their earlier names", async () => {
    const settings: FixedSettings = { ...ASKED, preprocessing: { rename: new Map([["Unnamed: 1", "area"]]) } };
    const { problems } = (await signed(settings, ["zip", "Unnamed: 1"])).result;
    expect(problems.find(({ kind }) => kind === "columns-not-in-other-data")?.columns).toEqual(["zip.1"]);
  });

  it("are taken by a model that was signed so, and refused under the names of the file", async () => {
    const settings: FixedSettings = { ...ASKED, preprocessing: { rename: new Map([["Unnamed: 1", "area"]]) } };
    const schema = (await signed(settings)).result.signature.inputs;
    if (schema === null) throw new Error("nothing was signed");
    const verdicts = async (read: FixedSettings) =>
      (await checkWays({ sources: [source()], settings: read, schema, listRows: true }, ["predict"])).map(({ kind }) => kind);
    expect(await verdicts(settings)).toEqual(["accepted"]);
    expect(await verdicts(ASKED)).toEqual(["refused"]);
  });

  it("are written for the command, in pairs where a name is a number", () => {
    expect(settingsJson({ ...ASKED, preprocessing: { rename: new Map([["a", "b"]]) } })).toBe('{"rename": {"a": "b"}}');
    expect(settingsJson({ ...ASKED, preprocessing: { rename: new Map([[0n, "b"]]) } })).toBe('{"rename": [[0, "b"]]}');
  });
});
