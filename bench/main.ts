import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../scripts/serve.mjs";
import { ensureBrowser, ensureCli, ensurePage, root } from "../scripts/setup.mjs";
import { type BenchArguments, HELP, parseBenchArguments } from "./arguments.ts";
import { Bench, type Line, type LineResult } from "./bench.ts";
import { DataFolder } from "./data-maker/catalog.ts";
import { chosenLines, LINES } from "./lines/lines.ts";
import { Reference } from "./python.ts";
import { resultsSection, withSection } from "./report/document.ts";
import { scalingPlot } from "./report/plot.ts";
import { describeMachine, isBusy, type Results, type RunKind, resultsJson } from "./report/results.ts";
import { plainTable, summary } from "./report/table.ts";
import { skippedRow } from "./rows.ts";

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;

/** Runs a line; one that breaks is reported in its row and does not end the run. */
async function runLine(line: Line, bench: Bench): Promise<LineResult> {
  const started = performance.now();
  console.log(`${line.name}: ${line.title} …`);
  try {
    const result = await line.run(bench);
    console.log(`${plainTable(result.rows)}\n  ${seconds(started)}\n`);
    return result;
  } catch (error) {
    const reason = `broke: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
    console.error(`  ${reason}\n`);
    process.exitCode = 1;
    return { rows: [skippedRow({ line: line.name, title: line.title, goal: null, unit: "ratio", reason })] };
  }
}

function keep(results: Results, docs: boolean): void {
  writeFileSync(join(root, "bench", "results.json"), resultsJson(results));
  if (!docs) return;
  const document = join(root, "docs", "performance.md");
  writeFileSync(document, withSection(readFileSync(document, "utf8"), resultsSection(results)));
  if (results.points.length > 0) writeFileSync(join(root, "docs", "performance-scaling.svg"), scalingPlot(results.points));
}

async function run({ quick, full, only, docs }: BenchArguments, lines: readonly Line[]): Promise<void> {
  const executablePath = ensureBrowser();
  const page = await serve(ensurePage());
  const raw = await serve(join(root, "bench", "raw"));
  const reference = Reference.find();
  const bench = new Bench({
    isQuick: quick,
    isFull: full,
    reference,
    cli: ensureCli(),
    data: new DataFolder(join(root, "bench", "data"), reference),
    executablePath,
    sites: { signet: page.address, raw: raw.address },
  });
  const started = performance.now();
  const date = new Date().toISOString();
  try {
    const browser = await bench.inBrowser(async (session) => `Chromium ${session.browser.version()}`);
    const machine = describeMachine(browser, reference === null ? null : await reference.versions());
    if (isBusy(machine)) console.warn(`Others work on this machine (load ${machine.loadBefore}): the figures will be off.\n`);
    const results: LineResult[] = [];
    for (const line of lines) results.push(await runLine(line, bench));
    const rows = results.flatMap((result) => result.rows);
    const kind: RunKind = only.length > 0 ? "some lines" : quick ? "quick" : "all lines";
    keep({ date, run: kind, machine, rows, points: results.flatMap(({ points }) => points ?? []) }, docs || kind === "all lines");
    console.log(`${plainTable(rows)}\n\n${summary(rows)} in ${seconds(started)}; written to bench/results.json`);
  } finally {
    page.server.close();
    raw.server.close();
  }
}

/** The command `npm run bench`. Resolves when all is measured and written; wrong use is reported and gives the exit code 2. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const given = parseBenchArguments(args);
    if (given.help) console.log(HELP);
    else if (given.list) console.log(LINES.map(({ name, title }) => `${name.padEnd(18)}${title}`).join("\n"));
    else await run(given, chosenLines(given));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\n\n${HELP}`);
    process.exitCode = 2;
  }
}
