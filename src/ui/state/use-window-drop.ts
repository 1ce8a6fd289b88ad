import { useEffect, useRef, useState } from "react";
import type { FilePart } from "../../worker/protocol.ts";
import { filesFromDrop, filesFromList } from "./dropped-files.ts";

/** Takes files dropped or pasted anywhere on the page that no closer target took; tells whether files are being dragged over it. */
export function useWindowDrop(onFiles: (files: readonly FilePart[]) => void): boolean {
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
      void filesFromDrop(event.dataTransfer).then((files) => latest.current(files));
    };
    const paste = (event: ClipboardEvent) => {
      const files = filesFromList(event.clipboardData?.files ?? null);
      if (files.length > 0) latest.current(files);
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
