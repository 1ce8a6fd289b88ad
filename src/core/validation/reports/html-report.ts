import {
  type CheckReport,
  changesOf,
  type Finding,
  findingsOf,
  headingOf,
  outcomeOf,
  type ReportStyle,
  WAY_OUT_WORDS,
  type WaysOut,
  waysOutOf,
} from "./check-report.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that stays text in HTML, in an element and in an attribute alike. */
export const escapeMarkup = (value: string) => value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

function findingItem({ column, error, message, rows, remedies }: Finding): string {
  const ways = remedies.map(
    ({ who, label, code, consequence }) =>
      `<li>${who === "caller" ? "For the caller" : "For the model"}: ${escapeMarkup(label)}. ${escapeMarkup(consequence)}${code === null || who === "model" ? "" : `<pre>${escapeMarkup(code)}</pre>`}</li>`,
  );
  const name = column === null ? "" : `<strong>${escapeMarkup(column)}</strong>: `;
  const where = rows === null ? "" : ` Rows: ${escapeMarkup(rows)}.`;
  return `<li>${name}${escapeMarkup(message)} (${escapeMarkup(error)})${where}${ways.length === 0 ? "" : `<ul>${ways.join("")}</ul>`}</li>`;
}

function wayOutSections({ setCode, corrected, isLeftOut }: WaysOut): readonly string[] {
  const section = (title: string, code: string) => `<section><h3>${escapeMarkup(title)}</h3><pre>${escapeMarkup(code)}</pre></section>`;
  return [
    ...(corrected === null ? [] : [section(WAY_OUT_WORDS.corrected, corrected)]),
    ...(isLeftOut ? [`<p>${escapeMarkup(WAY_OUT_WORDS.leftOut)}</p>`] : []),
    ...(setCode === null ? [] : [section(WAY_OUT_WORDS.setCode, setCode)]),
  ];
}

/** The report as one page without script, style sheet or any request. Holds no cell values unless asked for. */
export function htmlReport(report: CheckReport, style: ReportStyle): string {
  const title = `Checked against ${escapeMarkup(report.signature)}`;
  const sections = report.checked.flatMap((data) => [
    ...data.verdicts.map((verdict) => {
      const items = [
        ...findingsOf(verdict, data, report, style).map(findingItem),
        ...changesOf(verdict).map((change) => `<li>${escapeMarkup(change)}</li>`),
      ];
      const list = items.length === 0 ? "" : `<ul>${items.join("")}</ul>`;
      return `<section><h2>${escapeMarkup(headingOf(data, verdict))}</h2><p><strong>${escapeMarkup(outcomeOf(verdict))}</strong></p>${list}</section>`;
    }),
    ...wayOutSections(waysOutOf(data, report, style)),
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
