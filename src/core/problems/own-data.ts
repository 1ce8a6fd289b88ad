import { must } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { Schema } from "../mlflow/types.ts";
import { columnNameLiteral } from "../python/repr.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { selfCheckOf } from "../validation/self-check.ts";
import type { Refusal } from "../validation/verdict.ts";
import { named, type ProblemContext, scalarTypeOf } from "./context.ts";
import { dropFix, problem } from "./make-problem.ts";
import { castFixes } from "./try-cast.ts";
import { byCause, isZoned, predictVerdict, scoringVerdicts } from "./verdicts.ts";

function causeText(refusals: readonly Refusal[], columns: readonly ColumnName[], way: Text): Text {
  const first = must(refusals[0]);
  if (isZoned(first))
    return text`${named(columns)} ${columns.length === 1 ? "has" : "have"} times with a time zone (${must(first.found)}). MLflow signs datetime, and \`predict\` then refuses the zone.`;
  return text`${way} refuses this file with its own signature${columns.length === 0 ? "" : text` because of ${named(columns)}`}: ${first.message}`;
}

/** Options that leave the header as it is in the file. */
const OF_CELLS = new Set([
  ...["sep", "delimiter", "decimal", "thousands", "dtype", "na_values", "keep_default_na", "na_filter", "true_values", "false_values"],
  ...["parse_dates", "dayfirst", "date_format", "encoding", "encoding_errors", "dtype_backend", "nrows", "low_memory", "engine"],
]);

/**
 * A file whose cells no comma separates, as the body of a request: the server's `pd.read_csv` takes its header for one name. Told where that
 * is sure: the header is read as it is, of several names, and no comma is among them.
 */
function unseparated(context: ProblemContext, schema: Schema): readonly Problem[] {
  const { input, options } = context;
  const { dataset } = input;
  if (dataset.kind !== "table") return [];
  const isAsGiven = [...options.keys()].every((name) => OF_CELLS.has(name));
  const sep = dataset.text?.sep;
  const names = dataset.columns.map(({ name, writtenAs }) => writtenAs ?? String(name));
  const isWanted = schema.kind === "columns" && schema.specs.some(({ required }) => required);
  if (sep === undefined || !isAsGiven || !isWanted || names.length < 2 || names.some((name) => name.includes(","))) return [];
  const message = text`The scoring server only accepts comma-separated CSV: this file would arrive as one column. Send \`df.to_csv()\` output or JSON.`;
  return [problem(context, "own-data-refused-by-scoring", "warns", [], message)];
}

/** The zone taken off in the user's own Python, for which no cast is allowed. */
function naiveTimesFixes({ input }: ProblemContext, columns: readonly ColumnName[]): readonly Fix[] {
  if (input.dataset.kind !== "table") return [];
  const python = (call: string) => `for name in [${columns.map(columnNameLiteral).join(", ")}]:\n    df[name] = df[name].dt.${call}`;
  const common = { kind: "python", columns, change: { kind: "naive-times" } } as const;
  return [
    {
      ...common,
      python: python('tz_convert("UTC").dt.tz_localize(None)'),
      label: "Convert to UTC without a zone",
      consequence: "The moments stay the same, written in UTC.",
    },
    {
      ...common,
      python: python("tz_localize(None)"),
      label: "Remove the zone",
      consequence: "The clock times stay as they are; their zone is lost.",
    },
  ];
}

/** What a model with this signature refuses of the very data that made it: it would stop at `predict`, and may at the scoring server. */
export function ownDataRule(context: ProblemContext): readonly Problem[] {
  const { side, result, reported } = context;
  const { schema, failure, specs } = result;
  const isStopped = reported.some(({ severity }) => severity === "stops");
  // A signature that was given was not made from the data: `givenSignatureRule` checks them against each other.
  if (side !== "inputs" || result.isGiven === true || schema === null || failure !== null || isFallback(schema) || isStopped) return [];
  // What the signer reported is not reported again; booleans with missing cells have a rule of their own.
  const known = new Set<ColumnName | undefined>(reported.flatMap(({ columns }) => columns));
  for (const report of specs) if (scalarTypeOf(report) === "boolean" && report.missing !== null) known.add(report.name);
  const predict = predictVerdict(context, schema);
  const isTaken = selfCheckOf([predict]).refusedBy.length === 0;
  const ways = [
    { verdict: predict, severity: "stops", way: ["`predict`"] },
    ...(isTaken
      ? scoringVerdicts(context, schema).map((verdict) => ({ verdict, severity: "warns", way: ["The scoring server"] }) as const)
      : []),
  ] as const;
  const found = ways.flatMap(({ verdict, severity, way }) =>
    selfCheckOf([verdict]).refusedBy.flatMap(({ refusals }) =>
      [...byCause(refusals.filter(({ column }) => column === undefined || !known.has(column)))].map(([key, group]) => {
        const columns = [...new Set(group.flatMap(({ column }) => (column === undefined ? [] : [column])))];
        const kind = key === "time-zones" ? key : severity === "stops" ? "own-data-refused" : "own-data-refused-by-scoring";
        const naive = key === "time-zones" ? naiveTimesFixes(context, columns) : [];
        const fixes = columns.length === 0 ? [] : [...naive, ...castFixes(context, columns), ...dropFix(context, columns)];
        return problem(context, kind, severity, columns, causeText(group, columns, way), fixes);
      }),
    ),
  );
  return [...found, ...(isTaken ? unseparated(context, schema) : [])];
}
