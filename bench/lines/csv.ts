import { type Bench, byTurns, type Line, type LineResult, NO_REFERENCE } from "../bench.ts";
import { byteLengthOf, dropIntoSignet, rawAndSignet } from "../browser/drops.ts";
import type { BrowserSession } from "../browser/session.ts";
import type { DataName } from "../data-maker/catalog.ts";
import type { Goal, Row } from "../goals.ts";
import { atLeast, skippedRow, speedRow, under, valueRow } from "../rows.ts";
import { median } from "../statistics.ts";
import { scalingPoints } from "./scaling-points.ts";

/** A size of the mixed table and what is wanted of it. */
interface MixedSize {
  readonly line: string;
  readonly size: string;
  readonly name: DataName;
  readonly megabytes: number;
  readonly repeats: number;
  readonly rawGoal: Goal;
  readonly readGoal: Goal;
  /** Whether pandas with MLflow takes minutes for it. */
  readonly isSlowInMlflow: boolean;
}

/** pandas alone, by turns with Signet; then pandas with MLflow, which takes so long that one run must do. */
async function againstPandas(bench: Bench, session: BrowserSession, mixed: MixedSize, path: string): Promise<readonly Row[]> {
  const { line, size } = mixed;
  const read = { line, title: `CSV ${size} against pd.read_csv alone`, goal: mixed.readGoal, unit: "times" } as const;
  const infer = { line, title: `CSV ${size} against pd.read_csv and infer_signature`, goal: atLeast(75), unit: "times" } as const;
  const { reference } = bench;
  if (reference === null) return [read, infer].map((heading) => skippedRow({ ...heading, reason: NO_REFERENCE }));
  const byteLength = byteLengthOf(path);
  const times = await byTurns(3, {
    read: () => reference.time("csv", path, "read"),
    signet: rawAndSignet(session, path).signet,
  });
  const alone = speedRow({ ...read, byteLength, subject: times.signet, baseline: times.read, baselineName: "read_csv" });
  if (bench.isQuick) return [alone, skippedRow({ ...infer, reason: "not in a quick run" })];
  if (mixed.isSlowInMlflow && !bench.isFull) return [alone, skippedRow({ ...infer, reason: "only with --full: it takes minutes" })];
  const walked = await reference.time("csv", path, "infer");
  const once = { subject: [median(times.signet)], baseline: [walked], baselineName: "with infer_signature, once," };
  return [alone, speedRow({ ...infer, byteLength, ...once })];
}

async function measureMixed(bench: Bench, mixed: MixedSize): Promise<LineResult> {
  const { line, size, megabytes, rawGoal } = mixed;
  const path = await bench.path(mixed.name);
  const byteLength = byteLengthOf(path);
  return bench.inBrowser(async (session) => {
    const { raw, signet } = await byTurns(bench.isQuick ? 3 : mixed.repeats, rawAndSignet(session, path));
    const title = `CSV ${size}, 20 mixed columns, signature ready, against raw`;
    const row = speedRow({ line, title, goal: rawGoal, unit: "ratio", subject: signet, baseline: raw, baselineName: "raw", byteLength });
    const others = await againstPandas(bench, session, mixed, path);
    return { rows: [row, ...others], points: scalingPoints("size", megabytes, byteLength, { raw, signet }) };
  });
}

/** The smallest size: what counts is the time until the table is drawn. */
async function measureSmall(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-10mb.csv");
  const values: number[] = [];
  const { raw, signet } = await bench.inBrowser((session) =>
    byTurns(bench.isQuick ? 3 : 5, {
      raw: rawAndSignet(session, path).raw,
      signet: async () => {
        const { readyMs, paintedMs } = await dropIntoSignet(session, [path]);
        values.push(paintedMs);
        return readyMs;
      },
    }),
  );
  const figure = `${median(values).toFixed(0)} ms until drawn, ${median(signet).toFixed(0)} ms until in the page; raw ${median(raw).toFixed(0)} ms`;
  const title = "CSV 10 MB, from drop to table drawn";
  return {
    rows: [valueRow({ line: "csv-10mb", title, goal: under(100), unit: "milliseconds", values, figure })],
    points: scalingPoints("size", 10, byteLengthOf(path), { raw, signet }),
  };
}

const mixedLine = (mixed: MixedSize, isQuick: boolean): Line => ({
  name: mixed.line,
  title: `CSV ${mixed.size}`,
  isQuick,
  run: (bench) => measureMixed(bench, mixed),
});

const shapeLine = (line: string, title: string, name: DataName, isQuick = true): Line => ({
  name: line,
  title,
  isQuick,
  async run(bench) {
    const path = await bench.path(name);
    const byteLength = byteLengthOf(path);
    const { raw, signet } = await bench.inBrowser((session) => byTurns(bench.isQuick ? 2 : 5, rawAndSignet(session, path)));
    const heading = { line, title: `${title}, against raw`, goal: atLeast(0.5), unit: "ratio" } as const;
    return { rows: [speedRow({ ...heading, subject: signet, baseline: raw, baselineName: "raw", byteLength })] };
  },
});

export const CSV_LINES: readonly Line[] = [
  { name: "csv-10mb", title: "CSV 10 MB", isQuick: true, run: measureSmall },
  mixedLine(
    {
      line: "csv-100mb",
      size: "100 MB",
      name: "mixed-100mb.csv",
      megabytes: 100,
      repeats: 5,
      rawGoal: atLeast(0.8),
      readGoal: atLeast(1),
      isSlowInMlflow: false,
    },
    true,
  ),
  mixedLine(
    {
      line: "csv-1gb",
      size: "1 GB",
      name: "mixed-1gb.csv",
      megabytes: 1000,
      repeats: 3,
      rawGoal: atLeast(0.9),
      readGoal: atLeast(2),
      isSlowInMlflow: true,
    },
    false,
  ),
  shapeLine("csv-quoted", "CSV 100 MB of text with quotes and newlines in quotes", "quoted-100mb.csv"),
  shapeLine("csv-numeric", "CSV 100 MB of 2,000 narrow numeric columns", "numeric-100mb.csv"),
  shapeLine("csv-long", "CSV 100 MB of 100 columns of MLflow's long", "long-100mb.csv"),
  shapeLine("csv-long-text", "CSV 100 MB of 100 columns of long text", "long-text-100mb.csv", false),
  shapeLine("csv-utf16", "CSV 100 MB in UTF-16", "utf16-100mb.csv"),
];
