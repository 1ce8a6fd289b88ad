import { CURRENT, type Environment } from "../../src/core/environment/environment.ts";
import type { Problem, SigningResult } from "../../src/core/signers/signer.ts";
import type { SignetClient } from "../../src/worker/client.ts";
import type { DataSide, FilePart, ReadSummary } from "../../src/worker/protocol.ts";
import { resultOf } from "./page-parts.ts";

/** A call that a test answers when it likes. */
export interface Asked<Value> {
  readonly files: readonly FilePart[];
  readonly side: DataSide;
  readonly signal: AbortSignal | undefined;
  readonly answer: (value: Value) => void;
  readonly fail: (error: unknown) => void;
}

/** A client whose readings wait for the test; everything else is answered at once. */
export interface FakeClient {
  readonly client: SignetClient;
  /** What signing gives from now on. */
  result: SigningResult;
  readonly reads: Asked<ReadSummary>[];
  /** What was signed, by the names of its sides. */
  readonly signed: string[];
  /** The versions that each was signed as. */
  readonly signedAs: Environment[];
  readonly forgotten: DataSide[];
  /** What is kept of checked inputs, by key. */
  readonly keptChecks: Set<string>;
  /** The problems that were asked for, by the keys of the checked inputs; answered at once unless a test takes it over. */
  answerProblems: (keys: readonly string[]) => Promise<readonly Problem[]>;
  /** Makes the next signing fail. */
  failSigning(error: unknown): void;
}

export function fakeClient(given: SigningResult = resultOf("a")): FakeClient {
  const reads: Asked<ReadSummary>[] = [];
  const signed: string[] = [];
  const signedAs: Environment[] = [];
  const forgotten: DataSide[] = [];
  const keptChecks = new Set<string>();
  let failure: unknown = null;
  const client: Partial<SignetClient> = {
    start: async () => undefined,
    warmUp: () => undefined,
    forget: (side) => void forgotten.push(side),
    read: (side, files, _, { signal } = {}) =>
      new Promise((answer, fail) => {
        reads.push({ side, files, signal, answer, fail });
        signal?.addEventListener("abort", () => fail({ tag: "Aborted", message: ["Cancelled."], place: {} }));
      }),
    sign: async (sides, _, __, ___, environment = CURRENT) => {
      signed.push(Object.keys(sides).join());
      signedAs.push(environment);
      const thrown = failure;
      failure = null;
      if (thrown !== null) throw thrown;
      return fake.result;
    },
    problems: async (_, __, ___, keys = []) => fake.answerProblems(keys),
    loadModel: async () => null,
    // By its name: what the bytes say is tested with the readers.
    recognise: async (files) =>
      files.map(({ name }) =>
        name.endsWith(".png") ? { tag: "UnknownFormat", message: [`${name} is a PNG image.`], place: { file: name } } : null,
      ),
    selfCheck: async () => ({ kind: "accepted", checked: [] }) as never,
    check: async (files, _, __, { side = "inputs", keepAs } = {}) => {
      if (keepAs !== undefined) keptChecks.add(keepAs);
      return { name: files[0]?.name ?? "", side, schema: null, params: null, verdicts: [] };
    },
    forgetCheck: (key) => void keptChecks.delete(key),
    profile: () => new Promise(() => undefined),
    rows: () => new Promise(() => undefined),
    compareVersions: async () => [],
  };
  // The page calls nothing else of it.
  const fake: FakeClient = {
    client: client as SignetClient,
    result: given,
    reads,
    signed,
    signedAs,
    forgotten,
    keptChecks,
    answerProblems: async () => fake.result.problems,
    failSigning: (error) => (failure = error),
  };
  return fake;
}
