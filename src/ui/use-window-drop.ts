import { useEffect, useRef, useState } from "react";
import { type FileListeners, listenForFiles } from "./store/routing/window-files.ts";

/** Takes files dropped or pasted anywhere on the page; tells whether files are being dragged over it. */
export function useWindowDrop(onFiles: FileListeners["onFiles"]): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => listenForFiles({ onFiles: (files, on) => latest.current(files, on), onDragging: setDragging }), []);
  return dragging;
}
