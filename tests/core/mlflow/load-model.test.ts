import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { exportMlmodel } from "../../../src/core/exporters/mlmodel.ts";
import { exportSignatureJson } from "../../../src/core/exporters/signature-json.ts";
import { findModel, loadModel } from "../../../src/core/load-model.ts";
import { loadModelText } from "../../../src/core/mlflow/load-model.ts";
import { signatureToDict } from "../../../src/core/mlflow/signature-json.ts";
import { unityCatalogConditions } from "../../../src/core/mlflow/unity-catalog.ts";
import { textSource } from "../../helpers/sources.ts";

/** What MLflow 3.17.2 prints for a signature of every kind of column and parameter. */
const PRINTED = `inputs: 
  ['it\\'s "a"': long (required), 'b': Array({x: string (optional), y: Map(str -> Array(double)) (required)}) (optional), 'c': Any (required)]
outputs: 
  [Tensor('float32', (-1, 2))]
params: 
  ['n': long (default: 5), 'l': double (default: [0.5, 1.0]) (shape: (-1,)), 's': string (default: a, (b)), 'd': datetime (default: 2024-01-31), 'o': {x: long (required)} (default: {'x': 1})]
`;

const DICT = {
  inputs:
    '[{"type": "long", "name": "it\'s \\"a\\"", "required": true}, {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string", "required": false}, "y": {"type": "map", "values": {"type": "array", "items": {"type": "double"}}, "required": true}}}, "name": "b", "required": false}, {"type": "any", "name": "c", "required": true}]',
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]',
  params:
    '[{"name": "n", "default": 5, "shape": null, "type": "long"}, {"name": "l", "default": [0.5, 1.0], "shape": [-1], "type": "double"}, {"name": "s", "default": "a, (b)", "shape": null, "type": "string"}, {"name": "d", "default": "2024-01-31", "shape": null, "type": "datetime"}, {"name": "o", "default": {"x": 1}, "shape": null, "type": "object", "properties": {"x": {"type": "long", "required": true}}}]',
};

const dictOf = (source: string) => {
  const { signature } = loadModelText(source);
  return signature === null ? null : signatureToDict(signature);
};

const printed = loadModelText(PRINTED).signature;
if (printed === null) throw new Error("the printed signature has none");

describe("loadModelText", () => {
  it("reads what print(signature) writes", () => {
    expect(signatureToDict(printed)).toEqual(DICT);
  });

  it.each([
    ["to_dict() as JSON", JSON.stringify(DICT)],
    [
      "lists in place of strings",
      JSON.stringify({
        inputs: JSON.parse(DICT.inputs),
        outputs: JSON.parse(DICT.outputs),
        params: JSON.parse(DICT.params.replace("[0.5, 1.0]", "[0.5, 1.5]")),
      }).replace("1.5", "1.0"),
    ],
    ["an MLmodel's signature block", exportMlmodel(printed, null)],
    ["what Signet exports as JSON", exportSignatureJson(printed)],
  ])("reads %s", (_, source) => {
    expect(dictOf(source)).toEqual(DICT);
  });

  it("takes a model without a signature for a beginning", () => {
    const model = loadModelText("flavors:\n  sklearn: {}\nmlflow_version: 2.9.1\nrun_id: abc\n");
    expect(model).toMatchObject({ signature: null, flavors: ["sklearn"], mlflowVersion: "2.9.1", runId: "abc" });
  });

  it.each([
    ["a list of data", "[[1, 2]]"],
    ["prose", "This is no model."],
    ["a printed signature that breaks off", "inputs: \n  ['a': long (req"],
  ])("refuses %s with the reason", (_, source) => {
    expect(() => loadModelText(source)).toThrow(expect.objectContaining({ name: "SignetError" }));
  });
});

describe("loadModel", () => {
  const mlmodel = new TextEncoder().encode("flavors: {}\nmlflow_version: 3.0.0\n");
  const example = new TextEncoder().encode('{"inputs": [1]}');

  it("finds the MLmodel and its input example in a zip", async () => {
    const zip = zipSync({ "m/data/MLmodel/notes.txt": example, "m/MLmodel": mlmodel, "m/input_example.json": example });
    const { model, inputExample } = await loadModel([sourceFromBytes(zip, "model.zip")]);
    expect(model.mlflowVersion).toBe("3.0.0");
    expect(inputExample?.name).toBe("input_example.json");
  });

  it("finds them in a folder's files", async () => {
    const { model, inputExample } = await loadModel([textSource("x", "m/conda.yaml"), sourceFromBytes(mlmodel, "m/MLmodel")]);
    expect(model.origin).toBe("MLmodel");
    expect(inputExample).toBeNull();
  });

  it("takes the pandas that the files next to it name", async () => {
    const files = { "m/requirements.txt": "mlflow==3.1.4\npandas==2.2.3\n", "m/conda.yaml": "dependencies:\n- pandas=2.0.3\n" };
    const named = { mlflow: "3.0.0", pandas: "2.2.3", by: ["MLmodel", "requirements.txt"] };
    const bytes = (text: string) => new TextEncoder().encode(text);
    const zip = zipSync({ "m/MLmodel": mlmodel, ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])) });
    const sources = Object.entries(files).map(([name, text]) => textSource(text, name));
    const loose = [sourceFromBytes(mlmodel, "my-model.yaml"), textSource("pandas==2.2.3", "requirements.txt")];
    expect(await loadModel([sourceFromBytes(zip, "model.zip")])).toMatchObject({ named, model: { environment: { pandas: "2.2.3" } } });
    expect((await loadModel([...sources, sourceFromBytes(mlmodel, "m/MLmodel")])).named).toEqual(named);
    expect((await loadModel(loose)).named).toEqual({ ...named, by: ["my-model.yaml", "requirements.txt"] });
  });

  it("has the pandas that was used with its MLflow where nothing names one", async () => {
    const { model, named } = await loadModel([sourceFromBytes(mlmodel, "MLmodel")]);
    expect(named).toEqual({ mlflow: "3.0.0", by: ["MLmodel"] });
    expect(model.environment).toEqual({ mlflow: "3.0.0", pandas: "2.3.3" });
  });

  it("refuses a folder without one", async () => {
    await expect(loadModel([textSource("x", "a.txt"), textSource("y", "b.txt")])).rejects.toThrow("has no file called MLmodel");
  });
});

describe("findModel", () => {
  const zip = (files: Record<string, string>, name: string) =>
    sourceFromBytes(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))), name);

  it.each([
    ["an MLmodel", [textSource("flavors: {}\n", "MLmodel")], "MLmodel"],
    ["an MLmodel under another name", [textSource("artifact_path: model\nflavors: {}\n", "model.yaml")], "MLmodel"],
    ["a printed signature", [textSource(PRINTED, "signature.txt")], "printed signature"],
    ["to_dict() as JSON", [textSource(JSON.stringify(DICT), "s.json")], "signature JSON"],
    ["a schema's list", [textSource('[{"type": "long", "name": "a", "required": true}]', "s.json")], "signature JSON"],
    ["lists as parts", [textSource('{"inputs": [{"name": "a", "type": "long"}]}', "s.json")], "signature JSON"],
    ["a zip", [zip({ "m/MLmodel": "flavors: {}\n" }, "model.zip")], "MLmodel"],
    ["a folder", [textSource("flavors: {}\n", "m/MLmodel"), textSource("x", "m/conda.yaml")], "MLmodel"],
  ])("knows %s", async (_, sources, origin) => {
    expect((await findModel(sources))?.model.origin).toBe(origin);
  });

  it.each([
    ["CSV", [textSource("flavors,a\n1,2\n", "X.csv")]],
    ["records", [textSource('[{"name": "a", "type": "b"}]', "X.json")]],
    ["a request", [textSource('{"inputs": [[1, 2]]}', "X.json")]],
    ["a zip of data", [zip({ "X.csv": "a\n1\n" }, "X.csv.zip")]],
    ["parts", [textSource("a\n1\n", "p/0.csv"), textSource("a\n1\n", "p/1.csv")]],
    ["nothing", []],
  ])("takes %s for data", async (_, sources) => {
    expect(await findModel(sources)).toBeNull();
  });

  it("refuses what claims to be a model and is none", async () => {
    await expect(findModel([textSource("name: x\n", "MLmodel")])).rejects.toMatchObject({ tag: "InvalidModel" });
    await expect(findModel([zip({ MLmodel: "name: x\n" }, "m.zip")])).rejects.toMatchObject({ tag: "InvalidModel" });
  });
});

describe("unityCatalogConditions", () => {
  it("requires both sides, and advises against any", () => {
    expect(unityCatalogConditions({ ...printed, outputs: null })).toEqual([
      { kind: "inputs present", weight: "required", isMet: true },
      { kind: "outputs present", weight: "required", isMet: false },
      { kind: "no any", weight: "advice", isMet: false },
    ]);
  });
});
