import { defined } from "../../../core/defined.ts";
import { errorToData, grouped, type Text, text } from "../../../core/errors.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { ReadDepth } from "../../../core/readers/reader.ts";
import type { LogLevel } from "../../../core/signers/log.ts";
import type { SignetClient } from "../../../worker/client.ts";
import { pageDepth } from "../../../worker/page-depth.ts";
import type { DataSide, FilePart, ReadSummary } from "../../../worker/protocol.ts";
import { workOf } from "../selectors/selectors.ts";
import type { SignedAnswer } from "../state/action.ts";
import { failureLine } from "../state/failure-line.ts";
import { isSameRequest, type ReadRequest, type SideWork } from "../state/work.ts";
import type { PageStore } from "../store.ts";

/** A reading shorter than this, in milliseconds, is not shown while it runs: drawing it would only delay the answer. */
const SHOWN_AFTER_MS = 80;

function depthFor(files: readonly FilePart[]): ReadDepth {
  return pageDepth(files.reduce((sum, { blob }) => sum + blob.size, 0));
}

const namesOf = ({ files }: ReadRequest): string => files.map(({ name }) => name).join(", ");

/** Signs a side that was just read, together with the other side and the params; undefined if that takes longer or fails. */
export type SignEarly = (
  side: DataSide,
  read: { readonly summary: ReadSummary; readonly work: SideWork },
) => Promise<SignedAnswer | undefined>;

/** Reads the files of the work. A side is read again whenever its files or reader options change; a reading that is then running is cancelled. */
export class ReadingEffect {
  private readonly controllers = new Map<DataSide, AbortController>();

  private readonly store: PageStore;
  private readonly client: SignetClient;
  private readonly signEarly: SignEarly;

  constructor(store: PageStore, client: SignetClient, signEarly: SignEarly) {
    this.store = store;
    this.client = client;
    this.signEarly = signEarly;
  }

  /** Starts and cancels readings to match the work. */
  follow(): void {
    for (const side of DATA_SIDES) {
      const wanted = workOf(this.store.getState())[side];
      const { pending, last } = this.store.getState().readings[side];
      const asked = pending ?? last;
      if (wanted === null) this.forget(side);
      else if (asked === null || !isSameRequest(asked.of, wanted)) void this.read(side, wanted);
    }
  }

  /** Reads a side again if its last reading failed; any other side already matches the work. */
  retry(side: DataSide): void {
    const wanted = workOf(this.store.getState())[side];
    const { pending, last } = this.store.getState().readings[side];
    if (wanted !== null && pending === null && last?.phase === "failed") void this.read(side, wanted);
  }

  /** Cancels the reading or verifying of a side. */
  cancel(side: DataSide): void {
    this.controllers.get(side)?.abort();
    if (this.store.getState().readings[side].pending === null) return;
    this.log("warning", text`Cancelled reading the ${side}.`);
    this.store.dispatch({ kind: "reading-cancelled", side });
  }

  /** Cancels whatever is read. */
  end(): void {
    for (const side of DATA_SIDES) this.cancel(side);
  }

  /** Reads the pages that were left unread; the answer may be revised. */
  async verify(side: DataSide): Promise<void> {
    const { last } = this.store.getState().readings[side];
    if (last?.phase !== "ready" || last.verifying !== null) return;
    this.store.dispatch({ kind: "verifying", side, startedAt: performance.now() });
    const { summary: reading, isCurrent } = this.start(side, last.of, "all");
    try {
      const summary = await reading;
      if (!isCurrent()) return;
      this.store.dispatch({ kind: "verified", side, summary });
      this.log("info", text`The ${side} are verified: every page was read.`);
    } catch (thrown) {
      if (!isCurrent()) return;
      const error = errorToData(thrown);
      this.store.dispatch({ kind: "verifying-ended", side, error });
      if (error.tag !== "Aborted") this.store.dispatch(failureLine(error, [`Verifying the ${side} failed: `]));
    }
  }

  private forget(side: DataSide): void {
    const controller = this.controllers.get(side);
    if (controller === undefined) return;
    controller.abort();
    this.controllers.delete(side);
    this.client.forget(side);
  }

  /** Starts a reading in place of the running one; `isCurrent` until another one starts. */
  private start(side: DataSide, of: ReadRequest, pages: ReadDepth) {
    // The worker may have evidence of a page that was left.
    if (this.controllers.size === 0) for (const one of DATA_SIDES) this.client.forget(one);
    this.controllers.get(side)?.abort();
    const controller = new AbortController();
    this.controllers.set(side, controller);
    const isCurrent = () => this.controllers.get(side) === controller;
    const preprocessing = workOf(this.store.getState())[side]?.preprocessing ?? {};
    const summary = this.client.read(
      side,
      of.files,
      { ...preprocessing, options: of.options },
      {
        pages,
        signal: controller.signal,
        onProgress: (progress) => isCurrent() && this.store.dispatch({ kind: "progress", side, progress }),
      },
    );
    return { summary, isCurrent };
  }

  private async read(side: DataSide, work: SideWork): Promise<void> {
    const of: ReadRequest = { files: work.files, options: work.options };
    const { summary: reading, isCurrent } = this.start(side, of, depthFor(of.files));
    this.store.dispatch({ kind: "reading-started", side, of, startedAt: performance.now() });
    const shown = setTimeout(() => isCurrent() && this.store.dispatch({ kind: "reading-shown", side }), SHOWN_AFTER_MS);
    this.log("info", text`Reading ${namesOf(of)} as ${side}.`);
    try {
      const summary = await reading;
      const signed = isCurrent() ? await this.signEarly(side, { summary, work }) : undefined;
      if (!isCurrent()) return;
      this.store.dispatch({ kind: "read", side, summary, ...defined({ signed }) });
      const rows = summary.rowCount === null ? "" : `: ${grouped(summary.rowCount)} rows`;
      this.log("info", text`${namesOf(of)} is ${summary.format} (${summary.reason})${rows}.`);
      for (const { message } of summary.applied) this.log("warning", message);
    } catch (thrown) {
      // A cancelled reading has been settled already.
      if (!isCurrent() || this.store.getState().readings[side].pending === null) return;
      const error = errorToData(thrown);
      this.store.dispatch({ kind: "reading-failed", side, error });
      this.store.dispatch(failureLine(error, [`${namesOf(of)}: `]));
    } finally {
      clearTimeout(shown);
    }
  }

  private log(level: LogLevel, message: Text): void {
    this.store.dispatch({ kind: "logged", level, message, time: new Date() });
  }
}
