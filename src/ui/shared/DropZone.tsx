import { type ReactNode, useState } from "react";
import type { FilePart } from "../../worker/protocol.ts";
import { filesFromDrop } from "../store/routing/dropped-files.ts";

const LABELS = {
  inputs: "read as the model's inputs",
  outputs: "read as the model's outputs",
  params: "read as params",
  mlmodel: "loaded as a model or a signature",
  check: "checked against the signature",
} as const;

/** Labels of places whose role's name is already that of another part of the page. */
const NAMES: Partial<Record<keyof typeof LABELS, string>> = { mlmodel: "model", check: "checking" };

/** A place that takes dropped files for one role, and names what it will do while they hover. */
export function DropZone({
  target,
  name = NAMES[target] ?? target,
  isFilled,
  onFiles,
  children,
}: {
  readonly target: keyof typeof LABELS;
  /** What it is called, where another place is for the same role. */
  readonly name?: string;
  /** Whether there is something in it already: an empty one is drawn as a place to drop. */
  readonly isFilled: boolean;
  readonly onFiles: (files: readonly FilePart[]) => void;
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  return (
    // Dropping is one way among others; the chooser inside serves keyboards.
    <section
      className={`zone${over ? " over" : ""}`}
      aria-label={name}
      data-role={target}
      data-filled={isFilled}
      data-drop={LABELS[target]}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void filesFromDrop(event.dataTransfer).then(onFiles);
      }}
    >
      {children}
    </section>
  );
}
