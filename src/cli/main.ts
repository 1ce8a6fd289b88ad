#!/usr/bin/env node
import { isMainThread } from "node:worker_threads";
import { nodePool, servePartsInThread } from "./node-pool.ts";
import { run } from "./run.ts";

if (isMainThread) {
  const pool = nodePool(import.meta.url);
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    pool,
  });
  await pool.close();
} else servePartsInThread();
