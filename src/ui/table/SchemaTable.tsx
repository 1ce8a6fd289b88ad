import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useMemo, useReducer, useRef } from "react";
import { isFallback } from "../../core/mlflow/fallback.ts";
import type { SideResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { Profiling } from "../store/page-actions.ts";
import { rowKey, type TableRow } from "../store/state/row.ts";
import type { Selection } from "../store/state/shown-state.ts";
import { count } from "../store/text/format.ts";
import { HeaderRow, Spacer } from "./HeaderRow.tsx";
import { ALL_ROWS, isFiltering } from "./row-filter.ts";
import { type RowActions, SchemaRow } from "./SchemaRow.tsx";
import { FilterMenu, OnlyChip } from "./TableHead.tsx";
import { NO_SLOTS, type TableSlots } from "./table-slots.ts";
import { reduceView, WHOLE_TABLE } from "./table-view.ts";
import { useRowWindow } from "./use-row-window.ts";
import { useRows } from "./use-rows.ts";
import { type TableKeys, useTableKeys } from "./use-table-keys.ts";
import { ValuesState } from "./ValuesState.tsx";
import "./table.css";

/** Tables up to this length need no filter. */
const GLANCE_ROWS = 5;
/** The header stays on top, this many CSS pixels high, as in table.css. */
const HEAD_HEIGHT = 26;
const NO_EXAMPLES: readonly string[] = [];
const TITLES: Readonly<Record<DataSide, string>> = { inputs: "Inputs schema", outputs: "Outputs schema" };

export interface SchemaTableProps {
  readonly side: DataSide;
  readonly result: SideResult;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection) => void;
  /** What other parts of the page add. */
  readonly slots?: TableSlots;
  /** How the columns are distributed, for small pictures of them; absent where that is not asked. */
  readonly profiling?: Profiling | undefined;
  /** The first different cells of each row; absent if there is no file to have them from. */
  readonly examples?: ((index: number) => readonly string[]) | undefined;
  /** What is in the head after the title. */
  readonly head?: ReactNode;
  /** Shows or hides the first rows of the file; absent where they are not available. */
  readonly rows?: { readonly isOpen: boolean; readonly onToggle: () => void } | undefined;
}

function sizeText({ specs, schema }: SideResult, shown: number | null): string {
  if (specs.length === 0 && schema === null) return "not in the signature";
  const isTensors = specs.every(({ spec }) => spec?.kind === "tensor");
  const [one, many] = isTensors ? ["tensor", "tensors"] : ["column", "columns"];
  const size = `${count(specs.length)} ${specs.length === 1 ? one : many}`;
  return `${shown === null ? "" : `${count(shown)} of `}${size}${isFallback(schema) ? ", MLflow writes any" : ""}`;
}

function selectionOf({ place: { side, index, path } }: TableRow): Selection {
  return path.length === 0 ? { side, index } : { side, index, path };
}

/** Finds columns by their names. */
function FindBox({
  side,
  text,
  onText,
  onKeyDown,
}: {
  readonly side: DataSide;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  return (
    <input
      type="search"
      aria-label={`Find in ${side}`}
      aria-keyshortcuts="/"
      placeholder="Find a column  /"
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Shows or hides the first rows of the file. */
function RowsButton({ isOpen, onToggle }: NonNullable<SchemaTableProps["rows"]>) {
  return (
    <button type="button" className="small" aria-pressed={isOpen} onClick={onToggle}>
      Rows
    </button>
  );
}

function NoneFound({ onShowAll }: { readonly onShowAll: () => void }) {
  return (
    <p className="quiet none-found">
      No column is like that.{" "}
      <button type="button" className="link" onClick={onShowAll}>
        Show all
      </button>
    </p>
  );
}

/** The actions of a press on a row; the same object as long as they are the same, since every row gets it. */
function useRowActions(
  select: (row: TableRow) => void,
  choose: TableKeys["choose"],
  onFold: RowActions["onFold"],
  onEdit: TableSlots["onEdit"],
): RowActions {
  return useMemo(
    () => ({
      onSelect: (row, event: MouseEvent) => {
        if (!choose(row, event)) select(row);
      },
      onFold,
      onEdit: (row) => onEdit?.(row.place),
    }),
    [choose, select, onFold, onEdit],
  );
}

/** One side's schema as a table: every column with the type it has, or would have where MLflow falls back to `any`. */
export function SchemaTable({
  side,
  result,
  selection,
  onSelect,
  slots = NO_SLOTS,
  profiling,
  examples,
  head,
  rows: fileRows,
}: SchemaTableProps) {
  const [view, dispatch] = useReducer(reduceView, WHOLE_TABLE);
  const body = useRef<HTMLElement>(null);
  const { filter, sort, unfolded } = view;
  const hasPictures = examples !== undefined;
  // A signature that was loaded says nothing of dtypes and missing cells, unless a review counts them.
  const hasFacts = result.specs.some(({ dtype, missing }) => dtype !== "" || missing !== null);
  const { specs, rowCount } = result;
  const { counts, shown, rows } = useRows(side, result, view, slots);
  const drawn = useRowWindow(body, rows.length, HEAD_HEIGHT);
  const { first, last, size } = drawn;
  const selectedKey = selection?.side === side ? rowKey({ index: selection.index, path: selection.path ?? [] }) : null;

  const select = useCallback((row: TableRow) => onSelect(selectionOf(row)), [onSelect]);
  const fold = useCallback((key: string, isUnfolded: boolean) => dispatch({ kind: "folded", key, isUnfolded }), []);
  const { choose, onKeyDown, onScroll, leaveSearch } = useTableKeys({
    body,
    rows,
    selectedKey,
    unfolded,
    drawn,
    slots,
    onSelect: select,
    onFold: fold,
  });
  const actions = useRowActions(select, choose, fold, slots.onEdit);

  const isPartial = isFiltering(filter) || slots.only !== undefined;
  const hasSelection = selectedKey !== null && rows.some(({ key }) => key === selectedKey);
  return (
    <div className={`schema signature-table${hasFacts ? "" : " without-facts"}`}>
      <div className="schema-head">
        <h2>{side === "inputs" ? "Inputs" : "Outputs"}</h2>
        <span className="quiet" aria-live="polite">
          {sizeText(result, isPartial ? shown.filter(({ row }) => row.level === 0 && !row.isGone).length : null)}
        </span>
        {head}
        {slots.only !== undefined && <OnlyChip only={slots.only} />}
        {specs.length > GLANCE_ROWS && (
          <FilterMenu counts={counts} filter={filter} onFilter={(next) => dispatch({ kind: "filtered", filter: next })} />
        )}
        {slots.tools}
        {/* The dock has no room for a row that adds: outputs are added to once one of them is chosen. */}
        {side === "outputs" && hasSelection && slots.add}
        {profiling !== undefined && hasPictures && <ValuesState profiling={profiling} />}
        <span className="gap" />
        {specs.length > GLANCE_ROWS && (
          <FindBox
            side={side}
            text={filter.text}
            onText={(text) => dispatch({ kind: "filtered", filter: { text } })}
            onKeyDown={(event) => leaveSearch(event, () => dispatch({ kind: "filtered", filter: ALL_ROWS }))}
          />
        )}
        {fileRows !== undefined && <RowsButton {...fileRows} />}
      </div>
      {/* The scroll area takes the focus, and the keys for the whole table. */}
      <section ref={body} tabIndex={0} aria-label={`${TITLES[side]} rows`} className="scroll" onScroll={onScroll} onKeyDown={onKeyDown}>
        <table aria-label={TITLES[side]} aria-rowcount={rows.length + 1}>
          <HeaderRow sort={sort} hasPictures={hasPictures} onSort={(by) => dispatch({ kind: "sorted", by })} />
          <tbody>
            <Spacer rows={first} height={drawn.rowHeight} />
            {shown.slice(first, last).map((marked, offset) => {
              const { row } = marked;
              const { index } = row.place;
              return (
                <SchemaRow
                  key={(first + offset) % size}
                  marked={marked}
                  position={first + offset}
                  isSelected={row.key === selectedKey}
                  isChosen={slots.chosen?.has(index) === true && row.level === 0}
                  isUnfolded={unfolded.has(row.key)}
                  isTabStop={hasSelection ? row.key === selectedKey : first + offset === 0}
                  profile={hasPictures ? (profiling?.of(index) ?? null) : undefined}
                  examples={examples?.(index) ?? NO_EXAMPLES}
                  rowCount={rowCount}
                  slots={slots}
                  actions={actions}
                />
              );
            })}
            <Spacer rows={rows.length - last} height={drawn.rowHeight} />
          </tbody>
          {side === "inputs" && slots.add !== undefined && (
            <tfoot>
              <tr>
                {/* One cell, which the button reaches beyond: how many columns there are depends on the window. */}
                <td>{slots.add}</td>
              </tr>
            </tfoot>
          )}
        </table>
        {rows.length === 0 && specs.length > 0 && <NoneFound onShowAll={() => dispatch({ kind: "shown-all" })} />}
      </section>
    </div>
  );
}
