import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined, must } from "../../defined.ts";
import { limitOf, overLimit } from "../../limits.ts";
import { jsonLoads } from "../../python/json-loads.ts";
import { type ColumnName, isDict, isList, type PythonValue } from "../../python/value.ts";
import type { RowsQuery } from "../file-rows.ts";
import type { ReadContext, ReadRows } from "../reader.ts";
import { valueCell } from "../typed-cells.ts";

/** A document that is not a list is taken in whole to be shown, up to this size. */

/** What is where a list of rows would: the envelopes of MLflow's scoring server. */
const ENVELOPES = ["dataframe_records", "instances", "inputs"] as const;

/** Rows by the names of their columns. */
interface Table {
  readonly columns: readonly ColumnName[];
  readonly cell: (row: number, column: number) => PythonValue;
  readonly rowCount: number;
}

/** Items of a list: dicts by their keys in the order in which they are first seen, lists by place, anything else in one column. */
function tableOfItems(items: readonly PythonValue[]): Table {
  const keys = [...new Set(items.flatMap((item) => (isDict(item) ? [...item.keys()] : [])))];
  if (keys.length > 0)
    return {
      columns: keys,
      cell: (row, column) => {
        const item = items[row] ?? null;
        return isDict(item) ? (item.get(keys[column] ?? "") ?? null) : null;
      },
      rowCount: items.length,
    };
  const width = items.reduce<number>((most, item) => Math.max(most, isList(item) ? item.length : 1), 0);
  return {
    columns: Array.from({ length: width }, (_, place) => BigInt(place)),
    cell: (row, column) => {
      const item = items[row] ?? null;
      if (isList(item)) return item[column] ?? null;
      return column === 0 ? item : null;
    },
    rowCount: items.length,
  };
}

/** A dict: a split table, an envelope, columns as lists, or one row. */
function tableOfDict(dict: ReadonlyMap<string, PythonValue>): Table {
  const split = dict.get("dataframe_split") ?? (dict.has("data") ? dict : null);
  if (isDict(split)) {
    const data = split.get("data") ?? null;
    const names = split.get("columns") ?? null;
    const items = tableOfItems(isList(data) ? data : []);
    // A name is a scalar or a list of such, which are values as well.
    return isList(names) ? { ...items, columns: names as readonly ColumnName[] } : items;
  }
  for (const envelope of ENVELOPES) {
    const inner = dict.get(envelope) ?? null;
    if (isList(inner)) return tableOfItems(inner);
    if (isDict(inner)) return tableOfDict(inner);
  }
  const names = [...dict.keys()];
  const columns = [...dict.values()];
  const lengths = columns.map((column) => (isList(column) ? column.length : -1));
  const [length = -1] = lengths;
  if (length < 0 || lengths.some((other) => other !== length)) return tableOfItems([dict]);
  return {
    columns: names,
    cell: (row, column) => {
      const values = columns[column] ?? null;
      return isList(values) ? (values[row] ?? null) : null;
    },
    rowCount: length,
  };
}

const tableOf = (value: PythonValue): Table => (isDict(value) ? tableOfDict(value) : tableOfItems(isList(value) ? value : [value]));

/** The rows of a table that are wanted, of the columns that are. */
function windowOf({ columns, cell, rowCount }: Table, query: RowsQuery, skipped: number): ReadRows {
  const place = query.around === undefined ? query.firstColumn : Math.max(0, columns.indexOf(query.around));
  const firstColumn = query.around === undefined ? place : place - (place % query.columnCount);
  const shown = columns.slice(firstColumn, firstColumn + query.columnCount);
  const first = Math.max(0, query.firstRow - skipped);
  const count = Math.max(0, Math.min(rowCount - first, query.rowCount));
  return {
    columns: shown,
    firstColumn,
    columnTotal: columns.length,
    rows: Array.from({ length: count }, (_, row) =>
      shown.map((_, column) => valueCell(cell(first + row, firstColumn + column), null, query)),
    ),
    passed: skipped + rowCount,
  };
}

/** The file's text, chunk by chunk, without a byte order mark. */
async function* textOf(source: ByteSource, { signal, onProgress }: ReadContext): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let bytes = 0;
  for await (const chunk of source.stream(defined({ signal }))) {
    signal?.throwIfAborted();
    bytes += chunk.byteLength;
    yield decoder.decode(chunk, { stream: true });
    onProgress?.({ bytes, byteLength: source.byteLength, rows: 0 });
  }
  yield decoder.decode();
}

/** Some rows of a file of JSON lines; nothing is read behind the last of them. */
export async function jsonLinesRows(source: ByteSource, query: RowsQuery, context: ReadContext): Promise<ReadRows> {
  const last = query.firstRow + query.rowCount;
  const items: PythonValue[] = [];
  let seen = 0;
  const take = (line: string) => {
    if (line.trim() === "" || seen >= last) return;
    if (seen++ >= query.firstRow) items.push(jsonLoads(line));
  };
  let rest = "";
  for await (const piece of textOf(source, context)) {
    const lines = (rest + piece).split("\n");
    rest = must(lines.pop());
    for (const line of lines) take(line);
    if (seen >= last) break;
  }
  take(rest);
  return { ...windowOf(tableOfItems(items), { ...query, firstRow: 0 }, 0), passed: seen };
}

/** Cuts a document that is a list into the texts of its items, without parsing them. */
class ItemCutter {
  /** Brackets that are open; the list's own is the first. */
  private depth = 0;
  private inText = false;
  private isEscaped = false;
  private item = "";
  private readonly take: (item: string) => void;

  constructor(take: (item: string) => void) {
    this.take = take;
  }

  push(piece: string): void {
    let start = 0;
    const cut = (end: number) => {
      this.item += piece.slice(start, end);
      if (this.item.trim() !== "") this.take(this.item);
      this.item = "";
      start = end + 1;
    };
    for (let at = 0; at < piece.length; at++) {
      const letter = piece[at];
      if (this.inText) {
        if (this.isEscaped) this.isEscaped = false;
        else if (letter === "\\") this.isEscaped = true;
        else if (letter === '"') this.inText = false;
      } else if (letter === '"') this.inText = true;
      else if (letter === "[" || letter === "{") {
        if (this.depth++ === 0) start = at + 1;
      } else if (letter === "]" || letter === "}") {
        if (--this.depth === 0) cut(at);
      } else if (letter === "," && this.depth === 1) cut(at);
    }
    this.item += piece.slice(start);
  }
}

/** Some rows of a JSON document: of a list no more is read than they need, anything else is taken in whole. Rejects as a reader does. */
export async function jsonRows(source: ByteSource, query: RowsQuery, context: ReadContext): Promise<ReadRows> {
  const last = query.firstRow + query.rowCount;
  const items: PythonValue[] = [];
  let seen = 0;
  let whole = "";
  let cutter: ItemCutter | null | undefined;
  for await (const piece of textOf(source, context)) {
    if (cutter === undefined && piece.trim() !== "")
      cutter = piece.trimStart().startsWith("[")
        ? new ItemCutter((item) => {
            if (seen < last && seen++ >= query.firstRow) items.push(jsonLoads(item));
          })
        : null;
    if (cutter === null) {
      whole += piece;
      if (whole.length > limitOf("json-rows"))
        throw overLimit("json-rows", ["The rows of a long JSON document that is not a list are not shown."], {
          remedy: "Write the file as JSON lines.",
        });
    } else cutter?.push(piece);
    if (seen >= last) break;
  }
  if (cutter === null) return windowOf(tableOf(jsonLoads(whole)), query, 0);
  return { ...windowOf(tableOfItems(items), { ...query, firstRow: 0 }, 0), passed: seen };
}
