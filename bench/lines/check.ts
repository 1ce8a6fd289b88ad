import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, byTurns, type Line, type LineResult } from "../bench.ts";
import { byteLengthOf, checkInSignet, dropIntoSignet } from "../browser/drops.ts";
import type { Row } from "../goals.ts";
import { atLeast, speedRow } from "../rows.ts";

/** A check may take 1.3 times what signing takes. */
const GOAL = atLeast(1 / 1.3);

/** The exit code of a check that refuses. */
const REFUSED = 3;

/** Runs the command and gives what it writes, with the milliseconds that it took; rejects where it ends with another exit code. */
function run(cli: string, args: readonly string[], expected = 0): Promise<{ readonly out: string; readonly ms: number }> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const command = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "ignore"] });
    const chunks: Buffer[] = [];
    command.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    command.once("error", reject);
    command.once("close", (status) => {
      if (status === expected) resolve({ out: Buffer.concat(chunks).toString(), ms: performance.now() - started });
      else reject(new Error(`signet ${args[0]} ended with ${status}`));
    });
  });
}

/** Types of the mixed table's columns, other than those that it has, by what a check has to look at for them. */
const DECLARED = {
  "taken by what was counted": {},
  "refused, its rows listed": { rating: "long", name: "double", is_active: "long" },
  "each number seen": { quantity: "integer", customer_id: "integer", price: "float" },
} as const;

/** The signature of the file itself, with some of its types changed. */
async function signatureOf(bench: Bench, path: string, changed: Readonly<Record<string, string>>): Promise<string> {
  const { out } = await run(bench.cli, ["sign", "--inputs", path, "--format", "json"]);
  const signature: { inputs: string } = JSON.parse(out);
  const specs: { name: string; type: string }[] = JSON.parse(signature.inputs);
  const inputs = JSON.stringify(specs.map((spec) => ({ ...spec, type: changed[spec.name] ?? spec.type })));
  return JSON.stringify({ ...signature, inputs });
}

async function onPage(bench: Bench): Promise<LineResult> {
  const size = "1 GB";
  const path = await bench.path("mixed-1gb.csv");
  const rows: Row[] = [];
  for (const [what, changed] of Object.entries(DECLARED)) {
    const signature = await signatureOf(bench, path, changed);
    const { sign, check } = await bench.inBrowser((session) =>
      byTurns(5, {
        sign: async () => (await dropIntoSignet(session, [path])).readyMs,
        check: () => checkInSignet(session, signature, path),
      }),
    );
    const title = `CSV ${size} checked both ways on the page, ${what}, against signing`;
    const heading = { line: "check", title, goal: GOAL, unit: "ratio" } as const;
    rows.push(speedRow({ ...heading, subject: check, baseline: sign, baselineName: "signing", byteLength: byteLengthOf(path) }));
  }
  return { rows };
}

async function inNode(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-1gb.csv");
  const folder = mkdtempSync(join(tmpdir(), "signet-bench-"));
  try {
    const signature = join(folder, "signature.json");
    writeFileSync(signature, await signatureOf(bench, path, DECLARED["refused, its rows listed"]));
    const { sign, check } = await byTurns(5, {
      sign: async () => (await run(bench.cli, ["sign", "--inputs", path, "--format", "dict"])).ms,
      check: async () => (await run(bench.cli, ["check", "--signature", signature, "--inputs", path], REFUSED)).ms,
    });
    const title = "signet check on the 1 GB CSV in Node, both ways, refused, against signet sign";
    const heading = { line: "cli-check", title, goal: GOAL, unit: "ratio" } as const;
    const row = speedRow({ ...heading, subject: check, baseline: sign, baselineName: "signing", byteLength: byteLengthOf(path) });
    return { rows: [row] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const CHECK_LINES: readonly Line[] = [
  { name: "check", title: "data checked against a signature, on the page", isQuick: false, run: onPage },
  { name: "cli-check", title: "signet check in Node", isQuick: false, run: inNode },
];
