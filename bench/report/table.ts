import { goalText, inUnit, type Row, verdictOf } from "../goals.ts";

const HEADINGS = ["line", "what", "goal", "figure", "value", "spread", "met"] as const;

/** A row as the cells of the table, in the order of the headings. */
function cellsOf(row: Row): readonly string[] {
  const { line, title, unit, outcome } = row;
  const head = [line, title, goalText(row)];
  if (outcome.kind === "skipped") return [...head, outcome.reason, "", "", "skipped"];
  const { median, low, high } = outcome.value;
  const spread = low === high ? "one run" : `${inUnit(low, unit)} to ${inUnit(high, unit)}`;
  return [...head, outcome.figure, inUnit(median, unit), spread, verdictOf(row)];
}

/** The table of goals for a terminal, its columns aligned. */
export function plainTable(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const escaped = (cell: string): string => cell.replaceAll("|", "\\|");

/** The same in Markdown. */
export function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(HEADINGS), line(HEADINGS.map(() => "---")), ...rows.map((row) => line(cellsOf(row)))].join("\n");
}

/** How many goals were met, of how many, in a sentence. */
export function summary(rows: readonly Row[]): string {
  const verdicts = rows.map(verdictOf);
  const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
  return `goals: ${count("met")} met, ${count("not met")} not met, ${count("skipped")} skipped`;
}
