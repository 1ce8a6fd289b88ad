import { type Text, text } from "../errors.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { ColumnName } from "../python/value.ts";
import type { Problem } from "../signers/signer.ts";
import { selfCheckOf } from "../validation/self-check.ts";
import type { Refusal } from "../validation/verdict.ts";
import { type ProblemContext, scalarTypeOf, these } from "./context.ts";
import { dropFix, problem } from "./make-problem.ts";
import { castFixes } from "./try-cast.ts";
import { byCause, isZoned, predictVerdict, scoringVerdicts } from "./verdicts.ts";

function causeText(refusals: readonly Refusal[], columns: readonly ColumnName[], way: Text): Text {
  const [first] = refusals;
  if (first === undefined) return [];
  if (isZoned(first))
    return text`${these(columns, "has", "have")} times of a time zone (${first.found ?? ""}): they sign as datetime, and MLflow takes only times without a zone.`;
  return text`${way} refuses the very data that were signed${columns.length === 0 ? "" : text` for ${columns.length === 1 ? "the column" : text`${columns.length} columns`}`}: ${first.message}`;
}

/** What a model with this signature refuses of the very data that made it: it would stop at `predict`, and may at the scoring server. */
export function ownDataRule(context: ProblemContext): readonly Problem[] {
  const { side, result, told } = context;
  const { schema, failure, specs } = result;
  const isStopped = told.some(({ severity }) => severity === "stops");
  // A signature that was given was not made from the data: `givenSignatureRule` holds them against each other.
  if (side !== "inputs" || result.isGiven === true || schema === null || failure !== null || isFallback(schema) || isStopped) return [];
  // What the signer has told of is not told again; booleans with missing cells have a rule of their own.
  const known = new Set<ColumnName | undefined>(told.flatMap(({ columns }) => columns));
  for (const report of specs) if (scalarTypeOf(report) === "boolean" && report.missing !== null) known.add(report.name);
  const predict = predictVerdict(context, schema);
  const ways = [
    { verdict: predict, severity: "stops", way: ["MLflow's predict"] },
    ...(selfCheckOf([predict]).refusedBy.length > 0
      ? []
      : scoringVerdicts(context, schema).map((verdict) => ({ verdict, severity: "warns", way: ["The scoring server"] }) as const)),
  ] as const;
  return ways.flatMap(({ verdict, severity, way }) =>
    selfCheckOf([verdict]).refusedBy.flatMap(({ refusals }) =>
      [...byCause(refusals.filter(({ column }) => column === undefined || !known.has(column)))].map(([key, group]) => {
        const columns = [...new Set(group.flatMap(({ column }) => (column === undefined ? [] : [column])))];
        const kind = key === "time-zones" ? key : severity === "stops" ? "own-data-refused" : "own-data-refused-by-scoring";
        const fixes = columns.length === 0 ? [] : [...castFixes(context, columns), ...dropFix(context, columns)];
        return problem(context, kind, severity, columns, causeText(group, columns, way), fixes);
      }),
    ),
  );
}
