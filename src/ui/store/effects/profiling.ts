import { errorToData } from "../../../core/errors.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { SignetClient } from "../../../worker/client.ts";
import type { DataSide, ReadSummary } from "../../../worker/protocol.ts";
import { isSigning, sidesOf } from "../selectors/selectors.ts";
import { defectLines } from "../state/failure-line.ts";
import type { ProfileAction } from "../state/profile-state.ts";
import { answerOf } from "../state/side-state.ts";
import type { PageState } from "../state/state.ts";
import type { PageStore } from "../store.ts";
import { drawn } from "./drawn.ts";

/** The signature comes first, and so does everything else that is read: they share the threads. */
function isBusy(state: PageState): boolean {
  const isReading = DATA_SIDES.some((side) => {
    const { pending, last } = state.readings[side];
    return pending !== null || (last?.phase === "ready" && last.verifying !== null);
  });
  return isReading || state.signing.result === null || isSigning(state);
}

/** Profiles what was read, once its signature is drawn. Is cancelled while something else is read, and then starts again. */
export class ProfilingEffect {
  private readonly running = new Map<DataSide, { readonly summary: ReadSummary; readonly controller: AbortController }>();

  private readonly store: PageStore;
  private readonly client: SignetClient;
  private readonly onProfile: () => void;

  constructor(store: PageStore, client: SignetClient, onProfile: () => void) {
    this.store = store;
    this.client = client;
    this.onProfile = onProfile;
  }

  follow(): void {
    for (const side of DATA_SIDES) {
      const state = this.store.getState();
      const summary = answerOf(sidesOf(state)[side])?.summary ?? null;
      const profile = state.profiles[side];
      const isDue = summary !== null && profile.summary === summary && profile.isWanted && profile.outcome === null && !isBusy(state);
      const current = this.running.get(side);
      if (current !== undefined && (!isDue || current.summary !== summary)) this.pause(side);
      if (isDue && this.running.get(side) === undefined) void this.profile(side, summary);
    }
  }

  /** Pauses all profiles; {@link follow} starts them again. */
  end(): void {
    for (const side of DATA_SIDES) this.pause(side);
  }

  private pause(side: DataSide): void {
    const current = this.running.get(side);
    if (current === undefined) return;
    this.running.delete(side);
    current.controller.abort();
    this.dispatch(side, { kind: "paused", summary: current.summary });
  }

  private async profile(side: DataSide, summary: ReadSummary): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    this.running.set(side, { summary, controller });
    this.dispatch(side, { kind: "started", summary });
    await drawn();
    if (signal.aborted) return;
    try {
      const outcome = await this.client.profile(side, {
        signal,
        onProgress: (progress) => !signal.aborted && this.dispatch(side, { kind: "progress", summary, progress }),
      });
      if (signal.aborted) return;
      this.running.delete(side);
      this.dispatch(side, { kind: "settled", summary, outcome });
      this.onProfile();
    } catch (thrown) {
      if (signal.aborted) return;
      this.running.delete(side);
      const error = errorToData(thrown);
      for (const line of defectLines(error, [`The values of the ${side}: `])) this.store.dispatch(line);
      this.dispatch(
        side,
        error.tag === "Aborted" ? { kind: "cancelled" } : { kind: "settled", summary, outcome: { kind: "failed", error } },
      );
    }
  }

  private dispatch(side: DataSide, action: ProfileAction): void {
    this.store.dispatch({ kind: "profile", side, action });
  }
}
