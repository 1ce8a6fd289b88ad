import { useState } from "react";
import type { SignerChoice } from "../../core/signers/choice.ts";
import { type ConfigFormat, changeDraft, convertDraft, type DraftReading, formatOf, readDraft } from "./draft.ts";
import { isSameJson, type JsonValue } from "./form/json-value.ts";

/** One config in two views: its text, and the value that a form shows. */
export interface Draft {
  readonly text: string;
  readonly format: ConfigFormat;
  readonly reading: DraftReading;
  /** The value that the form shows: that of the text, or of its last valid version. */
  readonly value: JsonValue | undefined;
  /** The choice in the text; null while it is invalid. The same object as long as the choice is the same. */
  readonly choice: SignerChoice | null;
  setText(text: string): void;
  setValue(value: JsonValue): void;
  setFormat(format: ConfigFormat): void;
}

type DraftState = Pick<Draft, "text" | "reading" | "value" | "choice">;

/** A text with its choice, and the value that the form shows if it has none. */
function stateOf(text: string, before: DraftState | null): DraftState {
  const reading = readDraft(text);
  const choice = reading.kind === "right" ? reading.choice : null;
  // Comments and spaces change nothing, so nothing is signed again for them.
  const isSame = before !== null && isSameJson(before.choice, choice);
  return { text, reading, value: reading.value === undefined ? before?.value : reading.value, choice: isSame ? before.choice : choice };
}

/** The config that is being edited, beginning with `initial`. */
export function useDraft(initial: string): Draft {
  const [state, setState] = useState(() => stateOf(initial, null));
  const change = (next: (text: string) => string) => setState((before) => stateOf(next(before.text), before));
  return {
    ...state,
    format: formatOf(state.text),
    setText: (text) => change(() => text),
    setValue: (value) => change((text) => changeDraft(text, value)),
    setFormat: (format) => change((text) => convertDraft(text, format)),
  };
}
