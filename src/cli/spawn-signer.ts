/// <reference path="../core/signers/custom/bundle.d.ts" />
import { Worker } from "node:worker_threads";
import type { WorkerLike } from "../worker/worker-like.ts";
import threadSource from "./signer-thread.ts?bundle";

/** Starts the signers' worker as a thread, from text that the program carries, with as much memory as a signer may need and no more. */
export function spawnSigner(): WorkerLike {
  const address = new URL(`data:text/javascript;base64,${Buffer.from(threadSource).toString("base64")}`);
  const thread = new Worker(address, { resourceLimits: { maxOldGenerationSizeMb: 512 }, env: {}, stdin: false });
  const listen = (kind: string, listener: unknown) => {
    // The client's listeners are functions of one event, and read only this of it.
    const call = listener as (event: { readonly data: unknown }) => void;
    thread.on(kind, (data: unknown) => call({ data }));
  };
  return {
    postMessage: (message: unknown) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
    // Node's threads have the three events of a worker under the same names.
    addEventListener: listen as WorkerLike["addEventListener"],
  };
}
