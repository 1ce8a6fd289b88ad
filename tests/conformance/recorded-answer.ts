import { answerCase } from "../../src/cli/answer.ts";
import { defined } from "../../src/core/defined.ts";
import { parseEnvironment } from "../../src/core/environment/parse.ts";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import type { SignerChoice } from "../../src/core/signers/choice.ts";
import { type Case, isSame, stageOf, verdictOf } from "./same-answer.ts";

const ANSWERED = new Set(["schema", "problem", "integer_hint", "accepted", "extra", "changed", "remedies", "undecided"]);

/** The columns that the model gets otherwise than they were sent, each with its first such row. */
const changedIn = (answered: Case): string => ` ${jsonDumps(new Map([...((answered.get("changed") ?? new Map()) as Case)].sort()))}`;

/** A case without its answer. */
const questionOf = (expected: Case): Case => new Map([...expected].filter(([key]) => !ANSWERED.has(key)));

/**
 * Answers a case that has its answer: the reference's schema, its verdict, or remedies that the reference has run. Returns what was expected and
 * what was found, which are the same text where Signet answers alike, or leaves open what it left open when the case was recorded; and whether it leaves it open. Files are taken from `folder`;
 * `choice` signs what names no signer.
 */
export async function answerRecorded(
  expected: Case,
  folder: string,
  choice?: SignerChoice,
): Promise<{ readonly expected: string; readonly found: string; readonly isUndecided: boolean }> {
  const environment = parseEnvironment(String(expected.get("environment") ?? "current"));
  if (typeof environment === "string") throw new Error(environment);
  const actual = await answerCase(questionOf(expected), folder, { environment, ...defined({ choice }) });
  const shown = (answered: Case): string => {
    if (expected.has("remedies")) return jsonDumps(answered.get("remedies") ?? null);
    if (expected.has("accepted")) return `${verdictOf(answered)}${expected.has("changed") ? changedIn(answered) : ""}`;
    return jsonDumps(new Map<string, PythonValue>(["schema", "problem", "integer_hint"].map((key) => [key, answered.get(key) ?? null])));
  };
  const isAlike = !expected.has("remedies") && !expected.has("accepted") && isSame(expected, actual);
  const isUndecided = stageOf(actual) === "undecided";
  const isStillOpen = expected.get("undecided") === true && isUndecided;
  return { expected: shown(expected), found: isAlike || isStillOpen ? shown(expected) : shown(actual), isUndecided };
}
