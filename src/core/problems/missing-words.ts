import { DEFAULT_MISSING } from "../evidence/missing-words.ts";
import { type ColumnName, isDict, isList, type PythonValue } from "../python/value.ts";
import type { ProblemContext } from "./context.ts";

/** The words that the reader options make missing in a column. */
export function missingWords({ options }: ProblemContext, name: ColumnName): ReadonlySet<PythonValue> {
  if (options.get("na_filter") === false) return new Set();
  const given = options.get("na_values") ?? null;
  const own = isDict(given) ? (given.get(String(name)) ?? null) : given;
  return new Set([...(options.get("keep_default_na") === false ? [] : DEFAULT_MISSING), ...(isList(own) ? own : [own])]);
}
