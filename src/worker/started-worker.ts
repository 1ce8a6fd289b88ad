import type { SignetError } from "../core/errors.ts";
import { notStarted } from "./not-started.ts";
import type { WorkerLike } from "./worker-like.ts";

/** A worker, and whether it has started: until then nothing but the browser can have ended it. */
export interface Running {
  readonly worker: WorkerLike;
  /** Rejects with `Unavailable`. */
  readonly started: Promise<void>;
  readonly settle: { resolve(): void; reject(error: SignetError): void };
  hasStarted: boolean;
}

const PURPOSE = "reads files";

/** Where the worker that reads files cannot start. */
export const notStartedReading = () => notStarted(PURPOSE);

/** Starts a worker. Throws `Unavailable` where the browser refuses at once. */
export function startedWith(spawn: () => WorkerLike): Running {
  let settle: Running["settle"] = { resolve: () => undefined, reject: () => undefined };
  const started = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever calls `start` hears of it; to others the calls themselves say it.
  started.catch(() => undefined);
  try {
    return { worker: spawn(), started, settle, hasStarted: false };
  } catch {
    throw notStartedReading();
  }
}
