import { useMemo, useRef, useState } from "react";
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

/** The config that is being edited, beginning with `initial`. */
export function useDraft(initial: string): Draft {
  const [text, setText] = useState(initial);
  const reading = useMemo(() => readDraft(text), [text]);
  const lastValue = useRef<JsonValue | undefined>(undefined);
  if (reading.value !== undefined) lastValue.current = reading.value;
  const lastChoice = useRef<SignerChoice | null>(null);
  const choice = reading.kind === "right" ? reading.choice : null;
  // A comment or a space changes no meaning, and is not a reason to sign again.
  if (!isSameJson(lastChoice.current, choice)) lastChoice.current = choice;
  return {
    text,
    format: formatOf(text),
    reading,
    value: lastValue.current,
    choice: lastChoice.current,
    setText,
    setValue: (value) => setText(changeDraft(text, value)),
    setFormat: (format) => setText(convertDraft(text, format)),
  };
}
