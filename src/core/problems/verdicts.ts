import type { TableDataset } from "../evidence/dataset.ts";
import { environmentOf } from "../evidence/in-environment.ts";
import type { Schema } from "../mlflow/types.ts";
import { appendTo } from "../multimap.ts";
import { isAsRead } from "../python/preprocessing.ts";
import { CSV_PARSE_FAILED, checkData, checkParsedTable, csvDtypes, unparsedVerdict } from "../validation/check-input.ts";
import { declaredTable } from "../validation/declared-table.ts";
import type { Refusal, Verdict } from "../validation/verdict.ts";
import type { ProblemContext } from "./context.ts";

/** What `predict` says of the very data that were signed. */
export function predictVerdict({ input, side }: ProblemContext, schema: Schema): Verdict {
  return checkData(input, schema, { via: "predict", isEnforced: side === "inputs", environment: environmentOf(input.dataset) }).verdict;
}

/** What the scoring server says of the file itself as the body of a request, if one reading decides; it knows no reader options. */
export function scoringVerdicts({ input, options }: ProblemContext, schema: Schema): readonly Verdict[] {
  const { dataset, preprocessing = {}, read } = input;
  const isAsGiven = isAsRead(preprocessing) && options.size === 0;
  if (read?.format !== "csv" || !isAsGiven || dataset.kind !== "table" || dataset.text?.sep !== undefined) return [];
  const mode = { via: "scoring", isEnforced: true, environment: environmentOf(dataset) } as const;
  const dtypes = csvDtypes(schema);
  if (typeof dtypes === "string") return [unparsedVerdict([CSV_PARSE_FAILED, dtypes], "MlflowException", mode)];
  const table: TableDataset | null = declaredTable(dataset, dtypes);
  return table === null ? [] : [checkParsedTable({ dataset: table }, schema, mode, CSV_PARSE_FAILED).verdict];
}

/** Whether a column is refused for its times' zone. */
export const isZoned = ({ found }: Refusal) => found?.startsWith("datetime64") === true && found.includes(",");

/** Refusals by their cause, each with its columns; without a column, the data as a whole. */
export function byCause(refusals: readonly Refusal[]): ReadonlyMap<string, readonly Refusal[]> {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const key = isZoned(refusal) ? "time-zones" : [refusal.stage, refusal.error, refusal.expected, refusal.found].join(" ");
    appendTo(groups, key, refusal);
  }
  return groups;
}
