import { parentPort } from "node:worker_threads";
import { serveSigners } from "../worker/answer-signer.ts";

// The signers' worker as a thread of Node: the same answers under the same contract as in the page.
parentPort?.on(
  "message",
  serveSigners((response) => parentPort?.postMessage(response)),
);
