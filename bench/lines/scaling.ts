import { type Bench, byTurns, type Line, type LineResult } from "../bench.ts";
import { byteLengthOf, dropIntoSignet, rawAndSignet } from "../browser/drops.ts";
import { COLUMN_COUNTS } from "../data-maker/catalog.ts";
import type { ScalingPoint } from "../report/plot.ts";
import { valueRow } from "../rows.ts";
import { median } from "../statistics.ts";

const CORES = { one: 1, two: 2, four: 4 } as const;

const megabytesPerSecond = (byteLength: number, times: readonly number[]): number => byteLength / median(times) / 1000;

/** How the rate changes with the number of columns, at the same number of bytes. */
async function columns(bench: Bench): Promise<LineResult> {
  const points: ScalingPoint[] = [];
  for (const x of COLUMN_COUNTS) {
    const path = await bench.path(`columns-${x}.csv`);
    const times = await bench.inBrowser((session) => byTurns(3, rawAndSignet(session, path)));
    for (const series of ["raw", "signet"] as const) {
      points.push({ plot: "columns", series, x, megabytesPerSecond: megabytesPerSecond(byteLengthOf(path), times[series]) });
    }
  }
  const rates = points.filter(({ series }) => series === "signet").map((point) => point.megabytesPerSecond);
  const title = "CSV 50 MB of 10, 100, 1,000 and 10,000 columns";
  const figure = `${rates.map((rate) => rate.toFixed(0)).join(", ")} MB/s`;
  return { rows: [valueRow({ line: "scaling-columns", title, goal: null, unit: "megabytes a second", values: rates, figure })], points };
}

/** How the rate changes with the cores that the browser tells, from which the page decides on its number of workers. */
async function workers(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-1gb.csv");
  const byteLength = byteLengthOf(path);
  const times = await bench.inBrowser((session) => {
    const withCores = (cores: number) => async () => (await dropIntoSignet(session, [path], { cores })).readyMs;
    return byTurns(3, { one: withCores(CORES.one), two: withCores(CORES.two), four: withCores(CORES.four) });
  });
  const points = (["one", "two", "four"] as const).map((name) => ({
    plot: "workers" as const,
    series: "signet" as const,
    x: CORES[name],
    megabytesPerSecond: megabytesPerSecond(byteLength, times[name]),
  }));
  const rates = points.map((point) => point.megabytesPerSecond);
  const title = "CSV 1 GB where the browser tells 1, 2 and 4 cores";
  const figure = `${rates.map((rate) => rate.toFixed(0)).join(", ")} MB/s`;
  return { rows: [valueRow({ line: "scaling-workers", title, goal: null, unit: "megabytes a second", values: rates, figure })], points };
}

export const SCALING_LINES: readonly Line[] = [
  { name: "scaling-columns", title: "rate by the number of columns", isQuick: false, run: columns },
  { name: "scaling-workers", title: "rate by the number of workers", isQuick: false, run: workers },
];
