import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { exportSignatureJson } from "../../../src/core/exporters/signature-json.ts";
import { parseParamsText } from "../../../src/core/python/params-text.ts";
import { readSide, signSides, withReadingFor } from "../../../src/core/sign.ts";
import { type SignerChoice, signerFromChoice } from "../../../src/core/signers/choice.ts";
import { parseSignerConfig, writeSignerConfig } from "../../../src/core/signers/config-text.ts";
import { loadInterpreter } from "../../../src/core/signers/custom/interpreter.ts";
import { STRATEGIES } from "../../../src/core/signers/registry.ts";
import { fileSource } from "../../helpers/sources.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "fixtures", "signers");
const names = readdirSync(folder);
const read = (name: string, file: string) => readFileSync(join(folder, name, file), "utf-8");
const interpreter = await loadInterpreter();

function choiceOf(name: string): SignerChoice {
  const choice = parseSignerConfig(read(name, "config.yaml"));
  return "KIND" in choice && choice.KIND === "CustomSigner" ? { ...choice, source: read(name, choice.file) } : choice;
}

async function side(name: string, file: "inputs.csv" | "outputs.csv") {
  if (!existsSync(join(folder, name, file))) return undefined;
  const sources = [fileSource(join(folder, name, file))];
  const opened = await readSide(sources, { options: new Map() });
  return withReadingFor(choiceOf(name), file === "inputs.csv" ? "inputs" : "outputs", opened, sources);
}

describe("the fixtures", () => {
  it("have a folder for every strategy", () => {
    expect(STRATEGIES.map(({ KIND }) => KIND).filter((kind) => !names.includes(kind))).toEqual([]);
  });

  it.each(names)("%s signs as its signature.json has it", async (name) => {
    const inputs = await side(name, "inputs.csv");
    const outputs = await side(name, "outputs.csv");
    const params = existsSync(join(folder, name, "params.json")) ? parseParamsText(read(name, "params.json")) : undefined;
    const sides = { ...(inputs && { inputs }), ...(outputs && { outputs }), ...(params === undefined ? {} : { params }) };
    const result = signSides(sides, signerFromChoice(choiceOf(name), { interpreter }));
    expect(exportSignatureJson(result.signature)).toBe(read(name, "signature.json"));
    expect(result.sides.inputs?.schema).toEqual(result.signature.inputs);
  });

  it.each(names)("%s has a config that is the same once written and read, in JSON and in YAML", (name) => {
    const choice = choiceOf(name);
    expect(parseSignerConfig(writeSignerConfig(choice, "json"))).toEqual(choice);
    expect(parseSignerConfig(writeSignerConfig(choice, "yaml"))).toEqual(choice);
  });

  it("use the template as it is documented", () => {
    expect(read("CustomSigner", "signer.mjs")).toBe(readFileSync(join(folder, "..", "..", "..", "docs", "signer-template.mjs"), "utf-8"));
  });
});
