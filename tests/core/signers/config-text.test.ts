import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSignetError } from "../../../src/core/errors.ts";
import { NUMPY_DTYPES } from "../../../src/core/ladders/numpy-dtype.ts";
import { DATA_TYPES } from "../../../src/core/mlflow/types.ts";
import { type SignerChoice, signerJsonSchema } from "../../../src/core/signers/choice.ts";
import { parseSignerConfig, writeSignerConfig } from "../../../src/core/signers/config-text.ts";
import { nearestOf } from "../../../src/core/signers/nearest.ts";
import { z } from "../../../src/core/signers/zod.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

function refusal(text: string) {
  try {
    parseSignerConfig(text, "config.yaml");
  } catch (error) {
    if (isSignetError(error, "InvalidOption")) return { message: error.message, line: error.place.line, remedy: error.remedy };
    throw error;
  }
  throw new Error("the config was taken");
}

describe("parseSignerConfig", () => {
  it.each<[string, string, SignerChoice]>([
    ["YAML", "signer: {KIND: InferSigner}", { KIND: "InferSigner" }],
    ["JSON", '{"signer": {"KIND": "InferSigner"}}', { KIND: "InferSigner" }],
    ["the mapping alone", "KIND: InferSigner", { KIND: "InferSigner" }],
    [
      "defaults",
      "signer: {KIND: TolerantSigner, integers: double}",
      { KIND: "TolerantSigner", integers: "double", optional: [], text: [], rules: [] },
    ],
    ["a signer a side", "signer:\n  outputs: {KIND: InferSigner}\n", { outputs: { KIND: "InferSigner" } }],
    [
      "names that are words of YAML 1.1",
      "signer: {KIND: TolerantSigner, text: [yes, no]}",
      { KIND: "TolerantSigner", integers: "double", optional: [], text: ["yes", "no"], rules: [] },
    ],
  ])("takes %s", (_, text, choice) => {
    expect(parseSignerConfig(text)).toEqual(choice);
  });

  it.each<[string, string, string, number | undefined]>([
    ["an unknown KIND", "signer:\n  KIND: TolerantSinger", "no signer TolerantSinger; the nearest is TolerantSigner", 2],
    [
      "an unknown key",
      "signer:\n  KIND: TolerantSigner\n  intergers: double",
      "TolerantSigner has no key intergers; the nearest is integers",
      3,
    ],
    [
      "an unknown key of a rule",
      "signer:\n  KIND: TolerantSigner\n  rules:\n    - when: {nmae: [a]}\n      required: false",
      "has no key nmae; the nearest is name",
      4,
    ],
    ["an unknown word", "signer:\n  KIND: TensorSigner\n  tensors: column", "The nearest is columns", 3],
    ["a value of another type", "signer:\n  KIND: TensorSigner\n  flat: 1", "TensorSigner's flat: ", 3],
    ["an axis below zero", "signer:\n  KIND: TensorSigner\n  variable: [-1]", "TensorSigner's variable", 3],
    ["no KIND", "signer: {kind: InferSigner}", "has kind, and capitals count", 1],
    ["an unknown key beside the signer", "signer: {KIND: InferSigner}\nsinger: 1", "has no key singer; the nearest is signer", 2],
    ["a misspelt signer", "singer: {KIND: InferSigner}", "has no key singer; the nearest is signer", 1],
    [
      "an unknown side",
      "signer:\n  inputs: {KIND: InferSigner}\n  output: {KIND: InferSigner}",
      "no key output; the nearest is outputs",
      3,
    ],
    ["a key called __proto__", 'signer: {KIND: InferSigner, "__proto__": {}}', "no key __proto__", 1],
    ["text that is no YAML", "signer: {KIND", "neither JSON nor YAML", 1],
    ["a list", "- KIND: InferSigner", "A signer is a mapping", 1],
    ["nothing", "", "A signer is a mapping", undefined],
  ])("refuses %s, with the place and the nearest", (_, text, message, line) => {
    const found = refusal(text);
    expect(found.message).toContain(message);
    expect(found.line).toBe(line);
    expect(found.remedy).toBeTruthy();
  });

  it("reads back what was written, whatever is configured", () => {
    const patterns = fc.array(fc.string({ minLength: 1, unit: "grapheme" }), { maxLength: 3 });
    const when = fc.record({ name: patterns, type: fc.subarray([...DATA_TYPES]), missing: fc.boolean() }, { requiredKeys: [] });
    const rule = fc.record({ when, as: fc.constantFrom("double", "long", "string"), required: fc.boolean() }, { requiredKeys: ["when"] });
    const tolerant = fc.record({
      KIND: fc.constant("TolerantSigner"),
      integers: fc.oneof(fc.constantFrom("double", "keep"), patterns),
      optional: patterns,
      text: patterns,
      rules: fc.array(rule, { maxLength: 3 }),
    });
    const tensor = fc.record(
      {
        KIND: fc.constant("TensorSigner"),
        tensors: fc.constantFrom("one", "columns"),
        flat: fc.boolean(),
        dtype: fc.constantFrom(...NUMPY_DTYPES),
        variable: fc.array(fc.nat(4)),
      },
      { requiredKeys: ["KIND", "tensors", "flat", "variable"] },
    );
    const one = fc.oneof(tolerant, tensor);
    const choices = fc.oneof(one, fc.record({ inputs: one, outputs: one }));
    fc.assert(
      fc.property(choices, fc.constantFrom("json", "yaml"), (given, format) => {
        const choice = parseSignerConfig(JSON.stringify(given));
        expect(choice).toEqual(given);
        expect(parseSignerConfig(writeSignerConfig(choice, format as "json" | "yaml"))).toEqual(choice);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the JSON Schema", () => {
  it("is published as it is", async () => {
    await expect(`${JSON.stringify(signerJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(join(root, "docs", "signer.schema.json"));
  });

  it("is made without eval, which the page's policy forbids", () => {
    expect(z.config().jitless).toBe(true);
  });
});

describe("nearestOf", () => {
  it.each([
    ["integres", "integers"],
    ["OPTIONAL", "optional"],
    ["", "text"],
  ])("finds for %j %s", (given, nearest) => {
    expect(nearestOf(given, ["integers", "optional", "text"])).toBe(nearest);
  });
});
