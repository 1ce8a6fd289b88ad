import { escapeMarkdown } from "../validation/reports/markdown-report.ts";
import type { ReportSection, SignatureReport } from "./report.ts";

function section({ title, head, rows }: ReportSection): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [`## ${escapeMarkdown(title)}`, "", line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

/** A report as Markdown, for a pull request: a table a section. */
export function markdownSignatureReport({ title, sections }: SignatureReport): string {
  return `# ${escapeMarkdown(title)}\n\n${sections.map(section).join("\n\n")}\n`;
}
