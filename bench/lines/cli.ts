import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { type Bench, byTurns, type Line, type LineResult, repeated } from "../bench.ts";
import { byteLengthOf, dropIntoSignet } from "../browser/drops.ts";
import { atLeast, skippedRow, speedRow, under, valueRow } from "../rows.ts";
import { median } from "../statistics.ts";

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

/** What a run of the command took. */
interface Taken {
  readonly seconds: number;
  /** Bytes that the process asked for; null where the system does not count them. */
  readonly bytesRead: number | null;
  readonly memoryMegabytes: number;
}

/** Loaded before the command: when that ends, it writes how much was read, and the most memory that was taken, as the last line of stderr. */
const COUNTING = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeSync } from "node:fs";
  process.on("exit", () => {
    let io = "";
    try { io = readFileSync("/proc/self/io", "utf8"); } catch {}
    writeSync(2, JSON.stringify({ rchar: /rchar: (\\d+)/.exec(io)?.[1] ?? null, rss: process.resourceUsage().maxRSS }) + "\\n");
  });
`)}`;

function countedSign(cli: string, path: string): Promise<Taken> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const args = ["--import", COUNTING, cli, "sign", "--inputs", path, "--no-verify", "--format", "dict"];
    const command = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    let err = "";
    command.stderr.on("data", (chunk) => {
      err += chunk;
    });
    command.once("error", reject);
    command.once("close", (status) => {
      if (status !== 0) reject(new Error(`signet sign ended with ${status}`));
      const { rchar, rss } = JSON.parse(err.trim().split("\n").at(-1) ?? "{}") as { rchar: string | null; rss: number };
      const bytesRead = rchar === null ? null : Number(rchar);
      resolve({ seconds: (performance.now() - started) / 1000, bytesRead, memoryMegabytes: rss / 1000 });
    });
  });
}

/** The files of a data set, by their footers. */
async function footers(bench: Bench): Promise<LineResult> {
  const line = "parquet-footers";
  const reason = bench.lacks("footers");
  const title = "signet sign on 100,000 Parquet files by their footers";
  if (reason !== null) return { rows: [skippedRow({ line, title, goal: null, unit: "seconds", reason })] };
  const folder = await bench.path("footers");
  const count = readdirSync(folder).filter((name) => !name.startsWith(".")).length;
  const runs = await repeated(3, () => countedSign(bench.cli, folder));
  const seconds = runs.map((run) => run.seconds);
  const [read] = runs.flatMap(({ bytesRead }) => (bytesRead === null ? [] : [`, ${(bytesRead / 1e6).toFixed(0)} MB read`]));
  const figure = `${median(seconds).toFixed(0)} s, ${(count / median(seconds)).toFixed(0)} files/s${read ?? ""}`;
  return {
    rows: [
      valueRow({ line, title, goal: under(60), unit: "seconds", values: seconds, figure }),
      valueRow({ line, title: `${title}, memory`, goal: under(400), unit: "megabytes", values: runs.map((run) => run.memoryMegabytes) }),
    ],
  };
}

export const CLI_LINES: readonly Line[] = [
  { name: "cli", title: "signet sign in Node", isQuick: false, run: againstPage },
  { name: "parquet-footers", title: "signet sign on 100,000 Parquet files", isQuick: false, run: footers },
];
