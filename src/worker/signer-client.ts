import { errorFromData, SignetError, text } from "../core/errors.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import type { CustomDescription } from "../core/signers/custom-signer.ts";
import type { SignInput, SigningResult } from "../core/signers/signer.ts";
import { type SignerRequest, type SignerResponse, STARTED } from "./signer-protocol.ts";
import type { WorkerLike } from "./worker-like.ts";

/** Beyond the interpreter's own limit, which a long step of it may overrun; then the worker is ended whatever it does. */
const SIGNER_TIMEOUT_MS = 8_000;

/** A worker that was started, and what it was asked and has not answered. */
interface Running {
  readonly worker: WorkerLike;
  /** Settled once the interpreter runs; rejected where it cannot. */
  readonly ready: Promise<unknown>;
  readonly pending: Map<number, { readonly resolve: (response: SignerResponse) => void; readonly reject: (error: SignetError) => void }>;
}

/**
 * Users' own signers as plain functions, in a worker that is ended when a call takes too long or fails; the next call starts another.
 * Calls are asked one after another, so that the end of one ends no other, and its time is its own. A call rejects with the SignetError that the worker reported, or with `SignerFailed` on time-out and `WorkerDied` where the worker ends.
 */
export class SignerClient {
  private readonly spawn: () => WorkerLike;
  private readonly timeoutMs: number;
  private running: Running | null = null;
  private nextId = 1;
  /** Settled once every call so far is answered. */
  private last: Promise<unknown> = Promise.resolve();
  /** How often it was ended: a call that waited meanwhile is not asked any more. */
  private ends = 0;

  constructor(spawn: () => WorkerLike, timeoutMs = SIGNER_TIMEOUT_MS) {
    this.spawn = spawn;
    this.timeoutMs = timeoutMs;
  }

  /** What a module is: its name and its config's JSON Schema. */
  async describe(file: string, source: string): Promise<CustomDescription> {
    const response = await this.call((id) => ({ kind: "describe", id, file, source }), file);
    if (response.kind !== "described") throw new SignetError("Internal", "The signers' worker answered something else.");
    return response.description;
  }

  /** Signs evidence by a choice that has a user's own signer in it; `further` is for problems alone, and no signer is given it. */
  async sign(choice: SignerChoice, input: SignInput, further: FurtherEvidence = {}): Promise<SigningResult> {
    const response = await this.call((id) => ({ kind: "sign", id, choice, input, further }), "The signer");
    if (response.kind !== "signed") throw new SignetError("Internal", "The signers' worker answered something else.");
    return response.result;
  }

  /** Ends the worker; what it was asked is rejected. */
  end(): void {
    this.ends++;
    if (this.running !== null) this.failAll(this.running, died());
  }

  private alive(): Running {
    if (this.running !== null) return this.running;
    const worker = this.spawn();
    const pending: Running["pending"] = new Map();
    const ready = new Promise((resolve, reject) => pending.set(STARTED, { resolve, reject }));
    const running: Running = { worker, ready, pending };
    worker.addEventListener("message", ({ data }: MessageEvent<SignerResponse>) => this.settle(running, data));
    worker.addEventListener("error", () => this.failAll(running, died()));
    worker.addEventListener("messageerror", () => this.failAll(running, died()));
    this.running = running;
    return running;
  }

  private call(request: (id: number) => SignerRequest, name: string): Promise<SignerResponse> {
    const asked = this.ends;
    const answer = this.last.then(() => {
      if (this.ends !== asked) throw died();
      return this.ask(request, name);
    });
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private async ask(request: (id: number) => SignerRequest, name: string): Promise<SignerResponse> {
    const running = this.alive();
    // The time that the interpreter takes to start is not the signer's.
    await running.ready;
    if (this.running !== running) throw died();
    const id = this.nextId++;
    const timer = setTimeout(() => this.failAll(running, late(name, this.timeoutMs)), this.timeoutMs);
    try {
      return await new Promise((resolve, reject) => {
        running.pending.set(id, { resolve, reject });
        running.worker.postMessage(request(id));
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private settle(running: Running, response: SignerResponse): void {
    const waiting = running.pending.get(response.id);
    running.pending.delete(response.id);
    if (response.kind !== "failed") {
      waiting?.resolve(response);
      return;
    }
    waiting?.reject(errorFromData(response.error));
    // What failed may have left the interpreter in any state.
    this.failAll(running, died());
  }

  private failAll(running: Running, error: SignetError): void {
    running.worker.terminate();
    if (this.running === running) this.running = null;
    for (const { reject } of running.pending.values()) reject(error);
    running.pending.clear();
  }
}

const late = (name: string, timeoutMs: number) =>
  new SignetError("SignerFailed", text`${name} ran for more than ${timeoutMs / 1000} seconds, and its worker was ended.`, {
    remedy: "Look for a loop that does not end.",
  });

const died = () => new SignetError("WorkerDied", "The signers' worker ended.", { remedy: "Choose the signer again." });
