import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { SideState, State } from "../state/shown-state.ts";
import { count } from "../text/format.ts";

function sideStatus(name: string, side: SideState, isSigning: boolean): string | null {
  switch (side.phase) {
    case "empty":
      return null;
    case "reading":
      return side.before === null ? `Reading ${name}` : `Reading ${name} again`;
    case "failed":
      if (side.error.encodings !== undefined) return `Waiting: choose the encoding of the ${name}`;
      return side.error.tag === "Aborted" ? `Cancelled ${name}` : `Not read: ${name}`;
    case "ready":
      // Ready means that the table can be read, not only the file.
      if (isSigning) return `Signing ${name}`;
      return side.summary.rowCount === null
        ? `Ready: ${name}`
        : `Ready: ${name}, ${count(side.summary.rowCount)} ${side.summary.rowCount === 1 ? "row" : "rows"}`;
  }
}

/** What the status line says: how far each side is, and the rows that were read. `pending` are the sides that are being read, shown or not. */
export function statusText({ sides, isSigning }: Pick<State, "sides" | "isSigning">, pending: readonly DataSide[] = []): string {
  const isHidden = (side: DataSide) => pending.includes(side) && sides[side].phase !== "reading";
  return DATA_SIDES.map((side) => (isHidden(side) ? `Reading ${side}` : sideStatus(side, sides[side], isSigning)))
    .filter((part) => part !== null)
    .join(". ");
}
