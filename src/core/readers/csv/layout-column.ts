import type { Tally } from "../../evidence/sighting.ts";
import type { ColumnName } from "../../python/value.ts";

/** One column of the file, as it ends up in the frame. */
export interface LayoutColumn {
  readonly name: ColumnName;
  /** Its place in a line, leading index columns counted. */
  readonly position: number;
  /** What the parser calls it when it looks for its dtype and its missing values: null where it has no name yet. */
  readonly readAs: ColumnName;
  /** Read by `parse_dates`: from the cells as they are, or from what they were read as before. */
  readonly dates?: "cells" | "values";
  /** Kept as text because `parse_dates` points at its place, though the dates are read elsewhere. */
  readonly isText?: true;
  /** Rows of the Python engine that are too short to have the column. */
  readonly lacking?: Tally;
  /** What the header says, where pandas made another name of it. */
  readonly writtenAs?: string;
}
