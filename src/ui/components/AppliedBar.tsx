import type { PythonValue } from "../../core/python/value.ts";
import type { OptionProposal } from "../../core/readers/dialect/propose.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { SideState } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { Message } from "./Message.tsx";

/** pandas' own values of the options that are applied by themselves: given, nothing is guessed any more. */
const DEFAULTS: ReadonlyMap<string, PythonValue> = new Map([
  ["sep", ","],
  ["encoding", "utf-8"],
]);

function withoutProposal(options: ReadonlyMap<string, PythonValue>, proposal: OptionProposal): ReadonlyMap<string, PythonValue> {
  return new Map([...options, ...[...proposal.options.keys()].map((name) => [name, DEFAULTS.get(name) ?? null] as const)]);
}

/** What was applied by itself, with its undo, and what is offered. */
export function AppliedBar({ side, state, actions }: { readonly side: DataSide; readonly state: SideState; readonly actions: Actions }) {
  if (state.phase !== "ready") return null;
  const { options } = state.settings;
  return (
    <>
      {state.summary.applied.map((proposal) => (
        <div key={proposal.kind} className="bar warns">
          <p>
            {side}: <Message text={proposal.message} />
          </p>
          {proposal.options.size > 0 && (
            <button type="button" onClick={() => actions.readAgain(side, withoutProposal(options, proposal))}>
              Use the default
            </button>
          )}
        </div>
      ))}
      {state.summary.offered.map((proposal) => (
        <div key={proposal.kind} className="bar note">
          <p>
            {side}: <Message text={proposal.message} />
          </p>
          <button type="button" onClick={() => actions.readAgain(side, new Map([...options, ...proposal.options]))}>
            Apply
          </button>
        </div>
      ))}
    </>
  );
}
