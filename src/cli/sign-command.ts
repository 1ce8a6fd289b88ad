import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { defined } from "../core/defined.ts";
import { diffSignatures, renderDifference } from "../core/diff/diff-signatures.ts";
import { applyEdits } from "../core/edit/apply-edits.ts";
import { baseOfResult } from "../core/edit/edit-base.ts";
import type { Environment } from "../core/environment/environment.ts";
import { errorToData, SignetError } from "../core/errors.ts";
import type { Exporter, InferredSide } from "../core/exporters/exporter.ts";
import { loadFailure, lossesIn } from "../core/exporters/losses.ts";
import { EXPORT_FORMATS, EXPORT_FORMS, exporterOf } from "../core/exporters/registry.ts";
import { type ConfigOfSide, notCarriedToSpark, sparkReaderOptions } from "../core/exporters/spark-options.ts";
import type { FoundModel } from "../core/load-model.ts";
import { isFallback } from "../core/mlflow/fallback.ts";
import type { SignaturePart } from "../core/mlflow/parts.ts";
import { DATA_SIDES, SIGNATURE_PARTS } from "../core/mlflow/parts.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import { applyFix } from "../core/problems/apply-fix.ts";
import { comparisonData } from "../core/problems/context.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import { fixConsequence, fixLabel } from "../core/problems/fix-words.ts";
import { settingsJson } from "../core/problems/settings-json.ts";
import { parseParamsText } from "../core/python/params-text.ts";
import type { PythonValue } from "../core/python/value.ts";
import { PAGES_UNREAD } from "../core/readers/pages-unread.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import { editsFromJson } from "../core/review/edits-file.ts";
import { profileSide, type ReadSide, type ReadSides, readSide, readSideFor, signPlainly } from "../core/sign.ts";
import { type SignerChoice, signerFromChoice } from "../core/signers/choice.ts";
import { type LoggedFix, type LogRecord, logOfResult } from "../core/signers/log.ts";
import { needsInterpreter } from "../core/signers/needs-interpreter.ts";
import type { DataSide, Problem, SigningResult } from "../core/signers/signer.ts";
import { readOrAdvise } from "../core/trial/other-readings.ts";
import { tryFixes } from "../core/trial/try-fixes.ts";
import { oneOf, parseCommand, settingsOf, WrongUse } from "./arguments.ts";
import { withEncodingLines } from "./encoding-question.ts";
import { EXIT, type Streams } from "./exit.ts";
import { commandEnvironment, modelAt } from "./given-model.ts";
import { LOG_FORMS, logTo, recordOfError } from "./log.ts";
import { sourcesFromPath, sourcesFromPaths } from "./node-source.ts";
import { signatureFromFile, textOf } from "./signature-file.ts";
import { signByChoice, signerFromOption, verdictsOnGiven } from "./signer-option.ts";

const FAIL_ON = ["any", "warn"] as const;

const OPTIONS = {
  inputs: { type: "string", multiple: true },
  outputs: { type: "string", multiple: true },
  params: { type: "string" },
  read: { type: "string" },
  "read-inputs": { type: "string" },
  "read-outputs": { type: "string" },
  format: { type: "string", default: "json" },
  form: { type: "string" },
  mlmodel: { type: "string" },
  edits: { type: "string" },
  out: { type: "string" },
  expect: { type: "string" },
  "fail-on": { type: "string" },
  compare: { type: "string", multiple: true },
  profile: { type: "boolean", default: false },
  "no-verify": { type: "boolean", default: false },
  signer: { type: "string" },
  log: { type: "string" },
  environment: { type: "string" },
} as const;

type Values = ReturnType<typeof parseCommand<typeof OPTIONS>>;

/** The files of a side, listed once: a folder may have a hundred thousand. */
const listed = new WeakMap<readonly string[], Promise<readonly ByteSource[]>>();

function sourcesOf(values: Values, side: DataSide): Promise<readonly ByteSource[]> {
  const paths = values[side];
  if (paths === undefined) return Promise.resolve([]);
  const sources = listed.get(paths) ?? sourcesFromPaths(paths);
  listed.set(paths, sources);
  return sources;
}

async function readFiles(values: Values, side: DataSide, choice: SignerChoice, context: ReadContext): Promise<ReadSide | undefined> {
  const files = values[side];
  if (files === undefined) return undefined;
  const settings = settingsOf(values[`read-${side}`] ?? values.read);
  const sources = await sourcesOf(values, side);
  const read = () => readOrAdvise(sources, settings, context);
  return readSideFor(choice, side, sources, read, settings, context).catch((thrown: unknown) => {
    throw withEncodingLines(thrown, `--read-${side}`, settings);
  });
}

/** Reads parameters from a file, or from the argument itself if it begins as a dict does. */
async function paramsOf(given: string | undefined): Promise<PythonValue | undefined> {
  if (given === undefined) return undefined;
  return parseParamsText(given.trimStart().startsWith("{") ? given : await textOf(given));
}

interface Signed {
  readonly signature: ModelSignature;
  readonly inputs: ReadSide | undefined;
  readonly outputs: ReadSide | undefined;
  readonly params: PythonValue | undefined;
  /** Which parts of the signature edits changed. */
  readonly editedParts: readonly SignaturePart[];
}

/** The signature with the edits of a file. Throws `InvalidModel` if one of them does not fit what was inferred. */
async function withEdits(path: string | undefined, result: SigningResult): Promise<Pick<Signed, "signature" | "editedParts">> {
  if (path === undefined) return { signature: result.signature, editedParts: [] };
  const edited = applyEdits(baseOfResult(result), editsFromJson(await textOf(path)));
  const [refused] = edited.refused;
  if (refused !== undefined)
    throw new SignetError(
      "InvalidModel",
      [`Edit ${refused.index + 1} of ${basename(path)} cannot be applied: `, ...refused.error.message],
      {
        place: { file: path },
        remedy: "Open the files on the page, correct the edits there, and download them again.",
      },
    );
  return { signature: edited.signature, editedParts: SIGNATURE_PARTS.filter((part) => edited[part].isEdited) };
}

function inferredSide(side: ReadSide, config: ConfigOfSide | undefined): InferredSide {
  const { options, preprocessing = {} } = side.settings;
  const notCarried = notCarriedToSpark(config, options) ?? undefined;
  return { preprocessing, read: side.pythonRead, sparkOptions: sparkReaderOptions(config, options), ...defined({ notCarried }) };
}

async function written(exporter: Exporter, signed: Signed, choice: SignerChoice, mlmodel: string | null): Promise<string> {
  const { signature, params, editedParts } = signed;
  const of = (name: DataSide) => {
    const side = signed[name];
    return side && inferredSide(side, "KIND" in choice ? choice : choice[name]);
  };
  return exporter.write({
    signature,
    ...defined({ inputs: of("inputs"), outputs: of("outputs"), params }),
    declared: editedParts,
    mlmodel,
  });
}

/** Logs what was applied by itself to a side, and what of it was not read. */
function logReading(opened: ReadSide | undefined, side: DataSide, log: (record: LogRecord) => void): void {
  for (const { message } of opened?.applied ?? []) log({ level: "warning", side, column: null, message });
  for (const { kind, message } of opened?.dataset.notes ?? [])
    if (kind === PAGES_UNREAD) log({ level: "info", side, column: null, message });
}

function logSigning(
  result: SigningResult,
  sides: Readonly<Record<DataSide, ReadSide | undefined>>,
  log: (record: LogRecord) => void,
): void {
  for (const side of DATA_SIDES) logReading(sides[side], side, log);
  for (const record of logOfResult(result, fixesIn(sides))) log(record);
}

/** Fixes written out as the side's `--read` with them. */
function fixesIn(sides: Readonly<Record<DataSide, ReadSide | undefined>>): (problem: Problem) => readonly LoggedFix[] {
  return ({ side, fixes }) => {
    const opened = side === "params" ? undefined : sides[side];
    if (opened === undefined) return [];
    return fixes.map((fix) => ({
      label: fixLabel(fix),
      consequence: fixConsequence(fix),
      read: settingsJson(applyFix(opened.settings, fix)),
      ...(fix.kind === "python" ? { python: fix.python } : {}),
    }));
  };
}

/** Further evidence for problems: comparison data and distributions. */
async function furtherEvidence(
  values: Values,
  sides: Readonly<Record<DataSide, ReadSide | undefined>>,
  context: ReadContext,
): Promise<FurtherEvidence> {
  const settings = settingsOf(values["read-inputs"] ?? values.read);
  const comparison = await Promise.all(
    (values.compare ?? []).map(async (path) =>
      comparisonData(basename(path), (await readSide(await sourcesFromPath(path), settings, context)).dataset),
    ),
  );
  const profileOf = async (side: DataSide) => {
    const opened = sides[side];
    if (!values.profile || opened === undefined) return {};
    const profile = await profileSide(await sourcesOf(values, side), opened, context);
    return profile.kind === "columns" ? { [side]: profile.columns } : {};
  };
  return {
    comparison: comparison.filter((one) => one !== null),
    profiles: { ...(await profileOf("inputs")), ...(await profileOf("outputs")) },
  };
}

function exitCode(result: SigningResult, failOn: "any" | "warn" | undefined): number {
  const failures = [result.sides.inputs, result.sides.outputs].flatMap((one) => (one?.failure ? [one.failure] : []));
  if (failures.some(({ stage }) => stage !== "infer") || result.params?.failure) return EXIT.unreadable;
  const fellBack = isFallback(result.signature.inputs) || isFallback(result.signature.outputs);
  const warned = result.problems.some(({ severity }) => severity !== "notes");
  return (failOn !== undefined && fellBack) || (failOn === "warn" && warned) ? EXIT.failOn : EXIT.ok;
}

/** Signs what was read; a signature that was given is checked against the files as MLflow enforces it, both ways in. */
async function signAndHold(values: Values, sides: ReadSides, choice: SignerChoice, context: ReadContext): Promise<SigningResult> {
  const further = await furtherEvidence(values, { inputs: sides.inputs, outputs: sides.outputs }, context);
  const signed = await signByChoice(sides, choice, further);
  const isGiven = Object.values(signed.sides).some((side) => side.isGiven === true);
  const result = isGiven
    ? await signByChoice(sides, choice, {
        ...further,
        verdicts: await verdictsOnGiven(sides, signed, (side) => sourcesOf(values, side), context),
      })
    : signed;
  // A user's own signer runs in a thread. It is not called for every fix.
  if (needsInterpreter(choice)) return result;
  const signer = signerFromChoice(choice);
  const sources = { inputs: await sourcesOf(values, "inputs"), outputs: await sourcesOf(values, "outputs") };
  const request = { sides, sources, sign: (changed: ReadSides) => signPlainly(changed, signer) };
  return { ...result, problems: await tryFixes(result.problems, request, context) };
}

/** What is lost where the signature is written for an older MLflow, and whether the model's own could load it. */
function writingNotes(signature: ModelSignature, own: Environment | null): readonly string[] {
  const { environment } = signature;
  const losses = environment === undefined ? [] : lossesIn(signature, environment);
  const failure = own === null ? null : loadFailure(signature, own);
  if (own === null || failure === null) return losses;
  const advice = `Write it with --environment mlflow=${own.mlflow}.`;
  return [...losses, `The model's own MLflow ${own.mlflow} does not load this signature: ${failure}. ${advice}`];
}

/** The model that the signature is for, or that it is compared with. */
async function givenModel({ mlmodel, expect }: Values): Promise<FoundModel | null> {
  const path = mlmodel ?? expect;
  return path === undefined ? null : modelAt(path);
}

/** The output that `--format` and `--form` name. Throws {@link WrongUse} where there is none. */
function exporterFor({ format, form }: Values): Exporter {
  const named = oneOf("format", format, EXPORT_FORMATS) ?? "json";
  const exporter = exporterOf(named, oneOf("form", form, EXPORT_FORMS));
  if (exporter === undefined) throw new WrongUse(`--format ${named} has no form ${form}.`);
  return exporter;
}

async function signFiles(values: Values, { out, err, pool }: Streams, log: (record: LogRecord) => void): Promise<number> {
  const exporter = exporterFor(values);
  const failOn = oneOf("fail-on", values["fail-on"], FAIL_ON);
  if (values.inputs === undefined && values.outputs === undefined && values.params === undefined)
    throw new WrongUse("sign needs --inputs, --outputs or --params.");
  const context: ReadContext = { pages: values["no-verify"] ? "needed" : "all", ...defined({ pool }) };
  const choice = await signerFromOption(values.signer);
  if (exporter.infers === true && !("KIND" in choice && choice.KIND === "InferSigner"))
    throw new WrongUse("--form infer only works with InferSigner; use --form explicit for another signer.");
  const inputs = await readFiles(values, "inputs", choice, context);
  const outputs = await readFiles(values, "outputs", choice, context);
  const params = await paramsOf(values.params);
  const model = await givenModel(values);
  const { environment, notes } = commandEnvironment(values.environment, model);
  for (const note of notes) log({ level: "info", side: null, column: null, message: [note] });
  const sides = defined({ inputs, outputs, params, environment });
  const result = await signAndHold(values, sides, choice, context);
  logSigning(result, { inputs, outputs }, log);
  const code = exitCode(result, failOn);
  // If a side cannot be read, a signature of the other one would look complete.
  if (code === EXIT.unreadable) return code;
  const mlmodel = values.mlmodel === undefined ? null : (model?.model.source ?? (await textOf(values.mlmodel)));
  const { signature, editedParts } = await withEdits(values.edits, result);
  const edited = { editedParts, signature: { ...signature, ...defined({ environment }) } };
  for (const message of writingNotes(edited.signature, model?.model.environment ?? null))
    log({ level: "warning", side: null, column: null, message: [message] });
  const content = await written(exporter, { ...edited, inputs, outputs, params }, choice, mlmodel);
  if (values.out === undefined) out(content);
  else await writeFile(values.out, content);
  if (values.expect === undefined) return code;
  const differences = diffSignatures(await signatureFromFile(values.expect), edited.signature);
  for (const difference of differences) {
    const { side } = difference;
    if (values.log === "json") log({ level: "error", side, column: null, message: [`differs: ${renderDifference(difference)}`] });
    else err(`differs: ${renderDifference(difference)}\n`);
  }
  return differences.length > 0 ? EXIT.differs : code;
}

/** `signet sign`: reads files, signs them and writes the signature. Resolves to the exit code. */
export async function sign(args: readonly string[], streams: Streams): Promise<number> {
  try {
    const values = parseCommand(args, OPTIONS);
    const form = oneOf("log", values.log, LOG_FORMS) ?? "text";
    const log = logTo(streams.err, form);
    return await signFiles(values, streams, log).catch((error: unknown) => {
      if (error instanceof WrongUse || form === "text") throw error;
      log(recordOfError(errorToData(error)));
      return EXIT.unreadable;
    });
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    streams.err(`signet sign: ${error.message}\n`);
    return EXIT.wrongUse;
  }
}
