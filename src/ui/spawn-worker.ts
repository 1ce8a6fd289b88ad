import PartWorker from "../worker/part-worker.ts?worker&inline";
import type { WorkerRequest } from "../worker/protocol.ts";
import SignetWorker from "../worker/worker.ts?worker&inline";
import type { WorkerLike } from "../worker/worker-like.ts";

/** More threads than this gain nothing: the browser's own process, which reads the files, is then the limit. */
const MOST_PART_WORKERS = 6;

/**
 * Starts the worker and the threads that read parts of large files, all from blobs, so that the page's policy binds them: a
 * worker loaded by its own address would be free of it. To the caller they are one worker: if one of them ends, that is reported as the end of all.
 */
export function spawnWorker(): WorkerLike {
  const worker = new SignetWorker();
  const cores = navigator.hardwareConcurrency || 2;
  const partWorkers = Array.from({ length: Math.min(cores, MOST_PART_WORKERS) }, () => new PartWorker());
  const ports = partWorkers.map((one) => {
    const { port1, port2 } = new MessageChannel();
    one.postMessage(port1, [port1]);
    return port2;
  });
  worker.postMessage({ kind: "part-workers", ports } satisfies WorkerRequest, ports);
  return {
    postMessage: (message: unknown) => worker.postMessage(message),
    terminate() {
      for (const one of [worker, ...partWorkers]) one.terminate();
    },
    addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
      worker.addEventListener(type, listener);
      if (type !== "message") for (const one of partWorkers) one.addEventListener(type, listener);
    },
  };
}
