import { useState } from "react";
import type { SignerChoice } from "../../core/signers/choice.ts";
import { type ConfigFormat, changeDraft, convertDraft, type DraftReading, formatOf, readDraft } from "./draft.ts";
import { isSameJson, type JsonValue } from "./form/json-value.ts";

/** One config in two views: its text, and the value that a form shows. */
export interface Draft {
  readonly text: string;
  readonly format: ConfigFormat;
  readonly reading: DraftReading;
  /** What the form shows: what the text says, or said when it could last be read. */
  readonly value: JsonValue | undefined;
  /** The choice that the text means; null while it is wrong. The same object as long as it means the same. */
  readonly choice: SignerChoice | null;
  setText(text: string): void;
  setValue(value: JsonValue): void;
  setFormat(format: ConfigFormat): void;
}

type DraftState = Pick<Draft, "text" | "reading" | "value" | "choice">;

/** A text with what it means, and what the form shows if it means nothing. */
function stateOf(text: string, before: DraftState | null): DraftState {
  const reading = readDraft(text);
  const choice = reading.kind === "right" ? reading.choice : null;
  // A comment or a space changes no meaning, and is not a reason to sign again.
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
