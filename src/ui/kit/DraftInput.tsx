import { useState } from "react";

/** A text that is applied when the field is left or Enter is pressed; Escape reverts it. A refused text stays, to be corrected. */
export function DraftInput({
  label,
  value,
  placeholder,
  onCommit,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** False where the text was not taken. */
  readonly onCommit: (text: string) => boolean;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isRefused, setRefused] = useState(false);
  const commit = (): boolean => {
    const isTaken = draft === null || draft === value || onCommit(draft);
    setRefused(!isTaken);
    if (isTaken) setDraft(null);
    return isTaken;
  };
  return (
    <input
      aria-label={label}
      aria-invalid={isRefused}
      className="draft small"
      spellCheck={false}
      value={draft ?? value}
      placeholder={placeholder}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        // A refused text has to be corrected, so the editor stays open.
        if (event.key === "Enter" && !commit()) event.stopPropagation();
        if (event.key === "Escape" && draft !== null) {
          setDraft(null);
          setRefused(false);
          event.stopPropagation();
        }
      }}
    />
  );
}
