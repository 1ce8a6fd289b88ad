import { describe, expect, it, vi } from "vitest";
import { SignetError } from "../../src/core/errors.ts";
import { type LocksLike, SignetClient } from "../../src/worker/client.ts";
import type { ReadSummary, WorkerRequest, WorkerResponse } from "../../src/worker/protocol.ts";
import type { WorkerLike } from "../../src/worker/worker-like.ts";

/** A worker that answers as it is reported, for what the client itself does. */
function fakeWorker(answer: (request: WorkerRequest, send: (response: WorkerResponse) => void) => void) {
  const listeners = new Map<string, (event: unknown) => void>();
  let ended = false;
  const worker: WorkerLike = {
    postMessage: (request: WorkerRequest) => answer(request, (data) => queueMicrotask(() => listeners.get("message")?.({ data }))),
    terminate: () => {
      ended = true;
    },
    addEventListener: (kind: string, listener: unknown) => {
      listeners.set(kind, listener as (event: unknown) => void);
    },
  };
  return {
    worker,
    start: () => listeners.get("message")?.({ data: { kind: "ready" } }),
    fail: () => listeners.get("error")?.({}),
    isEnded: () => ended,
  };
}

const settings = { options: new Map() };
const SUMMARY: ReadSummary = {
  settings,
  format: "csv",
  reason: "",
  files: [],
  applied: [],
  pythonRead: { imports: [], setup: [], expression: "" },
  datasetKind: "table",
  notes: [],
  rowCount: 0,
};

describe("the client", () => {
  it("answers by id, also out of order", async () => {
    const waiting: (() => void)[] = [];
    const { worker } = fakeWorker((request, send) => {
      if (request.kind === "sign")
        waiting.unshift(() =>
          send({
            kind: "signed",
            id: request.id,
            result: { signature: { inputs: null, outputs: null, params: null }, sides: {}, problems: [] },
          }),
        );
      if (waiting.length === 2) for (const answer of waiting) answer();
    });
    const client = new SignetClient(() => worker);
    expect(await Promise.all([client.sign({}, undefined), client.sign({}, undefined)])).toHaveLength(2);
  });

  it("rejects with the worker's error, its tag and place kept", async () => {
    const { worker } = fakeWorker((request, send) => {
      if (request.kind === "read")
        send({ kind: "failed", id: request.id, error: { tag: "UnreadableFile", message: ["broken"], place: { line: 3 } } });
    });
    await expect(new SignetClient(() => worker).read("inputs", [], settings)).rejects.toMatchObject({
      tag: "UnreadableFile",
      place: { line: 3 },
    });
  });

  it("reads everything unless only what is needed is asked for", async () => {
    const asked: unknown[] = [];
    const { worker } = fakeWorker((request, send) => {
      if (request.kind !== "read") return;
      asked.push(request.pages);
      send({ kind: "failed", id: request.id, error: { tag: "Aborted", message: [], place: {} } });
    });
    const client = new SignetClient(() => worker);
    await expect(client.read("inputs", [], settings)).rejects.toMatchObject({ tag: "Aborted" });
    await expect(client.read("inputs", [], settings, { pages: "needed" })).rejects.toMatchObject({ tag: "Aborted" });
    expect(asked).toEqual(["all", "needed"]);
  });

  it("gives a side's profile, and its progress before", async () => {
    const { worker } = fakeWorker((request, send) => {
      if (request.kind !== "profile") return;
      send({ kind: "progress", id: request.id, progress: { bytes: 1, byteLength: 2, rows: 3 } });
      send({ kind: "profiled", id: request.id, profile: { kind: "unavailable", reason: `of ${request.side}` } });
    });
    const reported: number[] = [];
    const profile = await new SignetClient(() => worker).profile("outputs", { onProgress: ({ rows }) => reported.push(rows ?? 0) });
    expect(profile).toEqual({ kind: "unavailable", reason: "of outputs" });
    expect(reported).toEqual([3]);
  });

  it("makes the worker stop when its signal aborts", async () => {
    const { worker } = fakeWorker((request, send) => {
      if (request.kind === "cancel")
        send({ kind: "failed", id: request.id, error: { tag: "Aborted", message: ["Cancelled."], place: {} } });
    });
    const controller = new AbortController();
    const reading = new SignetClient(() => worker).read("inputs", [], settings, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ tag: "Aborted" });
  });

  it("ends a worker that does not stop, and reads again what it kept before it is asked about it", async () => {
    vi.useFakeTimers();
    try {
      const asked: string[] = [];
      const busy = fakeWorker((request, send) => {
        if (request.kind === "read" && request.side === "inputs") send({ kind: "read", id: request.id, summary: SUMMARY });
      });
      const next = fakeWorker((request, send) => {
        asked.push(request.kind);
        if (request.kind === "read") send({ kind: "read", id: request.id, summary: SUMMARY });
        if (request.kind === "profile") send({ kind: "profiled", id: request.id, profile: { kind: "unavailable", reason: "" } });
      });
      const workers = [busy.worker];
      const client = new SignetClient(() => workers.shift() ?? next.worker);
      await client.read("inputs", [], settings);
      const controller = new AbortController();
      const reading = client.read("outputs", [], settings, { signal: controller.signal });
      controller.abort();
      const refused = expect(reading).rejects.toMatchObject({ tag: "Aborted" });
      await vi.advanceTimersByTimeAsync(200);
      await refused;
      expect(busy.isEnded()).toBe(false);
      await vi.advanceTimersByTimeAsync(2000);
      expect(busy.isEnded()).toBe(true);
      await client.profile("inputs");
      expect(asked).toEqual(["read", "profile"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("asks another worker what one was asked that is ended for something else", async () => {
    vi.useFakeTimers();
    try {
      const busy = fakeWorker(() => undefined);
      const asked: string[] = [];
      const next = fakeWorker((request, send) => {
        asked.push(request.kind);
        if (request.kind === "read") send({ kind: "read", id: request.id, summary: SUMMARY });
      });
      const workers = [busy.worker];
      const client = new SignetClient(() => workers.shift() ?? next.worker);
      const [left, given] = [new AbortController(), new AbortController()];
      const cancelled = client.read("inputs", [], settings, { signal: left.signal });
      const wanted = client.read("inputs", [], settings, { signal: given.signal });
      const refused = expect(cancelled).rejects.toMatchObject({ tag: "Aborted" });
      left.abort();
      await vi.advanceTimersByTimeAsync(2100);
      await refused;
      expect(busy.isEnded()).toBe(true);
      await expect(wanted).resolves.toEqual(SUMMARY);
      expect(asked).toEqual(["read"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("reports a worker that was closed, once its lock is free", async () => {
    let free: () => void = () => undefined;
    const locks = {
      request: async (_name: string, granted: unknown) => {
        free = granted as () => void;
      },
    } as unknown as LocksLike;
    const { worker } = fakeWorker((request, send) => {
      if (request.kind === "read") send({ kind: "ready", lock: "one" });
    });
    const reading = new SignetClient(() => worker, undefined, locks).read("inputs", [], settings);
    const refused = expect(reading).rejects.toMatchObject({ tag: "WorkerDied", message: expect.stringContaining("closed") });
    await Promise.resolve();
    free();
    await refused;
  });

  it("rejects what a dead worker was asked, ends it, and starts another", async () => {
    const first = fakeWorker(() => undefined);
    const second = fakeWorker((request, send) => {
      if (request.kind === "sign")
        send({
          kind: "signed",
          id: request.id,
          result: { signature: { inputs: null, outputs: null, params: null }, sides: {}, problems: [] },
        });
    });
    const workers = [first.worker, second.worker];
    const client = new SignetClient(() => workers.shift() ?? second.worker);
    const lost = client.sign({}, undefined);
    first.start();
    first.fail();
    await expect(lost).rejects.toBeInstanceOf(SignetError);
    await expect(lost).rejects.toMatchObject({ tag: "WorkerDied" });
    expect(first.isEnded()).toBe(true);
    await expect(client.sign({}, undefined)).resolves.toBeDefined();
  });

  it("says what forbids a worker that never started, whether the browser throws or reports it", async () => {
    const silent = fakeWorker(() => undefined);
    const client = new SignetClient(() => silent.worker);
    const started = client.start();
    const lost = client.sign({}, undefined);
    silent.fail();
    for (const call of [started, lost])
      await expect(call).rejects.toMatchObject({ tag: "Unavailable", remedy: expect.stringContaining("worker-src blob:") });
    const refused = new SignetClient(() => {
      throw new DOMException("refused", "SecurityError");
    });
    await expect(refused.start()).rejects.toMatchObject({ tag: "Unavailable" });
    await expect(refused.sign({}, undefined)).rejects.toMatchObject({ tag: "Unavailable" });
    expect(() => refused.forget("inputs")).not.toThrow();
    expect(() => refused.warmUp()).not.toThrow();
  });
});
