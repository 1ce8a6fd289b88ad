import { type SignChoice, signChoices } from "../../store/routing/route-drop.ts";
import type { State } from "../../store/state/shown-state.ts";
import type { DropQuestion as Question } from "../../store/state/state.ts";

/** Asks what dropped data is meant for, if that could be several things; the likely answer comes first. */
export function DropQuestion({
  question: { files, areOutputs },
  state,
  onAnswer,
}: {
  readonly question: Question;
  readonly state: Pick<State, "sides">;
  readonly onAnswer: (answer: SignChoice | "check" | "leave") => void;
}) {
  const check = { label: "Check", answer: "check" } as const;
  const signing = signChoices(files, state).map((answer) => ({ label: answer.label, answer }));
  const outputs = areOutputs ? signing.filter(({ answer }) => answer.side === "outputs" && answer.way === "read") : [];
  const choices = [...outputs, check, ...signing.filter((choice) => !outputs.includes(choice))];
  return (
    <div className="bar warns" role="alert">
      <p>
        <strong className="file-name">{files.map(({ name }) => name).join(", ")}</strong>: check it against the signature, or sign it?
      </p>
      {choices.map(({ label, answer }, index) => (
        <button key={label} type="button" className={index === 0 ? "small primary" : "small"} onClick={() => onAnswer(answer)}>
          {label}
        </button>
      ))}
      <button type="button" className="small" onClick={() => onAnswer("leave")}>
        Dismiss
      </button>
    </div>
  );
}
