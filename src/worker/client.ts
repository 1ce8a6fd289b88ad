import type { RequestCheck } from "../core/check/check-request.ts";
import type { SelfChecked } from "../core/check/check-signature.ts";
import { defined } from "../core/defined.ts";
import type { VersionChange } from "../core/diff/version-changes.ts";
import type { Environment } from "../core/environment/environment.ts";
import { type ErrorData, errorFromData, SignetError } from "../core/errors.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import type { ColumnDescription } from "../core/profile/describe.ts";
import type { Preprocessing } from "../core/python/preprocessing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { RowsAnswer, RowsQuery } from "../core/readers/file-rows.ts";
import type { Progress } from "../core/readers/progress.ts";
import type { ReadDepth } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import type { SideProfile } from "../core/sign.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import { needsInterpreter } from "../core/signers/needs-interpreter.ts";
import type { Problem, SigningResult } from "../core/signers/signer.ts";
import type { CheckedData } from "../core/validation/reports/check-report.ts";
import type { Way } from "../core/validation/verdict.ts";
import type { DataSide, DroppedModel, FilePart, ReadSummary, WorkerRequest, WorkerResponse } from "./protocol.ts";
import type { SignerClient } from "./signer-client.ts";
import { notStartedReading, type Running, startedWith } from "./started-worker.ts";
import type { WorkerLike } from "./worker-like.ts";

interface Pending {
  readonly resolve: (response: WorkerResponse) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly onColumns?: (columns: readonly (ColumnDescription | null)[]) => void;
}

/** A response as the one that was asked for. */
function answered<Kind extends WorkerResponse["kind"]>(response: WorkerResponse, kind: Kind): Extract<WorkerResponse, { kind: Kind }> {
  if (response.kind !== kind) throw new SignetError("Internal", "The worker answered something else.");
  // Its kind says so.
  return response as Extract<WorkerResponse, { kind: Kind }>;
}

/** How long a caller waits for the worker to stop, and how long the worker has before it is ended. */
const CANCEL_MS = 150;
const END_MS = 2000;

/** What a client needs of the browser's locks. */
export type LocksLike = Pick<LockManager, "request">;

/** A reading whose evidence a worker kept. */
type KeptRead = Pick<Extract<WorkerRequest, { kind: "read" }>, "side" | "files" | "settings" | "pages">;

/** Options of every call that reads files: a signal that stops it, and a callback for its progress, a few times per second. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The preprocessing of each kept side, the params, the signer, the names of inputs that were checked, and the versions that sign. */
type SignArguments = [
  sides: Partial<Record<DataSide, Preprocessing>>,
  params: PythonValue | undefined,
  signer?: SignerChoice,
  comparison?: readonly string[],
  environment?: Environment,
];

const signRequest = ([sides, params, signer, comparison = [], environment]: SignArguments) => ({
  sides,
  ...defined({ params, signer, environment, comparison: comparison.length === 0 ? undefined : comparison }),
});

/**
 * The worker as plain functions. Each call resolves to its result, or rejects with the SignetError that the worker reported, with `Aborted`
 * after its signal, with `WorkerDied` if the worker ends first, or with `Unavailable` if it cannot start. The next call then starts another worker, which reads the kept files again
 * before it is asked about them. A worker that does not stop at a signal is ended.
 */
export class SignetClient {
  private readonly spawn: () => WorkerLike;
  private readonly signers: (() => Promise<SignerClient>) | undefined;
  private running: Running | null = null;
  private readonly pending = new Map<number, Pending>();
  private readonly locks: LocksLike | undefined;
  /** The readings whose evidence the worker has, or had. */
  private readonly kept = new Map<DataSide, KeptRead>();
  /** Sides that a worker kept which has ended. */
  private readonly lost = new Set<DataSide>();
  private nextId = 1;

  /** `signers` is used only for users' own signers. `locks` show that a worker was closed, of which nothing else tells. */
  constructor(spawn: () => WorkerLike, signers?: () => Promise<SignerClient>, locks: LocksLike | undefined = globalThis.navigator?.locks) {
    this.spawn = spawn;
    this.signers = signers;
    this.locks = locks;
  }

  /**
   * Starts the worker before it is needed, since starting takes longer than reading a small file. Rejects with `Unavailable` where the
   * browser does not start it.
   */
  async start(): Promise<void> {
    return this.alive().started;
  }

  /** Makes the worker read made-up files until the first real one comes, so that its functions are compiled by then. */
  warmUp(): void {
    this.running?.worker.postMessage({ kind: "warm-up" } satisfies WorkerRequest);
  }

  /**
   * Reads the files of one side; the worker keeps the evidence. With the depth `needed`, only what the signature depends on is read.
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
    const request = { side, files, settings, pages };
    const response = await this.call((id) => ({ kind: "read", id, ...request }), options);
    this.kept.set(side, request);
    this.lost.delete(side);
    if (response.kind !== "read") throw new SignetError("Internal", "The worker answered something else.");
    return response.summary;
  }

  /** Loads the model or signature among files. If there is none, it resolves to null, or rejects with `InvalidModel` if it `isSure`. */
  async loadModel(files: readonly FilePart[], isSure = true): Promise<DroppedModel | null> {
    return answered(await this.call((id) => ({ kind: "load-model", id, files, isSure }), {}), "model-loaded").found;
  }

  /** Resolves to why each file is not data that Signet reads; to null for those that may be. Only their ends are read. */
  async recognise(files: readonly FilePart[]): Promise<readonly (ErrorData | null)[]> {
    return answered(await this.call((id) => ({ kind: "recognise", id, files }), {}), "recognised").errors;
  }

  /** Signs the kept sides with the chosen signer, by default InferSigner; `comparison` names inputs that were checked. A user's own signer runs in the signers' worker. */
  async sign(...asked: SignArguments): Promise<SigningResult> {
    const request = signRequest(asked);
    const { signer } = request;
    if (signer !== undefined && needsInterpreter(signer)) {
      if (this.signers === undefined) throw new SignetError("Internal", "There is no worker for users' own signers.");
      const collected = await this.callKept((id) => ({ kind: "collect", id, ...request }), {});
      if (collected.kind !== "collected") throw new SignetError("Internal", "The worker answered something else.");
      return (await this.signers()).sign(signer, collected.input, collected.further);
    }
    return answered(await this.callKept((id) => ({ kind: "sign", id, ...request }), {}), "signed").result;
  }

  /** The problems of what {@link sign} signs, with the evidence that the worker got since: a profile, or a full check. */
  async problems(...asked: SignArguments): Promise<readonly Problem[]> {
    const request = signRequest(asked);
    if (request.signer !== undefined && needsInterpreter(request.signer)) return (await this.sign(...asked)).problems;
    return answered(await this.callKept((id) => ({ kind: "problems", id, ...request }), {}), "problems").problems;
  }

  /** Reads the files of a side again for the distributions of its columns. Call it once the signature is shown. */
  async profile(side: DataSide, options: CallOptions = {}): Promise<SideProfile> {
    const columns: (ColumnDescription | null)[] = [];
    const onColumns: Pending["onColumns"] = (more) => columns.push(...more);
    const response = await this.callKept((id) => ({ kind: "profile", id, side }), { ...options, onColumns });
    if (response.kind !== "profiled") throw new SignetError("Internal", "The worker answered something else.");
    return response.profile.kind === "columns" ? { ...response.profile, columns } : response.profile;
  }

  /**
   * Checks files, the parts of one data set, against one side of a signature. Without `ways`, CSV, Parquet and the body of a request are
   * checked both as passed to `predict` and as sent to the scoring server, other files as passed to `predict`.
   * Progress starts again with each reading of the files.
   */
  async check(
    files: readonly FilePart[],
    settings: ReadSettings,
    signature: ModelSignature,
    { side = "inputs", ways, ...options }: CallOptions & { readonly side?: DataSide; readonly ways?: readonly Way[] } = {},
  ): Promise<CheckedData> {
    const request = { side, files, settings, signature, ...defined({ ways }) };
    return answered(await this.call((id) => ({ kind: "check", id, ...request }), options), "checked").checked;
  }

  /** Checks the body of a JSON request against a signature, as MLflow's scoring server would, and finds the places at fault. */
  async checkRequest(body: string | Blob, signature: ModelSignature, options: CallOptions = {}): Promise<RequestCheck> {
    const blob = typeof body === "string" ? new Blob([body]) : body;
    return answered(
      await this.call((id) => ({ kind: "check-request", id, body: { name: "request.json", blob }, signature }), options),
      "request-checked",
    ).check;
  }

  /**
   * Checks the kept sides against a signature, theirs or an edited one: would a model with it accept the files that made it?
   * Reads files again only if the evidence does not settle a verdict.
   */
  async selfCheck(
    sides: Partial<Record<DataSide, Preprocessing>>,
    params: PythonValue | undefined,
    signature: ModelSignature,
    options: CallOptions = {},
  ): Promise<SelfChecked> {
    const inputs = { sides, ...defined({ params, environment: signature.environment }) };
    return answered(await this.callKept((id) => ({ kind: "self-check", id, signature, ...inputs }), options), "self-checked").check;
  }

  /** What the versions `to` answer differently than `from`: what is inferred for the kept sides, and whether the signature takes them. */
  async compareVersions(
    {
      params,
      ...asked
    }: Omit<Extract<WorkerRequest, { kind: "compare-versions" }>, "kind" | "id" | "params"> & {
      readonly params: PythonValue | undefined;
    },
    options: CallOptions = {},
  ): Promise<readonly VersionChange[]> {
    return answered(
      await this.callKept((id) => ({ kind: "compare-versions", id, ...asked, ...defined({ params }) }), options),
      "versions-compared",
    ).changes;
  }

  /** Reads a side's files again up to the rows that are wanted, and gives them as they are. */
  async rows(side: DataSide, query: RowsQuery, options: CallOptions = {}): Promise<RowsAnswer> {
    return answered(await this.callKept((id) => ({ kind: "rows", id, side, query }), options), "rows").answer;
  }

  /** Lets go of a side's evidence. */
  forget(side: DataSide): void {
    this.kept.delete(side);
    this.lost.delete(side);
    this.running?.worker.postMessage({ kind: "forget", side } satisfies WorkerRequest);
  }

  /** Asks about what was read before, and reads it again first if the worker that had done so is gone. */
  private async callKept(
    request: (id: number) => WorkerRequest,
    options: CallOptions & Pick<Pending, "onColumns">,
  ): Promise<WorkerResponse> {
    for (const side of this.lost) {
      const read = this.kept.get(side);
      if (read !== undefined) await this.call((id) => ({ kind: "read", id, ...read }), options);
      this.lost.delete(side);
    }
    return this.call(request, options);
  }

  private async call(
    request: (id: number) => WorkerRequest,
    { signal, ...listeners }: CallOptions & Pick<Pending, "onColumns">,
  ): Promise<WorkerResponse> {
    const id = this.nextId++;
    const { worker } = this.alive();
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, ...listeners });
      signal?.addEventListener("abort", () => this.cancel(worker, id), { once: true });
      worker.postMessage(request(id));
    });
  }

  /** Asks the worker to stop, and ends it if it does not: it may be in a loop that takes no messages. */
  private cancel(worker: WorkerLike, id: number): void {
    if (!this.pending.has(id)) return;
    worker.postMessage({ kind: "cancel", id } satisfies WorkerRequest);
    setTimeout(() => this.pending.get(id)?.reject(new SignetError("Aborted", "Cancelled.")), CANCEL_MS);
    setTimeout(() => {
      if (this.pending.delete(id) && this.running?.worker === worker)
        this.failAll(this.running, died("The reading worker did not stop and was ended."));
    }, END_MS);
  }

  /** The worker that runs, or another one. Throws `Unavailable` where the browser starts none. */
  private alive(): Running {
    if (this.running !== null) return this.running;
    const running = startedWith(this.spawn);
    const { worker } = running;
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerResponse>) => {
      running.hasStarted = true;
      running.settle.resolve();
      if (data.kind !== "ready") this.settle(data);
      else if (data.lock !== undefined) this.locks?.request(data.lock, () => this.failAll(running, died("The reading worker was closed.")));
    });
    const ended = () =>
      running.hasStarted ? died("The reading worker ended: the file may need more memory than the browser allows.") : notStartedReading();
    worker.addEventListener("error", () => this.failAll(running, ended()));
    worker.addEventListener("messageerror", () => this.failAll(running, died("The reading worker sent something that cannot be read.")));
    this.running = running;
    return running;
  }

  private settle(response: Exclude<WorkerResponse, { kind: "ready" }>): void {
    const pending = this.pending.get(response.id);
    if (response.kind === "progress") {
      pending?.onProgress?.(response.progress);
      return;
    }
    if (response.kind === "profiled-columns") {
      pending?.onColumns?.(response.columns);
      return;
    }
    this.pending.delete(response.id);
    if (response.kind === "failed") pending?.reject(errorFromData(response.error));
    else pending?.resolve(response);
  }

  private failAll(running: Running, error: SignetError): void {
    running.worker.terminate();
    running.settle.reject(error);
    if (this.running !== running) return;
    this.running = null;
    for (const side of this.kept.keys()) this.lost.add(side);
    const lost = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of lost) reject(error);
  }
}

const died = (message: string) =>
  new SignetError("WorkerDied", message, { remedy: "Drop the file again; if it fails again, try a smaller part of it." });
