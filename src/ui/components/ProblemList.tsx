import type { Problem } from "../../core/signers/signer.ts";
import { handingWith } from "../state/fixes.ts";
import { columnName } from "../state/format.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { Message } from "./Message.tsx";

const WEIGHTS = { stops: "stops", warns: "warns", notes: "notes" } as const;

/** How many columns a problem names before it says how many more there are. */
const SHOWN_COLUMNS = 6;

function ProblemRow({ problem, state, actions }: { readonly problem: Problem; readonly state: State; readonly actions: Actions }) {
  const { side, severity, columns, message, fixes } = problem;
  const current = side === "params" ? undefined : state.sides[side];
  const names = columns.slice(0, SHOWN_COLUMNS).map((column) => columnName(column ?? undefined));
  return (
    <li className={`bar ${severity}`}>
      <p>
        <strong>{WEIGHTS[severity]}</strong> {side}: <Message text={message} />
        {columns.length > 0 && (
          <span className="columns">
            {" "}
            {names.map((name, index) => (
              // Names may repeat, so the place is the key.
              <code key={`${index}${name}`}>{name}</code>
            ))}
            {columns.length > SHOWN_COLUMNS && ` and ${columns.length - SHOWN_COLUMNS} more`}
          </span>
        )}
      </p>
      {current?.phase === "ready" &&
        side !== "params" &&
        fixes.map((fix) => (
          <button
            key={fix.label}
            type="button"
            title={fix.consequence}
            onClick={() => actions.hand(side, handingWith(current.handing, fix))}
          >
            {fix.label}
          </button>
        ))}
    </li>
  );
}

/** Every problem of the signature, one a cause, with what can be done about it, and casts that are in force, with their undo. */
export function ProblemList({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  const problems = state.result?.problems ?? [];
  const edited = (["inputs", "outputs"] as const).filter((side) => {
    const current = state.sides[side];
    return current.phase === "ready" && (current.handing.astype !== undefined || current.handing.drop !== undefined);
  });
  return (
    <section aria-label="Problems" className="problems">
      <ul>
        {problems.map((problem) => (
          <ProblemRow key={`${problem.side}${problem.kind}${problem.columns.join()}`} problem={problem} state={state} actions={actions} />
        ))}
        {edited.map((side) => {
          const current = state.sides[side];
          if (current.phase !== "ready") return null;
          const { to } = current.handing;
          return (
            <li key={side} className="bar note">
              <p>{side}: columns are cast or dropped after reading; the Python shows it.</p>
              <button type="button" onClick={() => actions.hand(side, to === undefined ? {} : { to })}>
                Undo
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
