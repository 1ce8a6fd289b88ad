import { defined } from "../../../core/defined.ts";
import type { ErrorData } from "../../../core/errors.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { RowsAnswer, RowsQuery } from "../../../core/readers/file-rows.ts";
import type { Progress } from "../../../core/readers/progress.ts";
import type { DataSide, ReadSummary } from "../../../worker/protocol.ts";

/** Rows and columns that the grid shows at a time. */
export const GRID_ROWS = 50;
export const GRID_COLUMNS = 40;
/** Rows that are above the one that is asked for, so that it is seen among others. */
const ROWS_ABOVE = 5;

/** A cell that is asked for: its row counted from 0, and its column's name; undefined where any will do. */
export interface GridGoal {
  readonly side: DataSide;
  readonly row: number;
  readonly column: ColumnName | undefined;
}

/** The file's rows: closed, or open at a place of one reading of a side. */
export interface GridState {
  readonly goal: GridGoal | null;
  readonly query: RowsQuery | null;
  /** While the file is read for them. */
  readonly progress: Progress | null;
  readonly isReading: boolean;
  readonly answer: RowsAnswer | { readonly kind: "failed"; readonly error: ErrorData } | null;
  /** Which reading the answer belongs to. */
  readonly summary: ReadSummary | null;
}

export const CLOSED: GridState = { goal: null, query: null, progress: null, isReading: false, answer: null, summary: null };

export type GridAction =
  | { readonly kind: "asked"; readonly goal: GridGoal }
  | { readonly kind: "closed" }
  /** Rows or columns that lie next to those that are shown. */
  | { readonly kind: "turned"; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1 }
  | { readonly kind: "started" }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answered"; readonly answer: NonNullable<GridState["answer"]>; readonly summary: ReadSummary };

/** The rows around the one that is asked for, and the columns among which it is. */
function queryFor({ row, column }: GridGoal): RowsQuery {
  const columns = { firstColumn: 0, columnCount: GRID_COLUMNS, ...defined({ around: column }) };
  return { firstRow: Math.max(0, row - ROWS_ABOVE), rowCount: GRID_ROWS, ...columns };
}

/** Whether what is shown has the cell already. */
function isShown({ answer, goal: last }: GridState, { side, row, column }: GridGoal): boolean {
  if (answer?.kind !== "rows" || last?.side !== side) return false;
  const isRowShown = row >= answer.firstRow && row < answer.firstRow + answer.rows.length;
  return isRowShown && (column === undefined || answer.columns.includes(column));
}

/** The one place where the grid's state changes. A pure function. */
export function reduceGrid(state: GridState, action: GridAction): GridState {
  switch (action.kind) {
    case "asked": {
      const { goal } = action;
      if (isShown(state, goal)) return { ...state, goal };
      const answer = state.goal?.side === goal.side ? state.answer : null;
      return { ...state, goal, answer, query: queryFor(goal) };
    }
    case "closed":
      return CLOSED;
    case "turned": {
      if (state.answer?.kind !== "rows") return state;
      const firstRow = Math.max(0, state.answer.firstRow + action.rows * GRID_ROWS);
      const firstColumn = Math.max(0, state.answer.firstColumn + action.columns * GRID_COLUMNS);
      return { ...state, query: { firstRow, rowCount: GRID_ROWS, firstColumn, columnCount: GRID_COLUMNS } };
    }
    case "started":
      return { ...state, isReading: true, progress: null };
    case "progress":
      return { ...state, progress: action.progress };
    case "answered":
      return { ...state, isReading: false, progress: null, answer: action.answer, summary: action.summary };
  }
}
