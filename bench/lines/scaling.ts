import { type Bench, byTurns, type Line, type LineResult } from "../bench.ts";
import { byteLengthOf, dropIntoSignet, rawAndSignet } from "../browser/drops.ts";
import { COLUMN_COUNTS } from "../data-maker/catalog.ts";
import type { ScalingPoint } from "../report/plot.ts";
import { atLeast, speedRow, valueRow } from "../rows.ts";
import { scalingPoints } from "./scaling-points.ts";

/** A row that shows the points of a plot; no goal is set for them. */
function plotted(line: string, title: string, points: readonly ScalingPoint[]): LineResult {
  const values = points.filter(({ series }) => series === "signet").map((point) => point.megabytesPerSecond);
  const figure = `${values.map((rate) => rate.toFixed(0)).join(", ")} MB/s`;
  return { rows: [valueRow({ line, title, goal: null, unit: "megabytes a second", values, figure })], points };
}

/** How the rate changes with the number of columns, at the same number of bytes. */
async function columns(bench: Bench): Promise<LineResult> {
  const points: ScalingPoint[] = [];
  for (const count of COLUMN_COUNTS) {
    const path = await bench.path(`columns-${count}.csv`);
    const times = await bench.inBrowser((session) => byTurns(3, rawAndSignet(session, path)));
    points.push(...scalingPoints("columns", count, byteLengthOf(path), times));
  }
  return plotted("scaling-columns", "CSV 50 MB of 10, 100, 1,000 and 10,000 columns", points);
}

/** How the rate changes with the cores that the browser tells, from which the page decides on its number of workers. */
async function workers(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-1gb.csv");
  const times = await bench.inBrowser((session) => {
    const withCores = (cores: number) => async () => (await dropIntoSignet(session, [path], { cores })).readyMs;
    return byTurns(3, { one: withCores(1), two: withCores(2), four: withCores(4) });
  });
  const pointsAt = (cores: number, signet: readonly number[]) => scalingPoints("workers", cores, byteLengthOf(path), { signet });
  const points = [...pointsAt(1, times.one), ...pointsAt(2, times.two), ...pointsAt(4, times.four)];
  const plot = plotted("scaling-workers", "CSV 1 GB where the browser tells 1, 2 and 4 cores", points);
  const gain = speedRow({
    line: "scaling-workers",
    title: "CSV 1 GB, 2 cores told against 1",
    goal: atLeast(1),
    unit: "times",
    subject: times.two,
    baseline: times.one,
    baselineName: "1 core",
    byteLength: byteLengthOf(path),
  });
  return { ...plot, rows: [...plot.rows, gain] };
}

export const SCALING_LINES: readonly Line[] = [
  { name: "scaling-columns", title: "rate by the number of columns", isQuick: false, run: columns },
  { name: "scaling-workers", title: "rate by the number of workers", isQuick: false, run: workers },
];
