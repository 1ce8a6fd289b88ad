import { count } from "./format.ts";
import type { SideState, State } from "./state.ts";

function sideStatus(name: string, side: SideState, isSigning: boolean): string | null {
  switch (side.phase) {
    case "empty":
      return null;
    case "reading":
      return `Reading ${name}`;
    case "failed":
      return side.error.tag === "Aborted" ? `Cancelled ${name}` : `Failed: ${name}`;
    case "ready":
      // Ready means that the table can be read, not only the file.
      if (isSigning) return `Signing ${name}`;
      return side.summary.rowCount === null
        ? `Ready: ${name}`
        : `Ready: ${name}, ${count(side.summary.rowCount)} ${side.summary.rowCount === 1 ? "row" : "rows"}`;
  }
}

/** What the status line says: how far each side is, and the rows that were read. */
export function statusText({ sides, isSigning }: State): string {
  return [sideStatus("inputs", sides.inputs, isSigning), sideStatus("outputs", sides.outputs, isSigning)]
    .filter((part) => part !== null)
    .join(". ");
}
