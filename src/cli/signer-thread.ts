import { parentPort } from "node:worker_threads";
import { errorToData } from "../core/errors.ts";
import { loadInterpreter } from "../core/signers/custom/interpreter.ts";
import { answerSigner } from "../worker/answer-signer.ts";
import type { SignerRequest, SignerResponse } from "../worker/signer-protocol.ts";

/** The signers' worker as a thread of Node: the same answers under the same contract as in the page. */
const send = (response: SignerResponse) => parentPort?.postMessage(response);

const loading = loadInterpreter();

parentPort?.on("message", (request: SignerRequest) => {
  loading.then(
    (interpreter) => send(answerSigner(request, interpreter)),
    (error: unknown) => send({ kind: "failed", id: request.id, error: errorToData(error) }),
  );
});

loading.then(
  () => send({ kind: "ready" }),
  // Told with each request.
  () => undefined,
);
