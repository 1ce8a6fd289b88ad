import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/setup.mjs";

/** What a command took: its peak memory, and the processor time of all its threads. */
export interface Usage {
  readonly peakMB: number;
  readonly seconds: number;
  readonly exitCode: number;
  /** The first line that it wrote to stderr. */
  readonly said: string;
}

const PRELOAD = pathToFileURL(join(root, "bench", "hostile", "usage.mjs")).href;

/** What takes longer than this is not waited for. */
const LONGEST_MS = 900_000;

/** Runs the command; rejects where it ends without an exit code, or takes too long. */
export function usageOf(cli: string, args: readonly string[], nodeOptions: readonly string[] = []): Promise<Usage> {
  const report = join(tmpdir(), `signet-usage-${process.pid}-${Math.random().toString(36).slice(2)}.json`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, "--import", PRELOAD, cli, ...args], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, SIGNET_USAGE: report },
      timeout: LONGEST_MS,
    });
    let said = "";
    child.stderr.setEncoding("utf-8").on("data", (text: string) => {
      if (said.length < 1000) said += text;
    });
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      if (exitCode === null) return reject(new Error(`signet ${args[0]} ended by ${signal}: ${said.slice(0, 200)}`));
      const used: Pick<Usage, "peakMB" | "seconds"> = JSON.parse(readFileSync(report, "utf-8"));
      rmSync(report);
      resolve({ ...used, exitCode, said: said.split("\n")[0] ?? "" });
    });
  });
}
