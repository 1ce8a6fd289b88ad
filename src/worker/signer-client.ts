import { errorFromData, SignetError, text } from "../core/errors.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import type { CustomDescription } from "../core/signers/custom-signer.ts";
import type { SignInput, SigningResult } from "../core/signers/signer.ts";
import { notStarted } from "./not-started.ts";
import { type SignerRequest, type SignerResponse, STARTED } from "./signer-protocol.ts";
import type { WorkerLike } from "./worker-like.ts";

/** Longer than the interpreter's own limit, which a long step may overrun. After this the worker is terminated. */
const SIGNER_TIMEOUT_MS = 8_000;

/** A worker that was started, and the requests that it has not answered yet. */
interface Running {
  readonly worker: WorkerLike;
  /** Resolves once the interpreter runs; rejects if it cannot. */
  readonly ready: Promise<unknown>;
  readonly pending: Map<number, { readonly resolve: (response: SignerResponse) => void; readonly reject: (error: SignetError) => void }>;
}

/**
 * Users' own signers as plain functions, in a worker that is terminated when a call takes too long or fails; the next call starts another.
 * Calls run one after another, so that terminating one ends no other, and each has its full time. A call rejects with the SignetError that the worker reported, or with `SignerFailed` on time-out `WorkerDied` where the worker ends, and `Unavailable` where it cannot start.
 */
export class SignerClient {
  private readonly spawn: () => WorkerLike;
  private readonly timeoutMs: number;
  private running: Running | null = null;
  private nextId = 1;
  /** Settled once every call so far is answered. */
  private last: Promise<unknown> = Promise.resolve();
  /** How often the worker was terminated. Calls that were waiting then are not sent any more. */
  private ends = 0;

  constructor(spawn: () => WorkerLike, timeoutMs = SIGNER_TIMEOUT_MS) {
    this.spawn = spawn;
    this.timeoutMs = timeoutMs;
  }

  /** A module's name and the JSON Schema of its config. */
  async describe(file: string, source: string): Promise<CustomDescription> {
    const response = await this.call((id) => ({ kind: "describe", id, file, source }), file);
    if (response.kind !== "described") throw new SignetError("Internal", "The signers' worker answered something else.");
    return response.description;
  }

  /** Signs evidence by a choice that has a user's own signer in it; `further` is used only to find problems; no signer gets it. */
  async sign(choice: SignerChoice, input: SignInput, further: FurtherEvidence = {}): Promise<SigningResult> {
    const response = await this.call((id) => ({ kind: "sign", id, choice, input, further }), "The signer");
    if (response.kind !== "signed") throw new SignetError("Internal", "The signers' worker answered something else.");
    return response.result;
  }

  /** Terminates the worker; unanswered calls reject. */
  end(): void {
    this.ends++;
    if (this.running !== null) this.failAll(this.running, died());
  }

  private alive(): Running {
    if (this.running !== null) return this.running;
    const worker = startedBy(this.spawn);
    const pending: Running["pending"] = new Map();
    const ready = new Promise((resolve, reject) => pending.set(STARTED, { resolve, reject }));
    const running: Running = { worker, ready, pending };
    worker.addEventListener("message", ({ data }: MessageEvent<SignerResponse>) => this.settle(running, data));
    // Until the interpreter is ready, only the browser can have ended the worker.
    worker.addEventListener("error", () => this.failAll(running, pending.has(STARTED) ? notStarted(PURPOSE) : died()));
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
    // A failure may have left the interpreter in any state.
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

const PURPOSE = "runs your own signers";

function startedBy(spawn: () => WorkerLike): WorkerLike {
  try {
    return spawn();
  } catch {
    throw notStarted(PURPOSE);
  }
}
