import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { SignetClient } from "../../../worker/client.ts";
import type { DataSide, ReadSummary } from "../../../worker/protocol.ts";
import { isSigning, sidesOf } from "../selectors/selectors.ts";
import { examplesFrom } from "../state/first-cells.ts";
import { answerOf } from "../state/side-state.ts";
import type { PageStore } from "../store.ts";
import { drawn } from "./drawn.ts";

/** At most so many cells are read for examples, and at most so many rows. */
const MOST_CELLS = 20_000;
const MOST_ROWS = 50;
const MOST_COLUMNS = 10_000;

/** Reads the first rows of what was read, for examples of each column, once the signature is drawn. */
export class ExamplesEffect {
  private readonly asked = new Map<DataSide, ReadSummary>();
  private readonly store: PageStore;
  private readonly client: SignetClient;

  constructor(store: PageStore, client: SignetClient) {
    this.store = store;
    this.client = client;
  }

  follow(): void {
    const state = this.store.getState();
    if (isSigning(state)) return;
    for (const side of DATA_SIDES) {
      const summary = answerOf(sidesOf(state)[side])?.summary;
      if (summary?.hasRows !== true || this.asked.get(side) === summary) continue;
      this.asked.set(side, summary);
      void this.read(side, summary, state.signing.result?.sides[side]?.specs.length ?? 1);
    }
  }

  private async read(side: DataSide, summary: ReadSummary, columns: number): Promise<void> {
    const columnCount = Math.max(1, Math.min(columns, MOST_COLUMNS));
    const rowCount = Math.max(3, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columnCount)));
    await drawn();
    try {
      const answer = await this.client.rows(side, { firstRow: 0, rowCount, firstColumn: 0, columnCount });
      if (answer.kind === "rows") this.store.dispatch({ kind: "examples", side, summary, examples: examplesFrom(answer) });
    } catch {
      // Examples may be missing. If rows cannot be read, that is reported when the user asks for them.
    }
  }
}
