import {
  type CheckReport,
  type Finding,
  findingsOf,
  headingOf,
  outcomeOf,
  type ReportStyle,
  remedyCode,
  type WayOutPart,
  WHO,
  wayOutParts,
} from "./check-report.ts";
import { escapeMarkup } from "./html-report.ts";

/** Characters that XML 1.0 does not allow. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (value: string) => escapeMarkup(value.replace(FORBIDDEN, "\ufffd"));

function findingLines({ column, message, rows, remedies }: Finding): readonly string[] {
  return [
    `${column === null ? "" : `${column}: `}${message}${rows === null ? "" : ` Rows: ${rows}.`}`,
    ...remedies.flatMap((remedy) => [
      `  ${WHO[remedy.who]}: ${remedy.label}. ${remedy.consequence}`,
      ...remedyCode(remedy).flatMap((code) => code.split("\n").map((line) => `    ${line}`.trimEnd())),
    ]),
  ];
}

const wayOutLines = (part: WayOutPart) => (part.kind === "sentence" ? [part.sentence] : [`${part.title}:`, part.code]);

/** The report as JUnit XML, a test case a verdict: refused is a failure, undecided an error. Holds no cell values unless asked for. */
export function junitReport(report: CheckReport, style: ReportStyle): string {
  const cases = report.checked.flatMap((data) => data.verdicts.map((verdict) => ({ data, verdict })));
  const count = (kind: string) => cases.filter(({ verdict }) => verdict.kind === kind).length;
  const elements = cases.map(({ data, verdict }) => {
    const open = `  <testcase classname="${escaped(data.side)}.${verdict.via}" name="${escaped(headingOf(data, verdict))}">`;
    if (verdict.kind === "accepted" || verdict.kind === "proves nothing")
      return `${open}\n    <system-out>${escaped(outcomeOf(verdict))}</system-out>\n  </testcase>`;
    const element = verdict.kind === "refused" ? "failure" : "error";
    const isLast = data.verdicts.findLast(({ kind }) => kind === "refused") === verdict;
    const details = [
      ...findingsOf(verdict, data, report, style).flatMap(findingLines),
      ...(isLast ? wayOutParts(data, report, style).flatMap(wayOutLines) : []),
    ].join("\n");
    return `${open}\n    <${element} message="${escaped(outcomeOf(verdict))}">${escaped(details)}</${element}>\n  </testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="${escaped(`signet check against ${report.signature}`)}" tests="${cases.length}" failures="${count("refused")}" errors="${count("undecided")}">
${elements.join("\n")}
</testsuite>
`;
}
