import { type Text, text } from "../errors.ts";
import type { TableDataset } from "../evidence/dataset.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { Schema } from "../mlflow/types.ts";
import { appendTo } from "../multimap.ts";
import type { ColumnName } from "../python/value.ts";
import type { Problem } from "../signers/signer.ts";
import { declaredTable } from "../validation/declared-table.ts";
import { CSV_PARSE_FAILED, csvDtypes, holdParsedTable, holdPredict, holdUnparsed } from "../validation/hold.ts";
import { selfCheckOf } from "../validation/self-check.ts";
import type { Refusal, Verdict } from "../validation/verdict.ts";
import { type ProblemContext, scalarTypeOf, these } from "./context.ts";
import { dropFix, problem } from "./make-problem.ts";
import { castFixes } from "./try-cast.ts";

/** What `predict` says of the very data that were signed. */
function predictVerdict({ input }: ProblemContext, schema: Schema): Verdict {
  const { dataset, drop, astype, to } = input;
  const handing = { ...(drop && { drop }), ...(astype && { astype }), ...(to && { to }) };
  return holdPredict({ dataset, handing }, schema, { via: "predict", isEnforced: true }).verdict;
}

/** What the scoring server says of the file itself as the body of a request, where one reading tells; it knows no reader options. */
function scoringVerdicts({ input, options }: ProblemContext, schema: Schema): readonly Verdict[] {
  const { dataset, drop, astype, to, read } = input;
  const isAsGiven = drop === undefined && astype === undefined && to === undefined && options.size === 0;
  if (read?.format !== "csv" || !isAsGiven || dataset.kind !== "table") return [];
  const holding = { via: "scoring", isEnforced: true } as const;
  const dtypes = csvDtypes(schema);
  if (typeof dtypes === "string") return [holdUnparsed([CSV_PARSE_FAILED, dtypes], "MlflowException", holding)];
  const table: TableDataset | null = declaredTable(dataset, dtypes);
  return table === null ? [] : [holdParsedTable({ dataset: table, handing: {} }, schema, holding, CSV_PARSE_FAILED).verdict];
}

const isZoned = ({ found }: Refusal) => found?.startsWith("datetime64") === true && found.includes(",");

/** Refusals by their cause, each with its columns; without a column, the data as a whole. */
function byCause(refusals: readonly Refusal[]): ReadonlyMap<string, readonly Refusal[]> {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const key = isZoned(refusal) ? "time-zones" : [refusal.stage, refusal.error, refusal.expected, refusal.found].join(" ");
    appendTo(groups, key, refusal);
  }
  return groups;
}

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
  if (side !== "inputs" || schema === null || failure !== null || isFallback(schema) || isStopped) return [];
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
