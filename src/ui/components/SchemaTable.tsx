import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { isFallback } from "../../core/mlflow/fallback.ts";
import type { SideResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { count } from "../state/format.ts";
import { ALL_ROWS, filteredRows, type RowFilter, typeCounts } from "../state/row-filter.ts";
import type { Selection } from "../state/state.ts";
import { SchemaFilter } from "./SchemaFilter.tsx";
import { SchemaRow } from "./SchemaRow.tsx";

/** Rows are drawn in a window of what may be seen and this many beyond, so that ten thousand columns scroll as fast as ten. */
const ROW_HEIGHT = 28;
const MARGIN_ROWS = 10;
/** Tables up to this long are taken in at a glance, and need no filter. */
const GLANCE_ROWS = 5;
const TITLES: Readonly<Record<DataSide, string>> = { inputs: "Inputs schema", outputs: "Outputs schema" };

function sizeText({ specs, schema }: SideResult): string {
  const isTensors = specs.every(({ spec }) => spec?.kind === "tensor");
  const [one, many] = isTensors ? ["tensor", "tensors"] : ["column", "columns"];
  return `${count(specs.length)} ${specs.length === 1 ? one : many}${isFallback(schema) ? ", MLflow writes any" : ""}`;
}

/** One side's schema as a table: every column with the type it has, or would have where MLflow falls back to `any`. */
export function SchemaTable({
  side,
  result,
  selection,
  onSelect,
}: {
  readonly side: DataSide;
  readonly result: SideResult;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection) => void;
}) {
  const [filter, setFilter] = useState<RowFilter>(ALL_ROWS);
  const [scroll, setScroll] = useState(0);
  const body = useRef<HTMLElement>(null);
  const { specs } = result;
  const shown = useMemo(() => filteredRows(specs, filter), [specs, filter]);
  const types = useMemo(() => typeCounts(specs), [specs]);
  const top = Math.floor(scroll / ROW_HEIGHT);
  const first = Math.max(0, Math.min(top - MARGIN_ROWS, shown.length));
  // The table is never taller than the window.
  const last = Math.min(shown.length, top + Math.ceil(window.innerHeight / ROW_HEIGHT) + MARGIN_ROWS);
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = selection?.side === side ? shown.findIndex(({ index }) => index === selection.index) : -1;
    const to = Math.max(0, Math.min(shown.length - 1, at + step));
    const next = shown[to];
    if (next === undefined) return;
    onSelect({ side, index: next.index });
    const [rowTop, view] = [to * ROW_HEIGHT, body.current];
    if (view !== null && (rowTop < view.scrollTop || rowTop > view.scrollTop + view.clientHeight - 3 * ROW_HEIGHT))
      view.scrollTop = Math.max(0, rowTop - 2 * ROW_HEIGHT);
  };
  return (
    <div className="schema">
      <div className="schema-head">
        <h2>{side === "inputs" ? "Inputs" : "Outputs"}</h2>
        <span className="quiet">{sizeText(result)}</span>
        {specs.length > GLANCE_ROWS && (
          <SchemaFilter
            side={side}
            types={types}
            offenders={specs.filter(({ offence }) => offence !== undefined).length}
            filter={filter}
            onChange={setFilter}
          />
        )}
      </div>
      {/* The scroll area takes the focus, and the arrow keys for the whole table. */}
      <section
        ref={body}
        tabIndex={0}
        aria-label={`${TITLES[side]} rows`}
        className="scroll"
        onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
        onKeyDown={walk}
      >
        <table aria-label={TITLES[side]} aria-rowcount={shown.length + 1}>
          <thead>
            <tr>
              <th scope="col">name</th>
              <th scope="col">type</th>
              <th scope="col">required</th>
              <th scope="col" className="dtype">
                dtype
              </th>
            </tr>
          </thead>
          <tbody>
            {first > 0 && <tr className="spacer" style={{ height: first * ROW_HEIGHT }} />}
            {shown.slice(first, last).map(({ report, index }) => (
              <SchemaRow
                key={index}
                report={report}
                index={index}
                isSelected={selection?.side === side && selection.index === index}
                onSelect={() => onSelect({ side, index })}
              />
            ))}
            {last < shown.length && <tr className="spacer" style={{ height: (shown.length - last) * ROW_HEIGHT }} />}
          </tbody>
        </table>
        {shown.length === 0 && specs.length > 0 && <p className="quiet none-found">No column is like that.</p>}
      </section>
    </div>
  );
}
