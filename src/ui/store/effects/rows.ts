import { errorToData } from "../../../core/errors.ts";
import type { SignetClient } from "../../../worker/client.ts";
import { isSameList } from "../selectors/derive.ts";
import { sidesOf } from "../selectors/selectors.ts";
import { defectLines } from "../state/failure-line.ts";
import type { GridAction } from "../state/grid-state.ts";
import type { PageStore } from "../store.ts";

/** Reads the requested rows of a file. A new request cancels the one before. */
export class RowsEffect {
  private asked: readonly unknown[] = [];
  private controller = new AbortController();

  private readonly store: PageStore;
  private readonly client: SignetClient;

  constructor(store: PageStore, client: SignetClient) {
    this.store = store;
    this.client = client;
  }

  /** Stops reading rows; {@link follow} starts it again. */
  end(): void {
    this.controller.abort();
    this.asked = [];
  }

  follow(): void {
    const state = this.store.getState();
    const { goal, query } = state.rows;
    const current = goal === null ? null : sidesOf(state)[goal.side];
    const summary = current?.phase === "ready" ? current.summary : null;
    const asked = [goal?.side, query, summary];
    if (isSameList(asked, this.asked)) return;
    this.asked = asked;
    this.controller.abort();
    if (goal === null || query === null || summary === null) return;
    const controller = new AbortController();
    this.controller = controller;
    const { signal } = controller;
    const report = (action: GridAction) => !signal.aborted && this.store.dispatch({ kind: "rows", action });
    report({ kind: "started" });
    this.client.rows(goal.side, query, { signal, onProgress: (progress) => report({ kind: "progress", progress }) }).then(
      (answer) => report({ kind: "answered", answer, summary }),
      (thrown: unknown) => {
        const error = errorToData(thrown);
        report({ kind: "answered", answer: { kind: "failed", error }, summary });
        if (!controller.signal.aborted) for (const line of defectLines(error, ["The first rows: "])) this.store.dispatch(line);
      },
    );
  }
}
