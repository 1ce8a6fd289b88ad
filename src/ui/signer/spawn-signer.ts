import SignerWorker from "../../worker/signer-worker.ts?worker&inline";
import type { WorkerLike } from "../../worker/worker-like.ts";

/** Starts the worker in which users' own signers run, from a blob, so that the page's policy binds it too. */
export const spawnSigner = (): WorkerLike => new SignerWorker();
