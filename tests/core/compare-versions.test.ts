import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare-versions.ts";
import { changeSentence, type VersionChange } from "../../src/core/diff/version-changes.ts";
import { CURRENT, type Environment } from "../../src/core/environment/environment.ts";
import { renderText } from "../../src/core/errors.ts";
import { paramSchemaFromValue, schemaFromValue } from "../../src/core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../src/core/mlflow/types.ts";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import { type ReadSides, readSide, signPlainly } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import { textSource } from "../helpers/sources.ts";

const OLD: Environment = { mlflow: "3.15.2", pandas: "2.3.3" };

/** What another pair of versions answers differently for a CSV file, in sentences. */
async function changes(csv: string, types: Readonly<Record<string, string>>, from: Environment, to: Environment) {
  const source = textSource(csv, "X.csv");
  const inputs = await readSide([source], { options: new Map() });
  const specs = Object.entries(types).map(
    ([name, type]) =>
      new Map<string, string | boolean>([
        ["type", type],
        ["name", name],
        ["required", true],
      ]),
  );
  const signature: ModelSignature = { inputs: schemaFromValue(specs), outputs: null, params: null };
  const sign = (sides: ReadSides) => signPlainly(sides, new InferSigner());
  const found = await compareVersions({ sides: { inputs }, sources: { inputs: [source] }, sign, signature }, { from, to });
  const say = (change: VersionChange) => renderText(changeSentence(change, from, to), { values: false });
  return found.map(say);
}

describe("two pairs of versions", () => {
  it("say the same of plain data", async () => {
    expect(await changes("a,b\n1,x\n", { a: "long", b: "string" }, CURRENT, OLD)).toEqual([]);
  });

  it("may infer other types", async () => {
    expect(await changes("a\n1e400\n", { a: "string" }, OLD, CURRENT)).toContain(
      "inputs, a: string with MLflow 3.15.2 and pandas 2.3.3, double with MLflow 3.17.2 and pandas 3.1.1.",
    );
  });

  it("may accept a column otherwise, way by way", async () => {
    const said = await changes("d\n2024-01-31\n", { d: "datetime" }, CURRENT, OLD);
    expect(said[0]).toMatch(
      /^inputs, d: with MLflow 3\.17\.2 and pandas 3\.1\.1, this column is string, and predict refuses it as datetime \(.+\); with MLflow 3\.15\.2 and pandas 2\.3\.3, predict accepts it as datetime\.$/,
    );
  });

  it("may accept parameters otherwise, or not at all", async () => {
    const params = jsonLoads('{"when": "2024-01-31", "n": 1}');
    const declared = paramSchemaFromValue(
      jsonLoads(
        '[{"name": "n", "type": "object", "properties": {"a": {"type": "long", "required": true}}, "default": {"a": 1}, "shape": null}]',
      ),
    );
    const signature: ModelSignature = { inputs: null, outputs: null, params: declared };
    const found = await compareVersions({ sides: { params }, sources: {}, sign: null, signature }, { from: CURRENT, to: OLD });
    expect(found).toEqual([]);
  });

  it("say nothing of a side that the signature does not have, nor of one without a signature", async () => {
    const source = textSource("a\n1e400\n", "X.csv");
    const inputs = await readSide([source], { options: new Map() });
    const request = { sides: { inputs }, sources: { inputs: [source] }, sign: null };
    const outputs = schemaFromValue([new Map([["type", "double"]])]);
    const versions = { from: OLD, to: CURRENT };
    expect(await compareVersions({ ...request, signature: { inputs: null, outputs, params: null } }, versions)).toEqual([]);
    expect(await compareVersions({ ...request, signature: null }, versions)).toEqual([]);
  });

  it("compare tensors by their dtypes, and the data as a whole where it is refused as one", async () => {
    const source = textSource("a\n1e400\n", "X.csv");
    const inputs = await readSide([source], { options: new Map() });
    const tensor = new Map<string, PythonValue>([
      ["type", "tensor"],
      ["name", "a"],
      [
        "tensor-spec",
        new Map<string, PythonValue>([
          ["dtype", "float64"],
          ["shape", [-1n]],
        ]),
      ],
    ]);
    const signature: ModelSignature = { inputs: schemaFromValue([tensor]), outputs: null, params: null };
    const found = await compareVersions(
      { sides: { inputs }, sources: { inputs: [source] }, sign: null, signature },
      { from: OLD, to: CURRENT },
    );
    expect(
      found.map((change) => (change.kind === "verdict" ? [change.via, change.column, change.declared, change.before, change.after] : [])),
    ).toEqual([["predict", "a", "float64", "undecided", "accepted"]]);
  });

  it("are undecided where nothing was measured", async () => {
    const said = await changes("a\n1\n", { a: "long" }, CURRENT, { mlflow: "2.20.5", pandas: "2.3.3" });
    expect(said.join("\n")).toContain("Whether mlflow 2.20.5 answers as 2.20.4 or as 2.21.0 was not measured");
    expect(said.join("\n")).toContain("may or may not accept");
  });
});
