import { assertSignetError, datum, errorToData, SignetError, type Text, text } from "../../errors.ts";
import { withTypedDefaults } from "../../ladders/params.ts";
import { SIGNATURE_PARTS } from "../../mlflow/parts.ts";
import { paramSchemaFromValue, schemaFromValue } from "../../mlflow/signature-json.ts";
import type { ModelSignature } from "../../mlflow/types.ts";
import { jsonLoads } from "../../python/json-loads.ts";
import { type Dict, isDict, type PythonValue } from "../../python/value.ts";
import { nearestOf } from "../nearest.ts";
import type { Problem } from "../signer.ts";

/** What a custom signer returned, once it was checked. */
export interface CheckedAnswer {
  readonly signature: ModelSignature;
  readonly problems: readonly Problem[];
}

const KEYS = ["inputs", "outputs", "params", "problems"];
const SEVERITIES = ["stops", "warns", "notes"] as const;
/** More problems than anyone reads are cut. */
const PROBLEM_LIMIT = 1_000;

const wrong = (name: string, message: Text) =>
  new SignetError("SignerFailed", [...text`${name} returned `, ...message], {
    place: { file: name },
    remedy: "Return { inputs, outputs, params } as MLflow writes them; each may be absent.",
  });

function part<Schema>(name: string, answer: Dict, key: string, from: (value: PythonValue) => Schema): Schema | null {
  const given = answer.get(key) ?? null;
  if (given === null) return null;
  try {
    return from(given);
  } catch (error) {
    assertSignetError(error, "InvalidSchema");
    throw wrong(name, [...text`${key} that are not a schema: `, ...errorToData(error).message]);
  }
}

const wordOf = <Word extends string>(words: readonly Word[], value: PythonValue | undefined): Word | undefined =>
  words.find((word) => word === value);

function problemOf(name: string, given: PythonValue, index: number): Problem {
  if (!isDict(given)) throw wrong(name, text`problem ${index + 1} that is not an object.`);
  const severity = wordOf(SEVERITIES, given.get("severity"));
  const side = wordOf(SIGNATURE_PARTS, given.get("side"));
  const message = given.get("message");
  const columns = given.get("columns") ?? [];
  if (severity === undefined) throw wrong(name, text`problem ${index + 1} whose severity is not one of ${SEVERITIES.join(", ")}.`);
  if (side === undefined) throw wrong(name, text`problem ${index + 1} whose side is not one of ${SIGNATURE_PARTS.join(", ")}.`);
  if (typeof message !== "string" || !Array.isArray(columns))
    throw wrong(name, text`problem ${index + 1} without a message, or with columns that are not a list.`);
  return { kind: "custom", severity, side, columns: columns.map(String), message: [datum(message, 2_000)], fixes: [] };
}

/**
 * A custom signer's answer, checked like anything from outside: known keys, MLflow's own rules for schemas, problems of the known shape.
 * Throws `SignerFailed` that says what is wrong.
 */
export function checkedAnswer(name: string, json: string): CheckedAnswer {
  const reply = jsonLoads(json);
  const answer = isDict(reply) ? reply.get("answer") : undefined;
  if (!isDict(answer)) throw wrong(name, text`no object.`);
  const unknown = [...answer.keys()].find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw wrong(name, text`the unknown key ${datum(unknown)}; the nearest is ${nearestOf(unknown, KEYS)}.`);
  const problems = answer.get("problems") ?? [];
  if (!Array.isArray(problems)) throw wrong(name, text`problems that are not a list.`);
  return {
    signature: {
      inputs: part(name, answer, "inputs", schemaFromValue),
      outputs: part(name, answer, "outputs", schemaFromValue),
      params: part(name, answer, "params", (value) => withTypedDefaults(paramSchemaFromValue(value))),
    },
    problems: problems.slice(0, PROBLEM_LIMIT).map((given, index) => problemOf(name, given, index)),
  };
}
