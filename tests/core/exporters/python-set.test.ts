import { describe, expect, it } from "vitest";
import { exportPythonExplicit } from "../../../src/core/exporters/python-explicit.ts";
import { exportPythonSet, type LoggedModel } from "../../../src/core/exporters/python-set.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";

const inputs = makeSchema([{ kind: "column", type: { kind: "scalar", name: "long" }, name: "a", required: true }]);
const signature = { inputs, outputs: null, params: null };
const uriFor = (model: LoggedModel | null) => /model_uri = "(.*)"/.exec(exportPythonSet(signature, model))?.[1];

describe("the address of a logged model", () => {
  it.each<[string, LoggedModel | null, string]>([
    ["nothing known", null, "models:/<model_id>"],
    ["a run and its path", { runId: "abc", modelId: null, artifactPath: "outputs/model" }, "runs:/abc/outputs/model"],
    ["a run alone", { runId: "abc", modelId: null, artifactPath: null }, "runs:/abc/<path>"],
    ["a path that is an address", { runId: "abc", modelId: null, artifactPath: "file:///m" }, "runs:/abc/<path>"],
    ["a model's own id", { runId: "abc", modelId: "m-12", artifactPath: "file:///m" }, "models:/m-12"],
    ["ids that are no ids", { runId: '"; x', modelId: "a b", artifactPath: '../up"' }, "models:/<model_id>"],
  ])("%s", (_, model, uri) => {
    expect(uriFor(model)).toBe(uri);
  });
});

describe("the Python", () => {
  it("has nothing but the signature, what it imports and the three steps", () => {
    const written = exportPythonSet(signature, null);
    expect(written.startsWith(exportPythonExplicit(signature))).toBe(true);
    const added = written.slice(exportPythonExplicit(signature).length).split("\n");
    expect(added.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([
      "import mlflow",
      "from mlflow.models import set_signature",
      'model_uri = "models:/<model_id>"',
      "set_signature(model_uri, signature)",
      'mlflow.register_model(model_uri, "<name>")',
    ]);
  });
});
