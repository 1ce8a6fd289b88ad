import { resolve } from "node:path";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { adviseVerdict } from "../core/check/advise.ts";
import { type CheckRequest, checkPredict, checkScoring } from "../core/check/check-files.ts";
import { checkRequest } from "../core/check/check-request.ts";
import { defined } from "../core/defined.ts";
import { CURRENT, type Environment } from "../core/environment/environment.ts";
import { errorToData, renderText, SignetError } from "../core/errors.ts";
import { loadModel } from "../core/load-model.ts";
import { signatureFromJson } from "../core/mlflow/load-model.ts";
import { paramSchemaFromValue, paramSchemaToValue, schemaFromValue, schemaToValue } from "../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import { unknownParam, unknownType } from "../core/mlflow/unknown-types.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { adviseParams } from "../core/validation/advice/advise-params.ts";
import { enforceParams } from "../core/validation/enforce-params.ts";
import type { Remedy } from "../core/validation/remedy.ts";
import type { CheckedData } from "../core/validation/reports/check-report.ts";
import type { Verdict } from "../core/validation/verdict.ts";
import { type Case, problemOf, settingsOf, sourceOf, stringOf } from "./case.ts";
import { sourceFromFile } from "./node-source.ts";

interface CheckAnswer {
  readonly accepted: boolean;
  readonly problem: PythonValue;
  readonly extra: readonly PythonValue[];
  /** The columns whose values change on the way, with the first row. The reference has them for requests only. */
  readonly changed: ReadonlyMap<string, PythonValue>;
  /** Present if the case asks for them with `advise`. */
  readonly remedies?: readonly PythonValue[];
}

/** A way out of a refused verdict; the fields that it does not have are left out. */
function remedyOf({ by, label, consequence, python, schema, params, request }: Remedy, via: string): PythonValue {
  const signature = schema !== undefined ? schemaToValue(schema) : params !== undefined ? paramSchemaToValue(params) : null;
  return new Map<string, PythonValue>([
    ["by", by],
    ["via", via],
    ["label", `${renderText(label)}. ${renderText(consequence)}`],
    ...(python === undefined ? [] : [["python", python] as const]),
    ...(signature === null ? [] : [["signature", signature] as const]),
    ...(request === undefined ? [] : [["request", request.data] as const]),
  ]);
}

/** The remedies of a case that asks for them. */
const remediesOf = (given: Case, via: string, remedies: readonly Remedy[]): Pick<CheckAnswer, "remedies"> =>
  given.get("advise") === true ? { remedies: remedies.map((remedy) => remedyOf(remedy, via)) } : {};

const NOT_CHECKED: CheckAnswer = { accepted: false, problem: null, extra: [], changed: new Map() };

/** A verdict in the reference's words. Extra columns are reported only for a DataFrame that could be read. */
function answerOf({ kind, refusals, undecided, extra, changes }: Verdict): CheckAnswer {
  const changed = new Map(changes.map(({ column, rows: { first } }) => [String(column), BigInt(first[0] ?? 0)] as const));
  const [refusal] = refusals;
  if (refusal !== undefined)
    return {
      accepted: false,
      problem: new Map([
        ["stage", refusal.stage],
        ["error", refusal.error],
        ["message", renderText(refusal.message)],
      ]),
      extra: refusal.stage === "read" ? [] : extra,
      changed,
    };
  const [open] = undecided;
  if (kind === "undecided" && open !== undefined)
    return {
      accepted: false,
      problem: new Map([
        ["stage", "undecided"],
        ["message", renderText(open.message)],
      ]),
      extra,
      changed,
    };
  return { accepted: true, problem: null, extra, changed };
}

/**
 * The signature of a case: `against` (its inputs) with `against_params`, a whole `signature`, or the path of an `MLmodel`.
 * `is_signature_from_type_hint` says, as in an MLmodel, that MLflow checks by the type hint. Throws `InvalidSchema`.
 */
export async function signatureOf(given: Case, folder: string, environment?: Environment): Promise<ModelSignature> {
  const signature = await declaredBy(given, folder, environment);
  return given.get("is_signature_from_type_hint") === true ? { ...signature, fromTypeHint: true } : signature;
}

async function declaredBy(given: Case, folder: string, environment?: Environment): Promise<ModelSignature> {
  const model = stringOf(given.get("MLmodel"));
  const params = given.get("against_params") ?? null;
  if (model === undefined && !given.has("signature")) {
    const inputs = schemaFromValue(given.get("against") ?? null, environment);
    return { inputs, outputs: null, params: params === null ? null : paramSchemaFromValue(params) };
  }
  const signature =
    model === undefined
      ? signatureFromJson(given.get("signature") ?? null)
      : (await loadModel([await sourceFromFile(resolve(folder, model))])).model.signature;
  if (signature === null) throw new SignetError("InvalidSchema", "The case has no signature.", { remedy: "Give it one." });
  return signature;
}

/** What is asked of a case's inputs. */
function checkRequestOf(
  source: ByteSource,
  settings: ReadSettings,
  { inputs, params, fromTypeHint, environment }: ModelSignature,
): CheckRequest {
  if (inputs === null) throw new SignetError("InvalidSchema", "The signature has no inputs.", { remedy: "Give it some." });
  return { sources: [source], settings, schema: inputs, params, fromTypeHint: fromTypeHint === true, ...defined({ environment }) };
}

/** A JSON request as the scoring server takes it: its data, and then its params. */
async function answerRequest(given: Case, source: ByteSource, signature: ModelSignature): Promise<CheckAnswer> {
  const { checked } = await checkRequest(source, signature);
  const answers = checked.flatMap(({ verdicts }) => verdicts.map(answerOf));
  const [data = NOT_CHECKED] = answers;
  const problem = answers.find((answer) => !answer.accepted)?.problem ?? null;
  const whole = { accepted: answers.every(({ accepted }) => accepted), problem, extra: data.extra, changed: data.changed };
  return { ...whole, ...remediesOf(given, "scoring", requestRemedies(checked)) };
}

/** The ways out of a whole request: where its params are refused too, only another request helps. */
function requestRemedies([inputs, params]: readonly CheckedData[]): readonly Remedy[] {
  if (params?.verdicts[0]?.kind !== "refused") return inputs?.advice?.[0]?.whole ?? [];
  const request = inputs?.corrected;
  const label = ["Send the corrected request"];
  return request === undefined ? [] : [{ by: "caller", label, consequence: ["Every value is kept."], request, loses: false }];
}

/** A schema that the MLflow of the environment has no type for. */
const unloadable = (type: string): CheckAnswer => ({
  ...NOT_CHECKED,
  problem: new Map([
    ["stage", "schema"],
    ["message", `This MLflow has no type ${type}.`],
  ]),
});

/** Checks a case's file, or its parameters, against the signature that the case gives. */
async function answerAgainst(given: Case, folder: string, environment: Environment | undefined): Promise<CheckAnswer> {
  const source = await sourceOf(given, folder);
  if (given.get("as") === "params") {
    const params = jsonLoads(new TextDecoder("utf-8", { fatal: true }).decode(await source.slice(0, source.byteLength)));
    const schema = given.has("against") ? paramSchemaFromValue(given.get("against") ?? null) : (await signatureOf(given, folder)).params;
    const unknown = unknownParam(schema, environment ?? CURRENT);
    if (unknown !== null) return unloadable(unknown);
    const verdict = enforceParams(params, schema, "predict", environment);
    return { ...answerOf(verdict), ...remediesOf(given, verdict.via, adviseParams(params, schema, verdict, "data").whole) };
  }
  let signature: ModelSignature;
  try {
    signature = { ...(await signatureOf(given, folder, environment)), ...defined({ environment }) };
  } catch (thrown) {
    return { ...NOT_CHECKED, problem: problemOf("read", errorToData(thrown)) };
  }
  const unknown = unknownType(signature.inputs, environment ?? CURRENT);
  if (unknown !== null) return unloadable(unknown);
  const settings = settingsOf(given, source.name);
  const format = settings.format ?? "";
  if (given.get("via") === "scoring" && format === "json") return answerRequest(given, source, signature);
  const request = { ...checkRequestOf(source, settings, signature), format };
  const verdict = given.get("via") === "scoring" ? await checkScoring(request) : await checkPredict(request);
  const advice = given.get("advise") === true ? (await adviseVerdict(request, verdict)).whole : [];
  return { ...answerOf(verdict), ...remediesOf(given, verdict.via, advice) };
}

export async function answerCheck(given: Case, folder: string, environment?: Environment): Promise<Case> {
  let answer: CheckAnswer;
  try {
    answer = await answerAgainst(given, folder, environment);
  } catch (thrown) {
    const error = errorToData(thrown);
    answer = { ...NOT_CHECKED, problem: problemOf(error.tag === "UnreadableFile" ? "read" : "undecided", error) };
  }
  const changed = answer.accepted && answer.changed.size > 0 ? [["changed", answer.changed] as const] : [];
  return new Map<string, PythonValue>([
    ...given,
    ["accepted", answer.accepted],
    ["problem", answer.problem],
    ["extra", answer.extra],
    ...changed,
    ...(given.get("advise") === true ? [["remedies", answer.remedies ?? []] as const] : []),
  ]);
}
