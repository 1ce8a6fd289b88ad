import { basename } from "node:path";
import { sourceFromBytes } from "../core/bytes/byte-source.ts";
import { checkRequest } from "../core/check/check-request.ts";
import { checkParams, checkSide } from "../core/check/check-side.ts";
import { defined } from "../core/defined.ts";
import { SignetError, text } from "../core/errors.ts";
import type { LoadedModel } from "../core/mlflow/load-model.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import { parseParamsText } from "../core/python/params-text.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { type CheckedData, type CheckReport, isRefused } from "../core/validation/reports/check-report.ts";
import { htmlReport } from "../core/validation/reports/html-report.ts";
import { jsonReport } from "../core/validation/reports/json-report.ts";
import { junitReport } from "../core/validation/reports/junit-report.ts";
import { markdownReport } from "../core/validation/reports/markdown-report.ts";
import { textReport } from "../core/validation/reports/text-report.ts";
import { WAYS } from "../core/validation/verdict.ts";
import { oneOf, parseCommand, settingsOf, WrongUse } from "./arguments.ts";
import { withEncodingLines } from "./encoding-question.ts";
import { EXIT, type Streams } from "./exit.ts";
import { commandEnvironment, modelAt } from "./given-model.ts";
import { sourcesFromPath } from "./node-source.ts";
import { textOf } from "./signature-file.ts";

const REPORTS = { text: textReport, json: jsonReport, junit: junitReport, markdown: markdownReport, html: htmlReport } as const;
const REPORT_NAMES = ["text", "json", "junit", "markdown", "html"] as const;
const VIA = ["predict", "scoring", "both"] as const;

const OPTIONS = {
  signature: { type: "string" },
  inputs: { type: "string", multiple: true },
  outputs: { type: "string", multiple: true },
  params: { type: "string" },
  request: { type: "string" },
  read: { type: "string" },
  via: { type: "string" },
  format: { type: "string" },
  "show-values": { type: "boolean" },
  environment: { type: "string" },
} as const;

async function checkFiles(
  paths: readonly string[],
  side: "inputs" | "outputs",
  signature: ModelSignature,
  settings: ReadSettings,
  via: (typeof VIA)[number] | undefined,
  context: ReadContext,
): Promise<readonly CheckedData[]> {
  if (signature[side] === null) throw new WrongUse(`the signature has no ${side} to check data against.`);
  const ways = defined({ ways: via === "both" ? WAYS : via && [via] });
  // A format that is named stands for the content type as well.
  const format = defined({ format: settings.format });
  const checked: CheckedData[] = [];
  for (const path of paths) {
    const request = { side, sources: await sourcesFromPath(path), settings, signature, ...ways, ...format };
    checked.push(
      await checkSide(request, context).catch((thrown: unknown) => {
        throw withEncodingLines(thrown, "--read", settings);
      }),
    );
  }
  return checked;
}

async function stdinText(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf-8");
}

/** The body of a JSON request, with the params that it carries. */
async function checkBody(path: string, signature: ModelSignature): Promise<readonly CheckedData[]> {
  if (signature.inputs === null) throw new WrongUse("the signature has no inputs to check data against.");
  const body = path === "-" ? await stdinText() : await textOf(path);
  const name = path === "-" ? "request" : basename(path);
  return (await checkRequest(sourceFromBytes(new TextEncoder().encode(body), name), signature)).checked;
}

function signatureOf({ signature }: LoadedModel, path: string): ModelSignature {
  if (signature === null)
    throw new SignetError("InvalidModel", text`The model at ${path} has no signature to check against.`, {
      remedy: "Make one from its inputs and predictions: signet sign.",
    });
  return signature;
}

async function check(args: readonly string[], { out, err, pool }: Streams): Promise<number> {
  const values = parseCommand(args, OPTIONS);
  const format = oneOf("format", values.format, REPORT_NAMES) ?? "text";
  const via = oneOf("via", values.via, VIA);
  if (values.signature === undefined)
    throw new WrongUse("check needs --signature: an MLmodel, a model's folder or zip, or a signature's JSON.");
  if (values.inputs === undefined && values.outputs === undefined && values.params === undefined && values.request === undefined)
    throw new WrongUse("check needs --inputs, --outputs, --params or --request.");
  const found = await modelAt(values.signature);
  const { model } = found;
  const { environment, notes } = commandEnvironment(values.environment, found);
  const signature = { ...signatureOf(model, values.signature), ...defined({ environment }) };
  for (const note of notes) err(`${note}\n`);
  const settings = settingsOf(values.read);
  const context: ReadContext = defined({ pool });
  const checked: CheckedData[] = [
    ...(values.inputs === undefined ? [] : await checkFiles(values.inputs, "inputs", signature, settings, via, context)),
    ...(values.outputs === undefined ? [] : await checkFiles(values.outputs, "outputs", signature, settings, via, context)),
    ...(values.params === undefined ? [] : [checkParams(basename(values.params), parseParamsText(await textOf(values.params)), signature)]),
    ...(values.request === undefined ? [] : await checkBody(values.request, signature)),
  ];
  const report: CheckReport = { signature: basename(values.signature), declared: signature, model, checked };
  out(REPORTS[format](report, { showValues: values["show-values"] === true }));
  if (isRefused(report)) return EXIT.refused;
  return checked.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "undecided")) ? EXIT.unreadable : EXIT.ok;
}

/** `signet check`: checks files, parameters or a request against a signature. Resolves to the exit code. */
export async function checkCommand(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await check(args, streams);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    streams.err(`signet check: ${error.message}\n`);
    return EXIT.wrongUse;
  }
}
