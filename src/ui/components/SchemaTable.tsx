import { type KeyboardEvent, useRef, useState } from "react";
import type { SpecReport } from "../../core/ladders/infer-report.ts";
import { isFallback } from "../../core/mlflow/fallback.ts";
import type { SideResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { columnName, count, specType, typeClass } from "../state/format.ts";
import type { Selection } from "../state/state.ts";

/** Rows are drawn in a window of this many beyond what is seen, so that ten thousand columns scroll as fast as ten. */
const ROW_HEIGHT = 28;
const VIEW_ROWS = 18;
const MARGIN_ROWS = 10;
const TITLES: Readonly<Record<DataSide, string>> = { inputs: "Inputs schema", outputs: "Outputs schema" };

function SpecRow({
  report,
  index,
  isSelected,
  onSelect,
}: {
  readonly report: SpecReport;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  const { spec, offence } = report;
  const required = spec === null ? "" : spec.kind === "tensor" || spec.required ? "required" : "optional";
  return (
    <tr aria-rowindex={index + 2} aria-selected={isSelected} className={offence === undefined ? "" : "offends"} onClick={onSelect}>
      <td className="name">
        <button type="button" className="row-button" onClick={onSelect}>
          {columnName(report.name)}
        </button>
      </td>
      <td>
        <span className={`type type-${typeClass(spec)}`}>{spec === null ? "no type" : specType(spec)}</span>
      </td>
      <td>{required}</td>
      <td className="quiet dtype">{report.dtype}</td>
    </tr>
  );
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
  const [filter, setFilter] = useState("");
  const [scroll, setScroll] = useState(0);
  const body = useRef<HTMLElement>(null);
  const wanted = filter.toLowerCase();
  const shown = result.specs
    .map((report, index) => ({ report, index }))
    .filter(
      ({ report }) =>
        wanted === "" ||
        columnName(report.name).toLowerCase().includes(wanted) ||
        (report.spec !== null && specType(report.spec).toLowerCase().includes(wanted)),
    );
  const first = Math.max(0, Math.floor(scroll / ROW_HEIGHT) - MARGIN_ROWS);
  const last = Math.min(shown.length, Math.floor(scroll / ROW_HEIGHT) + VIEW_ROWS + MARGIN_ROWS);
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = selection?.side === side ? shown.findIndex(({ index }) => index === selection.index) : -1;
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + step))];
    if (next === undefined) return;
    onSelect({ side, index: next.index });
    const top = shown.indexOf(next) * ROW_HEIGHT;
    const view = body.current;
    if (view !== null && (top < view.scrollTop || top > view.scrollTop + view.clientHeight - 2 * ROW_HEIGHT))
      view.scrollTop = Math.max(0, top - 2 * ROW_HEIGHT);
  };
  return (
    <section className="schema" aria-label={TITLES[side]}>
      <div className="schema-head">
        <h2>{side === "inputs" ? "Inputs" : "Outputs"}</h2>
        <span className="quiet">
          {count(result.specs.length)} {result.specs.length === 1 ? "column" : "columns"}
          {isFallback(result.schema) && ", MLflow writes any"}
        </span>
        {result.specs.length > VIEW_ROWS && (
          <input
            type="search"
            aria-label={`Find in ${side}`}
            placeholder="Find"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </div>
      {/* The scroll area takes the arrow keys for the whole table. */}
      <section
        ref={body}
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
              <SpecRow
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
      </section>
    </section>
  );
}
