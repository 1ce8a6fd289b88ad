import { describe, expect, it } from "vitest";
import { patchMlmodel, readMlmodel, signatureBlock } from "../../../src/core/mlflow/mlmodel.ts";
import type { ModelSignature } from "../../../src/core/mlflow/types.ts";

const signature: ModelSignature = {
  inputs: {
    kind: "columns",
    specs: [
      { kind: "column", type: { kind: "scalar", name: "long" }, name: "a", required: true },
      { kind: "column", type: { kind: "scalar", name: "string" }, name: 'it\'s "q" né: x', required: true },
      {
        kind: "column",
        type: { kind: "scalar", name: "double" },
        name: "a very long name that goes past eighty columns so that folding must be applied somewhere",
        required: true,
      },
    ],
  },
  outputs: null,
  params: { params: [{ name: "t", type: { kind: "scalar", name: "double" }, default: 0.5, shape: null }] },
};

/** What MLflow 3.17.2 wrote for this signature. */
const WRITTEN = `signature:
  inputs: '[{"type": "long", "name": "a", "required": true}, {"type": "string", "name":
    "it''s \\"q\\" n\\u00e9: x", "required": true}, {"type": "double", "name": "a very
    long name that goes past eighty columns so that folding must be applied somewhere",
    "required": true}]'
  outputs: null
  params: '[{"name": "t", "default": 0.5, "shape": null, "type": "double"}]'`;

describe("the signature block", () => {
  it("is byte for byte what MLflow writes", () => {
    expect(signatureBlock(signature)).toBe(WRITTEN);
  });

  it("reads back as the signature", () => {
    expect(readMlmodel(`flavors: {}\n${WRITTEN}\n`).signature).toEqual(signature);
  });
});

describe("patching", () => {
  it.each([
    ["a block in the middle", "a: 1 # kept\nsignature:\n  inputs: null\n  outputs: null\nz:   2\n", `a: 1 # kept\n${WRITTEN}\nz:   2\n`],
    ["a block at the end, without a last newline", "a: 1\nsignature:\n  inputs: null", `a: 1\n${WRITTEN}`],
    ["no block yet", "a: 1\n", `a: 1\n${WRITTEN}\n`],
    ["no block and no last newline", "a: 1", `a: 1\n${WRITTEN}\n`],
    ["a null", "signature: null\nb: 1\n", `${WRITTEN}\nb: 1\n`],
    ["an empty value", "signature:\nb: 1\n", `${WRITTEN}\nb: 1\n`],
    ["comments around it", "# top\nsignature:\n  inputs: null\n# after\nb: 1\n", `# top\n${WRITTEN}\n# after\nb: 1\n`],
  ])("%s", (_, source, patched) => {
    expect(patchMlmodel(source, signature)).toBe(patched);
  });

  it("keeps the file's line ends", () => {
    expect(patchMlmodel("a: 1\r\nsignature:\r\n  inputs: null\r\nb: 2\r\n", signature)).toBe(
      `a: 1\r\n${WRITTEN.replaceAll("\n", "\r\n")}\r\nb: 2\r\n`,
    );
  });
});

describe("reading", () => {
  it.each([
    ["a list", "- 1\n"],
    ["no YAML", "a: [\n"],
    ["another mapping", "name: x\n"],
  ])("refuses %s with the reason", (_, source) => {
    expect(() => readMlmodel(source)).toThrow("This is not an MLmodel");
  });

  it("takes old signatures: no required, dtype for type in params", () => {
    const source = `flavors: {}\nsignature:\n  inputs: '[{"name": "a", "type": "long"}]'\n  params: '[{"name": "t", "dtype": "double", "default": 1.0, "shape": null}]'\n`;
    const read = readMlmodel(source).signature;
    expect(read?.inputs?.specs[0]).toEqual({ kind: "column", type: { kind: "scalar", name: "long" }, name: "a", required: true });
    expect(read?.params?.params[0]?.type).toEqual({ kind: "scalar", name: "double" });
  });
});
