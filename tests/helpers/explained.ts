import { signatureOf } from "../../src/cli/answer-check.ts";
import { settingsByContent, sourcesOf } from "../../src/cli/answer-side.ts";
import { type Case, settingsOf, sourceOf } from "../../src/cli/case.ts";
import { checkRequest } from "../../src/core/check/check-request.ts";
import { checkParams, checkSide } from "../../src/core/check/check-side.ts";
import type { Environment } from "../../src/core/environment/environment.ts";
import { parseEnvironment } from "../../src/core/environment/parse.ts";
import { type ErrorData, errorToData, renderText } from "../../src/core/errors.ts";
import { columnLabel } from "../../src/core/ladders/infer-column.ts";
import type { SpecReport } from "../../src/core/ladders/infer-report.ts";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import { reasonSteps } from "../../src/core/review/reason.ts";
import { readSide, signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import { textReport } from "../../src/core/validation/reports/text-report.ts";

/** An error as it is shown: its words, where it is, and what to do. */
function errorWords({ tag, message, place, remedy }: ErrorData): string {
  const { column, path = [], row, line } = place ?? {};
  const where = [
    ...(column === undefined ? [] : [`column ${columnLabel(column)}`]),
    ...path.map(String),
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
  ].join(", ");
  return `${tag}${where === "" ? "" : ` (${where})`}: ${renderText(message)}${remedy === undefined ? "" : ` ${remedy}`}`;
}

/** Why a column has its type, with the row that each step points at. */
function columnWords(report: SpecReport): readonly string[] {
  const steps = reasonSteps(report).map(({ text, row }) => `${renderText(text)}${row === null ? "" : ` [row ${row + 1}]`}`);
  const offence = report.offence === undefined ? [] : [errorWords(report.offence)];
  const name = report.name === undefined || report.name === null ? "" : `${columnLabel(report.name)}: `;
  return [...steps, ...offence].map((line) => `${name}${line}`);
}

async function signWords(given: Case, folder: string, environment: Environment): Promise<readonly string[]> {
  const sources = await sourcesOf(given, folder);
  const [source] = sources;
  if (source === undefined) throw new Error("the case names no file");
  const isParams = given.get("as") === "params";
  const settings = given.has("parts") ? settingsByContent(given, source.name) : settingsOf(given, source.name);
  const read = async () =>
    isParams
      ? { params: jsonLoads(new TextDecoder("utf-8", { fatal: true }).decode(await source.slice(0, source.byteLength))) }
      : { inputs: await readSide(sources, settings) };
  const { sides, params } = signSides({ ...(await read()), environment }, new InferSigner());
  const failure = isParams ? params?.failure : sides.inputs?.failure;
  return [...(sides.inputs?.specs.flatMap(columnWords) ?? []), ...(failure ? [`${failure.stage}: ${errorWords(failure.error)}`] : [])];
}

async function checkWords(given: Case, folder: string, environment: Environment): Promise<readonly string[]> {
  const source = await sourceOf(given, folder);
  const isParams = given.get("as") === "params";
  const declared = { ...(await signatureOf(given, folder, environment)), environment };
  const settings = settingsOf(given, source.name);
  const via = given.get("via") === "scoring" ? "scoring" : "predict";
  const { format = "" } = settings;
  const checked = async () => {
    if (isParams) {
      const params = jsonLoads(new TextDecoder("utf-8", { fatal: true }).decode(await source.slice(0, source.byteLength)));
      return [checkParams(source.name, params, declared, via)];
    }
    if (via === "scoring" && format === "json") return (await checkRequest(source, declared)).checked;
    return [await checkSide({ side: "inputs", sources: [source], settings, signature: declared, ways: [via], format })];
  };
  const report = { signature: "", declared, model: null, checked: await checked() };
  return textReport(report, { showValues: true }).trimEnd().split("\n");
}

/** Everything that Signet says of a case: why each column has its type, or the verdict with its reasons and ways out; or why it says nothing. */
export async function wordsOf(given: Case, folder: string): Promise<readonly string[]> {
  const environment = parseEnvironment(String(given.get("environment") ?? "current"));
  if (typeof environment === "string") throw new Error(environment);
  const isChecked = given.has("against") || given.has("signature");
  try {
    return await (isChecked ? checkWords : signWords)(given, folder, environment);
  } catch (thrown) {
    return [errorWords(errorToData(thrown))];
  }
}
