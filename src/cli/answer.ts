import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { type CheckRequest, checkPredict, checkScoring } from "../core/check/check-files.ts";
import { checkRequest } from "../core/check/check-request.ts";
import { type ErrorData, errorToData, renderText, SignetError } from "../core/errors.ts";
import { loadModel } from "../core/load-model.ts";
import { recogniseError } from "../core/messages/recognise.ts";
import { signatureFromJson } from "../core/mlflow/load-model.ts";
import { paramSchemaFromValue, paramSchemaToValue, schemaFromValue, signatureToDict } from "../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import { enforceParams } from "../core/validation/enforce-params.ts";
import type { Verdict } from "../core/validation/verdict.ts";
import { type Answer, type AnswerOptions, answerSide } from "./answer-side.ts";
import { type Case, problemOf, settingsOf, sourceOf, stringOf } from "./case.ts";
import { recognisedValue } from "./explain-command.ts";
import { sourceFromFile } from "./node-source.ts";

async function answerParams(given: Case, folder: string): Promise<Answer> {
  const source = await sourceOf(given, folder);
  const bytes = await source.slice(0, source.byteLength);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const { params } = new InferSigner().sign({ params: jsonLoads(text) });
  const schema = params?.schema ?? null;
  return {
    schema: schema === null ? null : paramSchemaToValue(schema),
    problem: params?.failure ? problemOf("infer", params.failure.error) : null,
    integerHint: false,
  };
}

interface CheckAnswer {
  readonly accepted: boolean;
  readonly problem: PythonValue;
  readonly extra: readonly PythonValue[];
  /** The columns of which values change on the way, with the first row: the reference has them of requests. */
  readonly changed: ReadonlyMap<string, PythonValue>;
}

const NOT_CHECKED: CheckAnswer = { accepted: false, problem: null, extra: [], changed: new Map() };

/** A verdict in the reference's words: extra columns are told only of a DataFrame, and not where it could not be read. */
function answerOf({ kind, refusals, unproved, extra, changes }: Verdict): CheckAnswer {
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
  const [open] = unproved;
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
async function signatureOf(given: Case, folder: string): Promise<ModelSignature> {
  const signature = await declaredBy(given, folder);
  return given.get("is_signature_from_type_hint") === true ? { ...signature, fromTypeHint: true } : signature;
}

async function declaredBy(given: Case, folder: string): Promise<ModelSignature> {
  const model = stringOf(given.get("MLmodel"));
  const params = given.get("against_params") ?? null;
  if (model === undefined && !given.has("signature")) {
    const inputs = schemaFromValue(given.get("against") ?? null);
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
function checkRequestOf(source: ByteSource, settings: ReadSettings, { inputs, params, fromTypeHint }: ModelSignature): CheckRequest {
  if (inputs === null) throw new SignetError("InvalidSchema", "The signature has no inputs.", { remedy: "Give it some." });
  return { sources: [source], settings, schema: inputs, params, fromTypeHint: fromTypeHint === true };
}

/** A request as the scoring server takes it: its data, and then its params. */
async function answerRequest(source: ByteSource, format: string, settings: ReadSettings, signature: ModelSignature): Promise<CheckAnswer> {
  const checked =
    format === "json"
      ? (await checkRequest(source, signature)).checked
      : [{ verdicts: [await checkScoring({ ...checkRequestOf(source, settings, signature), format })] }];
  const answers = checked.flatMap(({ verdicts }) => verdicts.map(answerOf));
  const [data = NOT_CHECKED] = answers;
  const problem = answers.find((answer) => !answer.accepted)?.problem ?? null;
  return { accepted: answers.every(({ accepted }) => accepted), problem, extra: data.extra, changed: data.changed };
}

/** Holds a case's file, or its parameters, against the signature that the case gives. */
async function answerAgainst(given: Case, folder: string): Promise<CheckAnswer> {
  const source = await sourceOf(given, folder);
  if (given.get("as") === "params") {
    const params = jsonLoads(new TextDecoder("utf-8", { fatal: true }).decode(await source.slice(0, source.byteLength)));
    const schema = given.has("against") ? paramSchemaFromValue(given.get("against") ?? null) : (await signatureOf(given, folder)).params;
    return answerOf(enforceParams(params, schema));
  }
  let signature: ModelSignature;
  try {
    signature = await signatureOf(given, folder);
  } catch (thrown) {
    return { ...NOT_CHECKED, problem: problemOf("read", errorToData(thrown)) };
  }
  const settings = settingsOf(given, source.name);
  if (given.get("via") === "scoring") return answerRequest(source, settings.format ?? "", settings, signature);
  return answerOf(await checkPredict(checkRequestOf(source, settings, signature)));
}

async function answerCheck(given: Case, folder: string): Promise<Case> {
  let answer: CheckAnswer;
  try {
    answer = await answerAgainst(given, folder);
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
  ]);
}

/** Whether an MLmodel loads, and its signature. */
async function answerModel(given: Case, folder: string): Promise<Case> {
  const kept = [...given].filter(([key]) => !["loads", "signature", "problem"].includes(key));
  try {
    const { model } = await loadModel([await sourceFromFile(resolve(folder, stringOf(given.get("file")) ?? ""))]);
    const signature = model.signature === null ? null : new Map(Object.entries(signatureToDict(model.signature)));
    return new Map<string, PythonValue>([...kept, ["loads", true], ["signature", signature], ["problem", null]]);
  } catch (thrown) {
    return new Map<string, PythonValue>([
      ...kept,
      ["loads", false],
      ["signature", null],
      ["problem", problemOf("read", errorToData(thrown))],
    ]);
  }
}

/** What an error message of MLflow is recognised as. */
function answerMessage(given: Case, message: string): Case {
  const found = recogniseError(message);
  const recognised = found === null ? null : recognisedValue(found);
  return new Map<string, PythonValue>([...given, ["recognised", recognised]]);
}

/**
 * The file is refused before anything is signed: it is broken, or of a kind that no reader takes, or Python raises as well; an option's name
 * that pandas does not know is a TypeError there.
 */
const isRefusal = ({ tag, pythonError }: ErrorData): boolean =>
  tag === "UnreadableFile" || tag === "UnknownFormat" || (tag === "InvalidOption" && pythonError !== undefined);

/** Answers one case; whatever fails inside becomes its problem, never the end of the run. */
export async function answerCase(given: Case, folder: string, how: AnswerOptions = {}): Promise<Case> {
  const isChecked = ["against", "signature", "MLmodel"].some((key) => given.has(key));
  const message = stringOf(given.get("message"));
  if (/(^|[/_-])MLmodel$/.test(stringOf(given.get("file")) ?? "")) return answerModel(given, folder);
  if (message !== undefined) return answerMessage(given, message);
  if (isChecked) return answerCheck(given, folder);
  let answer: Answer;
  try {
    answer = await (given.get("as") === "params" ? answerParams(given, folder) : answerSide(given, folder, how));
  } catch (thrown) {
    const error = errorToData(thrown);
    answer = { schema: null, problem: problemOf(isRefusal(error) ? "read" : "undecided", error), integerHint: false };
  }
  const { schema, problem, integerHint, applied, unread } = answer;
  const answered: readonly (readonly [string, PythonValue])[] = [
    ["schema", schema],
    ["problem", problem],
    ["integer_hint", integerHint],
    ...(applied === undefined ? [] : [["applied", applied] as const]),
    ...(unread === undefined ? [] : [["unread", unread] as const]),
  ];
  return new Map([...given, ...answered]);
}

/** Answers every line of a cases file in order, one line each. Relative files are taken from the folder of the cases file. */
export async function answerCases(path: string, write: (line: string) => void, how: AnswerOptions = {}): Promise<void> {
  const folder = dirname(resolve(path));
  const lines = (await readFile(path, "utf-8")).split("\n");
  for (const line of lines) {
    if (line.trim() === "") continue;
    const parsed = line.startsWith("{") ? jsonLoads(line) : null;
    const given: Case = parsed instanceof Map ? parsed : new Map([["file", line]]);
    write(jsonDumps(await answerCase(given, folder, how)));
  }
}
