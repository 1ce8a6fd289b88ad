import { checkSide } from "../core/check/check-side.ts";
import { defined } from "../core/defined.ts";
import { diffSignatures, renderDifference } from "../core/diff/diff-signatures.ts";
import { measuredNotes } from "../core/environment/adopt.ts";
import { type Environment, environmentName } from "../core/environment/environment.ts";
import { renderText } from "../core/errors.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { type ReadSide, readSide, signPlainly } from "../core/sign.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import type { DataSide, SigningResult } from "../core/signers/signer.ts";
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

interface Versions {
  readonly from: Environment;
  readonly to: Environment;
}

function versionsOf(values: { readonly from?: string | undefined; readonly to?: string | undefined }): Versions {
  const [from, to] = [environmentOption(values.from), environmentOption(values.to)];
  if (from === undefined || to === undefined)
    throw new WrongUse("it needs --from and --to: mlflow=2.14,pandas=2.2, or a profile such as current.");
  return { from, to };
}

/** What each environment makes of a side, where that is not a schema. */
function failureText({ sides }: SigningResult, side: DataSide): string | null {
  const failure = sides[side]?.failure;
  return failure
    ? `${failure.stage === "undecided" ? "undecided" : "fails"}: ${renderText(failure.error.message, { values: false })}`
    : null;
}

/** What changes of the signature that the files are given, one line each. */
function inferenceChanges(sides: Readonly<Partial<Record<DataSide, ReadSide>>>, { from, to }: Versions): readonly string[] {
  const signer = new InferSigner();
  const [before, after] = [from, to].map((environment) => signPlainly({ ...sides, environment }, signer));
  if (before === undefined || after === undefined) return [];
  const failures = (["inputs", "outputs"] as const).flatMap((side) => {
    const [was, is] = [failureText(before, side), failureText(after, side)];
    return was === is ? [] : [`${side}: ${was ?? "has a signature"} -> ${is ?? "has a signature"}`];
  });
  return [...failures, ...diffSignatures(before.signature, after.signature).map(renderDifference)];
}

/** What changes of the verdicts on the files under a signature, one line each. */
async function verdictChanges(
  path: string,
  signature: ModelSignature,
  settings: ReadSettings,
  { from, to }: Versions,
  context: ReadContext,
): Promise<readonly string[]> {
  const sources = await sourcesFromPath(path);
  const checkIn = (environment: Environment) =>
    checkSide({ side: "inputs", sources, settings, signature: { ...signature, environment }, advises: false }, context);
  const [before, after] = [await checkIn(from), await checkIn(to)];
  return before.verdicts.flatMap((was, index) => {
    const is = after.verdicts[index];
    if (is === undefined || was.kind === is.kind) return [];
    const [reason] = [...was.refusals, ...is.refusals];
    const because = reason === undefined ? "" : ` (${renderText(reason.message, { values: false })})`;
    return [`${path} by ${was.via}: ${was.kind} -> ${is.kind}${because}`];
  });
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
  const changes = [...inferenceChanges(sides, versions)];
  for (const path of signature === null ? [] : (values.inputs ?? []))
    if (signature !== null) changes.push(...(await verdictChanges(path, signature, settings, versions, context)));
  out(`${environmentName(versions.from)} -> ${environmentName(versions.to)}\n`);
  for (const change of changes) out(`  ${change}\n`);
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
