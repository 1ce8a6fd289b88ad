import { columnLabel } from "../../ladders/infer-column.ts";
import type { Verdict } from "../verdict.ts";
import { type CheckedData, type CheckReport, type Finding, findingsOf, type ReportStyle, waysOutOf } from "./check-report.ts";

/** The layout of {@link jsonReport}; raised when a field changes its meaning. */
const REPORT_VERSION = 1;

interface JsonVerdict extends Pick<Verdict, "via" | "kind" | "rowCount"> {
  readonly enforced: boolean;
  readonly findings: readonly (Finding & {
    readonly stage: string | null;
    readonly failing: { readonly count: number | null; readonly first: readonly number[] } | null;
  })[];
  /** Accepted values that change on the way to the model; the values themselves only where they are shown. */
  readonly changes: readonly {
    readonly column: string;
    readonly count: number | null;
    readonly first: readonly number[];
    readonly sent?: string;
    readonly becomes?: string;
  }[];
  readonly conversions: readonly { readonly column: string; readonly from: string; readonly to: string }[];
  readonly dropped: readonly string[];
  readonly absent: readonly string[];
}

/** `modelCode` and `correctedRequest`, each null if there is none; the latter is left out where values are not shown. */
function jsonWaysOut(data: CheckedData, report: CheckReport, style: ReportStyle) {
  const { setCode, corrected } = waysOutOf(data, report, style);
  return { modelCode: setCode, ...(style.showValues ? { correctedRequest: corrected } : {}) };
}

/** The report as JSON, indented. Holds no cell values unless asked for. */
export function jsonReport(report: CheckReport, style: ReportStyle): string {
  const checked = report.checked.map((data) => ({
    file: data.name,
    side: data.side,
    verdicts: data.verdicts.map((verdict): JsonVerdict => {
      const { via, kind, rowCount, isEnforced, changes, conversions, extra, absent, refusals } = verdict;
      return {
        via,
        kind,
        enforced: isEnforced,
        rowCount,
        findings: findingsOf(verdict, data, report, style).map((finding, index) => {
          const rows = refusals[index]?.rows;
          return {
            ...finding,
            stage: refusals[index]?.stage ?? null,
            failing: rows === undefined ? null : { count: rows.count, first: rows.first },
          };
        }),
        changes: changes.map(({ column, rows: { count, first, sample }, becomes }) => ({
          column: columnLabel(column),
          count,
          first,
          ...(style.showValues && sample !== undefined ? { sent: sample.data, becomes: becomes.data } : {}),
        })),
        conversions: conversions.map(({ column, from, to }) => ({ column: columnLabel(column), from, to })),
        dropped: extra.map(columnLabel),
        absent: absent.map(columnLabel),
      };
    }),
    ...jsonWaysOut(data, report, style),
  }));
  return `${JSON.stringify({ version: REPORT_VERSION, signature: report.signature, checked }, null, 2)}\n`;
}
