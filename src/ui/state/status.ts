import { count } from "./format.ts";
import type { SideState, State } from "./state.ts";

function sideStatus(name: string, side: SideState): string | null {
  switch (side.phase) {
    case "empty":
      return null;
    case "reading":
      return `Reading ${name}`;
    case "failed":
      return side.error.tag === "Aborted" ? `Cancelled ${name}` : `Failed: ${name}`;
    case "ready":
      return side.summary.rowCount === null
        ? `Ready: ${name}`
        : `Ready: ${name}, ${count(side.summary.rowCount)} ${side.summary.rowCount === 1 ? "row" : "rows"}`;
  }
}

/** What the status line says: how far each side is, and the rows that were read. */
export function statusText({ sides }: State): string {
  return [sideStatus("inputs", sides.inputs), sideStatus("outputs", sides.outputs)].filter((part) => part !== null).join(". ");
}
