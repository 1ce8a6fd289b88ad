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

const indented = (code: string) =>
  code
    .trimEnd()
    .split("\n")
    .map((line) => `      ${line}`.trimEnd());

const wayOutLines = (part: WayOutPart) =>
  part.kind === "sentence" ? [`  ${part.sentence}`] : [`  ${part.title}:`, ...indented(part.code)];

function findingLines({ column, error, message, rows, remedies }: Finding): readonly string[] {
  return [
    `  ${column === null ? "" : `${column}: `}${message} [${error}]`,
    ...(rows === null ? [] : [`    rows: ${rows}`]),
    ...remedies.flatMap((remedy) => [
      `    ${WHO[remedy.who]}: ${remedy.label}. ${remedy.consequence}`,
      ...remedyCode(remedy).flatMap(indented),
    ]),
  ];
}

/** The report for a terminal: a line a verdict, its reasons below. Holds no cell values unless asked for. */
export function textReport(report: CheckReport, style: ReportStyle): string {
  const lines = report.checked.flatMap((data) => [
    ...requestLine(data, report.checked).map(({ heading, outcome }) => `${heading}: ${outcome}`),
    ...data.verdicts.flatMap((verdict) => [
      `${headingOf(data, verdict)}: ${outcomeOf(verdict)}`,
      ...findingsOf(verdict, data, report, style).flatMap(findingLines),
      ...changesOf(verdict, style).map((change) => (change.startsWith("warning: ") ? `  ${change}` : `  note: ${change}`)),
    ]),
    ...wayOutParts(data, report, style).flatMap(wayOutLines),
  ]);
  return `${lines.join("\n")}\n`;
}
