import { errorFromData, SignetError } from "../core/errors.ts";
import type { ColumnDescription } from "../core/profile/describe.ts";
import type { Progress } from "../core/readers/progress.ts";
import type { WorkerRequest, WorkerResponse } from "./protocol.ts";
import { notStartedReading, type Running, startedWith } from "./started-worker.ts";
import type { WorkerLike } from "./worker-like.ts";

/** How long a caller waits for the worker to stop, and how long the worker has before it is ended. */
const CANCEL_MS = 150;
const END_MS = 2000;

/** Options of every call that reads files: a signal that stops it, and a callback for its progress, a few times per second. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What a call may listen to besides. */
export interface ListenOptions extends CallOptions {
  readonly onColumns?: (columns: readonly (ColumnDescription | null)[]) => void;
}

/** A request, once it has an id. It is made again where the worker was ended before it answered. */
export type Ask = (id: number) => WorkerRequest;

interface Pending extends Omit<ListenOptions, "signal"> {
  readonly resolve: (response: WorkerResponse) => void;
  readonly reject: (error: unknown) => void;
}

/** What the page needs of the browser's locks. */
export type LocksLike = Pick<LockManager, "request">;

const died = (message: string) =>
  new SignetError("WorkerDied", message, { remedy: "Drop the file again; if it fails again, try a smaller part of it." });

const cancelled = () => new SignetError("Aborted", "Cancelled.");

/** Rejects what a worker was asked besides what did not stop. */
const ENDED_FOR_ANOTHER = died("The reading worker did not stop and was ended.");

/**
 * Calls of a worker, each answered by its id. A call rejects with the SignetError that the worker reported, with `Aborted` after its signal,
 * with `WorkerDied` if the worker ends first, or with `Unavailable` if it cannot start. The next call starts another worker. A worker that
 * does not stop at a signal is ended, and whatever else it was asked is asked again.
 */
export class WorkerCalls {
  private readonly spawn: () => WorkerLike;
  private readonly onEnd: () => void;
  private readonly locks: LocksLike | undefined;
  private running: Running | null = null;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  /** `onEnd` is called when a worker has ended, before its calls are rejected. `locks` show that it was closed, of which nothing else tells. */
  constructor(spawn: () => WorkerLike, onEnd: () => void, locks: LocksLike | undefined) {
    this.spawn = spawn;
    this.onEnd = onEnd;
    this.locks = locks;
  }

  /** Starts the worker before it is needed. Rejects with `Unavailable` where the browser does not start it. */
  async start(): Promise<void> {
    return this.alive().started;
  }

  /** Tells the worker something that has no answer, if there is one. */
  tell(message: WorkerRequest): void {
    this.running?.worker.postMessage(message);
  }

  /** Asks the worker, at once or after what `prepare` has to wait for. */
  async call(ask: Ask, options: ListenOptions, prepare?: () => Promise<void> | null): Promise<WorkerResponse> {
    for (;;) {
      try {
        const prepared = prepare?.() ?? null;
        if (prepared !== null) await prepared;
        return await this.ask(ask, options);
      } catch (thrown) {
        if (thrown !== ENDED_FOR_ANOTHER) throw thrown;
        if (options.signal?.aborted === true) throw cancelled();
      }
    }
  }

  private async ask(ask: Ask, { signal, ...listeners }: ListenOptions): Promise<WorkerResponse> {
    const id = this.nextId++;
    const { worker } = this.alive();
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, ...listeners });
      signal?.addEventListener("abort", () => this.cancel(worker, id), { once: true });
      worker.postMessage(ask(id));
    });
  }

  /** Asks the worker to stop, and ends it if it does not: it may be in a loop that takes no messages. */
  private cancel(worker: WorkerLike, id: number): void {
    if (!this.pending.has(id)) return;
    worker.postMessage({ kind: "cancel", id } satisfies WorkerRequest);
    setTimeout(() => this.pending.get(id)?.reject(cancelled()), CANCEL_MS);
    setTimeout(() => {
      if (this.pending.delete(id) && this.running?.worker === worker) this.failAll(this.running, ENDED_FOR_ANOTHER);
    }, END_MS);
  }

  /** The worker that runs, or another one. Throws `Unavailable` where the browser starts none. */
  private alive(): Running {
    if (this.running !== null) return this.running;
    const running = startedWith(this.spawn);
    const { worker } = running;
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerResponse>) => {
      if (data.kind !== "thread-ready") {
        running.hasStarted = true;
        running.settle.resolve();
      }
      if (data.kind !== "ready" && data.kind !== "thread-ready") this.settle(data);
      else if (data.lock !== undefined) this.locks?.request(data.lock, () => this.failAll(running, died("The reading worker was closed.")));
    });
    const ended = () =>
      running.hasStarted ? died("The reading worker ended: the file may need more memory than the browser allows.") : notStartedReading();
    worker.addEventListener("error", () => this.failAll(running, ended()));
    worker.addEventListener("messageerror", () => this.failAll(running, died("The reading worker sent something that cannot be read.")));
    this.running = running;
    return running;
  }

  private settle(response: Exclude<WorkerResponse, { kind: "ready" | "thread-ready" }>): void {
    const pending = this.pending.get(response.id);
    if (response.kind === "progress") {
      pending?.onProgress?.(response.progress);
      return;
    }
    if (response.kind === "profiled-columns") {
      pending?.onColumns?.(response.columns);
      return;
    }
    this.pending.delete(response.id);
    if (response.kind === "failed") pending?.reject(errorFromData(response.error));
    else pending?.resolve(response);
  }

  private failAll(running: Running, error: SignetError): void {
    running.worker.terminate();
    running.settle.reject(error);
    if (this.running !== running) return;
    this.running = null;
    this.onEnd();
    const lost = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of lost) reject(error);
  }
}
