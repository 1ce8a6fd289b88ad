import { closeSync, openSync, readSync } from "node:fs";
import { type Bench, type Line, type LineResult, repeated } from "../bench.ts";
import { byteLengthOf, dropIntoSignet } from "../browser/drops.ts";
import { FAST_3G, type FirstLoad, firstLoad } from "../browser/first-load.ts";
import { interactionLatency, type Latency } from "../browser/interaction.ts";
import { canMeasureMemory } from "../browser/process-tree.ts";
import { dropAndProfile } from "../browser/profile-request.ts";
import type { DataName } from "../data-maker/catalog.ts";
import type { Goal, Unit } from "../goals.ts";
import { atLeast, skippedRow, speedRow, under, valueRow } from "../rows.ts";
import { median } from "../statistics.ts";

async function loading(bench: Bench): Promise<LineResult> {
  const line = "first-load";
  const loads = await bench.inBrowser((session) =>
    repeated(bench.isQuick ? 1 : 3, () => firstLoad(session, session.sites.signet, FAST_3G, 4)),
  );
  const values = loads.map(({ usableMs }) => usableMs / 1000);
  const secondsUntil = (what: keyof FirstLoad) => (median(loads.map((load) => load[what])) / 1000).toFixed(2);
  const figure = `${secondsUntil("usableMs")} s until usable, ${secondsUntil("idleMs")} s until idle, ${secondsUntil("tableMs")} s until what was chosen first is read`;
  const title = "First load, processor 4 times as slow, Fast 3G";
  return { rows: [valueRow({ line, title, goal: under(1), unit: "seconds", values, figure })] };
}

/** The length of the file's first line, its newline included. */
function headLength(path: string): number {
  const buffer = Buffer.alloc(1 << 16);
  const file = openSync(path, "r");
  readSync(file, buffer);
  closeSync(file);
  return buffer.indexOf(10) + 1;
}

/** The most memory that reading takes above an idle page, in megabytes, in its own browser each time. */
async function memory(bench: Bench, name: DataName, times: number, repeats: number): Promise<number[]> {
  const path = await bench.path(name);
  const head = name.endsWith(".csv") ? headLength(path) : 0;
  const peak = () =>
    bench.inBrowser(async (session) => {
      const page = await session.openSignet();
      const bytes = await session.memoryOf(() => (times === 1 ? page.drop([path]) : page.dropRepeated(path, head, times, name)));
      return bytes / 1e6;
    });
  return repeated(repeats, peak);
}

/**
 * How much more the larger file may take: what the browser's own processes come to differ by when they work ten times as long (caches, compiled code,
 * one more collection). Ten times the file would be ten times the memory if it were kept; a ratio of two small figures would tell this noise.
 */
const FLAT = under(50);
const MEMORY_GOAL = under(200);

/** Peak memory for a file, and for one ten times as large, which should take no more. */
const memoryLine = (line: string, title: string, name: DataName, [size, tenfold]: readonly [string, string]): Line => ({
  name: line,
  title,
  isQuick: false,
  async run(bench) {
    const heading = (goal: Goal, what: string, unit: Unit) => ({ line, title: `${title}, ${what}`, goal, unit });
    const small = heading(MEMORY_GOAL, size, "megabytes");
    const large = heading(MEMORY_GOAL, tenfold, "megabytes");
    const flat = heading(FLAT, `${tenfold} beyond ${size}`, "megabytes");
    if (!canMeasureMemory()) {
      return { rows: [small, large, flat].map((row) => skippedRow({ ...row, reason: "only Linux tells proportional set sizes" })) };
    }
    const once = await memory(bench, name, 1, 3);
    const tenTimes = await memory(bench, name, 10, 2);
    return {
      rows: [
        valueRow({ ...small, values: once }),
        valueRow({ ...large, values: tenTimes }),
        valueRow({ ...flat, values: [median(tenTimes) - median(once)] }),
      ],
    };
  },
});

async function responsiveness(bench: Bench): Promise<LineResult> {
  const path = await bench.path(bench.isQuick ? "mixed-100mb.csv" : "mixed-1gb.csv");
  const timings = await bench.inBrowser((session) => repeated(bench.isQuick ? 1 : 3, () => dropIntoSignet(session, [path])));
  const values = timings.map(({ longestTaskMs }) => longestTaskMs);
  const count = Math.max(...timings.map(({ longTasks }) => longTasks));
  const figure =
    count === 0
      ? "no task over 50 ms"
      : `${count} ${count === 1 ? "task" : "tasks"} over 50 ms, the longest ${Math.max(...values).toFixed(0)} ms`;
  const title = `Main thread while ${bench.isQuick ? "100 MB" : "1 GB"} is read, longest task`;
  return { rows: [valueRow({ line: "responsiveness", title, goal: under(50), unit: "milliseconds", values, figure })] };
}

async function wide(bench: Bench): Promise<LineResult> {
  const path = await bench.path("wide.csv");
  const latencies = await bench.inBrowser((session) =>
    repeated(5, async () => {
      const page = await session.openSignet();
      await page.drop([path]);
      const latency = await interactionLatency(page.page);
      await page.close();
      return latency;
    }),
  );
  const line = "wide-interaction";
  const values = (what: keyof Latency) => latencies.map((latency) => latency[what]);
  const keyTitle = "10,000 columns, slowest key in the filter, right after the drop";
  const longest = { line, title: "10,000 columns, longest frame while scrolling", goal: null, unit: "milliseconds" } as const;
  return {
    rows: [
      valueRow({ line, title: keyTitle, goal: under(50), unit: "milliseconds", values: values("keyMs") }),
      valueRow({ line, title: "10,000 columns, scrolled", goal: atLeast(58), unit: "frames a second", values: values("frameRate") }),
      valueRow({ ...longest, values: values("frameMs") }),
    ],
  };
}

/** The second pass next to the first, in the same page: how long after the signature the profile is there. */
async function profiling(bench: Bench): Promise<LineResult> {
  const size = bench.isQuick ? "100 MB" : "1 GB";
  const path = await bench.path(bench.isQuick ? "mixed-100mb.csv" : "mixed-1gb.csv");
  const runs = await bench.inBrowser((session) => repeated(3, () => dropAndProfile(session, path)));
  const subject = runs.map(({ profileMs }) => profileMs);
  const baseline = runs.map(({ signMs }) => signMs);
  const heading = {
    line: "profile",
    title: `Profile for the review, CSV ${size}, against signing`,
    goal: atLeast(1),
    unit: "ratio",
  } as const;
  return { rows: [speedRow({ ...heading, subject, baseline, baselineName: "signing", byteLength: byteLengthOf(path) })] };
}

export const PAGE_LINES: readonly Line[] = [
  { name: "first-load", title: "first load", isQuick: true, run: loading },
  memoryLine("csv-memory", "Peak memory above idle, CSV", "mixed-1gb.csv", ["1 GB", "10 GB"]),
  memoryLine("jsonl-memory", "Peak memory above idle, JSONL", "mixed-100mb.jsonl", ["100 MB", "1 GB"]),
  { name: "responsiveness", title: "main thread while reading", isQuick: true, run: responsiveness },
  { name: "wide-interaction", title: "a table of 10,000 columns", isQuick: false, run: wide },
  { name: "profile", title: "profile for the review, second pass", isQuick: true, run: profiling },
];
