import { appendTo } from "../../core/multimap.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import type { MarksOf } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";
import { rowMarks } from "./row-marks.ts";

const WAYS = { predict: "predict", scoring: "the scoring server" } as const;

/** The columns that MLflow refuses in the data that is open in the check, as marks of their rows. `name` is that of the data. */
export function refusedMarks(name: string, checked: readonly CheckedData[], result: Pick<SigningResult, "sides">): MarksOf {
  const refused = new Map<string, string[]>();
  for (const { side, verdicts } of checked)
    for (const { via, refusals } of verdicts) {
      const columns = new Set(refusals.flatMap(({ column }) => (column === undefined ? [] : [columnName(column)])));
      for (const column of columns) appendTo(refused, `${side} ${column}`, `Refused by ${WAYS[via]} in ${name}`);
    }
  // One mark for both ways, since there is little room.
  return rowMarks(result, (side, spec, index) => {
    const labels = refused.get(`${side} ${columnName(spec.name ?? BigInt(index))}`);
    return labels === undefined ? [] : [{ kind: "refused", label: labels.join(". ") }];
  });
}
