import type { Datum } from "../errors.ts";
import type { ColumnName } from "../python/value.ts";

/** Which rows and columns of a table are wanted, counted from 0. */
export interface RowsQuery {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly firstColumn: number;
  readonly columnCount: number;
  /** Instead of `firstColumn`: the stretch of as many columns in which the one of this name is. */
  readonly around?: ColumnName;
  /** Whether cells are wanted whole rather than shortened to be shown. */
  readonly isWhole?: boolean;
}

/** What a cell reads as by itself, whatever its column became. */
export const CELL_READINGS = ["missing", "number", "boolean", "text", "other"] as const;

export type CellReading = (typeof CELL_READINGS)[number];

export interface RowCell {
  /** As it is in the file, shortened unless it was wanted whole; typed values as Python prints them, lists and dicts as JSON. */
  readonly text: Datum;
  readonly as: CellReading;
}

/** Some rows of a file as they are there. All of it is data in the sense of errors.ts. */
export interface RowsWindow {
  readonly kind: "rows";
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly columns: readonly ColumnName[];
  /** Fewer than asked for when the file ends first. */
  readonly rows: readonly (readonly RowCell[])[];
  /** Columns in all. */
  readonly columnTotal: number;
}

/** The rows; or, in words, why they cannot be shown. */
export type RowsAnswer = RowsWindow | { readonly kind: "unavailable"; readonly reason: string };
