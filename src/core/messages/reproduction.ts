import { renderText } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { ColumnName } from "../python/value.ts";
import type { Refusal, Verdict } from "../validation/verdict.ts";
import { type RecognisedError, recogniseError } from "./recognise.ts";

/** How near a verdict comes to an error that somebody met: the same refusal, another of the same column, or none. */
export type Reproduction =
  | { readonly kind: "same"; readonly verdict: Verdict; readonly refusal: Refusal }
  | { readonly kind: "same column"; readonly verdict: Verdict; readonly refusal: Refusal }
  | { readonly kind: "none" };

const isNamed = (columns: readonly string[], name: ColumnName | undefined) => name !== undefined && columns.includes(columnLabel(name));

/** The column of a refusal, or where it has none the names that its own words hold. */
function columnsOf({ column, message }: Refusal): readonly string[] {
  return column === undefined ? (recogniseError(renderText(message))?.columns ?? []) : [columnLabel(column)];
}

function isSame(error: RecognisedError, refusal: Refusal): boolean {
  const own = recogniseError(renderText(refusal.message));
  if (own?.cause !== error.cause) return false;
  const columns = columnsOf(refusal);
  const sameColumn = error.columns.length === 0 || columns.some((name) => error.columns.includes(name));
  const sameTypes = error.found === null || own.found === null || (own.found === error.found && own.expected === error.expected);
  return sameColumn && sameTypes;
}

/** Whether one of the verdicts refuses as the error says, by the way in that its wording names, if it names one. */
export function reproductionOf(error: RecognisedError, verdicts: readonly Verdict[]): Reproduction {
  const fitting = verdicts.filter(({ via }) => error.via === null || via === error.via);
  const refusals = fitting.flatMap((verdict) => verdict.refusals.map((refusal) => ({ verdict, refusal })));
  const same = refusals.find(({ refusal }) => isSame(error, refusal));
  if (same !== undefined) return { kind: "same", ...same };
  const near = refusals.find(({ refusal }) => isNamed(error.columns, refusal.column));
  return near === undefined ? { kind: "none" } : { kind: "same column", ...near };
}
