import { cpus, loadavg, totalmem } from "node:os";
import { type Row, verdictOf } from "../goals.ts";
import type { ScalingPoint } from "./plot.ts";

/** What was run, and on what; it names no path and no host. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGigabytes: number;
  readonly platform: string;
  readonly node: string;
  readonly browser: string;
  readonly reference: string | null;
  /** Processes that ran or wanted to, on average over the minute before: more than a little, and the figures tell of others' work too. */
  readonly loadBefore: number;
}

/** Which lines a run had. */
export type RunKind = "all lines" | "quick" | "some lines";

export interface Results {
  readonly date: string;
  readonly run: RunKind;
  readonly machine: Machine;
  readonly rows: readonly Row[];
  readonly points: readonly ScalingPoint[];
}

export function describeMachine(browser: string, reference: string | null): Machine {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    browser,
    reference,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** Whether others worked on the machine as the run began. */
export const isBusy = ({ loadBefore, cores }: Machine): boolean => loadBefore > cores / 2;

/** The results as they are kept: every row with its verdict. */
export function resultsJson(results: Results): string {
  return `${JSON.stringify({ ...results, rows: results.rows.map((row) => ({ ...row, verdict: verdictOf(row) })) }, null, 2)}\n`;
}
