import { source as partWorkerSource } from "../worker/part-worker.ts?source";
import type { WorkerRequest } from "../worker/protocol.ts";
import { source as workerSource } from "../worker/worker.ts?source";
import type { WorkerLike } from "../worker/worker-like.ts";
import { workerMaker } from "./shared/worker-maker.ts";

/** More threads than this gain nothing: the browser's own process, which reads the files, is then the limit. */
const MOST_PART_WORKERS = 6;

/**
 * Resolves to what starts the worker and the threads that read parts of large files. To the caller they are one worker: if one of them ends,
 * that is reported as the end of all.
 */
export async function loadWorkers(): Promise<() => WorkerLike> {
  const [worker, partWorker] = await Promise.all([workerSource(), partWorkerSource()]);
  const [makeWorker, makePartWorker] = [workerMaker(worker), workerMaker(partWorker)];
  return () => asOne(makeWorker(), makePartWorker);
}

function asOne(worker: Worker, makePartWorker: () => Worker): WorkerLike {
  const cores = navigator.hardwareConcurrency || 2;
  const partWorkers = Array.from({ length: Math.min(cores, MOST_PART_WORKERS) }, makePartWorker);
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
      for (const one of [worker, ...partWorkers]) one.addEventListener(type, listener);
    },
  };
}
