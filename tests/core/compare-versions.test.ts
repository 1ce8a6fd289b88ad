import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare-versions.ts";
import { changeSentence, type VersionChange } from "../../src/core/diff/version-changes.ts";
import { CURRENT, type Environment } from "../../src/core/environment/environment.ts";
import { renderText } from "../../src/core/errors.ts";
import { schemaFromValue } from "../../src/core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../src/core/mlflow/types.ts";
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
      /^inputs, d: with MLflow 3\.17\.2 and pandas 3\.1\.1, this column is string, and predict refuses it as datetime; with MLflow 3\.15\.2 and pandas 2\.3\.3, predict accepts it as datetime \(.+\)\.$/,
    );
  });

  it("are undecided where nothing was measured", async () => {
    const said = await changes("a\n1\n", { a: "long" }, CURRENT, { mlflow: "2.20.5", pandas: "2.3.3" });
    expect(said.join("\n")).toContain("Whether mlflow 2.20.5 answers as 2.20.4 or as 2.21.0 was not measured");
    expect(said.join("\n")).toContain("may or may not accept");
  });
});
