#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";
import { nodePool, servePartsInThread } from "./node-pool.ts";
import { run } from "./run.ts";

if (isMainThread) {
  // V8 lets the heap of a wide table grow to four times what is in use before it looks for garbage: for memory's sake, not beyond half as much again.
  setFlagsFromString("--heap-growing-percent=50");
  const pool = nodePool(import.meta.url);
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    pool,
  });
  await pool.close();
} else servePartsInThread();
