import { describe, expect, it } from "vitest";
import { spawnSigner } from "../../src/cli/spawn-signer.ts";
import type { SignerChoice } from "../../src/core/signers/choice.ts";
import { SignetClient } from "../../src/worker/client.ts";
import { SignerClient } from "../../src/worker/signer-client.ts";
import type { WorkerLike } from "../../src/worker/worker-like.ts";

const custom = (sign: string): SignerChoice => ({
  KIND: "CustomSigner",
  file: "signer.mjs",
  source: `export default defineSigner({ kind: "Mine", sign() { ${sign} } });`,
  config: {},
});

/** Counts the threads that were started and ended. */
function counted() {
  const counts = { started: 0, ended: 0 };
  const spawn = (): WorkerLike => {
    counts.started++;
    const thread = spawnSigner();
    return {
      ...thread,
      terminate() {
        counts.ended++;
        thread.terminate();
      },
    };
  };
  return { counts, spawn };
}

describe("the signers' worker, as a thread", () => {
  it("signs, describes, and is used again", async () => {
    const { counts, spawn } = counted();
    const client = new SignerClient(spawn);
    const result = await client.sign(custom('return { inputs: [{ type: "long", name: "a" }] }'), {});
    expect(result.signature.inputs?.specs).toMatchObject([{ name: "a" }]);
    expect(await client.describe("signer.mjs", 'export default defineSigner({ kind: "Mine", sign: () => ({}) });')).toMatchObject({
      kind: "Mine",
    });
    client.end();
    expect(counts).toEqual({ started: 1, ended: 1 });
  });

  it("rejects what it was asked when it is ended", async () => {
    const client = new SignerClient(spawnSigner);
    const asked = client.sign(custom("while (true);"), {});
    const waiting = client.sign(custom("return {};"), {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.end();
    await expect(asked).rejects.toMatchObject({ tag: "WorkerDied" });
    await expect(waiting).rejects.toMatchObject({ tag: "WorkerDied" });
  });

  it("reports the error with its tag and line, and starts again after it", async () => {
    const { counts, spawn } = counted();
    const client = new SignerClient(spawn);
    await expect(client.sign(custom("throw new Error('no')"), {})).rejects.toMatchObject({ tag: "SignerFailed", place: { line: 1 } });
    await client.sign(custom('return { inputs: [{ type: "long" }] }'), {});
    client.end();
    expect(counts).toEqual({ started: 2, ended: 2 });
  });

  it("answers each of several calls, whatever becomes of those before", async () => {
    const { counts, spawn } = counted();
    const client = new SignerClient(spawn);
    const [failed, signed, described] = await Promise.allSettled([
      client.sign(custom("throw new Error('no')"), {}),
      client.sign(custom('return { inputs: [{ type: "long" }] }'), {}),
      client.describe("signer.mjs", 'export default defineSigner({ kind: "Mine", sign: () => ({}) });'),
    ]);
    client.end();
    expect([failed?.status, signed?.status, described?.status]).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(counts).toEqual({ started: 2, ended: 2 });
  });

  it("is ended on time-out, even within one step that the interpreter does not leave", async () => {
    const { counts, spawn } = counted();
    const client = new SignerClient(spawn, 1_500);
    // The interpreter's own limit of five seconds would say so in other words.
    await expect(client.sign(custom('return new Array(1e9).join("x".repeat(9))'), {})).rejects.toMatchObject({
      tag: "SignerFailed",
      message: "The signer ran for more than 1.5 seconds, and its worker was ended.",
    });
    expect(counts.ended).toBe(1);
  });

  it("is where the page's client sends a user's own signer, with what the reading worker collected", async () => {
    const listeners = new Map<string, (event: unknown) => void>();
    const reading: WorkerLike = {
      postMessage: (request: { readonly kind: string; readonly id: number }) =>
        queueMicrotask(() =>
          listeners.get("message")?.({
            data: { kind: request.kind === "collect" ? "collected" : "failed", id: request.id, input: { params: new Map([["t", 1]]) } },
          }),
        ),
      terminate: () => undefined,
      addEventListener: (kind: string, listener: unknown) => void listeners.set(kind, listener as (event: unknown) => void),
    };
    const signers = new SignerClient(spawnSigner);
    const client = new SignetClient(
      () => reading,
      async () => signers,
    );
    const choice = {
      ...custom(""),
      source: 'export default defineSigner({ kind: "Mine", sign: ({ params }) => ({ params: params.schema }) });',
    };
    const result = await client.sign({}, undefined, choice as SignerChoice);
    signers.end();
    expect(result.signature.params?.params).toMatchObject([{ name: "t" }]);
    await expect(new SignetClient(() => reading).sign({}, undefined, choice as SignerChoice)).rejects.toMatchObject({ tag: "Internal" });
  });
});
