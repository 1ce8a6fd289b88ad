import { availableParallelism } from "node:os";
import { MessageChannel, type MessagePort, type ResourceLimits, Worker } from "node:worker_threads";
import { SignetError } from "../core/errors.ts";
import { changedLimits } from "../core/limits.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { type PortPool, portPool } from "../worker/port-pool.ts";
import { asPort } from "./node-port.ts";

/** More threads than this gain nothing: the disk is then the limit. */
const MOST_THREADS = 8;

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
}

function startThread(script: string, resourceLimits: ResourceLimits): Thread {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(script), { workerData: changedLimits(), resourceLimits });
  worker.postMessage(port1, [port1]);
  return { worker, port: port2 };
}

/** Why a thread ended before its time. */
function ended(cause: unknown): SignetError {
  const isMemory = cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
  return new SignetError(
    "WorkerDied",
    isMemory ? "A thread that reads the file ran out of memory." : "A thread that reads the file ended before it was done.",
    {
      remedy: "Run the command again, or with NODE_OPTIONS=--max-old-space-size=8000 where memory is short.",
      cause,
    },
  );
}

/**
 * Threads that read parts of large files. They start with the first task, since most files are read before a thread is ready. `close` ends
 * them; without it the process does not exit. If one of them ends by itself, all that they were asked is rejected with `WorkerDied`, and the
 * next task starts others. `script` is the address of what answers in a thread, as
 * `part-thread.ts` does; `resourceLimits` are Node's for each thread.
 */
export function nodePool(script: string, resourceLimits: ResourceLimits = {}): PartPool & { close(): Promise<void> } {
  const size = Math.min(Math.max(availableParallelism(), 2), MOST_THREADS);
  let running: { readonly pool: PortPool; readonly threads: readonly Thread[] } | undefined;
  const close = async () => {
    const threads = running?.threads ?? [];
    running = undefined;
    for (const { port } of threads) port.close();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  };
  const start = () => {
    const threads = Array.from({ length: size }, () => startThread(script, resourceLimits));
    const pool = portPool(
      threads.map(({ port }) => asPort(port)),
      true,
    );
    const fail = (cause: unknown) => {
      pool.failAll(ended(cause));
      if (running?.pool === pool) void close();
    };
    for (const { worker } of threads) worker.once("error", fail).once("exit", fail);
    return { pool, threads };
  };
  return {
    size,
    readsFiles: true,
    get isStarted() {
      return running !== undefined;
    },
    run(sources, task, options) {
      running ??= start();
      return running.pool.run(sources, task, options);
    },
    close,
  };
}
