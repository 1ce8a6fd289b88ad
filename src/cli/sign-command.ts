import { writeFile } from "node:fs/promises";
import { diffSignatures, renderDifference } from "../core/diff/diff-signatures.ts";
import { renderText, SignetError, text } from "../core/errors.ts";
import { exportMlmodel } from "../core/exporters/mlmodel.ts";
import { exportPythonExplicit } from "../core/exporters/python-explicit.ts";
import { exportPythonInfer, type InferredSide } from "../core/exporters/python-infer.ts";
import { exportPythonSet } from "../core/exporters/python-set.ts";
import { exportSignatureJson } from "../core/exporters/signature-json.ts";
import { isFallback } from "../core/mlflow/fallback.ts";
import { readMlmodel } from "../core/mlflow/mlmodel.ts";
import { signatureFromDict, signatureToDict } from "../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import { parseParamsText } from "../core/python/params-text.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { type ReadSide, readSide, signSides } from "../core/sign.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import type { SigningResult } from "../core/signers/signer.ts";
import { oneOf, parseCommand, settingsOf, textOf, WrongUse } from "./arguments.ts";
import { EXIT, type Streams } from "./exit.ts";
import { sourceFromFile } from "./node-source.ts";

const FORMATS = ["dict", "mlmodel", "json", "python"] as const;
const FAIL_ON = ["any", "warn"] as const;
const FORMS = ["explicit", "infer", "set"] as const;

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
  out: { type: "string" },
  expect: { type: "string" },
  "fail-on": { type: "string" },
} as const;

async function side(files: readonly string[] | undefined, settings: ReadSettings): Promise<ReadSide | undefined> {
  if (files === undefined) return undefined;
  return readSide(await Promise.all(files.map(sourceFromFile)), settings);
}

async function expected(path: string): Promise<ModelSignature> {
  const source = await textOf(path);
  if (source.trimStart().startsWith("{")) {
    const parsed = jsonLoads(source);
    if (parsed instanceof Map) return signatureFromDict(parsed);
  }
  const { signature } = readMlmodel(source);
  if (signature === null)
    throw new SignetError("InvalidModel", text`${path} has no signature to compare with.`, { remedy: "Choose a model with a signature." });
  return signature;
}

/** Parameters stand in a file, or in the argument itself where it begins as a dict does. */
async function paramsOf(given: string | undefined): Promise<PythonValue | undefined> {
  if (given === undefined) return undefined;
  return parseParamsText(given.trimStart().startsWith("{") ? given : await textOf(given));
}

interface Signed {
  readonly signature: ModelSignature;
  readonly inputs: ReadSide | undefined;
  readonly outputs: ReadSide | undefined;
  readonly params: PythonValue | undefined;
}

function inferredSide(side: ReadSide): InferredSide {
  return { ...side.settings, read: side.pythonRead };
}

function pythonOf(form: (typeof FORMS)[number], { signature, inputs, outputs, params }: Signed, mlmodel: string | null): string {
  switch (form) {
    case "explicit":
      return exportPythonExplicit(signature);
    case "infer":
      return exportPythonInfer({
        ...(inputs === undefined ? {} : { inputs: inferredSide(inputs) }),
        ...(outputs === undefined ? {} : { outputs: inferredSide(outputs) }),
        ...(params === undefined ? {} : { params }),
      });
    case "set":
      return exportPythonSet(signature, mlmodel === null ? null : readMlmodel(mlmodel).runId);
  }
}

function written(format: (typeof FORMATS)[number], form: (typeof FORMS)[number], signed: Signed, mlmodel: string | null): string {
  const { signature } = signed;
  switch (format) {
    case "dict": {
      const { inputs, outputs, params } = signatureToDict(signature);
      return `${jsonDumps(
        new Map([
          ["inputs", inputs],
          ["outputs", outputs],
          ["params", params],
        ]),
      )}\n`;
    }
    case "mlmodel":
      return exportMlmodel(signature, mlmodel);
    case "json":
      return exportSignatureJson(signature);
    case "python":
      return pythonOf(form, signed, mlmodel);
  }
}

function tell(result: SigningResult, sides: Readonly<Record<string, ReadSide | undefined>>, err: Streams["err"]): void {
  for (const [name, opened] of Object.entries(sides))
    for (const { message } of opened?.applied ?? []) err(`warning: ${name}: ${renderText(message)}\n`);
  const weights = { stops: "error", warns: "warning", notes: "note" } as const;
  for (const { severity, side: where, message } of result.problems) err(`${weights[severity]}: ${where}: ${renderText(message)}\n`);
}

function exitCode(result: SigningResult, failOn: "any" | "warn" | undefined): number {
  const failures = [result.sides.inputs, result.sides.outputs].flatMap((one) => (one?.failure ? [one.failure] : []));
  if (failures.some(({ stage }) => stage !== "infer") || result.params?.failure) return EXIT.unreadable;
  const fellBack = isFallback(result.signature.inputs) || isFallback(result.signature.outputs);
  const warned = result.problems.some(({ severity }) => severity !== "notes");
  return (failOn !== undefined && fellBack) || (failOn === "warn" && warned) ? EXIT.failOn : EXIT.ok;
}

async function signFiles(args: readonly string[], { out, err }: Streams): Promise<number> {
  const values = parseCommand(args, OPTIONS);
  const format = oneOf("format", values.format, FORMATS) ?? "json";
  const failOn = oneOf("fail-on", values["fail-on"], FAIL_ON);
  const form = oneOf("form", values.form, FORMS) ?? "explicit";
  if (values.inputs === undefined && values.outputs === undefined && values.params === undefined)
    throw new WrongUse("sign takes --inputs, --outputs or --params.");
  const inputs = await side(values.inputs, settingsOf(values["read-inputs"] ?? values.read));
  const outputs = await side(values.outputs, settingsOf(values["read-outputs"] ?? values.read));
  const params = await paramsOf(values.params);
  const result = signSides(
    {
      ...(inputs === undefined ? {} : { inputs }),
      ...(outputs === undefined ? {} : { outputs }),
      ...(params === undefined ? {} : { params }),
    },
    new InferSigner(),
  );
  tell(result, { inputs, outputs }, err);
  const code = exitCode(result, failOn);
  // A signature without the side that could not be read would pass for the whole one.
  if (code === EXIT.unreadable) return code;
  const mlmodel = values.mlmodel === undefined ? null : await textOf(values.mlmodel);
  const content = written(format, form, { signature: result.signature, inputs, outputs, params }, mlmodel);
  if (values.out === undefined) out(content);
  else await writeFile(values.out, content);
  if (values.expect === undefined) return code;
  const differences = diffSignatures(await expected(values.expect), result.signature);
  for (const difference of differences) err(`differs: ${renderDifference(difference)}\n`);
  return differences.length > 0 ? EXIT.differs : code;
}

/** `signet sign`: reads files, signs them and writes the signature. Resolves to the exit code. */
export async function sign(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await signFiles(args, streams);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    streams.err(`signet sign: ${error.message}\n`);
    return EXIT.wrongUse;
  }
}
