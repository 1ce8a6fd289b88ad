import { must } from "../../defined.ts";
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

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that stays text in HTML, in an element and in an attribute alike. */
export const escapeMarkup = (value: string) => value.replace(/[&<>"']/g, (character) => must(ENTITIES[character]));

function findingItem({ column, error, message, rows, remedies }: Finding): string {
  const ways = remedies.map((remedy) => {
    const code = remedyCode(remedy).map((one) => `<pre>${escapeMarkup(one)}</pre>`);
    return `<li>${WHO[remedy.who]}: ${escapeMarkup(remedy.label)}. ${escapeMarkup(remedy.consequence)}${code.join("")}</li>`;
  });
  const name = column === null ? "" : `<strong>${escapeMarkup(column)}</strong>: `;
  const where = rows === null ? "" : ` Rows: ${escapeMarkup(rows)}.`;
  return `<li>${name}${escapeMarkup(message)} (${escapeMarkup(error)})${where}${ways.length === 0 ? "" : `<ul>${ways.join("")}</ul>`}</li>`;
}

const wayOutSection = (part: WayOutPart) =>
  part.kind === "sentence"
    ? `<p>${escapeMarkup(part.sentence)}</p>`
    : `<section><h3>${escapeMarkup(part.title)}</h3><pre>${escapeMarkup(part.code)}</pre></section>`;

/** The report as one page without script, style sheet or any request. Holds no cell values unless asked for. */
export function htmlReport(report: CheckReport, style: ReportStyle): string {
  const title = `Checked against ${escapeMarkup(report.signature)}`;
  const sections = report.checked.flatMap((data) => [
    ...requestLine(data, report.checked).map(
      ({ heading, outcome }) => `<section><h2>${escapeMarkup(heading)}</h2><p><strong>${escapeMarkup(outcome)}</strong></p></section>`,
    ),
    ...data.verdicts.map((verdict) => {
      const items = [
        ...findingsOf(verdict, data, report, style).map(findingItem),
        ...changesOf(verdict, style).map((change) => `<li>${escapeMarkup(change)}</li>`),
      ];
      const list = items.length === 0 ? "" : `<ul>${items.join("")}</ul>`;
      return `<section><h2>${escapeMarkup(headingOf(data, verdict))}</h2><p><strong>${escapeMarkup(outcomeOf(verdict))}</strong></p>${list}</section>`;
    }),
    ...wayOutParts(data, report, style).map(wayOutSection),
  ]);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1>
${sections.join("\n")}
</body>
</html>
`;
}
