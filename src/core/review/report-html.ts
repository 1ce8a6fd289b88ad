import { escapeMarkup } from "../validation/reports/html-report.ts";
import type { ReportSection, SignatureReport } from "./report.ts";

const STYLE = `:root{color-scheme:light dark;font:14px/1.45 system-ui,sans-serif}
body{max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.2rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid light-dark(#ddd,#444);overflow-wrap:anywhere}
td{min-width:4.5rem}
th{font-weight:600;border-bottom-width:2px;white-space:nowrap}
td:first-child{font-family:ui-monospace,monospace;font-size:.92em}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}`;

function section({ title, head, rows }: ReportSection): string {
  const row = (cells: readonly string[], tag: "th" | "td") =>
    `<tr>${cells.map((cell) => `<${tag}${tag === "th" ? ' scope="col"' : ""}>${escapeMarkup(cell)}</${tag}>`).join("")}</tr>`;
  const headRow = head.every((name) => name === "") ? "" : `<thead>${row(head, "th")}</thead>`;
  return `<section><h2>${escapeMarkup(title)}</h2><table>${headRow}<tbody>\n${rows.map((cells) => row(cells, "td")).join("\n")}\n</tbody></table></section>`;
}

/** A report as one page that needs nothing else: no script, no request; it prints well and follows the reader's light or dark. */
export function htmlSignatureReport({ title, sections }: SignatureReport): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeMarkup(title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeMarkup(title)}</h1>
${sections.map(section).join("\n")}
</body>
</html>
`;
}
