import { type SignetError, type Text, text } from "../errors.ts";
import { type JsonPath, jsonSpans, type TextSpan } from "../python/json-span.ts";
import { type ColumnName, isList, type PythonValue } from "../python/value.ts";
import { isSameName } from "../validation/enforce-columns.ts";
import type { CheckedData } from "../validation/reports/check-report.ts";
import { ENVELOPES } from "../validation/request-form.ts";
import type { Refusal } from "../validation/verdict.ts";

/** A place in a request's body that is at fault, for a page to mark. Lines and columns count from 1, characters and bytes from 0. */
export interface RequestMark extends TextSpan {
  readonly line: number;
  readonly column: number;
  /** Where it starts in UTF-8. */
  readonly byte: number;
  readonly message: Text;
}

/** More rows than these help nobody. */
const MARKED_ROWS = 100;

function markAt(body: string, { start, end }: TextSpan, message: Text): RequestMark {
  const before = body.slice(0, start);
  const lineStart = before.lastIndexOf("\n") + 1;
  return {
    start,
    end,
    line: before.split("\n").length,
    column: start - lineStart + 1,
    byte: new TextEncoder().encode(before).length,
    message,
  };
}

/** The place where a body stops being JSON; none where the error names no place. */
export function syntaxMarks(body: string, { place, text: message }: SignetError): readonly RequestMark[] {
  const { character } = place;
  return character === undefined ? [] : [markAt(body, { start: character, end: Math.min(character + 1, body.length) }, message)];
}

/** Where the cell of a column is in rows that are lists, records or scalars. */
function inRows(rows: PythonValue | undefined, base: JsonPath, position: number, name: ColumnName, row: number): JsonPath | null {
  const found = isList(rows) ? rows[row] : undefined;
  if (isList(found)) return [...base, row, position];
  if (found instanceof Map) return [...base, row, String(name)];
  return found === undefined ? null : [...base, row];
}

/** The path of one column's cell in a request; null where the request has no such place. */
function cellPath(document: ReadonlyMap<string, PythonValue>, column: ColumnName, row: number): JsonPath | null {
  const envelope = ENVELOPES.find((name) => document.has(name));
  if (envelope === undefined) return null;
  const content = document.get(envelope);
  if (envelope === "dataframe_split") {
    const names = content instanceof Map ? content.get("columns") : undefined;
    // Names of a table are scalars or lists of such.
    const named = isList(names) ? names.findIndex((name) => isSameName(name as ColumnName, column)) : -1;
    const data = content instanceof Map ? content.get("data") : undefined;
    return inRows(data, [envelope, "data"], named >= 0 ? named : Number(column), column, row);
  }
  if (!(content instanceof Map)) return inRows(content, [envelope], Number(column), column, row);
  const values = content.get(String(column));
  if (values === undefined) return null;
  return isList(values) && row < values.length ? [envelope, String(column), row] : [envelope, String(column)];
}

function pathsOf(document: ReadonlyMap<string, PythonValue>, { column, rows, expected }: Refusal): readonly JsonPath[] {
  // A column that is missing has no place, and a request that is refused as a whole has none.
  if (column === undefined || expected === undefined) return [];
  const at = rows?.first.slice(0, MARKED_ROWS) ?? [1];
  return at.map((row) => cellPath(document, column, row - 1)).filter((path) => path !== null);
}

/** The values of a request for which it is refused, as far as they are known: the first of a column where no rows are. */
export function refusalMarks(body: string, document: PythonValue, checked: readonly CheckedData[]): readonly RequestMark[] {
  if (!(document instanceof Map)) return [];
  const faults = checked.flatMap(({ side, verdicts }) =>
    verdicts.flatMap(({ refusals }) =>
      refusals.flatMap((refusal) => {
        const paths = side === "params" ? [["params", String(refusal.column)]] : pathsOf(document, refusal);
        return paths.map((path) => ({ path, message: text`${refusal.message}` }));
      }),
    ),
  );
  const spans = jsonSpans(
    body,
    faults.map(({ path }) => path),
  );
  return faults.flatMap(({ message }, index) => {
    const span = spans[index] ?? null;
    return span === null ? [] : [markAt(body, span, message)];
  });
}
