import { useEffect, useMemo, useRef } from "react";
import type { RowsWindow } from "../../core/readers/file-rows.ts";
import { Message } from "../kit/Message.tsx";
import type { Grid } from "../store/page-actions.ts";
import type { GridGoal } from "../store/state/grid-state.ts";
import { GRID_COLUMNS, GRID_ROWS } from "../store/state/grid-state.ts";
import { bytes, columnName, count } from "../store/text/format.ts";
import "./grid.css";

/** Which rows and columns are shown, with the buttons to those next to them. */
function Turner({ rows, turn }: { readonly rows: RowsWindow; readonly turn: Grid["turn"] }) {
  const { firstRow, firstColumn, columnTotal } = rows;
  const lastColumn = firstColumn + rows.columns.length;
  return (
    <>
      <span className="quiet">
        rows {count(firstRow + 1)} to {count(firstRow + rows.rows.length)}
      </span>
      <button type="button" className="small" aria-label="Rows before" disabled={firstRow === 0} onClick={() => turn(-1, 0)}>
        ↑
      </button>
      <button type="button" className="small" aria-label="Rows after" disabled={rows.rows.length < GRID_ROWS} onClick={() => turn(1, 0)}>
        ↓
      </button>
      {columnTotal > GRID_COLUMNS && (
        <>
          <span className="quiet">
            columns {count(firstColumn + 1)} to {count(lastColumn)} of {count(columnTotal)}
          </span>
          <button type="button" className="small" aria-label="Columns before" disabled={firstColumn === 0} onClick={() => turn(0, -1)}>
            ←
          </button>
          <button
            type="button"
            className="small"
            aria-label="Columns after"
            disabled={lastColumn >= columnTotal}
            onClick={() => turn(0, 1)}
          >
            →
          </button>
        </>
      )}
    </>
  );
}

/** Scrolls the cells so that one is in their middle, and brings them into the window where it is small. */
function reveal(cell: HTMLElement): void {
  const view = cell.closest<HTMLElement>(".scroll");
  if (view === null) return;
  // The header stays on top of the rows.
  const head = cell.closest("table")?.tHead?.offsetHeight ?? 0;
  view.scrollTop = cell.offsetTop - head - Math.max(0, (view.clientHeight - head - cell.offsetHeight) / 2);
  view.scrollLeft = cell.offsetLeft - (view.clientWidth - cell.offsetWidth) / 2;
  view.closest("section.first-rows")?.scrollIntoView?.({ block: "nearest" });
}

const focused = () => (document.activeElement instanceof HTMLElement ? document.activeElement : null);

/** Gives the keyboard to the cells that are jumped to, and back to where it was once the rows are closed. */
function useBorrowedFocus(isOpen: boolean): { readonly onTarget: (cell: HTMLElement | null) => void; readonly giveBack: () => void } {
  const from = useRef<HTMLElement | null>(null);
  useEffect(() => {
    // A cell that is already loaded was requested before.
    from.current = isOpen ? (from.current ?? focused()) : null;
  }, [isOpen]);
  return useMemo(
    () => ({
      onTarget(cell) {
        if (cell === null) return;
        reveal(cell);
        const view = cell.closest<HTMLElement>(".scroll");
        if (view === null || document.activeElement === view) return;
        from.current = focused();
        view.focus({ preventScroll: true });
      },
      giveBack: () => from.current?.focus(),
    }),
    [],
  );
}

/** The cells, each in the colour of what it reads as by itself, and the one that was asked for in sight. */
function Cells({
  rows,
  goal,
  onTarget,
}: {
  readonly rows: RowsWindow;
  readonly goal: GridGoal;
  readonly onTarget: (cell: HTMLElement | null) => void;
}) {
  const { firstRow, columns } = rows;
  const isAsked = goal.row > 0 || goal.column !== undefined;
  const goalColumn = goal.column === undefined ? 0 : columns.indexOf(goal.column);
  return (
    <table aria-label={`Rows of ${goal.side}`}>
      <thead>
        <tr>
          <th scope="col" className="row-number">
            row
          </th>
          {columns.map((name, offset) => (
            <th
              key={offset}
              scope="col"
              className={goal.column !== undefined && offset === goalColumn ? "goal" : ""}
              title={columnName(name ?? undefined)}
            >
              {columnName(name ?? undefined)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.rows.map((cells, line) => {
          const isGoal = isAsked && firstRow + line === goal.row;
          return (
            <tr key={line} className={isGoal ? "goal" : ""}>
              <th scope="row" className="row-number">
                {count(firstRow + line + 1)}
              </th>
              {cells.map(({ text, as }, offset) => {
                const isTarget = isGoal && offset === goalColumn;
                return (
                  <td
                    key={offset}
                    ref={isTarget ? onTarget : null}
                    className={`cell ${as}${isTarget ? " target" : ""}`}
                    title={`${as}: ${text.data}`}
                  >
                    {text.data}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The kinds of cells in a CSV, with their words. */
const LEGEND = [
  ["number", "number"],
  ["boolean", "boolean"],
  ["text", "text"],
  ["other", "time, list, …"],
  ["missing", "missing"],
] as const;

/** The rows of a side's file as they are there; cells are distinguished by what each reads as by itself. */
export function FirstRows({ grid, fileName }: { readonly grid: Grid; readonly fileName: string }) {
  const { goal, answer, isReading, progress } = grid.state;
  const { onTarget, giveBack } = useBorrowedFocus(goal !== null);
  if (goal === null) return null;
  const hasOther = answer?.kind === "rows" && answer.rows.some((cells) => cells.some(({ as }) => as === "other"));
  const close = () => {
    grid.close();
    giveBack();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  return (
    <section className="schema first-rows" aria-label={`First rows of ${goal.side}`} onKeyDown={onKeyDown}>
      <div className="schema-head">
        <h2>{fileName}</h2>
        {answer?.kind === "rows" && <Turner rows={answer} turn={grid.turn} />}
        {isReading && progress !== null && (
          <span className="quiet" role="status">
            {bytes(progress.bytes)} read
          </span>
        )}
        <span className="grow" />
        <span className="legend" aria-hidden="true">
          {LEGEND.filter(([as]) => as !== "other" || hasOther).map(([as, words]) => (
            <span key={as} className={`cell ${as}`}>
              {words}
            </span>
          ))}
        </span>
        <button type="button" className="small" onClick={close}>
          {isReading ? "Cancel" : "Close"}
        </button>
      </div>
      {answer?.kind === "unavailable" && <p className="quiet none-found">{answer.reason}</p>}
      {answer?.kind === "failed" && (
        <p className="failure none-found">
          <Message text={answer.error.message} />
        </p>
      )}
      {answer?.kind === "rows" && (
        <section className="scroll" tabIndex={0} aria-label={`Cells of ${goal.side}`} aria-busy={isReading}>
          <Cells key={`${answer.firstRow} ${answer.firstColumn}`} rows={answer} goal={goal} onTarget={onTarget} />
        </section>
      )}
    </section>
  );
}
