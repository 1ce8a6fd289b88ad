import { errorToData } from "../core/errors.ts";
import { loadInterpreter } from "../core/signers/custom/interpreter.ts";
import { answerSigner } from "./answer-signer.ts";
import type { SignerRequest, SignerResponse } from "./signer-protocol.ts";

const send = (response: SignerResponse) => self.postMessage(response);

// Loaded at once, so that the worker is warm before it is asked; a request waits for it.
const loading = loadInterpreter();

self.addEventListener("message", ({ data }: MessageEvent<SignerRequest>) => {
  loading.then(
    (interpreter) => send(answerSigner(data, interpreter)),
    (error: unknown) => send({ kind: "failed", id: data.id, error: errorToData(error) }),
  );
});

loading.then(
  () => send({ kind: "ready" }),
  // Told with each request.
  () => undefined,
);
