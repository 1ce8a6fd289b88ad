import type { ByteSource } from "../bytes/byte-source.ts";
import type { ColumnName } from "../python/value.ts";
import type { RowCell, RowsWindow } from "../readers/file-rows.ts";
import type { ReadContext } from "../readers/reader.ts";
import { type ReadSide, sideRows } from "../sign.ts";

/** Rows that are looked at, at most. Cells that are kept at a time are no more: neighbouring columns are read together, since each reading goes through the whole part. */
export const MOST_ROWS = 400_000;

/** The cells of what fixes are tried on, column by column. */
export class PartCells {
  private window: RowsWindow | null = null;

  private readonly sources: readonly ByteSource[];
  private readonly opened: ReadSide;
  private readonly rowCount: number | null;

  /** `rowCount` is how many rows the part has; null where the data is not a table. */
  constructor(sources: readonly ByteSource[], opened: ReadSide, rowCount: number | null) {
    this.sources = sources;
    this.opened = opened;
    this.rowCount = rowCount;
  }

  /** A column's cells as they stand in the file, at most {@link MOST_ROWS}; null where they cannot be read. */
  async column(name: ColumnName, context: ReadContext): Promise<readonly RowCell[] | null> {
    if (this.rowCount === null) return null;
    const rowCount = Math.min(this.rowCount, MOST_ROWS);
    if (this.window?.columns.includes(name) !== true) {
      const columnCount = Math.max(1, Math.floor(MOST_ROWS / Math.max(1, rowCount)));
      const request = { firstRow: 0, rowCount, firstColumn: 0, columnCount, around: name, isWhole: true };
      const answer = await sideRows(this.sources, this.opened, request, context);
      if (answer.kind !== "rows") return null;
      this.window = answer;
    }
    const { columns, rows } = this.window;
    const at = columns.indexOf(name);
    if (at < 0 || rows.length < rowCount) return null;
    const cells = rows.flatMap((row) => row[at] ?? []);
    return cells.length === rows.length ? cells : null;
  }
}
