import type { ByteSource } from "../core/bytes/byte-source.ts";
import { compareVersions } from "../core/compare-versions.ts";
import { defined } from "../core/defined.ts";
import { errorToData, SignetError } from "../core/errors.ts";
import { tableOfRecords } from "../core/evidence/records-table.ts";
import type { ComparisonData } from "../core/problems/context.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import type { ColumnDescription } from "../core/profile/describe.ts";
import { warmUpKernel } from "../core/readers/csv/csv-kernel.ts";
import type { OpenedFile } from "../core/readers/opened-file.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import { hasRows } from "../core/readers/reread-files.ts";
import { profileSide, type ReadSide, type ReadSides, sideRows, signInputOf, signPlainly, signSides, withReadingFor } from "../core/sign.ts";
import { DEFAULT_CHOICE, signerFromChoice } from "../core/signers/choice.ts";
import { needsInterpreter } from "../core/signers/needs-interpreter.ts";
import type { Problem, SigningResult } from "../core/signers/signer.ts";
import { withCastFacts } from "../core/trial/cast-facts.ts";
import { readOrAdvise } from "../core/trial/other-readings.ts";
import { type TrialCache, tryFixes } from "../core/trial/try-fixes.ts";
import { answerCheck } from "./answer-check.ts";
import { answerModel } from "./answer-model.ts";
import { answerRecognise } from "./answer-recognise.ts";
import { sourceFromPart } from "./file-source.ts";
import { holdLock } from "./hold-lock.ts";
import { LastCheck } from "./last-check.ts";
import { portPool } from "./port-pool.ts";
import type { DataSide, ReadSummary, SideProfile, WorkerRequest, WorkerResponse } from "./protocol.ts";
import { warmUp } from "./warm-up.ts";

/** Progress is reported at most this often: more reports would only cost time. */
const PROGRESS_INTERVAL_MS = 150;

/** Profiles are sent in parts of so many columns, which take the page's thread some 3 ms. */
const COLUMNS_AT_ONCE = 500;

/** A side that was read, and its files, which are read again for the profile. */
interface KeptSide {
  readonly opened: OpenedFile;
  readonly sources: readonly ByteSource[];
  /** Set once it was asked for. Problems that depend on it are reported from then on. */
  readonly profile?: readonly (ColumnDescription | null)[];
}

const kept = new Map<DataSide, KeptSide>();
/** The last reading of each side. One that another has replaced keeps nothing, however late it ends. */
const lastRead = new Map<DataSide, number>();
/** Inputs that were checked, by the keys that the page gave them. */
const comparison = new Map<string, ComparisonData>();
/** The profile of each side that is being made. */
const profiling = new Map<DataSide, AbortController>();
const running = new Map<number, AbortController>();
const lastCheck = new LastCheck();
/** The results of trying fixes on the kept files, with the signer and versions `by`. */
let trials: { readonly by: string; readonly cache: TrialCache } = { by: "", cache: new Map() };
let pool: PartPool | null = null;
const warming = new AbortController();

const send = (response: WorkerResponse) => self.postMessage(response);

function summaryOf({ dataset, ...rest }: OpenedFile): ReadSummary {
  return {
    ...rest,
    datasetKind: dataset.kind,
    notes: dataset.notes,
    rowCount: tableOfRecords(dataset)?.rowCount ?? null,
    ...(hasRows(rest.format) ? { hasRows: true } : {}),
  };
}

/** Runs something that reads files: it can be cancelled by its id, and its progress is reported. */
async function reading<Result>(id: number, controller: AbortController, run: (context: ReadContext) => Promise<Result>): Promise<Result> {
  running.set(id, controller);
  let reportedAt = 0;
  try {
    return await run({
      signal: controller.signal,
      ...defined({ pool: pool ?? undefined }),
      onProgress(progress) {
        const now = performance.now();
        if (now - reportedAt < PROGRESS_INTERVAL_MS) return;
        reportedAt = now;
        send({ kind: "progress", id, progress });
      },
    });
  } finally {
    running.delete(id);
  }
}

const cancelled = () => new DOMException("Cancelled", "AbortError");

/** Ends the profile of a side whose files are no longer wanted. */
function endProfile(side: DataSide): void {
  profiling.get(side)?.abort(cancelled());
}

async function read({ id, side, files, settings, pages }: Extract<WorkerRequest, { kind: "read" }>): Promise<void> {
  endProfile(side);
  lastRead.set(side, id);
  const sources = files.map(sourceFromPart);
  const opened = await reading(id, new AbortController(), (context) => readOrAdvise(sources, settings, { ...context, pages }));
  if (lastRead.get(side) !== id) throw cancelled();
  kept.set(side, { opened, sources });
  trials = { by: "", cache: new Map() };
  send({ kind: "read", id, summary: summaryOf(opened) });
}

function keptSide(side: DataSide): KeptSide {
  const known = kept.get(side);
  if (known === undefined) throw new SignetError("Internal", `The ${side} are no longer in memory.`, { remedy: "Drop the file again." });
  return known;
}

function sendProfile(id: number, profile: SideProfile): void {
  const { columns } = profile.kind === "columns" ? profile : { columns: [] };
  for (let first = 0; first < columns.length; first += COLUMNS_AT_ONCE)
    send({ kind: "profiled-columns", id, columns: columns.slice(first, first + COLUMNS_AT_ONCE) });
  send({ kind: "profiled", id, profile: profile.kind === "columns" ? { ...profile, columns: [] } : profile });
}

async function profile({ id, side }: Extract<WorkerRequest, { kind: "profile" }>): Promise<void> {
  const { opened, sources } = keptSide(side);
  endProfile(side);
  const controller = new AbortController();
  profiling.set(side, controller);
  try {
    const made = await reading(id, controller, (context) => profileSide(sources, opened, context));
    if (made.kind === "columns" && kept.get(side)?.opened === opened) kept.set(side, { opened, sources, profile: made.columns });
    sendProfile(id, made);
  } finally {
    if (profiling.get(side) === controller) profiling.delete(side);
  }
}

async function rows({ id, side, query }: Extract<WorkerRequest, { kind: "rows" }>): Promise<void> {
  const { opened, sources } = keptSide(side);
  const answer = await reading(id, new AbortController(), (context) => sideRows(sources, opened, query, context));
  send({ kind: "rows", id, answer });
}

/** The sides that are kept, preprocessed as a request asks. What was done when they were read may have been undone since. */
function keptSides({
  sides,
  params,
  environment,
}: Extract<WorkerRequest, { kind: "sign" | "problems" | "collect" | "self-check" | "compare-versions" }>): ReadSides {
  const preprocessed = (side: DataSide): ReadSide | undefined => {
    const preprocessing = sides[side];
    if (preprocessing === undefined) return undefined;
    const { opened } = keptSide(side);
    return { ...opened, settings: { ...opened.settings, preprocessing } };
  };
  return defined({ inputs: preprocessed("inputs"), outputs: preprocessed("outputs"), params, environment });
}

/** Counts what the casts of a request depend on, where the kept sides do not have it. */
async function countForCasts({ sides }: Pick<Extract<WorkerRequest, { kind: "sign" | "self-check" }>, "sides">): Promise<void> {
  for (const [side, { opened, sources }] of [...kept]) {
    const counted = await withCastFacts(opened, sources, sides[side] ?? {}, defined({ pool: pool ?? undefined }));
    const now = kept.get(side);
    if (now?.opened === opened) kept.set(side, { ...now, opened: counted });
  }
}

/** The sides that are kept, with what the signer of a request reads of their files besides pandas' evidence. */
async function sidesFor(
  request: Extract<WorkerRequest, { kind: "sign" | "problems" | "collect" | "compare-versions" }>,
): Promise<ReadSides> {
  await countForCasts(request);
  const sides = keptSides(request);
  const choice = request.signer ?? DEFAULT_CHOICE;
  const read = async (side: DataSide): Promise<ReadSide | undefined> => {
    const opened = sides[side];
    return opened && withReadingFor(choice, side, opened, keptSide(side).sources);
  };
  return { ...sides, ...defined({ inputs: await read("inputs"), outputs: await read("outputs") }) };
}

/** What problems can be found in besides the signed data: comparison data and profiles. */
function furtherEvidence(wanted: readonly string[] = []): FurtherEvidence {
  return {
    comparison: wanted.flatMap((key) => comparison.get(key) ?? []),
    profiles: Object.fromEntries([...kept].flatMap(([side, { profile }]) => (profile === undefined ? [] : [[side, profile]]))),
  };
}

/** Signs the kept sides. If the signature was given, the problems include the verdicts of its last full check. */
async function signKept(request: Extract<WorkerRequest, { kind: "sign" | "problems" }>): Promise<SigningResult> {
  const [sides, further] = [await sidesFor(request), furtherEvidence(request.comparison)];
  const signer = signerFromChoice(request.signer ?? DEFAULT_CHOICE);
  const result = signSides(sides, signer, further);
  const verdicts = lastCheck.verdictsOn(sides, result);
  return verdicts === null ? result : signSides(sides, signer, { ...further, verdicts });
}

/** Problems with fixes that were tried on the files. That takes as long as several readings of a small part. */
async function triedProblems(request: Extract<WorkerRequest, { kind: "problems" }>): Promise<readonly Problem[]> {
  const { problems } = await signKept(request);
  const choice = request.signer ?? DEFAULT_CHOICE;
  const signer = signerFromChoice(choice);
  const by = JSON.stringify([choice, request.environment]);
  if (trials.by !== by) trials = { by, cache: new Map() };
  const { cache } = trials;
  const sources = Object.fromEntries([...kept].map(([side, one]) => [side, one.sources]));
  const sign = (sides: ReadSides) => signPlainly(sides, signer);
  return tryFixes(problems, { sides: await sidesFor(request), sources, sign }, {}, cache);
}

async function versionsCompared(request: Extract<WorkerRequest, { kind: "compare-versions" }>): Promise<void> {
  const { id, signature, from, to, signer: choice = DEFAULT_CHOICE } = request;
  const signer = needsInterpreter(choice) ? null : signerFromChoice(choice);
  const sign = signer === null ? null : (sides: ReadSides) => signPlainly(sides, signer);
  const sources = Object.fromEntries([...kept].map(([side, one]) => [side, one.sources]));
  const changes = await reading(id, new AbortController(), async (context) =>
    compareVersions({ sides: await sidesFor(request), sources, sign, signature }, { from, to }, context),
  );
  send({ kind: "versions-compared", id, changes });
}

async function answer(request: WorkerRequest): Promise<void> {
  switch (request.kind) {
    case "part-workers":
      pool = portPool(request.ports);
      return;
    case "warm-up":
      if (pool === null || warming.signal.aborted) return;
      // A failure here is reported when the first file is read.
      await warmUp(pool, warming.signal).catch(() => undefined);
      return;
    case "read":
      return read(request);
    case "load-model":
      send({ kind: "model-loaded", id: request.id, found: await answerModel(request.files, request.isSure) });
      return;
    case "recognise":
      send({ kind: "recognised", id: request.id, errors: await answerRecognise(request.files) });
      return;
    case "sign":
      send({ kind: "signed", id: request.id, result: await signKept(request) });
      return;
    case "problems":
      send({ kind: "problems", id: request.id, problems: await triedProblems(request) });
      return;
    case "collect":
      send({
        kind: "collected",
        id: request.id,
        input: signInputOf(await sidesFor(request)),
        further: furtherEvidence(request.comparison),
      });
      return;
    case "profile":
      return profile(request);
    case "check":
    case "check-request":
    case "self-check": {
      const files = {
        sidesOf: keptSides,
        sourcesOf: (side: DataSide) => keptSide(side).sources,
        keep: (key: string, data: ComparisonData) => void comparison.set(key, data),
      };
      if (request.kind === "self-check") await countForCasts(request);
      const response = await reading(request.id, new AbortController(), (context) => answerCheck(request, files, context));
      if (request.kind === "self-check" && response.kind === "self-checked")
        lastCheck.keep(keptSides(request), request.signature, response.check);
      send(response);
      return;
    }
    case "compare-versions":
      return versionsCompared(request);
    case "rows":
      return rows(request);
    case "forget":
      endProfile(request.side);
      lastRead.delete(request.side);
      kept.delete(request.side);
      return;
    case "forget-check":
      comparison.delete(request.key);
      return;
    case "cancel":
      running.get(request.id)?.abort(cancelled());
      return;
  }
}

self.addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  // A user's file must not wait for the warm-up.
  if (data.kind !== "part-workers" && data.kind !== "warm-up") warming.abort();
  answer(data).catch((error: unknown) => {
    if ("id" in data) send({ kind: "failed", id: data.id, error: errorToData(error) });
  });
});

warmUpKernel();
holdLock((lock) => send({ kind: "ready", ...defined({ lock }) }));
