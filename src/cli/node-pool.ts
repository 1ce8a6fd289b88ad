import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import { changedLimits, type LimitChanges, setLimits } from "../core/limits.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { type PortLike, servePartsOn } from "../worker/part-server.ts";
import { portPool } from "../worker/port-pool.ts";
import { sourceFromFile } from "./node-source.ts";

/** More threads than this gain nothing: the disk is then the limit. */
const MOST_THREADS = 8;

/** Ports of Node deliver messages as those of browsers do; only their types differ. */
const asPort = (port: MessagePort) => port as unknown as PortLike;

/**
 * Threads that read parts of large files. They start with the first task, since most files are read before a thread is ready. `close` ends
 * them; without it the process does not exit. `script` is the built command, which answers in a thread by {@link servePartsInThread}.
 */
export function nodePool(script: string): PartPool & { close(): Promise<void> } {
  const size = Math.min(Math.max(availableParallelism(), 2), MOST_THREADS);
  const threads: Worker[] = [];
  const opened: MessagePort[] = [];
  let pool: PartPool | undefined;
  const start = () => {
    const ports = Array.from({ length: size }, () => {
      const { port1, port2 } = new MessageChannel();
      const thread = new Worker(fileURLToPath(script), { workerData: changedLimits() });
      thread.postMessage(port1, [port1]);
      threads.push(thread);
      opened.push(port2);
      return asPort(port2);
    });
    return portPool(ports);
  };
  return {
    size,
    run(source, task, options) {
      pool ??= start();
      return pool.run(source, task, options);
    },
    async close() {
      for (const port of opened) port.close();
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** The thread's side: answers tasks through the port that its first message brings. */
export function servePartsInThread(): void {
  // Only the pool starts threads of the command, and it gives them its limits.
  setLimits(workerData as LimitChanges);
  parentPort?.once("message", (port: MessagePort) => {
    servePartsOn(asPort(port), (handle) => {
      if (typeof handle !== "string") throw new TypeError("A thread of Node only opens paths.");
      return sourceFromFile(handle);
    });
  });
}
