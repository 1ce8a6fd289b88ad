import type { ByteSource } from "../bytes/byte-source.ts";
import { assertSignetError } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { nameInFile } from "../python/preprocessing.ts";
import type { ColumnName } from "../python/value.ts";
import type { RowCell } from "../readers/file-rows.ts";
import type { ReadContext } from "../readers/reader.ts";
import { type ReadSide, sideRows } from "../sign.ts";
import type { Cell } from "../validation/advice/cells.ts";
import { isSameName } from "../validation/same-name.ts";

/** Cells that are looked at one by one, at most. */
const LOOKED_AT = 200_000;

/** What is written of a file, where it is small enough: the rows of its table as they are in it. */
export interface FileCells {
  readonly columns: readonly ColumnName[];
  readonly rows: readonly (readonly RowCell[])[];
}

/** Both ways in look at the same cells. */
const knownCells = new WeakMap<Dataset, Promise<FileCells | null>>();

/**
 * What is written of a file, null where it is too large or is not a table. Checks of the same data share one reading; rejects only where the
 * caller's own is cancelled, or with a defect.
 */
export async function cellsOfFile(sources: readonly ByteSource[], side: ReadSide, context: ReadContext): Promise<FileCells | null> {
  const { dataset } = side;
  const known = knownCells.get(dataset);
  if (known !== undefined) {
    try {
      return await known;
    } catch {
      // Whoever began it was cancelled; that ends no other check.
      context.signal?.throwIfAborted();
      return cellsOfFile(sources, side, context);
    }
  }
  const reading = readCells(sources, side, context);
  knownCells.set(dataset, reading);
  // A reading that was cancelled is not kept.
  reading.catch(() => knownCells.delete(dataset));
  return reading;
}

async function readCells(sources: readonly ByteSource[], side: ReadSide, context: ReadContext): Promise<FileCells | null> {
  const { dataset } = side;
  if (
    dataset.kind !== "table" ||
    dataset.rowCount * dataset.columns.length > LOOKED_AT ||
    side.format === "json" ||
    side.format === "jsonl"
  )
    return null;
  const columnCount = Math.max(1, dataset.columns.length);
  try {
    const answer = await sideRows(
      sources,
      side,
      { firstRow: 0, rowCount: dataset.rowCount, firstColumn: 0, columnCount, isWhole: true },
      context,
    );
    return answer.kind === "rows" && answer.rows.length === dataset.rowCount ? answer : null;
  } catch (error) {
    assertSignetError(error);
    return null;
  }
}

/** Options under which a cell reads as another number, date or truth than it is written. */
const CHANGING = ["decimal", "thousands", "converters", "true_values", "false_values", "skipinitialspace", "parse_dates", "escapechar"];

function cellOf({ text: { data }, as }: RowCell, isNumber: boolean): Cell | undefined {
  if (as === "missing") return null;
  if (!isNumber) return data;
  const trimmed = data.trim();
  if (/^[-+]?\d+$/.test(trimmed)) return BigInt(trimmed.replace("+", ""));
  if (/^[-+]?inf(inity)?$/i.test(trimmed)) return trimmed.startsWith("-") ? -Infinity : Infinity;
  const value = Number(trimmed);
  return trimmed === "" || Number.isNaN(value) ? undefined : value;
}

/** The values of a column that were written in a file; null where they are not known as pandas has them. */
export function lookup(file: FileCells | null, side: ReadSide, dataset: Dataset): (name: ColumnName) => readonly Cell[] | null {
  if (file === null || dataset.kind !== "table") return () => null;
  const isPlain = !CHANGING.some((option) => side.settings.options.has(option)) && side.settings.preprocessing?.astype === undefined;
  return (name) => {
    const at = file.columns.findIndex((column) => isSameName(column, nameInFile(side.settings.preprocessing?.rename, name)));
    const column = dataset.columns.find((one) => isSameName(one.name, name));
    if (at < 0 || column === undefined || !isPlain) return null;
    const { evidence } = column;
    const dtype = evidence.kind === "text" ? evidence.options.dtype : undefined;
    if (dtype !== undefined && !/^(str|string)$/.test(dtype)) return null;
    const isNumber =
      evidence.kind === "arrow"
        ? evidence.type.kind === "int" || evidence.type.kind === "float"
        : dtype === undefined && !file.rows.some((row) => row[at]?.as === "text" || row[at]?.as === "boolean");
    if (evidence.kind === "arrow" && !isNumber && evidence.type.kind !== "utf8" && evidence.type.kind !== "dictionary") return null;
    const cells: Cell[] = [];
    for (const row of file.rows) {
      const cell = row[at] === undefined ? undefined : cellOf(row[at], isNumber);
      if (cell === undefined) return null;
      cells.push(cell);
    }
    return cells;
  };
}
