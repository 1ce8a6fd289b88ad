import { errorFromData, SignetError } from "../core/errors.ts";
import type { Handing } from "../core/python/handing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { RowsAnswer, RowsWish } from "../core/readers/file-rows.ts";
import type { Progress } from "../core/readers/progress.ts";
import type { ReadDepth } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import type { SideProfile } from "../core/sign.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import { needsInterpreter } from "../core/signers/needs-interpreter.ts";
import type { SigningResult } from "../core/signers/signer.ts";
import type { DataSide, FilePart, ReadSummary, WorkerRequest, WorkerResponse } from "./protocol.ts";
import type { SignerClient } from "./signer-client.ts";
import type { WorkerLike } from "./worker-like.ts";

interface Pending {
  readonly resolve: (response: WorkerResponse) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * The worker as plain functions. Each call is answered once: with its result, with the SignetError that the worker told, with `Aborted`
 * after its signal, or with `WorkerDied` if the worker ends first; the next call then starts another worker.
 */
export class SignetClient {
  private readonly spawn: () => WorkerLike;
  private readonly signers: SignerClient | undefined;
  private worker: WorkerLike | null = null;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  /** `signers` is needed once a user's own signer is chosen. */
  constructor(spawn: () => WorkerLike, signers?: SignerClient) {
    this.spawn = spawn;
    this.signers = signers;
  }

  /** Starts the worker before it is needed, so that the first file finds it warm. */
  warmUp(): void {
    this.alive();
  }

  /**
   * Reads the files of one side and keeps what was counted in the worker: all of them, or with the depth `needed` what the signature depends on.
   * Progress comes some tens of times a second.
   */
  async read(
    side: DataSide,
    files: readonly FilePart[],
    settings: ReadSettings,
    {
      pages = "all",
      ...options
    }: { readonly pages?: ReadDepth; readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void } = {},
  ): Promise<ReadSummary> {
    const response = await this.call((id) => ({ kind: "read", id, side, files, settings, pages }), options);
    if (response.kind !== "read") throw new SignetError("Internal", "The worker answered something else.");
    return response.summary;
  }

  /** Signs what the worker holds, by InferSigner unless another is chosen; a user's own signer runs in the signers' worker. */
  async sign(sides: Partial<Record<DataSide, Handing>>, params: PythonValue | undefined, signer?: SignerChoice): Promise<SigningResult> {
    const held = { sides, ...(params === undefined ? {} : { params }) };
    if (signer !== undefined && needsInterpreter(signer)) {
      if (this.signers === undefined) throw new SignetError("Internal", "There is no worker for users' own signers.");
      const collected = await this.call((id) => ({ kind: "collect", id, ...held }), {});
      if (collected.kind !== "collected") throw new SignetError("Internal", "The worker answered something else.");
      return this.signers.sign(signer, collected.input);
    }
    const response = await this.call((id) => ({ kind: "sign", id, ...held, ...(signer === undefined ? {} : { signer }) }), {});
    if (response.kind !== "signed") throw new SignetError("Internal", "The worker answered something else.");
    return response.result;
  }

  /** Reads the files of a side again, for how its columns are distributed. To be asked for once the signature is shown. */
  async profile(
    side: DataSide,
    options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void } = {},
  ): Promise<SideProfile> {
    const response = await this.call((id) => ({ kind: "profile", id, side }), options);
    if (response.kind !== "profiled") throw new SignetError("Internal", "The worker answered something else.");
    return response.profile;
  }

  /** Reads a side's files again up to the rows that are wanted, and gives them as they stand. */
  async rows(
    side: DataSide,
    wish: RowsWish,
    options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void } = {},
  ): Promise<RowsAnswer> {
    const response = await this.call((id) => ({ kind: "rows", id, side, wish }), options);
    if (response.kind !== "rows") throw new SignetError("Internal", "The worker answered something else.");
    return response.answer;
  }

  /** Lets go of a side's evidence. */
  forget(side: DataSide): void {
    this.alive().postMessage({ kind: "forget", side } satisfies WorkerRequest);
  }

  private call(
    request: (id: number) => WorkerRequest,
    { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void },
  ): Promise<WorkerResponse> {
    const id = this.nextId++;
    const worker = this.alive();
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, ...(onProgress === undefined ? {} : { onProgress }) });
      signal?.addEventListener("abort", () => worker.postMessage({ kind: "cancel", id } satisfies WorkerRequest), { once: true });
      worker.postMessage(request(id));
    });
  }

  private alive(): WorkerLike {
    if (this.worker !== null) return this.worker;
    const worker = this.spawn();
    const died = (message: string) => () => this.bury(worker, message);
    worker.addEventListener("message", (event: MessageEvent<WorkerResponse>) => this.settle(event.data));
    worker.addEventListener("error", died("The reading worker ended: the file may need more memory than the browser gives."));
    worker.addEventListener("messageerror", died("The reading worker sent something that cannot be read."));
    this.worker = worker;
    return worker;
  }

  private settle(response: WorkerResponse): void {
    if (response.kind === "ready") return;
    const pending = this.pending.get(response.id);
    if (response.kind === "progress") {
      pending?.onProgress?.(response.progress);
      return;
    }
    this.pending.delete(response.id);
    if (response.kind === "failed") pending?.reject(errorFromData(response.error));
    else pending?.resolve(response);
  }

  private bury(worker: WorkerLike, message: string): void {
    worker.terminate();
    if (this.worker === worker) this.worker = null;
    const lost = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of lost)
      reject(new SignetError("WorkerDied", message, { remedy: "Drop the file again; a smaller part of it shows what is wrong." }));
  }
}
