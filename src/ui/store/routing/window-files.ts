import type { FilePart } from "../../../worker/protocol.ts";
import { fileFromText, filesFromDrop, filesFromList } from "./dropped-files.ts";
import type { Place } from "./file-roles.ts";

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "file");

const PLACES: readonly Place[] = ["inputs", "outputs", "params", "mlmodel", "check"];

/** The place that contains an element, if any. */
export function placeAt(target: EventTarget | null): Place | null {
  const role = target instanceof Element ? target.closest<HTMLElement>("[data-role]")?.dataset.role : undefined;
  return PLACES.find((place) => place === role) ?? null;
}

/** Callbacks for files that the window is given. */
export interface FileListeners {
  /** Files, or pasted text as a file, with the place where they fell or that has the focus. */
  readonly onFiles: (files: readonly FilePart[], on: Place | null) => void;
  readonly onDragging: (isDragging: boolean) => void;
}

/**
 * Listens for files dropped anywhere on the page that no closer target took, and for files or text pasted anywhere except into a field.
 * Returns a function that stops listening.
 */
export function listenForFiles({ onFiles, onDragging }: FileListeners): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  window.addEventListener(
    "dragover",
    (event) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      onDragging(true);
    },
    options,
  );
  window.addEventListener("dragleave", (event) => event.relatedTarget === null && onDragging(false), options);
  window.addEventListener(
    "drop",
    (event) => {
      onDragging(false);
      if (event.defaultPrevented || event.dataTransfer === null) return;
      event.preventDefault();
      const place = placeAt(event.target);
      void filesFromDrop(event.dataTransfer).then((files) => onFiles(files, place));
    },
    options,
  );
  window.addEventListener(
    "paste",
    (event) => {
      if (isTextField(event.target)) return;
      const files = filesFromList(event.clipboardData?.files ?? null);
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (files.length > 0) onFiles(files, placeAt(event.target));
      else if (pasted.trim() !== "") onFiles([fileFromText(pasted)], placeAt(event.target));
    },
    options,
  );
  return () => listening.abort();
}
