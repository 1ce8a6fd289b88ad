import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CURRENT, type Environment } from "../core/environment/environment.ts";
import { type ErrorData, errorToData } from "../core/errors.ts";
import { loadModel } from "../core/load-model.ts";
import { recogniseError } from "../core/messages/recognise.ts";
import { paramSchemaToValue, signatureToDict } from "../core/mlflow/signature-json.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import type { PythonValue } from "../core/python/value.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import { answerCheck } from "./answer-check.ts";
import { answerProblems } from "./answer-problems.ts";
import { type Answer, type AnswerOptions, answerSide } from "./answer-side.ts";
import { type Case, problemOf, sourceOf, stringOf } from "./case.ts";
import { recognisedValue } from "./explain-command.ts";
import { sourceFromFile } from "./node-source.ts";

async function answerParams(given: Case, folder: string, environment: Environment): Promise<Answer> {
  const source = await sourceOf(given, folder);
  const bytes = await source.slice(0, source.byteLength);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const { params } = new InferSigner().sign({ params: jsonLoads(text), environment });
  const schema = params?.schema ?? null;
  return {
    schema: schema === null ? null : paramSchemaToValue(schema, environment),
    problem: params?.failure ? problemOf("infer", params.failure.error) : null,
    integerHint: false,
  };
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
 * Whether a file is refused before anything is signed: it is broken, no reader takes it, or Python raises too (TypeError for an option that
 * pandas does not know).
 */
const isRefusal = ({ tag, pythonError }: ErrorData): boolean =>
  tag === "UnreadableFile" || tag === "UnknownFormat" || (tag === "InvalidOption" && pythonError !== undefined);

/** Answers one case. A failure becomes the case's problem and never ends the run. */
export async function answerCase(given: Case, folder: string, how: AnswerOptions = {}): Promise<Case> {
  const isChecked = ["against", "signature", "MLmodel"].some((key) => given.has(key));
  const message = stringOf(given.get("message"));
  if (/(^|[/_-])MLmodel$/.test(stringOf(given.get("file")) ?? "")) return answerModel(given, folder);
  if (message !== undefined) return answerMessage(given, message);
  if (given.get("problems") === true) return answerProblems(given, folder);
  if (isChecked) return answerCheck(given, folder, how.environment);
  let answer: Answer;
  try {
    answer = await (given.get("as") === "params"
      ? answerParams(given, folder, how.environment ?? CURRENT)
      : answerSide(given, folder, how));
  } catch (thrown) {
    const error = errorToData(thrown);
    answer = { schema: null, problem: problemOf(isRefusal(error) ? "read" : "undecided", error), integerHint: false };
  }
  const { schema, problem, integerHint, applied, unread, fits } = answer;
  const answered: readonly (readonly [string, PythonValue])[] = [
    ["schema", schema],
    ["problem", problem],
    ["integer_hint", integerHint],
    ...(applied === undefined ? [] : [["applied", applied] as const]),
    ...(unread === undefined ? [] : [["unread", unread] as const]),
    ...(fits === undefined ? [] : [["fits", fits] as const]),
  ];
  return new Map([...given, ...answered]);
}

/** Answers every line of a cases file in order, with one line per case. Relative files are taken from the folder of the cases file. */
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
