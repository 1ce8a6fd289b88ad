import type { Fix, Problem } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { handingWith } from "../state/fixes.ts";
import { columnName, count } from "../state/format.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { Message } from "./Message.tsx";

/** How many columns a problem names before it says how many more there are. */
const SHOWN_COLUMNS = 6;
const SIDES: readonly DataSide[] = ["inputs", "outputs"];
const MARKS = { stops: "✗", warns: "!", notes: "i" } as const;

function FixButton({ fix, side, state, actions }: { readonly fix: Fix; readonly side: DataSide } & Shared) {
  const current = state.sides[side];
  if (current.phase !== "ready") return null;
  return (
    <button type="button" className="small" title={fix.consequence} onClick={() => actions.hand(side, handingWith(current.handing, fix))}>
      {fix.label}
    </button>
  );
}

interface Shared {
  readonly state: State;
  readonly actions: Actions;
}

function ProblemRow({ problem, state, actions }: { readonly problem: Problem } & Shared) {
  const { side, severity, columns, message, fixes } = problem;
  const names = columns.slice(0, SHOWN_COLUMNS).map((column) => columnName(column ?? undefined));
  return (
    <li className={`bar ${severity}`}>
      <p>
        <strong>
          <span aria-hidden="true">{MARKS[severity]}</span> {severity}
        </strong>{" "}
        <span className="side">{side}:</span> <Message text={message} />
        {columns.length > 0 && (
          <span className="columns">
            {" "}
            {names.map((name, index) => (
              // Names may repeat, so the place is the key.
              <code key={`${index}${name}`}>{name}</code>
            ))}
            {columns.length > SHOWN_COLUMNS && ` and ${count(columns.length - SHOWN_COLUMNS)} more`}
          </span>
        )}
      </p>
      {side !== "params" && fixes.map((fix) => <FixButton key={fix.label} fix={fix} side={side} state={state} actions={actions} />)}
    </li>
  );
}

/** Casts and drops that are in force, with their undo. */
function EditedRow({ side, state, actions }: { readonly side: DataSide } & Shared) {
  const current = state.sides[side];
  if (current.phase !== "ready") return null;
  const { astype, drop, to } = current.handing;
  if (astype === undefined && drop === undefined) return null;
  const cast = typeof astype === "string" ? astype : [...(astype ?? [])].map(([name, dtype]) => `${name} to ${dtype}`).join(", ");
  return (
    <li className="bar notes">
      <p>
        <span className="side">{side}:</span> {cast !== "" && `cast ${cast}`}
        {cast !== "" && drop !== undefined && "; "}
        {drop !== undefined && `dropped ${drop.map(columnName).join(", ")}`}, after reading. The Python shows it.
      </p>
      <button type="button" className="small" onClick={() => actions.hand(side, to === undefined ? {} : { to })}>
        Undo
      </button>
    </li>
  );
}

/** Every problem, one a cause, with what can be done about it: files that could not be read, what MLflow refuses, and what is worth knowing. */
export function ProblemList({ state, actions }: Shared) {
  const problems = state.result?.problems ?? [];
  return (
    <section aria-label="Problems" className="problems">
      <ul>
        {SIDES.map((side) => {
          const current = state.sides[side];
          return current.phase !== "failed" ? null : (
            <li key={side} className="bar stops">
              <p>
                <strong>
                  <span aria-hidden="true">✗</span> stops
                </strong>{" "}
                <span className="side">{side}:</span> {current.files.map(({ name }) => name).join(", ")}:{" "}
                <Message text={current.error.message} />
              </p>
            </li>
          );
        })}
        {problems.map((problem) => (
          <ProblemRow key={`${problem.side}${problem.kind}${problem.columns.join()}`} problem={problem} state={state} actions={actions} />
        ))}
        {SIDES.map((side) => (
          <EditedRow key={side} side={side} state={state} actions={actions} />
        ))}
      </ul>
    </section>
  );
}
