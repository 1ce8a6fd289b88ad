import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import type { ReadDepth } from "../../../src/core/readers/reader.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "conformance", "golden", "files");

/** A golden file whose texts begin with a, b, with the a made a byte that UTF-8 has not. */
function withInvalidText(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(join(files, name)));
  const texts = Buffer.from(bytes).indexOf(
    Buffer.from(name.startsWith("list") ? "abc\0\0" : name.startsWith("string_view") ? "\x01\0\0\0a" : "ab\0\0"),
  );
  expect(texts).toBeGreaterThan(0);
  bytes[name.startsWith("string_view") ? texts + 4 : texts] = 0xff;
  return bytes;
}

async function failureOf(name: string, pages: ReadDepth) {
  const side = await readSide([sourceFromBytes(withInvalidText(name), name)], { options: new Map() }, { pages });
  const { failure } = signSides({ inputs: side }, new InferSigner()).sides.inputs ?? { failure: null };
  return failure === null ? null : [failure.stage, failure.error.pythonError];
}

// As the reference answers: pandas keeps Arrow's own strings, which fail when MLflow walks them; what becomes Python's objects fails on reading.
describe("a text that is no UTF-8", () => {
  it.each([
    ["string.arrow", ["infer", "UnicodeDecodeError"]],
    ["string.arrows", ["infer", "UnicodeDecodeError"]],
    ["large_string.arrow", ["infer", "UnicodeDecodeError"]],
    ["string_view.arrow", ["infer", "UnicodeDecodeError"]],
    ["struct.arrow", ["read", "ArrowException"]],
    ["list_string.arrow", ["read", "ArrowException"]],
    ["dictionary_string.arrow", ["read", "ArrowException"]],
  ])("%s: fails where all is read", async (name, failure) => {
    expect(await failureOf(name, "all")).toEqual(failure);
  });

  it("is not looked for where only what is needed is read", async () => {
    expect(await failureOf("string.arrow", "needed")).toBeNull();
  });
});
