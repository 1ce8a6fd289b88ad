import { type Bench, byTurns, type Line, type LineResult, NO_REFERENCE } from "../bench.ts";
import { byteLengthOf, dropIntoSignet, rawAndSignet } from "../browser/drops.ts";
import type { BrowserSession } from "../browser/session.ts";
import type { DataName } from "../data-maker/catalog.ts";
import type { Goal, Row } from "../goals.ts";
import { atLeast, skippedRow, speedRow, under, valueRow } from "../rows.ts";
import { median } from "../statistics.ts";

const MIXED = "20 mixed columns, signature ready";

/** pandas alone, by turns with Signet; then pandas with MLflow, which takes so long that one run must do. */
async function againstPandas(
  bench: Bench,
  session: BrowserSession,
  { line, size, path, readGoal, infer }: { line: string; size: string; path: string; readGoal: Goal; infer: string | null },
): Promise<Row[]> {
  const headings = {
    read: { line, title: `CSV ${size} against pd.read_csv alone`, goal: readGoal, unit: "times" },
    infer: { line, title: `CSV ${size} against pd.read_csv and infer_signature`, goal: atLeast(75), unit: "times" },
  } as const;
  const { reference } = bench;
  if (reference === null) return Object.values(headings).map((heading) => skippedRow({ ...heading, reason: NO_REFERENCE }));
  const byteLength = byteLengthOf(path);
  const { signet, read } = await byTurns(3, {
    read: () => reference.time("csv", path, "read"),
    signet: rawAndSignet(session, path).signet,
  });
  const common = { byteLength, subject: signet };
  const rows = [speedRow({ ...headings.read, ...common, baseline: read, baselineName: "read_csv" })];
  if (infer !== null) return [...rows, skippedRow({ ...headings.infer, reason: infer })];
  const walked = await reference.time("csv", path, "infer");
  return [
    ...rows,
    speedRow({ ...headings.infer, byteLength, subject: [median(signet)], baseline: [walked], baselineName: "with infer_signature, once," }),
  ];
}

async function small(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-10mb.csv");
  const line = "csv-10mb";
  return bench.inBrowser(async (session) => {
    const painted: number[] = [];
    const { raw, signet } = await byTurns(5, {
      raw: rawAndSignet(session, path).raw,
      signet: async () => {
        const timing = await dropIntoSignet(session, [path]);
        painted.push(timing.paintedMs);
        return timing.readyMs;
      },
    });
    const figure = `${median(painted).toFixed(0)} ms until drawn, ${median(signet).toFixed(0)} ms until in the page; raw ${median(raw).toFixed(0)} ms`;
    const rows = [
      valueRow({ line, title: "CSV 10 MB, from drop to table drawn", goal: under(100), unit: "milliseconds", values: painted, figure }),
    ];
    return { rows, points: points("size", 10, byteLengthOf(path), { raw, signet }) };
  });
}

const points = (plot: "size" | "columns", x: number, byteLength: number, times: { raw: number[]; signet: number[] }) =>
  (["raw", "signet"] as const).map((series) => ({ plot, series, x, megabytesPerSecond: byteLength / median(times[series]) / 1000 }));

const large = (
  line: string,
  size: string,
  name: DataName,
  goals: { readonly raw: Goal; readonly read: Goal },
  repeats: number,
  x: number,
) =>
  async function run(bench: Bench): Promise<LineResult> {
    const path = await bench.path(name);
    const byteLength = byteLengthOf(path);
    return bench.inBrowser(async (session) => {
      const times = await byTurns(bench.isQuick ? 3 : repeats, rawAndSignet(session, path));
      const rows = [
        speedRow({
          ...{ line, title: `CSV ${size}, ${MIXED}, against raw`, goal: goals.raw, unit: "ratio", byteLength },
          ...{ subject: times.signet, baseline: times.raw, baselineName: "raw" },
        }),
      ];
      const infer = bench.isQuick ? "not in a quick run" : x >= 1000 && !bench.isFull ? "only with --full: it takes minutes" : null;
      const others = await againstPandas(bench, session, { line, size, path, readGoal: goals.read, infer });
      return { rows: [...rows, ...others], points: points("size", x, byteLength, times) };
    });
  };

const shape = (line: string, title: string, name: DataName): Line => ({
  name: line,
  title,
  isQuick: true,
  async run(bench) {
    const path = await bench.path(name);
    const { raw, signet } = await bench.inBrowser((session) => byTurns(bench.isQuick ? 2 : 5, rawAndSignet(session, path)));
    const heading = { line, title: `${title}, against raw`, goal: atLeast(0.5), unit: "ratio" } as const;
    return { rows: [speedRow({ ...heading, subject: signet, baseline: raw, baselineName: "raw", byteLength: byteLengthOf(path) })] };
  },
});

export const CSV_LINES: readonly Line[] = [
  { name: "csv-10mb", title: "CSV 10 MB", isQuick: true, run: small },
  {
    ...{ name: "csv-100mb", title: "CSV 100 MB", isQuick: true },
    run: large("csv-100mb", "100 MB", "mixed-100mb.csv", { raw: atLeast(0.8), read: atLeast(1) }, 5, 100),
  },
  {
    ...{ name: "csv-1gb", title: "CSV 1 GB", isQuick: false },
    run: large("csv-1gb", "1 GB", "mixed-1gb.csv", { raw: atLeast(0.9), read: atLeast(2) }, 3, 1000),
  },
  shape("csv-quoted", "CSV 100 MB of text with quotes and newlines in quotes", "quoted-100mb.csv"),
  shape("csv-numeric", "CSV 100 MB of 2,000 narrow numeric columns", "numeric-100mb.csv"),
  shape("csv-long", "CSV 100 MB of 100 columns of MLflow's long", "long-100mb.csv"),
  shape("csv-long-text", "CSV 100 MB of 100 columns of long text", "long-text-100mb.csv"),
  shape("csv-utf16", "CSV 100 MB in UTF-16", "utf16-100mb.csv"),
];
