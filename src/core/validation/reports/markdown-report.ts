import {
  type CheckReport,
  changesOf,
  type Finding,
  findingsOf,
  headingOf,
  outcomeOf,
  type ReportStyle,
  remedyCode,
  requestLine,
  type WayOutPart,
  WHO,
  wayOutParts,
} from "./check-report.ts";

/** Text that stays text in Markdown, a table's cell included. */
export const escapeMarkdown = (value: string) => value.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/\r?\n/g, " ");

/** Code that may hold backticks itself. */
function fenced(code: string, language: (WayOutPart & { kind: "code" })["language"] = "python"): string {
  const fence = "`".repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${code}\n${fence}`;
}

function findingLines({ column, error, message, rows, remedies }: Finding): readonly string[] {
  return [
    `- ${column === null ? "" : `**${escapeMarkdown(column)}**: `}${escapeMarkdown(message)} (${escapeMarkdown(error)})${rows === null ? "" : ` Rows: ${escapeMarkdown(rows)}.`}`,
    ...remedies.flatMap((remedy) => [
      `  - ${WHO[remedy.who]}: ${escapeMarkdown(remedy.label)}. ${escapeMarkdown(remedy.consequence)}`,
      ...remedyCode(remedy).flatMap((code) => [
        "",
        ...fenced(code)
          .split("\n")
          .map((line) => `    ${line}`),
        "",
      ]),
    ]),
  ];
}

const wayOutSection = (part: WayOutPart) =>
  part.kind === "sentence" ? part.sentence : `### ${part.title}\n\n${fenced(part.code.trimEnd(), part.language)}`;

/** The report as Markdown. Holds no cell values unless asked for. */
export function markdownReport(report: CheckReport, style: ReportStyle): string {
  const sections = report.checked.flatMap((data) => [
    ...requestLine(data, report.checked).map(({ heading, outcome }) => `## ${escapeMarkdown(heading)}\n\n**${escapeMarkdown(outcome)}**`),
    ...data.verdicts.map((verdict) =>
      [
        `## ${escapeMarkdown(headingOf(data, verdict))}`,
        "",
        `**${escapeMarkdown(outcomeOf(verdict))}**`,
        "",
        ...findingsOf(verdict, data, report, style).flatMap(findingLines),
        ...changesOf(verdict, style).map((change) => `- ${escapeMarkdown(change)}`),
      ].join("\n"),
    ),
    ...wayOutParts(data, report, style).map(wayOutSection),
  ]);
  return `# Checked against ${escapeMarkdown(report.signature)}\n\n${sections.join("\n\n")}\n`;
}
