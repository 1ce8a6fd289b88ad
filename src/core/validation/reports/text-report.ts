import { type CheckReport, changesOf, type Finding, findingsOf, headingOf, outcomeOf, type ReportStyle } from "./check-report.ts";

function findingLines({ column, error, message, rows, remedies }: Finding): readonly string[] {
  return [
    `  ${column === null ? "" : `${column}: `}${message} [${error}]`,
    ...(rows === null ? [] : [`    rows: ${rows}`]),
    ...remedies.flatMap(({ who, label, code, consequence }) => [
      `    ${who}: ${label}. ${consequence}`,
      ...(code === null ? [] : [`      ${code}`]),
    ]),
  ];
}

/** The report for a terminal: a line a verdict, its reasons below. Holds no cell values unless asked for. */
export function textReport(report: CheckReport, style: ReportStyle): string {
  const lines = report.checked.flatMap((data) =>
    data.verdicts.flatMap((verdict) => [
      `${headingOf(data, verdict)}: ${outcomeOf(verdict)}`,
      ...findingsOf(verdict, data, style).flatMap(findingLines),
      ...changesOf(verdict).map((change) => `  note: ${change}`),
    ]),
  );
  return `${lines.join("\n")}\n`;
}
