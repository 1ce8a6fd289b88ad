import { basename, dirname, extname, resolve } from "node:path";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import { type ReadSides, signInputOf, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, type SignerChoice, type SignerConfig, signerFromChoice } from "../core/signers/choice.ts";
import { parseSignerConfig } from "../core/signers/config-text.ts";
import { needsInterpreter } from "../core/signers/needs-interpreter.ts";
import type { SigningResult } from "../core/signers/signer.ts";
import { staticConfigFrom } from "../core/signers/static-signer.ts";
import { SignerClient } from "../worker/signer-client.ts";
import { signatureFromFile, textOf } from "./signature-file.ts";
import { spawnSigner } from "./spawn-signer.ts";

const MODULES = [".js", ".mjs"];

/** A config with the file that it names read in, from beside the config. */
async function withFile(config: SignerConfig, folder: string): Promise<SignerConfig> {
  if (config.KIND === "CustomSigner" && config.source === undefined)
    return { ...config, file: basename(config.file), source: await textOf(resolve(folder, config.file)) };
  if (config.KIND === "StaticSigner" && config.signature === undefined && config.file !== undefined)
    return staticConfigFrom(await signatureFromFile(resolve(folder, config.file)));
  return config;
}

/**
 * What `--signer` names: a config in JSON or YAML, or a module of one's own. Rejects with a SignetError where a file is not there, or is
 * no config.
 */
export async function signerFromOption(path: string | undefined): Promise<SignerChoice> {
  if (path === undefined) return DEFAULT_CHOICE;
  const written = await textOf(path);
  if (MODULES.includes(extname(path))) return { KIND: "CustomSigner", file: basename(path), source: written, config: {} };
  const choice = parseSignerConfig(written, basename(path));
  const folder = dirname(path);
  if ("KIND" in choice) return withFile(choice, folder);
  const { inputs, outputs } = choice;
  return {
    ...(inputs === undefined ? {} : { inputs: await withFile(inputs, folder) }),
    ...(outputs === undefined ? {} : { outputs: await withFile(outputs, folder) }),
  };
}

/** Signs what was read; a user's own signer in a thread of its own, which is ended afterwards. */
export async function signByChoice(sides: ReadSides, choice: SignerChoice, further: FurtherEvidence = {}): Promise<SigningResult> {
  if (!needsInterpreter(choice)) return signSides(sides, signerFromChoice(choice), further);
  const client = new SignerClient(spawnSigner);
  try {
    return await client.sign(choice, signInputOf(sides));
  } finally {
    client.end();
  }
}
