import { source } from "../../worker/signer-worker.ts?source";
import type { WorkerLike } from "../../worker/worker-like.ts";
import { workerMaker } from "../shared/worker-maker.ts";

/** Resolves to what starts the worker in which users' own signers run. */
export const loadSignerWorker = async (): Promise<() => WorkerLike> => workerMaker(await source());
