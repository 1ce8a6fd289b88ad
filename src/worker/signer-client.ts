import { errorFromData, SignetError, text } from "../core/errors.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import type { CustomDescription } from "../core/signers/custom-signer.ts";
import type { SignInput, SigningResult } from "../core/signers/signer.ts";
import type { SignerRequest, SignerResponse } from "./signer-protocol.ts";
import type { WorkerLike } from "./worker-like.ts";

/** Beyond the interpreter's own limit, which a long step of it may overrun; then the worker is ended whatever it does. */
export const SIGNER_TIMEOUT_MS = 8_000;

/**
 * Users' own signers as plain functions, each call in a worker that is ended when it takes too long or fails; the next call starts another.
 * A call rejects with the SignetError that the worker told, or with `SignerFailed` on time-out and `WorkerDied` where the worker ends.
 */
export class SignerClient {
  private readonly spawn: () => WorkerLike;
  private readonly timeoutMs: number;
  private worker: WorkerLike | null = null;
  private nextId = 1;

  constructor(spawn: () => WorkerLike, timeoutMs = SIGNER_TIMEOUT_MS) {
    this.spawn = spawn;
    this.timeoutMs = timeoutMs;
  }

  /** Starts the worker and with it the interpreter. Resolves when it can be asked; rejects where it cannot start. */
  warmUp(): Promise<void> {
    this.worker ??= this.spawn();
    const { worker } = this;
    return new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<SignerResponse>) => data.kind === "ready" && resolve());
      worker.addEventListener("error", () => reject(died()));
    });
  }

  /** What a module is: its name and its config's JSON Schema. */
  async describe(file: string, source: string): Promise<CustomDescription> {
    const response = await this.call((id) => ({ kind: "describe", id, file, source }), file);
    if (response.kind !== "described") throw new SignetError("Internal", "The signers' worker answered something else.");
    return response.description;
  }

  /** Signs evidence by a choice that has a user's own signer in it. */
  async sign(choice: SignerChoice, input: SignInput): Promise<SigningResult> {
    const response = await this.call((id) => ({ kind: "sign", id, choice, input }), "The signer");
    if (response.kind !== "signed") throw new SignetError("Internal", "The signers' worker answered something else.");
    return response.result;
  }

  /** Ends the worker; what it was asked is left unanswered. */
  end(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private call(request: (id: number) => SignerRequest, name: string): Promise<SignerResponse> {
    this.worker ??= this.spawn();
    const { worker } = this;
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const bury = (error: SignetError) => {
        clearTimeout(timer);
        worker.terminate();
        if (this.worker === worker) this.worker = null;
        reject(error);
      };
      const timer = setTimeout(() => bury(late(name, this.timeoutMs)), this.timeoutMs);
      worker.addEventListener("error", () => bury(died()));
      worker.addEventListener("messageerror", () => bury(died()));
      worker.addEventListener("message", ({ data }: MessageEvent<SignerResponse>) => {
        if (data.kind === "ready" || data.id !== id) return;
        // What failed may have left the interpreter in any state.
        if (data.kind === "failed") bury(errorFromData(data.error));
        else {
          clearTimeout(timer);
          resolve(data);
        }
      });
      worker.postMessage(request(id));
    });
  }
}

const late = (name: string, timeoutMs: number) =>
  new SignetError("SignerFailed", text`${name} ran for more than ${timeoutMs / 1000} seconds, and its worker was ended.`, {
    remedy: "Look for a loop that does not end.",
  });

const died = () => new SignetError("WorkerDied", "The signers' worker ended.", { remedy: "Choose the signer again." });
