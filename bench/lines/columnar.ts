import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Bench, byTurns, type Line, type LineResult, repeated } from "../bench.ts";
import { byteLengthOf, dropIntoSignet, rawAndSignet } from "../browser/drops.ts";
import type { DropTiming } from "../browser/page-probe.ts";
import type { DataName } from "../data-maker/catalog.ts";
import type { Row, Unit } from "../goals.ts";
import { atLeast, skippedRow, speedRow, under, valueRow } from "../rows.ts";
import { median } from "../statistics.ts";

const REPEATS = 5;

/** What a first and a second drop of a file into the same page take, and the bytes that the first reads. */
async function coldAndWarm(bench: Bench, path: string) {
  const pairs = await bench.inBrowser((session) =>
    repeated(REPEATS, async () => {
      const page = await session.openSignet();
      const drop = async () => (await page.drop([path])).readyMs;
      let cold = 0;
      const bytes = await session.bytesReadBy(async () => {
        cold = await drop();
      });
      const warm = await drop();
      await page.close();
      return { bytes, cold, warm };
    }),
  );
  const all = (key: "bytes" | "cold" | "warm") => pairs.map((pair) => pair[key]);
  return { bytes: all("bytes"), cold: all("cold"), warm: all("warm") };
}

async function footer(bench: Bench): Promise<LineResult> {
  const { cold, warm, bytes } = await coldAndWarm(bench, await bench.path("without-floats-437mb.parquet"));
  const line = "parquet-footer";
  const title = "Parquet 437 MB without floats";
  const milliseconds = { line, unit: "milliseconds" } as const;
  return {
    rows: [
      valueRow({ line, title: `${title}, bytes read`, goal: under(1), unit: "megabytes", values: bytes.map((count) => count / 1e6) }),
      valueRow({ ...milliseconds, title: `${title}, warm worker`, goal: under(50), values: warm }),
      valueRow({ ...milliseconds, title: `${title}, first drop of the page`, goal: under(150), values: cold }),
    ],
  };
}

/** The rows that the page says it has seen. */
const rowsSeen = ({ status }: DropTiming): number => Number((/([\d,]+) rows?/.exec(status)?.[1] ?? "0").replaceAll(",", ""));
/** `age`, `price`, `lat`, `lon`, `score` and `rating`, eight bytes a cell once decoded. */
const DECODED_BYTES_A_ROW = 6 * 8;

async function floats(bench: Bench): Promise<LineResult> {
  const { reference } = bench;
  const line = "parquet-floats";
  const path = await bench.path("mixed-437mb.parquet");
  const compared = await bench.path(bench.isFull ? "mixed-437mb.parquet" : "mixed-44mb.parquet");
  return bench.inBrowser(async (session) => {
    const timings = await repeated(REPEATS, () => dropIntoSignet(session, [path]));
    const rates = timings.map((timing) => (rowsSeen(timing) * DECODED_BYTES_A_ROW) / timing.readyMs / 1000);
    const title = "Parquet 437 MB with 6 float columns, their decoded values";
    const figure = `${(median(timings.map(({ readyMs }) => readyMs)) / 1000).toFixed(2)} s, ${median(rates).toFixed(0)} MB/s`;
    const rows = [valueRow({ line, title, goal: atLeast(200), unit: "megabytes a second", values: rates, figure })];
    if (reference === null) return { rows };
    const { infer, signet } = await byTurns(1, {
      infer: () => reference.time("parquet", compared, "infer"),
      signet: async () => (await dropIntoSignet(session, [compared])).readyMs,
    });
    const against = speedRow({
      line,
      title: `Parquet ${bench.isFull ? 437 : 44} MB against pd.read_parquet and infer_signature`,
      goal: atLeast(10),
      unit: "times",
      subject: signet,
      baseline: infer,
      baselineName: "with infer_signature, once,",
      byteLength: byteLengthOf(compared),
    });
    return { rows: [...rows, against] };
  });
}

async function dataset(bench: Bench): Promise<LineResult> {
  const folder = await bench.path("dataset");
  const paths = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  const { signet } = await bench.inBrowser((session) =>
    byTurns(3, { signet: async () => (await dropIntoSignet(session, paths)).readyMs / 1000 }),
  );
  const title = `Parquet data set of ${paths.length.toLocaleString("en-US")} files`;
  return { rows: [valueRow({ line: "parquet-dataset", title, goal: under(3), unit: "seconds", values: signet })] };
}

async function arrowFloats(bench: Bench): Promise<LineResult> {
  const path = await bench.path("floats-400mb.arrow");
  const { raw, signet } = await bench.inBrowser((session) => byTurns(REPEATS, rawAndSignet(session, path)));
  const heading = {
    line: "arrow-floats",
    title: "Arrow 400 MB of floats, uncompressed, against raw",
    goal: atLeast(0.7),
    unit: "ratio",
  } as const;
  return { rows: [speedRow({ ...heading, subject: signet, baseline: raw, baselineName: "raw", byteLength: byteLengthOf(path) })] };
}

/** A file of which only the head should be read. */
const headOnly = (line: string, title: string, name: DataName, goalMs: number): Line =>
  onReference({ name: line, title, isQuick: false }, name, "milliseconds", async (bench) => {
    const { cold, warm } = await coldAndWarm(bench, await bench.path(name));
    const figure = `${median(warm).toFixed(0)} ms in a warm worker, ${median(cold).toFixed(0)} ms at the page's first drop`;
    return { rows: [valueRow({ line, title, goal: under(goalMs), unit: "milliseconds", values: warm, figure })] };
  });

/** A line whose file only the reference makes. */
function onReference(line: Omit<Line, "run">, name: DataName, unit: Unit, run: Line["run"]): Line {
  return {
    ...line,
    async run(bench) {
      const reason = bench.lacks(name);
      if (reason === null) return run(bench);
      const skipped: Row = skippedRow({ line: line.name, title: line.title, goal: null, unit, reason });
      return { rows: [skipped] };
    },
  };
}

export const COLUMNAR_LINES: readonly Line[] = [
  onReference(
    { name: "parquet-footer", title: "Parquet without floats", isQuick: false },
    "without-floats-437mb.parquet",
    "milliseconds",
    footer,
  ),
  onReference(
    { name: "parquet-floats", title: "Parquet with floats", isQuick: false },
    "mixed-437mb.parquet",
    "megabytes a second",
    floats,
  ),
  onReference({ name: "parquet-dataset", title: "Parquet data set of 1,000 files", isQuick: false }, "dataset", "seconds", dataset),
  headOnly("arrow-schema", "Arrow 400 MB without floats", "without-floats-400mb.arrow", 100),
  onReference({ name: "arrow-floats", title: "Arrow of floats", isQuick: false }, "floats-400mb.arrow", "ratio", arrowFloats),
  headOnly("npy", "npy of 1 GB", "zeros-1gb.npy", 20),
  headOnly("npz", "npz of 200 MB", "normal-200mb.npz", 20),
];
