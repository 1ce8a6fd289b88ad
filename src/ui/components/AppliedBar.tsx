import { pythonCall } from "../../core/python/repr.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { SideState } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { Message } from "./Message.tsx";

type Options = ReadonlyMap<string, PythonValue>;

/** The call that a table's options amount to, for what is offered; nothing where another reader is at work. */
function readLine({ summary }: Extract<SideState, { phase: "ready" }>, options: Options): string | null {
  return summary.format === "csv" ? pythonCall("pd.read_csv", [summary.files[0]?.name ?? ""], options) : null;
}

const without = (options: Options, name: string): Options => new Map([...options].filter(([key]) => key !== name));

/** What was applied by itself, what was asked for, each with its undo, and what is offered with the line that it amounts to. */
export function AppliedBar({ side, state, actions }: { readonly side: DataSide; readonly state: SideState; readonly actions: Actions }) {
  if (state.phase !== "ready") return null;
  const { asked, summary, settings } = state;
  return (
    <>
      {summary.applied.map(({ kind, message, undo }) => (
        <div key={kind} className="bar warns">
          <p>
            <span className="side">{side}:</span> <Message text={message} />
          </p>
          {undo !== undefined && (
            <button type="button" className="small" onClick={() => actions.readAgain(side, new Map([...asked, ...undo]))}>
              Use the default
            </button>
          )}
        </div>
      ))}
      {[...asked].map(([name, value]) => (
        <div key={name} className="bar notes">
          <p>
            <span className="side">{side}:</span> read with <code>{pythonCall("", [], new Map([[name, value]])).slice(1, -1)}</code>, as you
            asked.
          </p>
          <button type="button" className="small" onClick={() => actions.readAgain(side, without(asked, name))}>
            Undo {name}
          </button>
        </div>
      ))}
      {summary.offered.map(({ kind, message, options }) => {
        const line = readLine(state, new Map([...settings.options, ...options]));
        return (
          <div key={kind} className="bar offer">
            <p>
              <span className="side">{side}:</span> <Message text={message} />
              {line !== null && <code className="amounts-to">{line}</code>}
            </p>
            <button type="button" className="small" onClick={() => actions.readAgain(side, new Map([...asked, ...options]))}>
              Apply
            </button>
          </div>
        );
      })}
    </>
  );
}
