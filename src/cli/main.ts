#!/usr/bin/env node
/// <reference path="../core/signers/custom/bundle.d.ts" />
import { setFlagsFromString } from "node:v8";
import { nodePool } from "./node-pool.ts";
import threadSource from "./part-thread.ts?bundle";
import { run } from "./run.ts";

// V8 lets the heap of a wide table grow to four times what is in use before it looks for garbage: for memory's sake, not beyond half as much again.
setFlagsFromString("--heap-growing-percent=50");
// A script of its own, since a thread would take 0.2 s to compile the whole command.
const pool = nodePool(`data:text/javascript;base64,${Buffer.from(threadSource).toString("base64")}`);
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  pool,
});
await pool.close();
