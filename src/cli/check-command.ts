import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type ByteSource, sourceFromBytes } from "../core/bytes/byte-source.ts";
import { type CheckRequest, checkScoring, checkWays } from "../core/check.ts";
import { SignetError, text } from "../core/errors.ts";
import { loadModel } from "../core/load-model.ts";
import type { LoadedModel } from "../core/mlflow/load-model.ts";
import type { ModelSignature, Schema } from "../core/mlflow/types.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import { parseParamsText } from "../core/python/params-text.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { enforceParams } from "../core/validation/enforce-params.ts";
import { type CheckedData, type CheckReport, isRefused } from "../core/validation/reports/check-report.ts";
import { htmlReport } from "../core/validation/reports/html-report.ts";
import { jsonReport } from "../core/validation/reports/json-report.ts";
import { junitReport } from "../core/validation/reports/junit-report.ts";
import { markdownReport } from "../core/validation/reports/markdown-report.ts";
import { textReport } from "../core/validation/reports/text-report.ts";
import type { Way } from "../core/validation/verdict.ts";
import { oneOf, parseCommand, settingsOf, WrongUse } from "./arguments.ts";
import { EXIT, type Streams } from "./exit.ts";
import { sourceFromFile } from "./node-source.ts";
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
} as const;

/** A folder's files by their paths in it; of a file, itself. */
async function modelSources(path: string): Promise<readonly ByteSource[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new SignetError("InvalidModel", text`There is no model at ${path}.`, { remedy: "Check the path." });
  if (!found.isDirectory()) return [await sourceFromFile(path)];
  const names = (await readdir(path)).filter((name) => name === "MLmodel" || name === "input_example.json");
  if (!names.includes("MLmodel"))
    throw new SignetError("InvalidModel", text`${path} holds no file called MLmodel.`, { remedy: "Name the model's folder." });
  return Promise.all(names.map((name) => sourceFromFile(join(path, name))));
}

function schemaOf(signature: ModelSignature, side: "inputs" | "outputs"): Schema {
  const schema = signature[side];
  if (schema === null) throw new WrongUse(`the signature has no ${side} to hold data against.`);
  return schema;
}

const formatOf = ({ settings, sources: [source] }: CheckRequest) => settings.format ?? source?.name.split(".").at(-1)?.toLowerCase() ?? "";

/** Formats that the scoring server takes as the body of a request. */
const SCORED = /\.(csv|parquet|pq|txt|tsv)$/i;

function waysOf(via: (typeof VIA)[number] | undefined, path: string): readonly Way[] {
  if (via === "predict" || via === "scoring") return [via];
  return via === "both" || SCORED.test(path) ? ["predict", "scoring"] : ["predict"];
}

async function checkFiles(
  paths: readonly string[],
  side: "inputs" | "outputs",
  signature: ModelSignature,
  settings: ReadSettings,
  via: (typeof VIA)[number] | undefined,
): Promise<readonly CheckedData[]> {
  const schema = schemaOf(signature, side);
  const checked: CheckedData[] = [];
  for (const path of paths) {
    const request = { sources: [await sourceFromFile(path)], settings, schema, isEnforced: side === "inputs", listRows: true };
    const ways = side === "inputs" ? waysOf(via, path) : (["predict"] as const);
    checked.push({ name: basename(path), side, schema, verdicts: await checkWays({ ...request, format: formatOf(request) }, ways) });
  }
  return checked;
}

const paramsChecked = (name: string, params: PythonValue, signature: ModelSignature, via: Way): CheckedData => ({
  name,
  side: "params",
  schema: null,
  verdicts: [enforceParams(params, signature.params, via)],
});

async function stdinText(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf-8");
}

/** The body of a JSON request, with the params that it carries. */
async function checkRequest(path: string, signature: ModelSignature): Promise<readonly CheckedData[]> {
  const body = path === "-" ? await stdinText() : await textOf(path);
  const name = path === "-" ? "request" : basename(path);
  const schema = schemaOf(signature, "inputs");
  const source = sourceFromBytes(new TextEncoder().encode(body), "request.json");
  const verdict = await checkScoring({ sources: [source], settings: { options: new Map(), format: "json" }, schema, format: "json" });
  const checked: CheckedData = { name, side: "inputs", schema, verdicts: [verdict] };
  const params = verdict.kind === "refused" && verdict.refusals[0]?.stage === "read" ? null : paramsIn(body);
  return params === null ? [checked] : [checked, paramsChecked(name, params, signature, "scoring")];
}

function paramsIn(body: string): PythonValue {
  const document = jsonLoads(body);
  return document instanceof Map ? (document.get("params") ?? null) : null;
}

function signatureOf({ signature }: LoadedModel, path: string): ModelSignature {
  if (signature === null)
    throw new SignetError("InvalidModel", text`The model at ${path} has no signature to check against.`, {
      remedy: "Make one from its inputs and predictions: signet sign.",
    });
  return signature;
}

async function check(args: readonly string[], { out }: Streams): Promise<number> {
  const values = parseCommand(args, OPTIONS);
  const format = oneOf("format", values.format, REPORT_NAMES) ?? "text";
  const via = oneOf("via", values.via, VIA);
  if (values.signature === undefined)
    throw new WrongUse("check takes --signature: an MLmodel, a model's folder or zip, or a signature's JSON.");
  if (values.inputs === undefined && values.outputs === undefined && values.params === undefined && values.request === undefined)
    throw new WrongUse("check takes --inputs, --outputs, --params or --request.");
  const { model } = await loadModel(await modelSources(values.signature));
  const signature = signatureOf(model, values.signature);
  const settings = settingsOf(values.read);
  const checked: CheckedData[] = [
    ...(values.inputs === undefined ? [] : await checkFiles(values.inputs, "inputs", signature, settings, via)),
    ...(values.outputs === undefined ? [] : await checkFiles(values.outputs, "outputs", signature, settings, via)),
    ...(values.params === undefined
      ? []
      : [paramsChecked(basename(values.params), parseParamsText(await textOf(values.params)), signature, "predict")]),
    ...(values.request === undefined ? [] : await checkRequest(values.request, signature)),
  ];
  const report: CheckReport = { signature: basename(values.signature), checked };
  out(REPORTS[format](report, { showValues: values["show-values"] === true }));
  if (isRefused(report)) return EXIT.refused;
  return checked.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "undecided")) ? EXIT.unreadable : EXIT.ok;
}

/** `signet check`: holds files, parameters or a request against a signature. Resolves to the exit code. */
export async function checkCommand(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await check(args, streams);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    streams.err(`signet check: ${error.message}\n`);
    return EXIT.wrongUse;
  }
}
