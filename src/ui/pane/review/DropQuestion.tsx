import type { FilePart } from "../../../worker/protocol.ts";
import { type SignChoice, signChoices } from "../../store/routing/route-drop.ts";
import type { State } from "../../store/state/shown-state.ts";

/** Asks what dropped data is meant for, if that could be several things. */
export function DropQuestion({
  files,
  state,
  onAnswer,
}: {
  readonly files: readonly FilePart[];
  readonly state: Pick<State, "sides">;
  readonly onAnswer: (answer: SignChoice | "check" | "leave") => void;
}) {
  return (
    <div className="bar warns" role="alert">
      <p>
        <strong className="file-name">{files.map(({ name }) => name).join(", ")}</strong>: check it against the signature, or sign it?
      </p>
      <button type="button" className="small primary" onClick={() => onAnswer("check")}>
        Check
      </button>
      {signChoices(files, state).map((choice) => (
        <button key={choice.label} type="button" className="small" onClick={() => onAnswer(choice)}>
          {choice.label}
        </button>
      ))}
      <button type="button" className="small" onClick={() => onAnswer("leave")}>
        Dismiss
      </button>
    </div>
  );
}
