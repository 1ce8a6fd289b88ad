import { getEventListeners } from "node:events";
import { existsSync, mkdtempSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { nodePool } from "../../src/cli/node-pool.ts";
import type { PartTask } from "../../src/core/readers/part-pool.ts";
import { shared, textSource } from "../helpers/sources.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-pool-"));
const fault = join(folder, "fault");

/** A thread's script that answers each task, or has the fault while the file `fault` is there. */
function script(whatHappens: string): string {
  const path = join(folder, `thread-${whatHappens.length}.mjs`);
  writeFileSync(
    path,
    `import { existsSync } from "node:fs";
import { parentPort } from "node:worker_threads";
parentPort.once("message", (port) => {
  port.on("message", ({ kind, id }) => {
    if (kind !== "run") return;
    if (existsSync(${JSON.stringify(fault)})) { ${whatHappens} }
    else port.postMessage({ kind: "done", id, result: "done" });
  });
});`,
  );
  return pathToFileURL(path).href;
}

// The threads of these tests do not look at it.
const task = {} as PartTask;
const source = shared(textSource("a\n1\n"));
let pool: ReturnType<typeof nodePool> | undefined;

afterEach(async () => {
  if (existsSync(fault)) unlinkSync(fault);
  await pool?.close();
});

it("leaves nothing behind on the signal of a file that has many parts", async () => {
  pool = nodePool(script("undefined;"));
  const { signal } = new AbortController();
  const asked = Array.from({ length: 20 }, () => pool?.run([source], task, { signal }));
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  expect(await Promise.all(asked)).toHaveLength(20);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

it("rejects all that was asked with the signal's reason", async () => {
  pool = nodePool(script("undefined;;"));
  writeFileSync(fault, "");
  const controller = new AbortController();
  const asked = Array.from({ length: 20 }, () => pool?.run([source], task, { signal: controller.signal }));
  controller.abort("stop");
  for (const one of await Promise.allSettled(asked)) expect(one).toEqual({ status: "rejected", reason: "stop" });
});

describe("a thread that is killed at work", () => {
  it.each([
    ["it ends", "process.exit(3);", "ended before it was done"],
    ["it throws", "throw new Error('a defect');", "ended before it was done"],
    ["it runs out of memory", "const all = []; for (;;) all.push(new Array(1e6).fill({}));", "ran out of memory"],
  ])("rejects what was asked, and the next task is done: %s", async (_, whatHappens, how) => {
    pool = nodePool(script(whatHappens), { maxOldGenerationSizeMb: 32 });
    writeFileSync(fault, "");
    const asked = [1, 2, 3].map(() => pool?.run([source], task, {}));
    for (const one of await Promise.allSettled(asked))
      expect(one).toMatchObject({
        status: "rejected",
        reason: { tag: "WorkerDied", message: `A thread that reads the file ${how}.`, remedy: expect.stringContaining("NODE_OPTIONS") },
      });
    unlinkSync(fault);
    expect(await Promise.all([1, 2, 3].map(() => pool?.run([source], task, {})))).toEqual(["done", "done", "done"]);
  });
});
