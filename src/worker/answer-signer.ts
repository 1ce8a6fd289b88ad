import { errorToData } from "../core/errors.ts";
import { signEvidence } from "../core/problems/sign-evidence.ts";
import { signerFromChoice } from "../core/signers/choice.ts";
import { type Interpreter, loadInterpreter } from "../core/signers/custom/interpreter.ts";
import { describeCustomSigner } from "../core/signers/custom-signer.ts";
import { type SignerRequest, type SignerResponse, STARTED } from "./signer-protocol.ts";

/** Answers one request of the signers' worker. Never throws: what fails is the answer. */
function answerSigner(request: SignerRequest, interpreter: Interpreter): SignerResponse {
  const { id } = request;
  try {
    switch (request.kind) {
      case "describe":
        return { kind: "described", id, description: describeCustomSigner({ name: request.file, source: request.source }, interpreter) };
      case "sign":
        return {
          kind: "signed",
          id,
          result: signEvidence(request.input, signerFromChoice(request.choice, { interpreter }), request.further),
        };
    }
  } catch (error) {
    return { kind: "failed", id, error: errorToData(error) };
  }
}

/** Loads the interpreter and reports that it is ready, or why it cannot be. Returns the handler of requests, which wait until then. */
export function serveSigners(send: (response: SignerResponse) => void): (request: SignerRequest) => void {
  const loading = loadInterpreter();
  loading.then(
    () => send({ kind: "ready", id: STARTED }),
    (error: unknown) => send({ kind: "failed", id: STARTED, error: errorToData(error) }),
  );
  return (request) => void loading.then((interpreter) => send(answerSigner(request, interpreter)));
}
