import type { Datum } from "../errors.ts";
import { DEFAULT_MISSING } from "../evidence/missing-words.ts";
import { firstCellsOf } from "../evidence/text-evidence.ts";
import { type ColumnName, isDict, isList, type PythonValue } from "../python/value.ts";
import type { ProblemContext, TextColumn } from "./context.ts";

/** The words that the reader options make missing in a column. */
export function missingWords({ options }: ProblemContext, name: ColumnName): ReadonlySet<PythonValue> {
  if (options.get("na_filter") === false) return new Set();
  const given = options.get("na_values") ?? null;
  const own = isDict(given) ? (given.get(String(name)) ?? null) : given;
  return new Set([...(options.get("keep_default_na") === false ? [] : DEFAULT_MISSING), ...(isList(own) ? own : [own])]);
}

/** A cell as the file has it, with its row from 0. */
export interface FilledCell {
  readonly row: number;
  readonly cell: Datum;
}

/** A column's first cells without the missing ones. */
export function filledCells(context: ProblemContext, { name, evidence }: TextColumn): readonly FilledCell[] {
  const missing = missingWords(context, name);
  return firstCellsOf(evidence).flatMap((cell, row) => (cell.data === "" || missing.has(cell.data) ? [] : [{ row, cell }]));
}
