import SignetWorker from "../worker/worker.ts?worker&inline";

/** Starts the worker from a blob, so that the page's policy binds it: one loaded by its own address would be free of it. */
export function spawnWorker(): Worker {
  return new SignetWorker();
}
