import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/setup.mjs";
import type { Bench, Line, LineResult } from "../bench.ts";
import type { Row } from "../goals.ts";
import { HOSTILE, type Hostile } from "../hostile/catalog.ts";
import { GROWTHS, type Growth } from "../hostile/growth.ts";
import { type Usage, usageOf } from "../hostile/usage.ts";
import { under, valueRow } from "../rows.ts";

/** What one file may take of memory, and what each of its columns may add: docs/limits.md. */
const MOST_MB = 300;
const MOST_MB_PER_COLUMN = 0.015;

/** The files are kept: some take a while to make. */
const FOLDER = join(root, ".cache", "hostile");

async function measured(bench: Bench, { name, make, args }: Hostile): Promise<Usage> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, name);
  if (!existsSync(path)) make(path);
  return usageOf(bench.cli, args(path));
}

async function hostile(bench: Bench): Promise<LineResult> {
  const rows: Row[] = [];
  for (const one of HOSTILE.filter(({ isLong }) => !bench.isQuick || isLong !== true)) {
    const { peakMB, seconds, exitCode, said } = await measured(bench, one);
    const outcome = exitCode === 0 ? "read" : `exit code ${exitCode}`;
    console.log(
      `  ${one.title}: ${seconds.toFixed(1)} s, ${peakMB.toFixed(0)} MB, ${outcome}${exitCode === 0 ? "" : `: ${said.slice(0, 160)}`}`,
    );
    rows.push(
      valueRow({
        line: "hostile",
        title: one.title,
        goal: under(MOST_MB + (one.columns ?? 0) * MOST_MB_PER_COLUMN),
        unit: "megabytes",
        values: [peakMB],
        figure: `${peakMB.toFixed(0)} MB, ${seconds.toFixed(1)} s of processor time, ${outcome}`,
      }),
    );
  }
  return { rows };
}

/** How the processor time grows: the exponent of the number, once what an empty command takes is left out. */
const exponentOf = ({ sizes: [few, many] }: Growth, small: number, large: number, start: number) =>
  Math.log((large - start) / Math.max(0.01, small - start)) / Math.log(many / few);

async function growth(bench: Bench): Promise<LineResult> {
  const folder = mkdtempSync(join(tmpdir(), "signet-growth-"));
  try {
    const { seconds: start } = await usageOf(bench.cli, ["--version"]);
    const rows: Row[] = [];
    for (const one of GROWTHS) {
      const [few, many] = one.sizes;
      const small = await usageOf(bench.cli, one.make(few, folder));
      const large = await usageOf(bench.cli, one.make(many, folder));
      const title = `${one.title}: ${few.toLocaleString("en")} and ${many.toLocaleString("en")}, exponent`;
      const figure = `${small.seconds.toFixed(1)} s and ${large.seconds.toFixed(1)} s, ${small.peakMB.toFixed(0)} and ${large.peakMB.toFixed(0)} MB`;
      console.log(`  ${title}: ${figure}`);
      if (small.exitCode > 1 || small.exitCode !== large.exitCode)
        throw new Error(`${one.name} ended with ${large.exitCode}: ${large.said}`);
      const values = [exponentOf(one, small.seconds, large.seconds, start)];
      rows.push(valueRow({ line: "growth", title, goal: under(1.1), unit: "ratio", values, figure }));
    }
    return { rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const HOSTILE_LINES: readonly Line[] = [
  { name: "hostile", title: "peak memory of files that are hard to read", isQuick: false, run: hostile },
  { name: "growth", title: "processor time at two sizes", isQuick: false, run: growth },
];
