import { useSyncExternalStore } from "react";
import type { BegunSides } from "../state/begun-sides.ts";
import type { State } from "../state/state.ts";
import { statusText } from "../state/status.ts";

/** How far the reading is, for the eye and for screen readers. */
export function StatusLine({ state, begun }: { readonly state: State; readonly begun: BegunSides }) {
  const now = useSyncExternalStore(begun.subscribe, begun.current, begun.current);
  return (
    <p role="status" className="status">
      {statusText(state, now)}
    </p>
  );
}
