import { useState } from "react";
import type { CheckReport } from "../../core/validation/reports/check-report.ts";
import { htmlReport } from "../../core/validation/reports/html-report.ts";
import { jsonReport } from "../../core/validation/reports/json-report.ts";
import { junitReport } from "../../core/validation/reports/junit-report.ts";
import { markdownReport } from "../../core/validation/reports/markdown-report.ts";
import { download } from "../store/output/download.ts";

const REPORTS = [
  { label: "JSON", file: "signet-check.json", type: "application/json", write: jsonReport },
  { label: "Markdown", file: "signet-check.md", type: "text/markdown", write: markdownReport },
  { label: "HTML", file: "signet-check.html", type: "text/html", write: htmlReport },
  { label: "JUnit", file: "signet-check.xml", type: "application/xml", write: junitReport },
] as const;

/** The report in four forms; without values from cells, unless they are asked for. */
export function ReportMenu({ report }: { readonly report: CheckReport }) {
  const [showValues, setShowValues] = useState(false);
  if (report.checked.length === 0) return null;
  return (
    <fieldset className="report">
      <legend>Report</legend>
      {REPORTS.map(({ label, file, type, write }) => (
        <button
          key={label}
          type="button"
          className="small"
          aria-label={`Download ${label} report`}
          onClick={() => download(file, write(report, { showValues }), type)}
        >
          {label}
        </button>
      ))}
      <label className="tick">
        <input type="checkbox" checked={showValues} onChange={(event) => setShowValues(event.target.checked)} />
        with values from cells
      </label>
    </fieldset>
  );
}
