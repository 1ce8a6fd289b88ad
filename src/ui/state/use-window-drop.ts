import { useEffect, useRef, useState } from "react";
import type { FilePart } from "../../worker/protocol.ts";
import type { Place } from "../check/use-drops.ts";
import { fileFromText, filesFromDrop, filesFromList } from "./dropped-files.ts";

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "file");

/** The place that has the focus: pasted data goes there. */
function focusedPlace(target: EventTarget | null): Place {
  const zone = target instanceof Element ? target.closest<HTMLElement>("[data-role]") : null;
  const role = zone?.dataset.role;
  return role === "inputs" || role === "outputs" || role === "params" || role === "mlmodel" || role === "check" ? role : null;
}

/**
 * Takes files dropped anywhere on the page that no closer target took, and files or text pasted anywhere but into a field;
 * tells whether files are being dragged over it.
 */
export function useWindowDrop(onFiles: (files: readonly FilePart[], on: Place) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      setDragging(false);
      if (event.defaultPrevented || event.dataTransfer === null) return;
      event.preventDefault();
      void filesFromDrop(event.dataTransfer).then((files) => latest.current(files, null));
    };
    const paste = (event: ClipboardEvent) => {
      if (isTextField(event.target)) return;
      const files = filesFromList(event.clipboardData?.files ?? null);
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (files.length > 0) latest.current(files, focusedPlace(event.target));
      else if (pasted.trim() !== "") latest.current([fileFromText(pasted)], focusedPlace(event.target));
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, []);
  return dragging;
}
