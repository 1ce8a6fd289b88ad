import { basename, dirname, extname, resolve } from "node:path";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { checkSignature, type OpenedSide } from "../core/check/check-signature.ts";
import { defined } from "../core/defined.ts";
import { DATA_SIDES } from "../core/mlflow/parts.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import { type ReadSides, signInputOf, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, type SignerChoice, type SignerConfig, signerFromChoice } from "../core/signers/choice.ts";
import { parseSignerConfig } from "../core/signers/config-text.ts";
import { needsInterpreter } from "../core/signers/needs-interpreter.ts";
import { STRATEGIES } from "../core/signers/registry.ts";
import type { DataSide, SigningResult } from "../core/signers/signer.ts";
import { staticConfigFrom } from "../core/signers/static-signer.ts";
import type { Verdict } from "../core/validation/verdict.ts";
import { SignerClient } from "../worker/signer-client.ts";
import { signatureFromFile, textOf } from "./signature-file.ts";
import { spawnSigner } from "./spawn-signer.ts";

const MODULES = [".js", ".mjs"];

/** A config with the text of the file that it names, which is read from the config's folder. */
async function withFile(config: SignerConfig, folder: string): Promise<SignerConfig> {
  if (config.KIND === "CustomSigner" && config.source === undefined)
    return { ...config, file: basename(config.file), source: await textOf(resolve(folder, config.file)) };
  if (config.KIND === "StaticSigner" && config.signature === undefined && config.file !== undefined)
    return staticConfigFrom(await signatureFromFile(resolve(folder, config.file)));
  return config;
}

/** A config, and the folder of the files that it names: the config's own, or the current one if the argument is the config itself or a KIND. */
async function readConfig(given: string): Promise<{ readonly choice: SignerChoice; readonly folder: string }> {
  if (STRATEGIES.some(({ KIND }) => KIND === given))
    return { choice: parseSignerConfig(JSON.stringify({ KIND: given }), "--signer"), folder: "." };
  if (given.trimStart().startsWith("{")) return { choice: parseSignerConfig(given, "--signer"), folder: "." };
  const written = await textOf(given);
  const choice: SignerChoice = MODULES.includes(extname(given))
    ? { KIND: "CustomSigner", file: basename(given), source: written, config: {} }
    : parseSignerConfig(written, basename(given));
  return { choice, folder: dirname(given) };
}

/**
 * Reads `--signer`: the file of a config in JSON or YAML, a module, the config itself if the argument begins as a mapping does, or only its KIND.
 * Rejects with a SignetError if a file is not there or is not a config.
 */
export async function signerFromOption(given: string | undefined): Promise<SignerChoice> {
  if (given === undefined) return DEFAULT_CHOICE;
  const { choice, folder } = await readConfig(given);
  if ("KIND" in choice) return withFile(choice, folder);
  const { inputs, outputs } = choice;
  return defined({ inputs: inputs && (await withFile(inputs, folder)), outputs: outputs && (await withFile(outputs, folder)) });
}

/** Signs what was read; a user's own signer in its own thread, which is ended afterwards. */
export async function signByChoice(sides: ReadSides, choice: SignerChoice, further: FurtherEvidence = {}): Promise<SigningResult> {
  if (!needsInterpreter(choice)) return signSides(sides, signerFromChoice(choice), further);
  const client = new SignerClient(spawnSigner);
  try {
    return await client.sign(choice, signInputOf(sides), further);
  } finally {
    client.end();
  }
}

/**
 * The verdicts of MLflow's enforcement on the sides whose schema was given by hand: one per way in, as in a check of the files.
 * `sources` returns a side's files. They are read again only if the counts do not settle a verdict.
 */
export async function verdictsOnGiven(
  sides: ReadSides,
  { signature, sides: signed }: SigningResult,
  sources: (side: DataSide) => Promise<readonly ByteSource[]>,
  context: ReadContext = {},
): Promise<Partial<Record<DataSide, readonly Verdict[]>>> {
  const own: Partial<Record<DataSide, OpenedSide>> = {};
  for (const side of DATA_SIDES) {
    const opened = sides[side];
    if (opened !== undefined && signed[side]?.isGiven === true) own[side] = { opened, sources: await sources(side) };
  }
  const { checked } = await checkSignature(own, signature, context);
  return Object.fromEntries(checked.map(({ side, verdicts }) => [side, verdicts]));
}
