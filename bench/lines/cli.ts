import { spawn } from "node:child_process";
import { type Bench, byTurns, type Line, type LineResult } from "../bench.ts";
import { byteLengthOf, dropIntoSignet } from "../browser/drops.ts";
import { atLeast, speedRow } from "../rows.ts";

/** The milliseconds that the command takes, Node's start included; rejects where it fails. */
function sign(cli: string, path: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const command = spawn(process.execPath, [cli, "sign", "--inputs", path, "--format", "dict"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    command.once("error", reject);
    command.once("exit", (status) => {
      if (status === 0) resolve(performance.now() - started);
      else reject(new Error(`signet sign ended with ${status}`));
    });
  });
}

async function againstPage(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-1gb.csv");
  const { page, command } = await bench.inBrowser((session) =>
    byTurns(3, {
      page: async () => (await dropIntoSignet(session, [path])).readyMs,
      command: () => sign(bench.cli, path),
    }),
  );
  const heading = { line: "cli", title: "signet sign on the 1 GB CSV in Node, against the page", goal: atLeast(1), unit: "ratio" } as const;
  return { rows: [speedRow({ ...heading, subject: command, baseline: page, baselineName: "page", byteLength: byteLengthOf(path) })] };
}

export const CLI_LINES: readonly Line[] = [{ name: "cli", title: "signet sign in Node", isQuick: false, run: againstPage }];
