import type { ComponentType, KeyboardEvent, ReactNode } from "react";
import type { SpecReport } from "../../core/ladders/infer-report.ts";
import type { MarksOf, RowPlace, TableRow } from "../store/state/row.ts";

/** The cells that can be edited where they are. */
export type EditableCell = "name" | "type" | "required";

export interface CellSlotProps {
  readonly row: TableRow;
  readonly cell: EditableCell;
  /** What the table itself would show. */
  readonly children: ReactNode;
}

/**
 * What other parts of the page add to a table; all of it is optional. The object must stay the same while nothing in it changes, since a new
 * one renders every visible row again.
 */
export interface TableSlots {
  /** The marks of a row, which the table also filters and sorts by. */
  readonly marksOf?: MarksOf;
  /** Rows that only another signature has; they come after the others, and their places follow theirs. */
  readonly gone?: readonly SpecReport[];
  /** Draws a cell that can be edited: an editor, the edited next to the inferred, or its children as they are. */
  readonly Cell?: ComponentType<CellSlotProps>;
  /** Enter on the selected row, or a double click. */
  readonly onEdit?: (place: RowPlace) => void;
  /** Handles keys on the selected row that the table does not use itself; returns whether it did. */
  readonly onKey?: (event: KeyboardEvent, place: RowPlace) => boolean;
  /** Several columns at once, by their places in the schema: chosen with Shift or Ctrl, all that are shown with Ctrl+A. */
  readonly chosen?: ReadonlySet<number>;
  readonly onChoose?: (chosen: ReadonlySet<number>) => void;
  /** Only these columns, as when a problem lists its own; a button next to the filter takes it back. */
  readonly only?: { readonly label: string; readonly indices: ReadonlySet<number>; readonly onClear: () => void };
  /** In the table's head: tools for the rows that are chosen. */
  readonly tools?: ReactNode;
  /** Adds a row: below the last one, or in the head of a docked table, which is only as tall as its rows. */
  readonly add?: ReactNode;
}

export const NO_SLOTS: TableSlots = {};
