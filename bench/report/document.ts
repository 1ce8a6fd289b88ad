import { isBusy, type Results, type RunKind } from "./results.ts";
import { markdownTable, summary } from "./table.ts";

const START = "<!-- bench:start -->";
const END = "<!-- bench:end -->";

const RUNS: Readonly<Record<RunKind, string>> = {
  "all lines": "A run of all lines",
  quick: "**A quick run, of some lines on small files: it stands here until a run of all lines replaces it**",
  "some lines": "**A run of some lines: it stands here until a run of all lines replaces it**",
};

/** What a run gave, as the part of the document that is between the markers. */
export function resultsSection({ date, run, machine, rows, points }: Results): string {
  const reference = machine.reference === null ? "without the reference" : machine.reference;
  const busy = isBusy(machine) ? ` **Others worked on the machine (load ${machine.loadBefore}): the figures are off.**` : "";
  const plot = points.length === 0 ? [] : ["", "![Rate of reading by size, columns and cores](performance-scaling.svg)"];
  return [
    `${RUNS[run]}, ${date.slice(0, 10)}; ${summary(rows)}. ${machine.cores} cores (${machine.processor}), ${machine.memoryGigabytes} GB, ${machine.platform}; ${machine.browser}, Node ${machine.node}; ${reference}.${busy}`,
    "",
    markdownTable(rows),
    ...plot,
  ].join("\n");
}

/** The document with what is between its markers replaced. Throws where a marker is missing. */
export function withSection(document: string, section: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new Error(`docs/performance.md has lost its markers ${START} and ${END}.`);
  return `${document.slice(0, start + START.length)}\n${section}\n${document.slice(end)}`;
}
