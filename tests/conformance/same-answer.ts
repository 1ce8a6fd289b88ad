import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import type { PythonValue } from "../../src/core/python/value.ts";

export type Case = ReadonlyMap<string, PythonValue>;

/** Where an answer ends: the stage of its problem, or null. */
export const stageOf = (answered: Case): PythonValue => {
  const problem = answered.get("problem");
  return problem instanceof Map ? (problem.get("stage") ?? null) : null;
};

/** The same as compare.py means it: schema with its key order, the problem's stage, the hint; lenient cases may be refused. */
export function isSame(expected: Case, actual: Case): boolean {
  const exact =
    jsonDumps(expected.get("schema") ?? null) === jsonDumps(actual.get("schema") ?? null) &&
    stageOf(expected) === stageOf(actual) &&
    // Spark's reference does not say it.
    (!expected.has("integer_hint") || expected.get("integer_hint") === actual.get("integer_hint"));
  return exact || (expected.get("lenient") === true && ["read", "infer", "undecided"].includes(String(stageOf(actual))));
}

/** What compare.py looks at of a verdict: under scoring a refusal's stage and extra columns do not count, since parsing converts. */
export function verdictOf(answered: Case): string {
  const accepted = answered.get("accepted") ?? null;
  if (answered.get("via") === "scoring" && accepted === false) return "refused";
  const extra = answered.get("extra");
  const names = Array.isArray(extra) ? extra.map((name: PythonValue) => jsonDumps(name)).sort() : [];
  return `accepted ${String(accepted)}, stage ${String(stageOf(answered))}, extra ${names.join(" ")}`;
}
