import { useEffect, useEffectEvent, useState } from "react";
import { type FileListeners, listenForFiles } from "./store/routing/window-files.ts";

/** Takes files dropped or pasted anywhere on the page; returns whether files are being dragged over it. */
export function useWindowDrop(onFiles: FileListeners["onFiles"]): boolean {
  const [dragging, setDragging] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => listenForFiles({ onFiles: (files, on) => take(files, on), onDragging: setDragging }), []);
  return dragging;
}
