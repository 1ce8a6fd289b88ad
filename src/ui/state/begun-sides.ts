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

/** What is read sooner than this, in milliseconds, is shown read, and never as being read: neither is missed, and drawing would only hold it up. */
const SHOWN_AFTER_MS = 80;

/** Runs `begin` once: when what is returned is called, or by itself after {@link SHOWN_AFTER_MS} if it is still current. */
export function beginsLate(begin: () => void, isCurrent: () => boolean): () => void {
  let hasBegun = false;
  const now = () => {
    if (!hasBegun) begin();
    hasBegun = true;
  };
  setTimeout(() => isCurrent() && now(), SHOWN_AFTER_MS);
  return now;
}
