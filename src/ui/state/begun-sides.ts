import type { DataSide } from "../../worker/protocol.ts";
import type { SideState } from "./side-state.ts";

/** By side, how it stood when files were dropped on it: they are being read for as long as it still stands so. */
export type Begun = Readonly<Partial<Record<DataSide, SideState>>>;

/**
 * The sides whose reading has begun and is not drawn yet: what takes no longer than a glance never is. The status line alone follows, so that
 * nothing is called ready that is being replaced.
 */
export class BegunSides {
  private begun: Begun = {};
  private readonly listeners = new Set<() => void>();

  readonly current = (): Begun => this.begun;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  begin(side: DataSide, as: SideState): void {
    this.begun = { ...this.begun, [side]: as };
    for (const listener of this.listeners) listener();
  }
}
