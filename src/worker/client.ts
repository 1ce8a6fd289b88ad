import type { RequestCheck } from "../core/check/check-request.ts";
import type { SelfChecked } from "../core/check/check-signature.ts";
import { defined } from "../core/defined.ts";
import type { VersionChange } from "../core/diff/version-changes.ts";
import type { Environment } from "../core/environment/environment.ts";
import { type ErrorData, SignetError } from "../core/errors.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import type { ColumnDescription } from "../core/profile/describe.ts";
import type { Preprocessing } from "../core/python/preprocessing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { RowsAnswer, RowsQuery } from "../core/readers/file-rows.ts";
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
import { type Ask, type CallOptions, type ListenOptions, type LocksLike, WorkerCalls } from "./worker-calls.ts";
import type { WorkerLike } from "./worker-like.ts";

export type { CallOptions, LocksLike } from "./worker-calls.ts";

/** A response as the one that was asked for. */
function answered<Kind extends WorkerResponse["kind"]>(response: WorkerResponse, kind: Kind): Extract<WorkerResponse, { kind: Kind }> {
  if (response.kind !== kind) throw new SignetError("Internal", "The worker answered something else.");
  // Its kind says so.
  return response as Extract<WorkerResponse, { kind: Kind }>;
}

/** A reading whose evidence a worker kept. */
type KeptRead = Pick<Extract<WorkerRequest, { kind: "read" }>, "side" | "files" | "settings" | "pages">;

/** The preprocessing of each kept side, the params, the signer, the keys of inputs that were checked, and the versions that sign. */
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
 * The worker as plain functions. Each call resolves to its result, or rejects as {@link WorkerCalls} says. Where a worker has ended, the
 * next one reads the kept files again before it is asked about them.
 */
export class SignetClient {
  private readonly calls: WorkerCalls;
  private readonly signers: (() => Promise<SignerClient>) | undefined;
  /** The readings whose evidence the worker has, or had. */
  private readonly kept = new Map<DataSide, KeptRead>();
  /** Sides that a worker kept which has ended. */
  private readonly lost = new Set<DataSide>();

  /** `signers` is used only for users' own signers. `locks` show that a worker was closed, of which nothing else tells. */
  constructor(spawn: () => WorkerLike, signers?: () => Promise<SignerClient>, locks: LocksLike | undefined = globalThis.navigator?.locks) {
    const onEnd = () => {
      for (const side of this.kept.keys()) this.lost.add(side);
    };
    this.calls = new WorkerCalls(spawn, onEnd, locks);
    this.signers = signers;
  }

  /**
   * Starts the worker before it is needed, since starting takes longer than reading a small file. Rejects with `Unavailable` where the
   * browser does not start it.
   */
  async start(): Promise<void> {
    return this.calls.start();
  }

  /** Makes the worker read made-up files until the first real one comes, so that its functions are compiled by then. */
  warmUp(): void {
    this.calls.tell({ kind: "warm-up" });
  }

  /**
   * Reads the files of one side; the worker keeps the evidence. With the depth `needed`, only what the signature depends on is read.
   */
  async read(
    side: DataSide,
    files: readonly FilePart[],
    settings: ReadSettings,
    { pages = "all", ...options }: CallOptions & { readonly pages?: ReadDepth } = {},
  ): Promise<ReadSummary> {
    const request = { side, files, settings, pages };
    const { summary } = answered(await this.calls.call((id) => ({ kind: "read", id, ...request }), options), "read");
    this.kept.set(side, request);
    this.lost.delete(side);
    return summary;
  }

  /** Loads the model or signature among files. If there is none, it resolves to null, or rejects with `InvalidModel` if it `isSure`. */
  async loadModel(files: readonly FilePart[], isSure = true): Promise<DroppedModel | null> {
    return answered(await this.calls.call((id) => ({ kind: "load-model", id, files, isSure }), {}), "model-loaded").found;
  }

  /** Resolves to why each file is not data that Signet reads; to null for those that may be. Only their ends are read. */
  async recognise(files: readonly FilePart[]): Promise<readonly (ErrorData | null)[]> {
    return answered(await this.calls.call((id) => ({ kind: "recognise", id, files }), {}), "recognised").errors;
  }

  /** Signs the kept sides with the chosen signer, by default InferSigner; `comparison` has the keys of inputs that were checked. A user's own signer runs in the signers' worker. */
  async sign(...asked: SignArguments): Promise<SigningResult> {
    const request = signRequest(asked);
    const { signer } = request;
    if (signer !== undefined && needsInterpreter(signer)) {
      if (this.signers === undefined) throw new SignetError("Internal", "There is no worker for users' own signers.");
      const collected = answered(await this.callKept((id) => ({ kind: "collect", id, ...request }), {}), "collected");
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
    const onColumns: ListenOptions["onColumns"] = (more) => columns.push(...more);
    const request: Ask = (id) => {
      // It may be asked again after it had answered in part.
      columns.length = 0;
      return { kind: "profile", id, side };
    };
    const { profile } = answered(await this.callKept(request, { ...options, onColumns }), "profiled");
    return profile.kind === "columns" ? { ...profile, columns } : profile;
  }

  /**
   * Checks files, the parts of one data set, against one side of a signature. Without `ways`, CSV, Parquet and the body of a request are
   * checked both as passed to `predict` and as sent to the scoring server, other files as passed to `predict`. With the key `keepAs`, the
   * worker keeps what {@link problems} compares of inputs, until {@link forgetCheck}.
   * Progress starts again with each reading of the files.
   */
  async check(
    files: readonly FilePart[],
    settings: ReadSettings,
    signature: ModelSignature,
    {
      side = "inputs",
      ways,
      keepAs,
      ...options
    }: CallOptions & { readonly side?: DataSide; readonly ways?: readonly Way[]; readonly keepAs?: string } = {},
  ): Promise<CheckedData> {
    const request = { side, files, settings, signature, ...defined({ ways, keepAs }) };
    return answered(await this.calls.call((id) => ({ kind: "check", id, ...request }), options), "checked").checked;
  }

  /** Checks the body of a JSON request against a signature, as MLflow's scoring server would, and finds the places at fault. */
  async checkRequest(body: string | Blob, signature: ModelSignature, options: CallOptions = {}): Promise<RequestCheck> {
    const blob = typeof body === "string" ? new Blob([body]) : body;
    return answered(
      await this.calls.call((id) => ({ kind: "check-request", id, body: { name: "request.json", blob }, signature }), options),
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
    this.calls.tell({ kind: "forget", side });
  }

  /** Lets go of what was kept of checked inputs. */
  forgetCheck(key: string): void {
    this.calls.tell({ kind: "forget-check", key });
  }

  /** Asks about what was read before, and reads it again first if the worker that had done so is gone. */
  private callKept(request: Ask, options: ListenOptions): Promise<WorkerResponse> {
    return this.calls.call(request, options, () => (this.lost.size === 0 ? null : this.readLost(options)));
  }

  private async readLost(options: CallOptions): Promise<void> {
    for (const side of this.lost) {
      const read = this.kept.get(side);
      if (read !== undefined) await this.calls.call((id) => ({ kind: "read", id, ...read }), options);
      this.lost.delete(side);
    }
  }
}
