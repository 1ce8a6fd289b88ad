import { pythonCall } from "../../core/python/repr.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { Message } from "../kit/Message.tsx";
import type { Actions } from "../store/page-actions.ts";
import type { SideState } from "../store/state/shown-state.ts";

type Options = ReadonlyMap<string, PythonValue>;

const without = (options: Options, name: string): Options => new Map([...options].filter(([key]) => key !== name));

/** The options that were applied by themselves and those that the user set, each with its undo. */
export function AppliedBar({ side, state, actions }: { readonly side: DataSide; readonly state: SideState; readonly actions: Actions }) {
  if (state.phase !== "ready") return null;
  const { asked, summary } = state;
  return (
    <>
      {summary.applied.map(({ kind, message, undo, others = [] }) => (
        <div key={kind} className="bar warns">
          <p>
            <span className="side">{side}:</span> <Message text={message} />
          </p>
          {others.map((options) => {
            const [[name, value] = ["", null]] = [...options];
            return (
              <button
                key={String(value)}
                type="button"
                className="small"
                onClick={() => actions.readAgain(side, new Map([...asked, ...options]))}
              >
                Use <code>{pythonCall("", [], new Map([[name, value]])).slice(1, -1)}</code>
              </button>
            );
          })}
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
    </>
  );
}
