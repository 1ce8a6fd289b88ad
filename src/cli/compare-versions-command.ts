import { compareSigned, compareVerdicts, type Versions } from "../core/compare-versions.ts";
import { defined } from "../core/defined.ts";
import { changeSentence } from "../core/diff/version-changes.ts";
import { measuredNotes } from "../core/environment/adopt.ts";
import { type Environment, environmentName } from "../core/environment/environment.ts";
import { renderText } from "../core/errors.ts";
import { DATA_SIDES } from "../core/mlflow/parts.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import { readSide, signPlainly } from "../core/sign.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import { environmentOption, parseCommand, settingsOf, WrongUse } from "./arguments.ts";
import { EXIT, type Streams } from "./exit.ts";
import { sourcesFromPath, sourcesFromPaths } from "./node-source.ts";
import { signatureFromFile } from "./signature-file.ts";

const OPTIONS = {
  from: { type: "string" },
  to: { type: "string" },
  inputs: { type: "string", multiple: true },
  outputs: { type: "string", multiple: true },
  signature: { type: "string" },
  read: { type: "string" },
} as const;

function versionsOf(values: { readonly from?: string | undefined; readonly to?: string | undefined }): Versions {
  const [from, to] = [environmentOption(values.from), environmentOption(values.to)];
  if (from === undefined || to === undefined)
    throw new WrongUse("it needs --from and --to: mlflow=2.14,pandas=2.2, or a profile such as current.");
  return { from, to };
}

async function compare(args: readonly string[], { out, err, pool }: Streams): Promise<number> {
  const values = parseCommand(args, OPTIONS);
  const versions = versionsOf(values);
  if (values.inputs === undefined && values.outputs === undefined) throw new WrongUse("it needs --inputs or --outputs.");
  const settings = settingsOf(values.read);
  const context: ReadContext = { pages: "all", ...defined({ pool }) };
  for (const note of new Set([...measuredNotes(versions.from), ...measuredNotes(versions.to)])) err(`${note}\n`);
  const read = async (paths: readonly string[] | undefined) =>
    paths === undefined ? undefined : readSide(await sourcesFromPaths(paths), settings, context);
  const sides = defined({ inputs: await read(values.inputs), outputs: await read(values.outputs) });
  const signature = values.signature === undefined ? null : await signatureFromFile(values.signature);
  const sign = (environment: Environment) => signPlainly({ ...sides, environment }, new InferSigner());
  const before = sign(versions.from);
  const changes = [...compareSigned(before, sign(versions.to))];
  for (const side of signature === null ? [] : DATA_SIDES)
    for (const path of signature?.[side] === null ? [] : (values[side] ?? [])) {
      const data = { side, sources: await sourcesFromPath(path), settings, inferred: before.sides[side]?.schema ?? null };
      if (signature !== null) changes.push(...(await compareVerdicts(data, signature, versions, context)));
    }
  out(`${environmentName(versions.from)} -> ${environmentName(versions.to)}\n`);
  for (const change of changes) out(`  ${renderText(changeSentence(change, versions.from, versions.to), { values: false })}\n`);
  if (changes.length === 0) out("  Nothing changes.\n");
  return changes.length === 0 ? EXIT.ok : EXIT.refused;
}

/** `signet compare-versions`: what changes for files between two environments. Resolves to the exit code: 3 where something does. */
export async function compareVersionsCommand(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await compare(args, streams);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    streams.err(`signet compare-versions: ${error.message}\n`);
    return EXIT.wrongUse;
  }
}
