import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import { WAYS, type Way } from "../../core/validation/verdict.ts";
import { Message } from "../kit/Message.tsx";
import { useSeconds } from "../shared/use-seconds.ts";
import type { CheckActions } from "../store/page-actions.ts";
import { type CheckRow, foundOf, type Outcome } from "../store/state/check-state.ts";
import { bytes, count } from "../store/text/format.ts";
import { verdictWords } from "./check-words.ts";

function VerdictCell({ data, way }: { readonly data: CheckedData; readonly way: Way }) {
  const verdict = data.verdicts.find(({ via }) => via === way);
  if (verdict === undefined)
    return (
      <td className="quiet not-sent" data-way={way} title="Data of this kind never comes this way.">
        —
      </td>
    );
  const { mark, word, tone } = verdictWords(verdict);
  return (
    <td className={`tone-${tone}`} data-way={way}>
      {mark} {word}
    </td>
  );
}

/** How far a check is, with a button that stops it. */
function Running({
  row: { name, files },
  outcome: { progress, startedAt },
  onCancel,
}: {
  readonly row: CheckRow;
  readonly outcome: Outcome & { readonly phase: "running" };
  readonly onCancel: () => void;
}) {
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const seconds = useSeconds(startedAt);
  return (
    <span className="pending">
      <progress aria-label={`Checking ${name}`} {...(progress === null ? {} : { value: progress.bytes, max: progress.byteLength })} />
      <span className="quiet">
        {progress === null ? bytes(total) : `${bytes(progress.bytes)}${seconds > 0.3 ? `, ${bytes(progress.bytes / seconds)}/s` : ""}`}
        {progress !== null && progress.rows > 0 && `, ${count(progress.rows)} rows`}
      </span>
      <button type="button" className="small" onClick={onCancel}>
        Cancel
      </button>
    </span>
  );
}

/** Replaces the verdicts while there are none: the progress of the check, or why it failed. */
function PendingCell({ row, actions }: { readonly row: CheckRow; readonly actions: CheckActions }) {
  const { outcome, key } = row;
  switch (outcome.phase) {
    case "waiting":
      return <span className="quiet">Waits for a signature, or its turn.</span>;
    case "failed":
      return outcome.error.tag === "Aborted" ? (
        <span className="quiet">Cancelled.</span>
      ) : (
        <span className="failure">
          <Message text={outcome.error.message} /> {outcome.error.remedy}
        </span>
      );
    case "running":
      return <Running row={row} outcome={outcome} onCancel={() => actions.cancel(key)} />;
    case "done":
      return null;
  }
}

/** The name of the checked data; it opens the findings of its row. */
function NameCell({
  row,
  name,
  isOpen,
  actions,
}: {
  readonly row: CheckRow;
  readonly name: string;
  readonly isOpen: boolean;
  readonly actions: CheckActions;
}) {
  return (
    <td className="name" title={name}>
      <button type="button" className="row-button" aria-expanded={isOpen} onClick={() => actions.open(isOpen ? null : row.key)}>
        {name}
      </button>
      {row.origin === "own" && <span className="quiet origin">made the signature</span>}
    </td>
  );
}

function SideCell({
  row,
  side,
  canChoose,
  actions,
}: {
  readonly row: CheckRow;
  readonly side: CheckRow["side"];
  readonly canChoose: boolean;
  readonly actions: CheckActions;
}) {
  if (!canChoose || row.origin !== "given" || side === "params") return <td className="quiet">{side}</td>;
  return (
    <td>
      <select
        aria-label={`Side of ${row.name}`}
        className="small"
        value={side}
        onChange={(event) => actions.setSide(row.key, event.target.value === "outputs" ? "outputs" : "inputs")}
      >
        <option>inputs</option>
        <option>outputs</option>
      </select>
    </td>
  );
}

/** Own data is shown file by file; several files that came as one are one. */
const lineName = ({ origin, name }: CheckRow, data: CheckedData): string => (origin === "own" ? data.name : name);

function Lines({
  row,
  isOpen,
  canChoose,
  actions,
}: {
  readonly row: CheckRow;
  readonly isOpen: boolean;
  readonly canChoose: boolean;
  readonly actions: CheckActions;
}) {
  const { outcome, origin } = row;
  // The page's own data keeps its lines while it is checked again; other data shows how far that is, and can be cancelled.
  const checked = (origin === "own" ? foundOf(row)?.checked : outcome.phase === "done" ? outcome.checked : undefined) ?? [];
  const remove = (
    <td className="end">
      {row.origin === "given" && (
        <button type="button" className="small" aria-label={`Remove ${row.name}`} onClick={() => actions.remove(row.key)}>
          Remove
        </button>
      )}
    </td>
  );
  if (checked.length === 0)
    return (
      <tr aria-selected={isOpen}>
        <NameCell row={row} name={row.name} isOpen={isOpen} actions={actions} />
        <SideCell row={row} side={row.side} canChoose={canChoose} actions={actions} />
        <td colSpan={2} className="pending-cell">
          <PendingCell row={row} actions={actions} />
        </td>
        {remove}
      </tr>
    );
  return checked.map((data, index) => (
    <tr key={data.side} aria-selected={isOpen}>
      <NameCell row={row} name={lineName(row, data)} isOpen={isOpen} actions={actions} />
      <SideCell row={row} side={data.side} canChoose={canChoose} actions={actions} />
      {WAYS.map((way) => (
        <VerdictCell key={way} data={data} way={way} />
      ))}
      {index === 0 ? remove : <td />}
    </tr>
  ));
}

/** Data to check comes before the files that made the signature. */
const givenFirst = (rows: readonly CheckRow[]): readonly CheckRow[] => [
  ...rows.filter(({ origin }) => origin !== "own"),
  ...rows.filter(({ origin }) => origin === "own"),
];

/** Everything that is checked with the signature, one line per side, with the verdict by each way in. */
export function CheckTable({
  rows,
  openedKey,
  canChoose,
  actions,
}: {
  readonly rows: readonly CheckRow[];
  readonly openedKey: string | null;
  /** Whether the signature has both sides, so that data may be meant for either. */
  readonly canChoose: boolean;
  readonly actions: CheckActions;
}) {
  if (rows.length === 0) return null;
  return (
    <section className="scroll check-rows" tabIndex={0} aria-label="Verdicts rows">
      <table aria-label="Verdicts">
        <thead>
          <tr>
            <th scope="col">data</th>
            <th scope="col">as</th>
            <th scope="col">predict</th>
            <th scope="col">scoring server</th>
            <th scope="col">
              <span className="hidden">remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {givenFirst(rows).map((row) => (
            <Lines key={row.key} row={row} isOpen={row.key === openedKey} canChoose={canChoose} actions={actions} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
